package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/certwright/certwright/domain"
)

// Lives of a session: it ends when nobody used it for IdleLife and in any case
// MaxLife after sign-in.
const (
	IdleLife = 2 * time.Hour
	MaxLife  = 12 * time.Hour
	// touchEvery keeps "last seen" from being written at each request.
	touchEvery = time.Minute
)

// TokenHash is how secret tokens of sessions and feeds are kept: a leaked
// database opens nothing.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// SessionActor is who a session token stands for. An unknown, idle or ended
// session, or a disabled account, is nobody: the public actor and no error, so
// that one stale cookie never locks a visitor out of a public page.
func (a *App) SessionActor(ctx context.Context, token, requestID string) (domain.Actor, error) {
	nobody := domain.PublicActor(requestID)
	if token == "" {
		return nobody, nil
	}
	hash, now := TokenHash(token), a.now()
	actor, stale := nobody, false
	err := a.Store.Read(ctx, func(tx Tx) error {
		s, err := tx.Session(hash)
		if err != nil {
			return err
		}
		if now.After(s.EndsAt) || now.Sub(s.LastSeen) > IdleLife {
			return domain.NotFound("session")
		}
		u, err := tx.User(s.UserID)
		if err != nil || u.Disabled {
			return domain.NotFound("session")
		}
		stale = now.Sub(s.LastSeen) > touchEvery
		actor = domain.Actor{
			UserID: u.ID, PersonID: u.PersonID, Name: u.Name, Roles: u.Roles,
			ClientID: u.ClientID, ReadOnly: u.Right == Reads, Via: "screen", RequestID: requestID,
		}
		return nil
	})
	switch {
	case domain.KindOf(err) == domain.Unknown && err != nil:
		return nobody, nil
	case err != nil:
		return nobody, err
	}
	if stale {
		err = a.Store.Write(ctx, func(tx Tx) error { return tx.TouchSession(hash, now) })
	}
	return actor, err
}
