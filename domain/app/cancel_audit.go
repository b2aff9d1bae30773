package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/letter"
	"github.com/certwright/certwright/domain/programme"
)

// Cancellation is why an audit falls away for good.
type Cancellation struct {
	Reason  string
	Replace bool // the programme owes a new audit in its place
}

// CancelAudit takes an audit out of the caseload for good. What a programme still
// owes falls away only when another takes its place. The hours are free at once,
// calendars show the entries as cancelled, and whoever knew of it is told.
func (a *App) CancelAudit(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, c Cancellation) (audit.Audit, error) {
	if err := mustPlan(actor); err != nil {
		return audit.Audit{}, err
	}
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = tx.Audit(id); err != nil {
			return err
		}
		if err := sawLatest("audit", seen, x.Version); err != nil {
			return err
		}
		if !x.May("cancelled") {
			return domain.E(domain.Conflict, "not_cancellable", "%s (%s) is %s; only an audit that has not begun is cancelled.", x.Title(), x.No, x.State)
		}
		var f domain.Fault
		f.Need("reason", c.Reason)
		if err := f.Err(); err != nil {
			return err
		}
		finding, err := a.mayFallAway(tx, x, c.Replace)
		if err != nil {
			return err
		}
		if !finding.Met {
			return domain.Violated("rule_violated", "This audit is still owed.", []domain.Finding{finding})
		}
		return a.cancel(tx, actor, &x, c, finding)
	})
	return x, err
}

// mayFallAway judges whether the programmes can do without an audit (rules
// programme.join and programme.owed).
func (a *App) mayFallAway(tx Tx, x audit.Audit, replaced bool) (domain.Finding, error) {
	if len(x.Parts) > 1 {
		return audit.JoinRule.Broken("Part it first; then cancel the audit that falls away.",
			"%s serves %d programmes.", x.No, len(x.Parts)).With("audit", x.No), nil
	}
	owing := false
	for _, id := range x.ProgrammeIDs {
		o, err := a.owes(tx, id, x)
		if err != nil {
			return domain.Finding{}, err
		}
		owing = owing || o
	}
	return programme.MayFallAway(x.Title(), owing, replaced, x.Window), nil
}

// owes tells whether a programme still owes an audit: the stages until its
// decision, afterwards what its cycle asks for.
func (a *App) owes(tx Tx, id domain.ID, x audit.Audit) (bool, error) {
	p, err := tx.Programme(id)
	if err != nil || x.Type == audit.Special {
		return false, err
	}
	if p.State != programme.Active {
		return p.State == programme.Planned, nil
	}
	s, err := tx.Scheme(p.SchemeID, p.SchemeVersion)
	if err != nil {
		return false, err
	}
	audits, err := tx.AuditsOfProgramme(id)
	if err != nil {
		return false, err
	}
	cycle := programme.Cycle{Decision: p.Anchor, Expiry: p.Expiry, Initial: p.Cycle == 1}
	for _, o := range programme.Owing(cycle, programme.HeldOf(audits, s.Programme), s.Programme) {
		if owed, there := owedAlready(audits, id, o); there && owed.ID == x.ID {
			return true, nil
		}
	}
	return false, nil
}

func (a *App) cancel(tx Tx, actor domain.Actor, x *audit.Audit, c Cancellation, finding domain.Finding) error {
	was := *x
	reason := strings.TrimSpace(c.Reason)
	x.Unbook()
	x.State, x.Reason = audit.Cancelled, reason
	summary := fmt.Sprintf("%s (%s) was cancelled.", x.Title(), x.No)
	var instead audit.Audit
	if c.Replace {
		var err error
		if instead, err = replacement(tx, was); err != nil {
			return err
		}
		summary = fmt.Sprintf("%s (%s) was cancelled; %s takes its place.", x.Title(), x.No, instead.No)
	}
	if err := a.keepBooking(tx, actor, was, x, Act{Verb: "cancel_audit", Why: reason, Findings: []domain.Finding{finding}, Summary: summary}); err != nil {
		return err
	}
	if !was.Told() {
		subject := fmt.Sprintf("Cancelled: %s (%s)", x.Title(), x.No)
		if err := a.tellClient(tx, x.ChangedAt, x.ClientID, x.SiteID, letter.PlanChanged, "cancelled:"+string(x.ID), subject, subject+".\n"+reason); err != nil {
			return err
		}
	}
	if c.Replace {
		if err := a.owe(tx, actor, x.ChangedAt, &instead); err != nil {
			return err
		}
	}
	return a.moveStage2Window(tx, actor, *x)
}

// replacement is the audit that a programme owes in the place of another.
func replacement(tx Tx, x audit.Audit) (audit.Audit, error) {
	audits, err := tx.AuditsOfContract(x.ContractID)
	n := x
	n.Unbook()
	n.ID, n.Version, n.State = "", 0, audit.Owed
	n.No = freeNumber(strings.TrimRight(x.No, "bcdefghijklmnopqrstuvwxyz"), audits)
	return n, err
}
