package app

import (
	"context"

	"github.com/certwright/certwright/domain"
)

// searchEach is how many finds of each kind the search box shows.
const searchEach = 8

// Search finds clients, audits, certificates and auditors the actor may see.
func (a *App) Search(ctx context.Context, actor domain.Actor, query string) (hits []Hit, err error) {
	l, err := scope(actor, List{})
	if err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		hits, err = tx.Search(query, searchEach, l.Only, l.Persons)
		return err
	})
	return hits, err
}
