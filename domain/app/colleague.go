package app

import (
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
)

// Right is how far an account of a client goes. Every client with accounts has
// somebody who leads.
type Right string

const (
	Leads Right = ""     // acts, and says who else of the organisation comes in
	Acts  Right = "act"  // applies, accepts, confirms, answers; invites nobody
	Reads Right = "read" // sees everything of the organisation, changes nothing
)

// Colleague is an account of a client as its colleagues see it.
type Colleague struct {
	User
	Invited bool // no password was set yet
}

func colleague(u User) Colleague {
	return Colleague{User: u.withoutSecret(), Invited: u.PasswordHash == ""}
}

// ListColleagues lists the accounts of a client, by address, and whether the
// actor may change who is among them.
func (a *App) ListColleagues(ctx context.Context, actor domain.Actor, of domain.ID) (list []Colleague, mayInvite bool, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		if _, err := tx.Client(of); err != nil {
			return err
		}
		if !ofClient(actor, of) {
			return domain.NotFound("client")
		}
		users, err := tx.UsersOfClient(of)
		for _, u := range users {
			list = append(list, colleague(u))
		}
		mayInvite = leadsFor(tx, actor, of) == nil
		return err
	})
	return list, mayInvite, err
}

// leadsFor lets through who says which people of a client come in: who leads
// for it, and the body's admins.
func leadsFor(tx Tx, actor domain.Actor, of domain.ID) error {
	if actor.Is(domain.Admin, domain.System) {
		return nil
	}
	if !actor.Is(domain.Client) || of == "" || actor.ClientID != of {
		return domain.NotFound("client")
	}
	if actor.ReadOnly {
		return ReadsOnly()
	}
	u, err := tx.User(actor.UserID)
	if err == nil && u.Right != Leads {
		return domain.MayNot("Only who leads for your organisation says who comes in; the list of colleagues shows who that is.")
	}
	return err
}

// colleagueFor loads an account that the actor may change, of a client.
func colleagueFor(tx Tx, actor domain.Actor, id domain.ID) (User, error) {
	u, err := tx.User(id)
	if err != nil || u.ClientID == "" || !ofClient(actor, u.ClientID) {
		if err == nil || domain.KindOf(err) == domain.Unknown {
			err = domain.NotFound("colleague")
		}
		return User{}, err
	}
	return u, leadsFor(tx, actor, u.ClientID)
}

// keepALead refuses a change after which nobody leads for a client. The
// counter's row makes two who step back at once wait in turn.
func keepALead(tx Tx, was, changed User) error {
	if was.Right != Leads || was.Disabled || changed.Right == Leads && !changed.Disabled {
		return nil
	}
	if _, err := tx.Next("lead_removals " + string(changed.ClientID)); err != nil {
		return err
	}
	users, err := tx.UsersOfClient(changed.ClientID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(users, func(u User) bool {
		return u.ID != changed.ID && u.Right == Leads && !u.Disabled && u.PasswordHash != ""
	}) {
		return nil
	}
	return domain.E(domain.Conflict, "last_lead", "Nobody else leads for the organisation; let a colleague who has signed in lead first.")
}
