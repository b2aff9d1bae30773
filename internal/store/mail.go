package store

import (
	"time"

	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type mailRow struct {
	Key       string
	Recipient string
	PersonID  string
	ClientID  string
	Subject   string
	Text      string
	State     string
	CreatedAt time.Time
	SentAt    *time.Time
	Error     string

	Attachments asJSON[[]app.Attached]
}

func (mailRow) TableName() string { return "mails" }
func (r mailRow) domain() app.Mail {
	return app.Mail{
		Key: r.Key, To: r.Recipient, PersonID: domain.ID(r.PersonID), ClientID: domain.ID(r.ClientID), Subject: r.Subject,
		Text: r.Text, State: r.State, CreatedAt: r.CreatedAt.UTC(), SentAt: toInstant(r.SentAt), Error: r.Error,
		Attachments: r.Attachments.V,
	}
}

func mailRowOf(m app.Mail) mailRow {
	return mailRow{
		Key: m.Key, Recipient: m.To, PersonID: string(m.PersonID), ClientID: string(m.ClientID), Subject: m.Subject, Text: m.Text,
		State: m.State, CreatedAt: m.CreatedAt.UTC(), SentAt: instant(m.SentAt), Error: m.Error,
		Attachments: kept(m.Attachments),
	}
}

func (t *tx) InsertMail(m app.Mail) (bool, error) {
	row := mailRowOf(m)
	done := t.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "key"}}, DoNothing: true}).Create(&row)
	return done.RowsAffected == 1, translate(done.Error, "letter")
}

func (t *tx) Mail(key string) (app.Mail, error) {
	r, err := first[mailRow](t, "letter", "key", key)
	return r.domain(), err
}

func (t *tx) MoveMail(key, from, to, problem string, at time.Time) (bool, error) {
	done := t.db.Exec("UPDATE mails SET state = ?, error = ?, sent_at = ? WHERE key = ? AND state = ?", to, problem, instant(at), key, from)
	return done.RowsAffected == 1, translate(done.Error, "letter")
}

var mailListing = listing{
	sorts: map[string]string{"created_at": "created_at", "to": "recipient", "state": "state"},
	first: "-created_at", id: "key",
}

func (t *tx) MailList(l app.List) (app.Page[app.Mail], error) {
	if err := knows(l, "state", "client"); err != nil {
		return app.Page[app.Mail]{}, err
	}
	q := filtered(t.db.Table("mails"), l, "state", "state")
	q = filtered(q, l, "client", "client_id")
	if l.Only != "" {
		q = q.Where("client_id = ?", string(l.Only))
	}
	if l.Persons != "" {
		q = q.Where("person_id = ?", string(l.Persons))
	}
	return page[mailRow](holding(q, l.Query, "recipient", "subject", "key"), l, mailListing)
}
