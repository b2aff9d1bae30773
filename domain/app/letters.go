package app

import (
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
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

// tellClient writes to a client's contact.
func (a *App) tellClient(tx Tx, at time.Time, to domain.ID, key, subject, text string) error {
	c, err := tx.Client(to)
	if err != nil {
		return err
	}
	return a.post(tx, at, Mail{Key: key, To: c.ContactEmail, ClientID: c.ID, Subject: subject,
		Text: fmt.Sprintf("Dear %s,\n\n%s\n\n%s\n", c.ContactName, text, a.BaseURL)})
}

// tellPerson writes to somebody the body works with.
func (a *App) tellPerson(tx Tx, at time.Time, to domain.ID, key, subject, text string) error {
	p, err := tx.Person(to)
	if err != nil {
		return err
	}
	return a.post(tx, at, Mail{Key: key, To: p.Email, PersonID: p.ID, Subject: subject,
		Text: fmt.Sprintf("Dear %s,\n\n%s\n\n%s\n", p.Name, text, a.BaseURL)})
}
