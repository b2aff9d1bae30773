package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
)

// ApplicationReview is a planner's verdict on an application (9.1.2).
type ApplicationReview struct {
	Accepted bool
	Reasons  string   // needed to decline
	Checked  []string // the points confirmed, of client.ReviewPoints
}

// ReviewApplication accepts an application whose five points of 9.1.2 are all
// confirmed, or declines it with reasons. Who helped to build the client's
// system does not review its application (5.2.10).
func (a *App) ReviewApplication(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, r ApplicationReview) (client.Application, error) {
	if err := mustPlan(actor); err != nil {
		return client.Application{}, err
	}
	var x client.Application
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = tx.Application(id); err != nil {
			return err
		}
		if err := sawLatest("application", seen, x.Version); err != nil {
			return err
		}
		if x.State != client.AppSubmitted {
			return domain.E(domain.Conflict, "not_submitted", "Application %s is %s; only a submitted one is reviewed.", x.No, x.State)
		}
		if err := r.check(); err != nil {
			return err
		}
		at := a.now()
		findings, err := a.impartial(tx, actor, x, at)
		if err != nil {
			return err
		}
		if domain.HardBroken(findings) {
			return domain.Violated("rule_violated", "Somebody else has to review this application.", findings)
		}
		x.State = client.AppDeclined
		if r.Accepted {
			x.State = client.AppAccepted
		}
		x.Review = client.Review{By: actor.PersonID, ByName: actor.Name, At: at, Accepted: r.Accepted, Reasons: r.Reasons, Checked: r.Checked}
		if err := tx.SaveApplication(&x); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "review_application", Kind: "application", Object: x.ID, ClientID: x.ClientID, Why: r.Reasons,
			Summary: fmt.Sprintf("Application %s was %s.", x.No, x.State), Findings: findings, State: x,
		})
	})
	return x, err
}

func (r ApplicationReview) check() error {
	var f domain.Fault
	for _, point := range client.ReviewPoints {
		if r.Accepted && !slices.Contains(r.Checked, point) {
			f.Add("checked", "lacks %q; all five points of 9.1.2 are confirmed before accepting", point)
		}
	}
	if !r.Accepted && strings.TrimSpace(r.Reasons) == "" {
		f.Add("reasons", "are needed to decline (9.1.2)")
	}
	return f.Err()
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
