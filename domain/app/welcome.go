package app

import (
	"context"

	"github.com/certwright/certwright/domain"
)

// Welcome is what a page needs to know before anything else.
type Welcome struct {
	Name, Email string // of the account; none for a visitor
	SetupNeeded bool   // there is no account yet
	BodyName    string
	TimeZone    string
	Today       domain.Date
}

// Welcome tells anybody whose installation this is, and the signed in who they are.
func (a *App) Welcome(ctx context.Context, actor domain.Actor) (w Welcome, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		s, _, err := SettingsIn(tx)
		if err != nil {
			return err
		}
		w.BodyName, w.TimeZone, w.Today = s.Name, s.TimeZone, domain.DateOf(a.now(), s.Zone())
		if actor.UserID != "" {
			u, err := tx.User(actor.UserID)
			w.Name, w.Email = u.Name, u.Email
			return err
		}
		n, err := tx.CountUsers()
		w.SetupNeeded = n == 0
		return err
	})
	return w, err
}
