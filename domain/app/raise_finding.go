package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// RaisedFinding is what an auditor found.
type RaisedFinding struct {
	Grade       audit.Grade
	Requirement string // clause of the audited standard
	Statement   string
	Evidence    string
	Unmet       bool     // it states a requirement that is not met
	SchemeIDs   []string // of an integrated audit: which schemes it concerns
}

// RaiseFinding records a finding of an audit under way, by somebody on its team.
// Stage 1 names areas of concern and grades nothing (9.3.1.2.3); an unmet
// requirement never hides as an opportunity (9.4.5.2).
func (a *App) RaiseFinding(ctx context.Context, actor domain.Actor, of domain.ID, r RaisedFinding) (audit.Finding, error) {
	var f audit.Finding
	err := a.write(ctx, func(tx Tx) error {
		x, err := auditFor(tx, actor, of)
		if err != nil {
			return err
		}
		if !onTeam(actor, x) {
			return domain.MayNot("Findings are raised by the team.")
		}
		if x.State != audit.InProgress {
			return domain.E(domain.Conflict, "not_under_way", "%s (%s) is %s; findings are raised while it is under way.", x.Title(), x.No, x.State)
		}
		verdict, err := r.check(x)
		if err != nil {
			return err
		}
		f = audit.Finding{ID: a.NewID(), AuditID: x.ID, ClientID: x.ClientID, SchemeIDs: r.SchemeIDs, Grade: r.Grade, Requirement: strings.TrimSpace(r.Requirement),
			Statement: strings.TrimSpace(r.Statement), Evidence: strings.TrimSpace(r.Evidence), State: audit.Raised, RaisedBy: actor.PersonID}
		return a.raise(tx, actor, x, &f, verdict)
	})
	return f, err
}

func (r RaisedFinding) check(x audit.Audit) (domain.Finding, error) {
	var f domain.Fault
	f.Need("statement", r.Statement)
	f.Need("evidence", r.Evidence)
	switch r.Grade {
	case audit.AreaOfConcern:
		if x.Type != audit.Stage1 {
			f.Add("grade", "areas of concern belong to Stage 1; grade it major, minor or opportunity")
		}
	case audit.Major, audit.Minor, audit.Opportunity:
		if x.Type == audit.Stage1 {
			f.Add("grade", "Stage 1 grades nothing; name it an area of concern (9.3.1.2.3)")
		}
	default:
		f.Add("grade", "%q is none of major, minor, opportunity, area_of_concern", r.Grade)
	}
	if len(x.Parts) > 1 && len(r.SchemeIDs) == 0 {
		f.Add("scheme_ids", "name which of %s it concerns", strings.Join(x.Schemes(), ", "))
	}
	for i, id := range r.SchemeIDs {
		if !slices.Contains(x.Schemes(), id) {
			f.Add(fmt.Sprintf("scheme_ids[%d]", i), "%q is none of %s", id, strings.Join(x.Schemes(), ", "))
		}
	}
	if err := f.Err(); err != nil {
		return domain.Finding{}, err
	}
	unmet := ""
	if r.Unmet || r.Grade == audit.Major || r.Grade == audit.Minor {
		unmet = r.Requirement
	}
	if r.Unmet && strings.TrimSpace(unmet) == "" {
		unmet = "a requirement"
	}
	verdict := audit.Grading(string(r.Grade), unmet)
	if !verdict.Met {
		return verdict, domain.Violated("rule_violated", "This finding is graded against its own words.", []domain.Finding{verdict})
	}
	return verdict, nil
}

func (a *App) raise(tx Tx, actor domain.Actor, x audit.Audit, f *audit.Finding, verdict domain.Finding) error {
	at := a.now()
	today, err := a.todayIn(tx, at)
	if err != nil {
		return err
	}
	f.RaisedOn = today
	if err := dueDates(tx, x, f); err != nil {
		return err
	}
	others, err := tx.FindingsOfAudit(x.ID)
	if err != nil {
		return err
	}
	f.No = fmt.Sprintf("%s-%d", x.No, len(others)+1)
	if err := tx.SaveFinding(f); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{Verb: "raise_finding", Kind: "finding", Object: f.ID, ClientID: f.ClientID,
		Summary:  fmt.Sprintf("Finding %s (%s) was raised.", f.No, strings.ReplaceAll(string(f.Grade), "_", " ")),
		Findings: []domain.Finding{verdict}, State: *f})
}

// dueDates sets a nonconformity's clocks, counted from the closing meeting (rules
// nc.response_due and nc.major_deadline).
func dueDates(tx Tx, x audit.Audit, f *audit.Finding) error {
	if f.Grade != audit.Major && f.Grade != audit.Minor {
		return nil
	}
	for _, id := range x.ProgrammeIDs {
		p, err := tx.Programme(id)
		if err != nil {
			return err
		}
		if !f.Concerns(p.SchemeID) {
			continue
		}
		s, err := tx.Scheme(p.SchemeID, p.SchemeVersion)
		if err != nil {
			return err
		}
		due := s.Nonconformities.ResponseDue(x.Stretch.To, p.Expiry).Due
		f.AnswerDue = domain.Earlier(f.AnswerDue, due)
		if f.Grade == audit.Major && x.Type == audit.Stage2 {
			f.CloseBy = domain.Earlier(f.CloseBy, s.Nonconformities.MajorDeadline(x.Stretch.To))
		}
	}
	return nil
}
