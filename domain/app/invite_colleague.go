package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
)

// invitedFor is how long the link of an invitation opens the door.
const invitedFor = 7 * 24 * time.Hour

// NewColleague is somebody of a client who is to come in.
type NewColleague struct {
	ClientID domain.ID
	Name     string
	Email    string
	Right    Right
}

// InviteColleague makes an account of its own for somebody of a client, without
// a password, and writes them a letter with a link to set one.
func (a *App) InviteColleague(ctx context.Context, actor domain.Actor, in NewColleague) (c Colleague, err error) {
	err = a.write(ctx, func(tx Tx) error {
		of, err := tx.Client(in.ClientID)
		if err != nil {
			return err
		}
		if err := leadsFor(tx, actor, of.ID); err != nil {
			return err
		}
		u := User{ID: a.NewID(), Email: plainAddress(in.Email), Name: strings.TrimSpace(in.Name),
			Roles: []domain.Role{domain.Client}, ClientID: of.ID, Right: in.Right, CreatedAt: a.now()}
		if u.InVain, err = takenElsewhere(tx, actor, u); err != nil {
			return err
		}
		if err := a.keepNewUser(tx, &u, ""); err != nil {
			return err
		}
		c = colleague(u)
		return a.invite(tx, actor, u, of.LegalName, "invite_colleague")
	})
	return c, err
}

// takenElsewhere tells whether an address has an account outside the client.
// Who leads for the client is not to learn of it: the invitation is kept like any
// other, and its letter tells whose address it is. The body's admins, who see all
// accounts, are refused instead.
func takenElsewhere(tx Tx, actor domain.Actor, u User) (bool, error) {
	if !actor.Is(domain.Client) {
		return false, nil
	}
	colleagues, err := tx.UsersOfClient(u.ClientID)
	if err != nil {
		return false, err
	}
	for _, c := range colleagues {
		if c.Email == u.Email {
			return false, nil // known here: refused as such
		}
	}
	_, err = tx.UserByEmail(u.Email)
	if domain.KindOf(err) == domain.Unknown {
		return false, nil
	}
	return err == nil, err
}

// InviteAgain writes the letter once more, with another link; the old one goes
// on until one of them was used.
func (a *App) InviteAgain(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version) (c Colleague, err error) {
	err = a.write(ctx, func(tx Tx) error {
		u, err := colleagueFor(tx, actor, id)
		if err != nil {
			return err
		}
		if u.PasswordHash != "" || u.Disabled {
			return domain.E(domain.Conflict, "not_invited", "Only somebody who was invited and has not come yet is invited again.")
		}
		of, err := tx.Client(u.ClientID)
		if err != nil {
			return err
		}
		u.Version = seen // saved unchanged, so that each letter has a version of its own
		if err := tx.SaveUser(&u); err != nil {
			return err
		}
		c = colleague(u)
		return a.invite(tx, actor, u, of.LegalName, "invite_again")
	})
	return c, err
}

func (a *App) invite(tx Tx, actor domain.Actor, u User, organisation, verb string) error {
	now := a.now()
	key, text := invitationKey, fmt.Sprintf("Dear %s,\n\n%s lets you follow the certification of %s in Certwright%s.\n\n"+
		"Open this link within %d days and choose a password; it works once:\n%s\n\nYour account is %s and yours alone.\n",
		u.Name, actor.Name, organisation, rightText(u.Right), int(invitedFor.Hours()/24), linkMark, u.Email)
	if u.InVain {
		key, text = "in_vain:", fmt.Sprintf("Dear %s,\n\n%s invites you to follow the certification of %s in Certwright.\n\n"+
			"Your address %s has an account already, and an account belongs to one organisation: nothing was changed, and %s was not told of it. "+
			"If you want to come in for %s too, give them another address of yours.\n",
			u.Name, actor.Name, organisation, u.Email, actor.Name, organisation)
	}
	if err := a.post(tx, now, Mail{Key: fmt.Sprintf("%s%s:%d", key, u.ID, u.Version), To: u.Email, PersonID: u.PersonID,
		ClientID: u.ClientID, Subject: "Your access to the certification of " + organisation, Text: text}); err != nil {
		return err
	}
	return a.record(tx, actor, now, Act{
		Verb: verb, Kind: "user", Object: u.ID, ClientID: u.ClientID,
		Summary: u.Name + " (" + u.Email + ") was invited" + rightText(u.Right) + ".", State: u.withoutSecret(),
	})
}

func rightText(r Right) string {
	switch r {
	case Acts:
		return ", to read and to act"
	case Reads:
		return ", to read"
	}
	return ", to lead"
}

// A letter is kept as it was written, with linkMark where the link goes: the
// link itself is made when the letter leaves and stands nowhere but in it.
const (
	invitationKey = "invitation:"
	linkMark      = "[the link stands in the letter alone]"
)

// withLink is the text of a letter as it leaves.
func (a *App) withLink(ctx context.Context, m Mail) (string, error) {
	rest, invites := strings.CutPrefix(m.Key, invitationKey)
	if !invites {
		return m.Text, nil
	}
	user, _, _ := strings.Cut(rest, ":")
	token, now := a.newToken(), a.now()
	err := a.Store.Write(ctx, func(tx Tx) error {
		return tx.InsertInvitation(Invitation{TokenHash: TokenHash(token), UserID: domain.ID(user), MadeAt: now, EndsAt: now.Add(invitedFor)})
	})
	// Behind the #, so that no log on the way keeps it.
	return strings.Replace(m.Text, linkMark, a.BaseURL+"/invitation#"+token, 1), err
}
