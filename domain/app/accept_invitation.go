package app

import (
	"context"

	"github.com/certwright/certwright/domain"
)

// Acceptance is somebody who follows the link of their invitation.
type Acceptance struct {
	Token     string
	Password  string // the first one, theirs to choose
	Address   string // of the network peer
	UserAgent string
}

// AcceptInvitation sets the first password of an account, uses its links up and
// opens a session.
func (a *App) AcceptInvitation(ctx context.Context, actor domain.Actor, in Acceptance) (token string, err error) {
	at := guess{[]charge{{"address " + whence(in.Address), fromAddress}}}
	if err := a.Store.Write(ctx, func(tx Tx) error { return at.spend(tx, a.now()) }); err != nil {
		return "", err
	}
	hash, err := a.newPassword(in.Password)
	if err != nil {
		return "", err
	}
	err = a.write(ctx, func(tx Tx) error {
		now := a.now()
		i, err := tx.Invitation(TokenHash(in.Token))
		if err != nil && domain.KindOf(err) != domain.Unknown {
			return err
		}
		if err != nil || now.After(i.EndsAt) {
			return usedUp()
		}
		u, err := tx.User(i.UserID)
		if err != nil {
			return err
		}
		if u.Disabled || u.InVain || u.PasswordHash != "" {
			return usedUp()
		}
		u.PasswordHash = hash
		if err := tx.SaveUser(&u); err != nil {
			return err
		}
		if err := tx.DeleteInvitationsOf(u.ID); err != nil {
			return err
		}
		if err := tx.NoteAddress(u.ID, whence(in.Address), now); err != nil {
			return err
		}
		actor.UserID, actor.PersonID, actor.Name = u.ID, u.PersonID, u.Name
		if err := a.record(tx, actor, now, Act{
			Verb: "accept_invitation", Kind: "user", Object: u.ID, ClientID: u.ClientID,
			Summary: u.Name + " came in and chose a password.", State: u.withoutSecret(),
		}); err != nil {
			return err
		}
		token, err = a.openSession(tx, u.ID, in.UserAgent, now)
		return err
	})
	return token, err
}

// usedUp is the one answer to a link that opens nothing: whether it was used,
// is too old or never was, nobody learns.
func usedUp() error {
	return domain.E(domain.Conflict, "link_used_up", "This link was used already, or is too old. If you have a password, sign in; else ask who invited you to do it again.")
}
