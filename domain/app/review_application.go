package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// ApplicationReview is a planner's verdict on an application (9.1.2).
type ApplicationReview struct {
	Accepted bool
	Points   []client.Answered // none: as kept before
	Declined []string          // of client.DeclineReasons; needed to decline
	Reasons  string            // needed to decline; the client reads them
}

// KeepReview keeps the answers of a review that is not finished. With the first
// the application is under review.
func (a *App) KeepReview(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, points []client.Answered) (client.Application, error) {
	var x client.Application
	err := a.reviewing(ctx, actor, id, seen, &x, func(tx Tx, at time.Time) error {
		if err := client.CheckPoints(points); err != nil {
			return err
		}
		x.Review.Points = points
		if err := tx.SaveApplication(&x); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "keep_review", Kind: "application", Object: x.ID, ClientID: x.ClientID, Findings: client.Acceptable(points),
			Summary: fmt.Sprintf("Answers of the review of application %s were kept.", x.No), State: x,
		})
	})
	return x, err
}

// ReviewApplication accepts an application whose points of 9.1.2 are all met, or
// declines it with reasons, which the client gets by letter. Who helped to build
// the client's system does not review its application (5.2.10).
func (a *App) ReviewApplication(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, r ApplicationReview) (client.Application, error) {
	var x client.Application
	err := a.reviewing(ctx, actor, id, seen, &x, func(tx Tx, at time.Time) error {
		if r.Points == nil {
			r.Points = x.Review.Points
		}
		if err := client.CheckPoints(r.Points); err != nil {
			return err
		}
		findings, err := a.impartial(tx, actor, x, at)
		if err != nil {
			return err
		}
		if domain.HardBroken(findings) {
			return domain.Violated("rule_violated", "Somebody else has to review this application.", findings)
		}
		if err := r.conclude(&x, &findings); err != nil {
			return err
		}
		x.Review.By, x.Review.ByName, x.Review.At, x.Review.Accepted = actor.PersonID, actor.Name, at, r.Accepted
		x.Review.Points, x.Review.Reasons = r.Points, strings.TrimSpace(r.Reasons)
		if err := tx.SaveApplication(&x); err != nil {
			return err
		}
		if x.State == client.AppDeclined {
			if err := a.tellClient(tx, at, x.ClientID, "", letter.Contract, "declined:"+string(x.ID), "Your application "+x.No, declineText(x)); err != nil {
				return err
			}
		}
		return a.record(tx, actor, at, Act{
			Verb: "review_application", Kind: "application", Object: x.ID, ClientID: x.ClientID, Why: x.Review.Reasons,
			Summary: fmt.Sprintf("Application %s was %s.", x.No, x.State), Findings: findings, State: x,
		})
	})
	return x, err
}

// conclude moves the application to where the verdict puts it.
func (r ApplicationReview) conclude(x *client.Application, findings *[]domain.Finding) error {
	if !r.Accepted {
		if err := client.CheckDecline(r.Declined, r.Reasons); err != nil {
			return err
		}
		x.Review.Declined = r.Declined
		x.State = client.AppDeclined
		return nil
	}
	points := client.Acceptable(r.Points)
	if *findings = append(*findings, points...); domain.HardBroken(points) {
		return domain.Violated("rule_violated", "This application cannot be accepted yet.", *findings)
	}
	x.State = client.AppAccepted
	return nil
}

// reviewing loads an application that a planner may work on: submitted, or under
// review since.
func (a *App) reviewing(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, x *client.Application, work func(tx Tx, at time.Time) error) error {
	if err := mustPlan(actor); err != nil {
		return err
	}
	return a.write(ctx, func(tx Tx) (err error) {
		if *x, err = tx.Application(id); err != nil {
			return err
		}
		if err := sawLatest("application", seen, x.Version); err != nil {
			return err
		}
		if x.State != client.AppUnderReview {
			if err := step("application", x.No, string(x.State), string(client.AppUnderReview), "not_submitted"); err != nil {
				return err
			}
			if x.State == client.AppInfoRequested {
				return domain.E(domain.Conflict, "answer_waits", "The client has yet to answer what the review asked of application %s.", x.No)
			}
			x.State = client.AppUnderReview
		}
		return work(tx, a.now())
	})
}

func declineText(x client.Application) string {
	return fmt.Sprintf(`We have reviewed your application %s and cannot accept it (ISO/IEC 17021-1, 9.1.2).

Reason: %s
%s

You may apply again once the reason no longer stands, and you may appeal against this; sign in to see the application and the way to do either.`,
		x.No, strings.ReplaceAll(strings.Join(x.Review.Declined, ", "), "_", " "), x.Review.Reasons)
}

// impartial judges the reviewer's own links with the client.
func (a *App) impartial(tx Tx, actor domain.Actor, x client.Application, at time.Time) ([]domain.Finding, error) {
	today, err := a.todayIn(tx, at)
	if err != nil || actor.PersonID == "" {
		return nil, err
	}
	s, err := tx.ActiveScheme(x.SchemeID)
	if err != nil {
		return nil, err
	}
	interests, err := tx.Interests(actor.PersonID)
	if err != nil {
		return nil, err
	}
	var out []domain.Finding
	for _, i := range interests {
		if i.ClientID != x.ClientID {
			continue
		}
		if f := i.Bars(today, s.Impartiality.CoolingYears); !f.Met {
			f.Rule, f.Clause = auditor.RoleAllRule.ID, auditor.RoleAllRule.Clause
			out = append(out, f.On(actor.Name))
		}
	}
	if len(out) == 0 {
		out = append(out, auditor.RoleAllRule.Met("The reviewer has no link with the client that bars from reviewing."))
	}
	return out, nil
}
