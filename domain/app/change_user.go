package app

import (
	"context"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// UserChange is what an admin may change about an account.
type UserChange struct {
	ID       domain.ID
	Version  domain.Version
	Name     string
	Roles    []domain.Role
	Disabled bool
	Password string // a new one; empty keeps the old
}

// ChangeUser changes an account. A removed role and a disabled account count
// from the next request on; a disabled one also loses its sessions and calendar
// addresses, a new password ends all sessions.
func (a *App) ChangeUser(ctx context.Context, actor domain.Actor, in UserChange) (u User, err error) {
	if err := allow(actor, "change accounts", domain.Admin); err != nil {
		return u, err
	}
	hash := ""
	if in.Password != "" {
		if hash, err = a.newPassword(in.Password); err != nil {
			return u, err
		}
	}
	err = a.write(ctx, func(tx Tx) error {
		now := a.now()
		if u, err = tx.User(in.ID); err != nil {
			return err
		}
		if u.InVain && hash != "" {
			return domain.E(domain.Conflict, "in_vain", "Nobody comes in by this invitation: %s has another account.", u.Email)
		}
		u.Version, u.Name, u.Roles, u.Disabled = in.Version, strings.TrimSpace(in.Name), in.Roles, in.Disabled
		if hash != "" {
			u.PasswordHash = hash
		}
		if err := u.Check(); err != nil {
			return err
		}
		if err := keepAnAdmin(tx, u); err != nil {
			return err
		}
		if err := tx.SaveUser(&u); err != nil {
			return err
		}
		switch {
		case u.Disabled:
			err = a.closeDoors(tx, u)
		case hash != "":
			err = tx.DeleteSessionsOf(u.ID)
		}
		if err != nil {
			return err
		}
		return a.record(tx, actor, now, Act{
			Verb: "change_user", Kind: "user", Object: u.ID, ClientID: u.ClientID,
			Summary: changedUser(u, hash != ""), State: u.withoutSecret(),
		})
	})
	return u, err
}

func changedUser(u User, password bool) string {
	s := "Account of " + u.Name + ": " + rolesText(u.Roles)
	if u.Disabled {
		s += ", disabled"
	}
	if password {
		s += ", new password set"
	}
	return s + "."
}

// keepAnAdmin refuses a change after which nobody could manage accounts. The
// counter's row makes two admins who remove each other at once wait in turn.
func keepAnAdmin(tx Tx, changed User) error {
	if !changed.Disabled && slices.Contains(changed.Roles, domain.Admin) {
		return nil
	}
	if _, err := tx.Next("admin_removals"); err != nil {
		return err
	}
	admins, err := tx.UsersWithRole(domain.Admin)
	if err != nil {
		return err
	}
	was := slices.ContainsFunc(admins, func(u User) bool { return u.ID == changed.ID })
	others := slices.ContainsFunc(admins, func(u User) bool { return u.ID != changed.ID && !u.Disabled })
	if was && !others {
		return domain.E(domain.Conflict, "last_admin", "This is the last admin; make another one first.")
	}
	return nil
}
