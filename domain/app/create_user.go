package app

import (
	"context"
	"crypto/subtle"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// NewUser is an account to make.
type NewUser struct {
	Name     string
	Email    string
	Password string
	Roles    []domain.Role
	ClientID domain.ID // for an account of a client
	PersonID domain.ID // the auditor it belongs to; none: found by the address
}

// CreateUser makes an account.
func (a *App) CreateUser(ctx context.Context, actor domain.Actor, in NewUser) (u User, err error) {
	if err := allow(actor, "make accounts", domain.Admin); err != nil {
		return u, err
	}
	hash, err := a.newPassword(in.Password)
	if err != nil {
		return u, err
	}
	err = a.write(ctx, func(tx Tx) (err error) { u, err = a.createUser(tx, actor, in, hash); return err })
	return u, err
}

func (a *App) newPassword(password string) (hash string, err error) {
	if err := a.Passwords.Acceptable(password); err != nil {
		return "", err
	}
	return a.Passwords.Hash(password)
}

func (a *App) createUser(tx Tx, actor domain.Actor, in NewUser, hash string) (User, error) {
	now := a.now()
	u := User{
		ID: a.NewID(), Email: plainAddress(in.Email), Name: strings.TrimSpace(in.Name), PasswordHash: hash,
		Roles: in.Roles, ClientID: in.ClientID, CreatedAt: now,
	}
	if err := a.keepNewUser(tx, &u, in.PersonID); err != nil {
		return u, err
	}
	return u, a.record(tx, actor, now, Act{
		Verb: "create_user", Kind: "user", Object: u.ID, ClientID: u.ClientID,
		Summary: "Account for " + u.Name + " (" + rolesText(u.Roles) + ").", State: u.withoutSecret(),
	})
}

// keepNewUser saves a new account and finds whose it is.
func (a *App) keepNewUser(tx Tx, u *User, person domain.ID) error {
	if err := u.Check(); err != nil {
		return err
	}
	known, err := knownAddress(tx, *u)
	if err != nil {
		return err
	}
	if known {
		e := domain.E(domain.Conflict, "exists", "There is an account with the address %s already.", u.Email)
		e.Fields = []domain.FieldError{{Field: "email", Message: "has an account already"}}
		return e
	}
	if u.ClientID != "" {
		if _, err := tx.Client(u.ClientID); err != nil {
			return err
		}
	}
	if u.PersonID, err = a.personFor(tx, person, u.Name, u.Email); err != nil {
		return err
	}
	return tx.SaveUser(u)
}

// knownAddress tells whether an account cannot be made because of its address:
// one that is in vain stands beside the address's own, once a client.
func knownAddress(tx Tx, u User) (bool, error) {
	if !u.InVain {
		_, err := tx.UserByEmail(u.Email)
		if err == nil || domain.KindOf(err) != domain.Unknown {
			return err == nil, err
		}
	}
	if u.ClientID == "" {
		return false, nil
	}
	colleagues, err := tx.UsersOfClient(u.ClientID)
	return slices.ContainsFunc(colleagues, func(c User) bool { return c.Email == u.Email }), err
}

func rolesText(roles []domain.Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, string(r))
	}
	return strings.Join(out, ", ")
}

// FirstAdmin makes the first account of an empty installation.
type FirstAdmin struct {
	Code     string // the setup code; the command line needs none
	Name     string
	Email    string
	Password string
	Address  string // of the network peer
}

// CreateFirstAdmin makes the first admin, once, while there is no account.
func (a *App) CreateFirstAdmin(ctx context.Context, actor domain.Actor, in FirstAdmin) (u User, err error) {
	if err := a.checkSetupCode(ctx, actor, in); err != nil {
		return u, err
	}
	hash, err := a.newPassword(in.Password)
	if err != nil {
		return u, err
	}
	err = a.write(ctx, func(tx Tx) error {
		n, err := tx.CountUsers()
		if err != nil {
			return err
		}
		first, err := tx.Next("first_admin") // two at once: the counter's row makes one wait and then see a 2
		if err != nil {
			return err
		}
		if n > 0 || first > 1 {
			return domain.E(domain.Conflict, "set_up", "This installation has an admin already; sign in, or ask them for an account.")
		}
		u, err = a.createUser(tx, actor, NewUser{Name: in.Name, Email: in.Email, Roles: []domain.Role{domain.Admin}}, hash)
		return err
	})
	return u, err
}

// checkSetupCode compares the printed code, as guessable as a password.
func (a *App) checkSetupCode(ctx context.Context, actor domain.Actor, in FirstAdmin) error {
	if actor.Is(domain.System) {
		return nil
	}
	g := guess{[]charge{{"address " + whence(in.Address), fromAddress}, {"setup", fromAnywhere}}}
	if err := a.Store.Write(ctx, func(tx Tx) error { return g.spend(tx, a.now()) }); err != nil {
		return err
	}
	if a.SetupCode == "" || subtle.ConstantTimeCompare([]byte(in.Code), []byte(a.SetupCode)) != 1 {
		var f domain.Fault
		f.Add("code", "is not the code that was printed when this installation was started")
		return f.Err()
	}
	return nil
}

// SetupNeeded tells whether there is no account yet.
func (a *App) SetupNeeded(ctx context.Context) (needed bool, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		n, err := tx.CountUsers()
		needed = n == 0
		return err
	})
	return needed, err
}
