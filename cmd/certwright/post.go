package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/mail"
)

// sender is what package mail offers in both its forms.
type sender interface {
	Send(ctx context.Context, l mail.Letter) error
}

// post fulfils app.Post.
type post struct{ sender }

func (p post) Send(ctx context.Context, l app.Letter) error {
	out := mail.Letter{Key: l.Key, To: l.To, Subject: l.Subject, Text: l.Text, Date: l.At}
	for _, x := range l.Attachments {
		out.Attachments = append(out.Attachments, mail.Attachment{Name: x.Name, ContentType: x.Type, Data: x.Content})
	}
	err := p.sender.Send(ctx, out)
	if err == nil {
		return nil
	}
	switch mail.OutcomeOf(err) {
	case mail.Temporary:
		return domain.E(domain.Unavailable, "mail_later", "The letter could not be handed over yet.").Because(err)
	case mail.Unknown:
		return domain.E(domain.Conflict, "mail_unknown", "The letter was handed over, but the answer never came.").Because(err)
	}
	return domain.E(domain.Invalid, "mail_refused", "The letter was refused.").Because(err)
}

// post is SMTP, or the folder letters are written to without it.
func (c *Config) post() (app.Post, error) {
	if c.SMTP == "" {
		return post{mail.Folder{Dir: c.mailDir(), From: "Certwright <certwright@localhost.localdomain>"}}, nil
	}
	u, err := url.Parse(c.SMTP)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return nil, errors.New("--smtp is smtp://user:password@host:587 or smtps://user:password@host:465")
	}
	port := 587
	if u.Scheme == "smtps" {
		port = 465
	}
	if p := u.Port(); p != "" {
		if port, err = strconv.Atoi(p); err != nil {
			return nil, fmt.Errorf("--smtp: port %q", p)
		}
	}
	from := u.Query().Get("from")
	if from == "" {
		return nil, errors.New("--smtp needs the sender as ?from=name@body.example")
	}
	pw, _ := u.User.Password()
	return post{mail.SMTP{
		Host: u.Hostname(), Port: port, Username: u.User.Username(), Password: pw, From: from,
		Plain: u.Query().Get("tls") == "off",
	}}, nil
}
