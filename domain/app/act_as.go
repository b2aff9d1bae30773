package app

import (
	"context"

	"github.com/certwright/certwright/domain"
)

// ActAs is a person of the body for whom a command at the console acts: one who
// holds one of the roles. Whoever holds the machine holds the data; the name is
// for the rules that ask who did it, and for the ledger.
func (a *App) ActAs(ctx context.Context, email, via string, roles ...domain.Role) (actor domain.Actor, err error) {
	var f domain.Fault
	err = a.Store.Read(ctx, func(tx Tx) error {
		u, err := tx.UserByEmail(plainAddress(email))
		switch {
		case err != nil && domain.KindOf(err) != domain.Unknown:
			return err
		case err != nil || u.Disabled || u.PasswordHash == "":
			f.Add("as", "nobody signs in as %q", email)
		case !(domain.Actor{Roles: u.Roles}).Is(roles...):
			f.Add("as", "%s is %s; it takes %s", u.Name, rolesText(u.Roles), rolesText(roles))
		}
		actor = domain.Actor{UserID: u.ID, PersonID: u.PersonID, Name: u.Name, Roles: u.Roles, Via: via}
		return f.Err()
	})
	return actor, err
}
