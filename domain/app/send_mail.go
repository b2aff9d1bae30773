package app

import (
	"context"
	"time"

	"github.com/certwright/certwright/domain"
)

// sendingLasts is how long a letter may be on its way. After that whoever sent
// it is taken for dead, and nobody knows whether it left: it is listed as
// unknown and never sent again by itself.
const sendingLasts = 2 * time.Minute

// SendMail hands one letter to the post. What is to be sent is noted before
// and what came of it after; a crash between the two is an unknown outcome,
// because mail cannot be taken back.
func (a *App) SendMail(ctx context.Context, j Job) error {
	m, mine, err := a.beginSending(ctx, j, string(j.Object))
	if err != nil || !mine {
		return err
	}
	text, err := a.withLink(ctx, m)
	if err != nil {
		return err
	}
	with, failed := a.attachments(ctx, m)
	if failed == nil {
		failed = a.Post.Send(ctx, Letter{Key: m.Key, To: m.To, Subject: m.Subject, Text: text, At: m.CreatedAt, Attachments: with})
	}
	ctx = context.WithoutCancel(ctx) // the outcome is noted also while the process ends
	switch {
	case failed == nil:
		return a.claim(ctx, j, func(tx Tx, at time.Time) error {
			_, err := tx.MoveMail(m.Key, "sending", "sent", "", at)
			return err
		})
	case domain.KindOf(failed) == domain.Unavailable:
		if err := a.moveMail(ctx, m.Key, "queued", failed); err != nil {
			return err
		}
		return failed
	case domain.CodeOf(failed) == "mail_unknown": // it may have left: listed for a person, never sent again by itself
		return a.claim(ctx, j, func(tx Tx, at time.Time) error {
			_, err := tx.MoveMail(m.Key, "sending", "unknown", failed.Error(), at)
			return err
		})
	}
	if err := a.moveMail(ctx, m.Key, "failed", failed); err != nil {
		return err
	}
	return domain.E(domain.Invalid, "letter_refused", "The letter to %s was refused.", m.To).Because(failed)
}

func (a *App) moveMail(ctx context.Context, key, to string, why error) error {
	return a.Store.Write(ctx, func(tx Tx) error {
		_, err := tx.MoveMail(key, "sending", to, why.Error(), a.now())
		return err
	})
}

// beginSending takes the letter for this worker. A letter that failed is taken
// again: its job runs anew only when a person asked for it.
func (a *App) beginSending(ctx context.Context, j Job, key string) (m Mail, mine bool, err error) {
	at := a.now()
	err = a.Store.Write(ctx, func(tx Tx) error {
		if m, err = tx.Mail(key); err != nil {
			return err
		}
		switch m.State {
		case "queued", "failed":
			mine, err = tx.MoveMail(key, m.State, "sending", "", at)
			return err
		case "sending":
			if at.Sub(m.SentAt) < sendingLasts {
				return domain.E(domain.Unavailable, "being_sent", "Another worker is sending this letter.")
			}
			if _, err := tx.MoveMail(key, "sending", "unknown", "The worker ended while sending; the letter may have left.", at); err != nil {
				return err
			}
		}
		_, err = tx.ClaimJob(j.ID, at)
		return err
	})
	return m, mine, err
}

// Letters is a page of letters as they were written.
func (a *App) Letters(ctx context.Context, actor domain.Actor, l List) (out Page[Mail], err error) {
	if !actor.Is(domain.Admin, domain.Planner) {
		return out, domain.MayNot("Only planners and admins see the letters.")
	}
	err = a.Store.Read(ctx, func(tx Tx) error { out, err = tx.MailList(l); return err })
	return out, err
}

// sendJob asks for the sending of a letter; asked twice it is sent once.
func (a *App) sendJob(tx Tx, at time.Time, m Mail) error {
	return a.job(tx, at, "send_mail", "mail:"+m.Key, domain.ID(m.Key), nil, at)
}
