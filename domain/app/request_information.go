package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// RequestInformation asks the client what the review still has to know (9.1.2).
// It goes out by letter, and the review waits for the answer.
func (a *App) RequestInformation(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, question string) (client.Application, error) {
	var x client.Application
	err := a.reviewing(ctx, actor, id, seen, &x, func(tx Tx, at time.Time) error {
		var f domain.Fault
		f.Need("text", question)
		if err := f.Err(); err != nil {
			return err
		}
		question = strings.TrimSpace(question)
		x.State = client.AppInfoRequested
		x.Review.Requests = append(x.Review.Requests, client.InfoRequest{Text: question, By: actor.Name, At: at})
		if err := tx.SaveApplication(&x); err != nil {
			return err
		}
		key := fmt.Sprintf("information:%s:%d", x.ID, len(x.Review.Requests))
		text := fmt.Sprintf("To review your application %s we need to know more:\n\n%s\n\nPlease answer on the page of your application.", x.No, question)
		if err := a.tellClient(tx, at, x.ClientID, "", letter.Contract, key, "A question about your application "+x.No, text); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "request_information", Kind: "application", Object: x.ID, ClientID: x.ClientID, Why: question,
			Summary: fmt.Sprintf("The review of application %s asked the client for information.", x.No), State: x,
		})
	})
	return x, err
}

// AnswerRequest hands the application back with the client's answer; what it
// asks for may have been changed in between.
func (a *App) AnswerRequest(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, answer string) (client.Application, error) {
	var x client.Application
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = applicationFor(tx, actor, id); err != nil {
			return err
		}
		if err := sawLatest("application", seen, x.Version); err != nil {
			return err
		}
		if x.State != client.AppInfoRequested || !x.Review.Waiting() {
			return domain.E(domain.Conflict, "nothing_asked", "Nothing was asked of application %s.", x.No)
		}
		var f domain.Fault
		f.Need("text", answer)
		if err := f.Err(); err != nil {
			return err
		}
		if err := complete(tx, x); err != nil {
			return err
		}
		at := a.now()
		q := &x.Review.Requests[len(x.Review.Requests)-1]
		q.Answer, q.AnsweredBy, q.AnsweredAt = strings.TrimSpace(answer), actor.Name, at
		x.State = client.AppUnderReview
		if err := tx.SaveApplication(&x); err != nil {
			return err
		}
		if err := a.tellOfAnswer(tx, at, x); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "answer_request", Kind: "application", Object: x.ID, ClientID: x.ClientID, Why: q.Answer,
			Summary: fmt.Sprintf("The client answered what the review of application %s asked.", x.No), State: x,
		})
	})
	return x, err
}

func (a *App) tellOfAnswer(tx Tx, at time.Time, x client.Application) error {
	key := fmt.Sprintf("answered:%s:%d", x.ID, len(x.Review.Requests))
	q := x.Review.Requests[len(x.Review.Requests)-1]
	return a.tellRole(tx, at, domain.Planner, letter.Question, key, "Application "+x.No+": the client answered",
		fmt.Sprintf("Asked: %s\n\nAnswered: %s", q.Text, q.Answer))
}
