package app

import (
	"context"

	"github.com/certwright/certwright/domain"
)

// Reauthenticate asks for the password again before a step that must be the
// person's own doing: a decision, a new password. Guesses are counted as at
// sign-in. Call it before opening the transaction of that step.
func (a *App) Reauthenticate(ctx context.Context, actor domain.Actor, password string) error {
	if actor.UserID == "" {
		return domain.MayNot("Sign in first.")
	}
	now := a.now()
	var user User
	var at guess
	err := a.Store.Write(ctx, func(tx Tx) error {
		var err error
		if user, err = tx.User(actor.UserID); err != nil {
			return err
		}
		at = guess{guessAt(user.Email, "", true).charges[1:]}
		return at.spend(tx, now)
	})
	if err != nil {
		return err
	}
	ok, err := a.Passwords.Matches(password, user.PasswordHash)
	if err != nil {
		return err
	}
	if !ok || user.Disabled {
		e := domain.E(domain.Forbidden, "wrong_password", "This is not your password.")
		e.Fields = []domain.FieldError{{Field: "password", Message: "is not your password"}}
		return e
	}
	return a.Store.Write(ctx, func(tx Tx) error { return at.refund(tx, now) })
}
