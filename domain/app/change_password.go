package app

import (
	"context"

	"github.com/certwright/certwright/domain"
)

// ChangePassword sets the actor's own password and ends all their sessions but
// the one of the token.
func (a *App) ChangePassword(ctx context.Context, actor domain.Actor, token, current, next string) error {
	if err := a.Reauthenticate(ctx, actor, current); err != nil {
		return err
	}
	if err := a.Passwords.Acceptable(next); err != nil {
		return err
	}
	hash, err := a.Passwords.Hash(next)
	if err != nil {
		return err
	}
	now := a.now()
	return a.write(ctx, func(tx Tx) error {
		user, err := tx.User(actor.UserID)
		if err != nil {
			return err
		}
		user.PasswordHash = hash
		if err := tx.SaveUser(&user); err != nil {
			return err
		}
		kept, err := tx.Session(TokenHash(token))
		if err != nil && domain.KindOf(err) != domain.Unknown {
			return err
		}
		if err := tx.DeleteSessionsOf(user.ID); err != nil {
			return err
		}
		if kept.UserID == user.ID {
			if err := tx.InsertSession(kept); err != nil {
				return err
			}
		}
		return a.record(tx, actor, now, Act{
			Verb: "change_password", Kind: "user", Object: user.ID, ClientID: user.ClientID,
			Summary: user.Name + " changed their password.", State: user.withoutSecret(),
		})
	})
}
