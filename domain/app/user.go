package app

import (
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
)

// withoutSecret is the account as the ledger and screens know it.
func (u User) withoutSecret() User { u.PasswordHash = ""; return u }

// Check says which fields of an account are wrong.
func (u User) Check() error {
	var f domain.Fault
	f.Line("name", u.Name)
	if !client.Address(u.Email) {
		f.Add("email", "%q is no e-mail address; it looks like name@organisation.example", u.Email)
	}
	if len(u.Roles) == 0 {
		f.Add("roles", "name at least one of admin, planner, auditor, reviewer, client")
	}
	for _, r := range u.Roles {
		if !slices.Contains(domain.Roles, r) {
			f.Add("roles", "%q is none of admin, planner, auditor, reviewer, client", r)
		}
	}
	isClient := slices.Contains(u.Roles, domain.Client)
	switch {
	case isClient && len(u.Roles) > 1:
		f.Add("roles", "an account of a client has no role in the certification body")
	case isClient && u.ClientID == "":
		f.Add("client_id", "is needed for an account of a client")
	case !isClient && u.ClientID != "":
		f.Add("client_id", "is for accounts of clients only")
	}
	if u.Right != Leads && (!isClient || u.Right != Acts && u.Right != Reads) {
		f.Add("right", "%q: an account of a client leads, may act or may read", u.Right)
	}
	return f.Err()
}

// personFor finds the human behind an account: the one named, else the one with
// the same address, else a new one. Two accounts of one human are one person,
// so that independence is judged right.
func (a *App) personFor(tx Tx, named domain.ID, name, email string) (domain.ID, error) {
	if named != "" {
		p, err := tx.Person(named)
		if domain.KindOf(err) == domain.Unknown && err != nil {
			var f domain.Fault
			f.Add("person_id", "there is no such person")
			return "", f.Err()
		}
		return p.ID, err
	}
	p, err := tx.PersonByEmail(email)
	if err == nil || domain.KindOf(err) != domain.Unknown {
		return p.ID, err
	}
	p = auditor.Person{ID: a.NewID(), Name: name, Email: email}
	return p.ID, tx.SavePerson(&p)
}

// closeDoors ends the sessions and invitations of an account, and the calendar addresses of its
// person when no other account of theirs is open.
func (a *App) closeDoors(tx Tx, u User) error {
	if err := tx.DeleteSessionsOf(u.ID); err != nil {
		return err
	}
	if err := tx.DeleteInvitationsOf(u.ID); err != nil {
		return err
	}
	accounts, err := tx.UsersOfPerson(u.PersonID)
	if err != nil {
		return err
	}
	for _, other := range accounts {
		if other.ID != u.ID && !other.Disabled {
			return nil
		}
	}
	return a.revokeFeedsOf(tx, u.PersonID)
}

func (a *App) revokeFeedsOf(tx Tx, person domain.ID) error {
	feeds, err := tx.FeedsOf(person)
	if err != nil {
		return err
	}
	for _, f := range feeds {
		if f.RevokedAt.IsZero() {
			if err := tx.RevokeFeed(f.ID, a.now()); err != nil {
				return err
			}
		}
	}
	return nil
}

// ListUsers lists accounts.
func (a *App) ListUsers(ctx context.Context, actor domain.Actor, l List) (page Page[User], err error) {
	if err := allow(actor, "see the accounts", domain.Admin); err != nil {
		return page, err
	}
	err = a.Store.Read(ctx, func(tx Tx) (err error) { page, err = tx.UserList(l); return err })
	return page, err
}
