package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/letter"
)

// AnswerFinding is the client's part of a nonconformity (9.4.9): correction,
// cause and corrective action; and, once the plan is accepted, the evidence that
// it was carried out.
func (a *App) AnswerFinding(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, r audit.Answer) (audit.Finding, error) {
	var f audit.Finding
	err := a.write(ctx, func(tx Tx) (err error) {
		if f, err = findingFor(tx, actor, id); err != nil {
			return err
		}
		if !actor.Is(domain.Client) || actor.ClientID != f.ClientID {
			return domain.MayNot("The client answers its findings.")
		}
		if err := sawLatest("finding", seen, f.Version); err != nil {
			return err
		}
		next, err := answered(f, r)
		if err != nil {
			return err
		}
		at := a.now()
		f.State = next
		f.Answer = audit.Answer{Correction: strings.TrimSpace(r.Correction), Cause: strings.TrimSpace(r.Cause),
			Action: strings.TrimSpace(r.Action), Evidence: strings.TrimSpace(r.Evidence), By: actor.Name, At: at}
		if err := a.keepFinding(tx, actor, &f, "answer_finding", fmt.Sprintf("Finding %s was answered.", f.No), ""); err != nil {
			return err
		}
		return a.tellPerson(tx, at, f.RaisedBy, letter.FindingAnswered, fmt.Sprintf("answer:%s:%d", f.ID, f.Version), "Answer to finding "+f.No,
			fmt.Sprintf("The client answered finding %s. Please review it.", f.No))
	})
	return f, err
}

// answered is the state an answer leads to, or what is wrong with it.
func answered(f audit.Finding, r audit.Answer) (audit.FindingState, error) {
	if f.Grade != audit.Major && f.Grade != audit.Minor {
		return "", domain.E(domain.Conflict, "no_answer_needed", "Finding %s is no nonconformity and needs no answer.", f.No)
	}
	var fault domain.Fault
	fault.Need("correction", r.Correction)
	fault.Need("cause", r.Cause)
	fault.Need("action", r.Action)
	next := audit.Answered
	if f.State == audit.PlanAccepted {
		next = audit.EvidenceIn
		fault.Need("evidence", r.Evidence)
	}
	if !f.State.May(next) {
		return "", domain.E(domain.Conflict, "not_open", "Finding %s is %s; it waits for no answer.", f.No, strings.ReplaceAll(string(f.State), "_", " "))
	}
	return next, fault.Err()
}

// findingFor loads a finding the actor may see: with its audit.
func findingFor(tx Tx, actor domain.Actor, id domain.ID) (audit.Finding, error) {
	f, err := tx.Finding(id)
	if err != nil {
		return audit.Finding{}, err
	}
	if _, err := auditFor(tx, actor, f.AuditID); err != nil {
		if domain.KindOf(err) == domain.Unknown {
			err = domain.NotFound("finding")
		}
		return audit.Finding{}, err
	}
	return f, nil
}

// keepFinding saves a finding that moved on, and marks the open decision files
// that rest on its audit as changed.
func (a *App) keepFinding(tx Tx, actor domain.Actor, f *audit.Finding, verb, summary, why string) error {
	at := a.now()
	if err := tx.SaveFinding(f); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{Verb: verb, Kind: "finding", Object: f.ID, ClientID: f.ClientID, Why: why, Summary: summary, State: *f}); err != nil {
		return err
	}
	return a.touchFiles(tx, actor, at, f.AuditID, strings.TrimSuffix(summary, "."))
}
