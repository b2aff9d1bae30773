package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/scheme"
)

// ListSchemes lists the schemes in force, by ID. Everybody with an account may
// know what the body certifies against.
func (a *App) ListSchemes(ctx context.Context, actor domain.Actor) (out []scheme.Scheme, err error) {
	if err := allow(actor, "see the schemes", domain.Roles...); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) (err error) { out, err = tx.ActiveSchemes(); return err })
	return out, err
}
