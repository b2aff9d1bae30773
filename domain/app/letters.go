package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// post keeps a letter and the job that sends it. The key makes the letter this
// letter: written twice, it is sent once.
func (a *App) post(tx Tx, at time.Time, m Mail) error {
	m.State, m.CreatedAt = "queued", at
	fresh, err := tx.InsertMail(m)
	if err != nil || !fresh {
		return err
	}
	return a.sendJob(tx, at, m)
}

// tellClient writes to the contacts of a client whom a kind of letter is for.
// site is where an audit takes place, "" for letters that are about no place; files may go along.
func (a *App) tellClient(tx Tx, at time.Time, to, site domain.ID, k letter.Kind, key, subject, text string, with ...Attached) error {
	readers, err := a.clientReaders(tx, to, site, k)
	if err != nil {
		return err
	}
	for _, x := range readers {
		own := key
		if x.ID != to {
			own += ":" + string(x.ID)
		}
		err := a.post(tx, at, Mail{Key: own, To: x.Email, ClientID: to, Subject: subject, Attachments: with,
			Text: fmt.Sprintf("Dear %s,\n\n%s\n\n%s\n", x.Name, text, a.BaseURL)})
		if err != nil {
			return err
		}
	}
	return nil
}

// clientReaders are the contacts of a client who get a kind of letter; the
// first one has the client's own ID.
func (a *App) clientReaders(tx Tx, to, site domain.ID, k letter.Kind) (out []client.Contact, err error) {
	c, err := tx.Client(to)
	if err != nil {
		return nil, err
	}
	further, err := tx.Contacts(to)
	if err != nil {
		return nil, err
	}
	for _, x := range append([]client.Contact{c.First()}, further...) {
		if !x.Gets(k, site) {
			continue
		}
		muted, err := a.mutedAt(tx, x.Email, k)
		if err != nil {
			return nil, err
		}
		if !muted {
			out = append(out, x)
		}
	}
	return out, nil
}

// tellPerson writes to somebody the body works with.
func (a *App) tellPerson(tx Tx, at time.Time, to domain.ID, k letter.Kind, key, subject, text string) error {
	p, err := tx.Person(to)
	if err != nil {
		return err
	}
	muted, err := a.mutedAt(tx, p.Email, k)
	if err != nil || muted {
		return err
	}
	return a.post(tx, at, Mail{Key: key, To: p.Email, PersonID: p.ID, Subject: subject,
		Text: fmt.Sprintf("Dear %s,\n\n%s\n\n%s\n", p.Name, text, a.BaseURL)})
}

// mutedAt tells whether the account with an address does not want a kind of
// letter; an address without an account gets everything.
func (a *App) mutedAt(tx Tx, email string, k letter.Kind) (bool, error) {
	u, err := tx.UserByEmail(email)
	if err != nil {
		if domain.KindOf(err) == domain.Unknown {
			err = nil
		}
		return false, err
	}
	return !u.wants(k), nil
}

// wants tells whether an account is to get a kind of letter.
func (u User) wants(k letter.Kind) bool {
	return !slices.Contains(u.Muted, k) || letter.Obliged(k, u.Roles) != ""
}

// attachments are a letter's files with their bytes, as they go out.
func (a *App) attachments(ctx context.Context, m Mail) (out []Attachment, err error) {
	if len(m.Attachments) == 0 {
		return nil, nil
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		for _, x := range m.Attachments {
			_, content, err := tx.GetFile(x.Hash)
			if err != nil {
				return err
			}
			out = append(out, Attachment{Name: x.Name, Type: x.Type, Content: content})
		}
		return nil
	})
	return out, err
}
