package app

import (
	"context"
	"encoding/base64"
	"time"

	"github.com/certwright/certwright/domain"
)

// SignIn is an e-mail address, a password and where they come from.
type SignIn struct {
	Email     string
	Password  string
	Address   string // of the network peer
	UserAgent string
}

// wrongCredentials is the one answer to every sign-in that fails: whether the
// account exists, is disabled or has another password, nobody learns.
func wrongCredentials() error {
	return domain.E(domain.Forbidden, "wrong_credentials", "The e-mail address and the password do not belong together.")
}

// SignIn opens a session and gives its secret token, which is new at every
// sign-in and kept as a hash only.
func (a *App) SignIn(ctx context.Context, in SignIn) (token string, err error) {
	now, email, address := a.now(), plainAddress(in.Email), whence(in.Address)
	var user User
	var at guess
	err = a.Store.Write(ctx, func(tx Tx) error {
		var err error
		if user, err = tx.UserByEmail(email); err != nil && domain.KindOf(err) != domain.Unknown {
			return err
		}
		usual := false
		if user.ID != "" {
			if usual, err = tx.UsualAddress(user.ID, address, now.Add(-usualFor)); err != nil {
				return err
			}
		}
		at = guessAt(email, address, usual)
		return at.spend(tx, now)
	})
	if err != nil {
		return "", err
	}
	if user.ID == "" || user.PasswordHash == "" { // nobody, or invited and not yet come
		a.Passwords.Waste(in.Password)
		return "", wrongCredentials()
	}
	ok, err := a.Passwords.Matches(in.Password, user.PasswordHash)
	if err != nil {
		return "", err
	}
	if !ok || user.Disabled {
		return "", wrongCredentials()
	}
	err = a.Store.Write(ctx, func(tx Tx) error {
		fresh, err := tx.User(user.ID)
		if err != nil {
			return err
		}
		if fresh.Disabled || fresh.PasswordHash != user.PasswordHash {
			return wrongCredentials() // changed while the password was compared
		}
		if err := at.refund(tx, now); err != nil {
			return err
		}
		if err := tx.NoteAddress(user.ID, address, now); err != nil {
			return err
		}
		token, err = a.openSession(tx, user.ID, in.UserAgent, now)
		return err
	})
	return token, err
}

// openSession makes a session and its token.
func (a *App) openSession(tx Tx, user domain.ID, userAgent string, now time.Time) (string, error) {
	token := a.newToken()
	return token, tx.InsertSession(Session{
		TokenHash: TokenHash(token), UserID: user, CreatedAt: now, LastSeen: now, EndsAt: now.Add(MaxLife), UserAgent: userAgent,
	})
}

// newToken is a secret of 256 random bits, fit for a cookie or an address.
func (a *App) newToken() string { return base64.RawURLEncoding.EncodeToString(a.Random(32)) }

// SignOut ends the session of a token, if there is one.
func (a *App) SignOut(ctx context.Context, token string) error {
	return a.Store.Write(ctx, func(tx Tx) error { return tx.DeleteSession(TokenHash(token)) })
}

// SweepSessions removes what ended and what is no longer owed for guesses.
func (a *App) SweepSessions(ctx context.Context) error {
	now := a.now()
	return a.Store.Write(ctx, func(tx Tx) error { return tx.DeleteEnded(now, now.Add(-IdleLife)) })
}
