package app

import (
	"context"

	"github.com/certwright/certwright/domain"
)

// ColleagueChange is what may be changed about an account of a client by who
// leads for it.
type ColleagueChange struct {
	ID      domain.ID
	Version domain.Version
	Right   Right
	Ended   bool // may no longer sign in
}

// ChangeColleague changes how far somebody of a client goes, or ends or opens
// their access. It counts from their next request on.
func (a *App) ChangeColleague(ctx context.Context, actor domain.Actor, in ColleagueChange) (c Colleague, err error) {
	err = a.write(ctx, func(tx Tx) error {
		was, err := colleagueFor(tx, actor, in.ID)
		if err != nil {
			return err
		}
		u := was
		u.Version, u.Right, u.Disabled = in.Version, in.Right, in.Ended
		if err := u.Check(); err != nil {
			return err
		}
		if err := keepALead(tx, was, u); err != nil {
			return err
		}
		if err := tx.SaveUser(&u); err != nil {
			return err
		}
		if u.Disabled {
			if err := a.closeDoors(tx, u); err != nil {
				return err
			}
		}
		c = colleague(u)
		summary := u.Name + " may come in" + rightText(u.Right) + "."
		if u.Disabled {
			summary = "The access of " + u.Name + " was ended."
		}
		return a.record(tx, actor, a.now(), Act{Verb: "change_colleague", Kind: "user", Object: u.ID, ClientID: u.ClientID, Summary: summary, State: u.withoutSecret()})
	})
	return c, err
}
