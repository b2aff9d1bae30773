package app

import (
	"context"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
)

// StartAudit opens an audit whose dates are agreed. Stage 2 starts on Stage 1's
// conclusions only (9.3.1.2.4), and the team must still be competent and
// impartial on every day, whatever was true when it was booked.
func (a *App) StartAudit(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version) (audit.Audit, error) {
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = auditFor(tx, actor, id); err != nil {
			return err
		}
		if mustPlan(actor) != nil && !onTeam(actor, x) {
			return domain.MayNot("The team starts an audit, or a planner for it.")
		}
		if err := sawLatest("audit", seen, x.Version); err != nil {
			return err
		}
		if !x.May("in_progress") {
			return domain.E(domain.Conflict, "not_confirmed", "%s (%s) starts once its dates are confirmed; it is %s, dates %s.", x.Title(), x.No, x.State, x.Dates)
		}
		findings, err := a.standingInTheWay(tx, x)
		if err != nil {
			return err
		}
		if domain.HardBroken(findings) {
			return domain.Violated("rule_violated", "A rule stands against starting this audit.", findings)
		}
		was := x
		x.State = audit.InProgress
		if x.StartedOn, err = a.todayIn(tx, a.now()); err != nil {
			return err
		}
		return a.keepBooking(tx, actor, was, &x, Act{Verb: "start_audit", Findings: findings,
			Summary: fmt.Sprintf("%s (%s) is under way.", x.Title(), x.No)})
	})
	return x, err
}

// standingInTheWay are the findings that decide whether an audit may start.
func (a *App) standingInTheWay(tx Tx, x audit.Audit) ([]domain.Finding, error) {
	d, err := a.readDesk(tx, x, x.Period(), x.Team()...)
	if err != nil {
		return nil, err
	}
	var out []domain.Finding
	if x.Type == audit.Stage2 {
		for _, id := range x.ProgrammeIDs {
			one := d.sibling(id, audit.Stage1)
			out = append(out, audit.StageOrder(one.Stretch.To, one.ReportOn, x.Stretch.From))
		}
	}
	t := team{}
	for _, s := range x.Seats {
		t[s.PositionID] = s.PersonID
	}
	asked := []string{planning.Competence.ID, planning.Cover.ID, planning.Barred.ID, auditor.CoolingRule.ID}
	for _, f := range d.place(x.Stretch, t) {
		if slices.Contains(asked, f.Rule) {
			out = append(out, f)
		}
	}
	return out, nil
}
