package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/letter"
)

// verdicts are an auditor's words on an answer and where they lead.
var verdicts = map[string]audit.FindingState{
	"accept_plan":   audit.PlanAccepted,
	"reject_plan":   audit.PlanRejected,
	"verify":        audit.Verified,
	"not_effective": audit.NotEffective,
}

// JudgeFinding is the review of a client's answer by an auditor of that audit
// (9.4.10). A major is closed on evidence, never on a promise (9.5.2).
func (a *App) JudgeFinding(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, verdict, text string) (audit.Finding, error) {
	var f audit.Finding
	err := a.write(ctx, func(tx Tx) (err error) {
		if f, err = findingFor(tx, actor, id); err != nil {
			return err
		}
		x, err := tx.Audit(f.AuditID)
		if err != nil {
			return err
		}
		if !onTeam(actor, x) || !audits(x, actor.PersonID) {
			return domain.MayNot("An auditor of that audit judges the answer.")
		}
		if err := sawLatest("finding", seen, f.Version); err != nil {
			return err
		}
		if err := judged(&f, verdict, text); err != nil {
			return err
		}
		at := a.now()
		today, err := a.todayIn(tx, at)
		if err != nil {
			return err
		}
		f.Verdict = audit.Verdict{By: actor.PersonID, On: today, Text: strings.TrimSpace(text)}
		word := strings.ReplaceAll(string(f.State), "_", " ")
		if err := a.keepFinding(tx, actor, &f, "judge_finding", fmt.Sprintf("Finding %s: %s.", f.No, word), f.Verdict.Text); err != nil {
			return err
		}
		return a.tellClient(tx, at, f.ClientID, "", letter.FindingJudged, fmt.Sprintf("verdict:%s:%d", f.ID, f.Version), "Finding "+f.No+": "+word,
			fmt.Sprintf("Your answer to finding %s was reviewed: %s.\n%s", f.No, word, f.Verdict.Text))
	})
	return f, err
}

// audits tells whether a person sits on an audit as lead or auditor.
func audits(x audit.Audit, person domain.ID) bool {
	return slices.ContainsFunc(x.Seats, func(s audit.Seat) bool { return s.PersonID == person && audit.Audits(s.Role) })
}

// judged moves a finding by a verdict, or says why it cannot.
func judged(f *audit.Finding, verdict, text string) error {
	var fault domain.Fault
	next, known := verdicts[verdict]
	if !known {
		fault.Add("verdict", "%q is none of accept_plan, reject_plan, verify, not_effective", verdict)
	}
	fault.Need("text", text)
	if err := fault.Err(); err != nil {
		return err
	}
	if !f.State.May(next) {
		return domain.E(domain.Conflict, "not_open", "Finding %s is %s; it cannot become %s now.", f.No,
			strings.ReplaceAll(string(f.State), "_", " "), strings.ReplaceAll(string(next), "_", " "))
	}
	if next == audit.Verified && f.Grade == audit.Major && f.State != audit.EvidenceIn {
		return domain.E(domain.Conflict, "no_evidence", "Finding %s is a major: it is closed on evidence, which the client has not handed in.", f.No)
	}
	f.State = next
	return nil
}
