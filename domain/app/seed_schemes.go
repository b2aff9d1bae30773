package app

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/scheme"
)

// SeedSchemes brings the schemes that ship with the program into the database
// at its start: those it does not know yet, and newer versions of their data.
// What a body changed itself has a higher version and stays.
func (a *App) SeedSchemes(ctx context.Context) error {
	return a.write(ctx, func(tx Tx) error {
		for _, s := range scheme.Seed() {
			have, err := tx.ActiveScheme(s.ID)
			if err == nil && have.Version >= s.Version {
				continue
			}
			if err != nil && domain.KindOf(err) != domain.Unknown {
				return err
			}
			if err := tx.SaveScheme(s); err != nil {
				return err
			}
			err = a.record(tx, domain.SystemActor("command"), a.now(), Act{
				Verb: "seed_schemes", Kind: "scheme", Object: schemeObject(s),
				Summary: fmt.Sprintf("%s, data version %d, is in use.", s.Name, s.Version), State: s,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
