package app_test

import (
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/store/storetest"
)

// on turns the clock to nine o'clock UTC of a day.
func (r *road) on(date string) { r.clock.At = day(date).In(time.UTC).Add(9 * time.Hour) }

// started books, confirms and starts an audit with ann leading.
func (r *road) started(kind audit.Type, from string) audit.Audit {
	r.t.Helper()
	x := r.stage(kind)
	x, err := r.BookAudit(r.t.Context(), r.planner, x.ID, x.Version, booking(x, from, r.team(x)...))
	r.ok(err)
	x, err = r.ConfirmDates(r.t.Context(), r.customer, x.ID, x.Version)
	r.ok(err)
	r.on(from)
	x, err = r.StartAudit(r.t.Context(), r.lead(x), x.ID, x.Version)
	r.ok(err)
	return x
}

func (r *road) lead(x audit.Audit) domain.Actor {
	if x.Lead() == r.bob.PersonID {
		return r.bob
	}
	return r.ann
}

func (r *road) reported(x audit.Audit, recommendation string) audit.Audit {
	r.t.Helper()
	x, err := r.IssueReport(r.t.Context(), r.lead(x), x.ID, x.Version, app.IssuedReport{Summary: "What was seen.",
		Recommendation: recommendation, ObjectivesMet: true, AuditedHalves: x.HalfDays})
	r.ok(err)
	return x
}

func TestStage2StartsOnStage1sConclusions(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	one := r.started(audit.Stage1, "2027-02-01")
	two := r.stage(audit.Stage2)
	two, err := r.BookAudit(ctx, r.planner, two.ID, two.Version, booking(two, "2027-03-08", r.team(two)...))
	r.ok(err)
	_, err = r.StartAudit(ctx, r.ann, two.ID, two.Version)
	r.refused(err, "not_confirmed")
	two, err = r.ConfirmDates(ctx, r.planner, two.ID, two.Version)
	r.ok(err)
	r.on("2027-03-08")
	_, err = r.StartAudit(ctx, r.ann, two.ID, two.Version)
	r.brokenOnly(err, "rule_violated", "stage.order")
	one = r.reported(one, "")
	if one.State != audit.Concluded || one.ReportOn != day("2027-03-08") {
		t.Errorf("Stage 1 is %s, reported on %s", one.State, one.ReportOn)
	}
	_, err = r.StartAudit(ctx, r.customer, two.ID, two.Version)
	r.refused(err, "forbidden")
	two, err = r.StartAudit(ctx, r.bob, two.ID, two.Version)
	r.ok(err)
	if two.State != audit.InProgress || two.StartedOn != day("2027-03-08") {
		t.Errorf("Stage 2 is %+v", two)
	}
}

func TestWhoBecameBarredDoesNotStart(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	one, _ := r.contracted()
	x, err := r.BookAudit(ctx, r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	x, err = r.ConfirmDates(ctx, r.customer, x.ID, x.Version)
	r.ok(err)
	r.interest(r.ann.PersonID, auditor.Family, "2027-01-15", "")
	r.on("2027-02-01")
	_, err = r.StartAudit(ctx, r.ann, x.ID, x.Version)
	r.brokenOnly(err, "rule_violated", "planning.barred")
}

func TestFindingsAreGradedAndDue(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	one := r.started(audit.Stage1, "2027-02-01")
	raise := func(x audit.Audit, who domain.Actor, f app.RaisedFinding) (audit.Finding, error) {
		f.Statement, f.Evidence = "Not every asset has an owner.", "List of assets, 1 February."
		return r.RaiseFinding(ctx, who, x.ID, f)
	}
	_, err := raise(one, r.ann, app.RaisedFinding{Grade: audit.Minor, Requirement: "A.5.9"})
	r.refused(err, "invalid_input") // Stage 1 grades nothing
	_, err = raise(one, r.bob, app.RaisedFinding{Grade: audit.AreaOfConcern})
	r.refused(err, "not_found") // bob is not on it
	concern, err := raise(one, r.ann, app.RaisedFinding{Grade: audit.AreaOfConcern, Requirement: "A.5.9"})
	r.ok(err)
	if concern.AnswerDue != 0 || concern.No != one.No+"-1" {
		t.Errorf("area of concern: %+v", concern)
	}
	r.reported(one, "")
	_, err = raise(one, r.ann, app.RaisedFinding{Grade: audit.AreaOfConcern})
	r.refused(err, "not_under_way")

	two := r.started(audit.Stage2, "2027-03-08") // six half-days, to 10 March
	_, err = raise(two, r.customer, app.RaisedFinding{Grade: audit.Minor, Requirement: "A.5.9"})
	r.refused(err, "forbidden")
	_, err = raise(two, r.ann, app.RaisedFinding{Grade: audit.AreaOfConcern})
	r.refused(err, "invalid_input")
	_, err = raise(two, r.ann, app.RaisedFinding{Grade: audit.Opportunity, Requirement: "A.5.9", Unmet: true})
	r.brokenOnly(err, "rule_violated", "finding.grade")
	_, err = raise(two, r.ann, app.RaisedFinding{Grade: audit.Major})
	r.brokenOnly(err, "rule_violated", "finding.grade")
	major, err := raise(two, r.bob, app.RaisedFinding{Grade: audit.Major, Requirement: "A.5.9"})
	r.ok(err)
	// The answer is due 90 days after the closing meeting of 10 March, the major
	// verified six months after it.
	if major.AnswerDue != day("2027-06-08") || major.CloseBy != day("2027-09-10") {
		t.Errorf("due %s, closed by %s", major.AnswerDue, major.CloseBy)
	}
	minor, err := raise(two, r.ann, app.RaisedFinding{Grade: audit.Minor, Requirement: "9.2"})
	r.ok(err)
	if minor.CloseBy != 0 || minor.No != two.No+"-2" {
		t.Errorf("minor: %+v", minor)
	}
}

func TestAFindingIsAnsweredAndClosedOnEvidence(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	r.reported(r.started(audit.Stage1, "2027-02-01"), "")
	two := r.started(audit.Stage2, "2027-03-08")
	f, err := r.RaiseFinding(ctx, r.ann, two.ID, app.RaisedFinding{Grade: audit.Major, Requirement: "A.5.9", Statement: "No owners.", Evidence: "List."})
	r.ok(err)
	two = r.reported(two, "grant")
	file := r.file(two)

	_, err = r.JudgeFinding(ctx, r.ann, f.ID, f.Version, "accept_plan", "Fine.")
	r.refused(err, "not_open")
	_, err = r.AnswerFinding(ctx, r.ann, f.ID, f.Version, audit.Answer{})
	r.refused(err, "forbidden")
	stranger := r.customer
	stranger.ClientID = "client-b"
	_, err = r.AnswerFinding(ctx, stranger, f.ID, f.Version, audit.Answer{})
	r.refused(err, "not_found")
	_, err = r.AnswerFinding(ctx, r.customer, f.ID, f.Version, audit.Answer{Correction: "Named them."})
	r.refused(err, "invalid_input")
	plan := audit.Answer{Correction: "Named them.", Cause: "Nobody was told.", Action: "Owners are named on purchase."}
	f, err = r.AnswerFinding(ctx, r.customer, f.ID, f.Version, plan)
	r.ok(err)
	if now := r.file(two); now.Version != file.Version+1 {
		t.Errorf("the decision file went from version %d to %d", file.Version, now.Version)
	}
	_, err = r.JudgeFinding(ctx, r.customer, f.ID, f.Version, "accept_plan", "Fine.")
	r.refused(err, "forbidden")
	_, err = r.JudgeFinding(ctx, r.ann, f.ID, f.Version, "verify", "Fine.")
	r.refused(err, "not_open")
	f, err = r.JudgeFinding(ctx, r.bob, f.ID, f.Version, "reject_plan", "The cause is not one.")
	r.ok(err)
	f, err = r.AnswerFinding(ctx, r.customer, f.ID, f.Version, plan)
	r.ok(err)
	f, err = r.JudgeFinding(ctx, r.ann, f.ID, f.Version, "accept_plan", "Good.")
	r.ok(err)
	_, err = r.JudgeFinding(ctx, r.ann, f.ID, f.Version, "verify", "On a promise.")
	r.refused(err, "no_evidence")
	_, err = r.AnswerFinding(ctx, r.customer, f.ID, f.Version, plan)
	r.refused(err, "invalid_input") // now the evidence is asked for
	plan.Evidence = "Register of 2 April."
	f, err = r.AnswerFinding(ctx, r.customer, f.ID, f.Version, plan)
	r.ok(err)
	f, err = r.JudgeFinding(ctx, r.ann, f.ID, f.Version, "verify", "Seen the register.")
	r.ok(err)
	if f.State != audit.Verified || f.Verdict.By != r.ann.PersonID {
		t.Errorf("the finding is %+v", f)
	}
}

// file is the decision file that rests on an audit.
func (r *road) file(x audit.Audit) (f decision.File) {
	r.t.Helper()
	storetest.Read(r.t, r.Store, func(tx app.Tx) error {
		files, err := tx.FilesOfAudit(x.ID)
		if len(files) != 1 {
			r.t.Fatalf("%d decision files rest on %s", len(files), x.No)
		}
		f = files[0]
		return err
	})
	return f
}

func TestTheReportOfStage2OpensTheDecisionFile(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	r.reported(r.started(audit.Stage1, "2027-02-01"), "")
	two := r.started(audit.Stage2, "2027-03-08")
	report := app.IssuedReport{Summary: "What was seen.", Recommendation: "grant", ObjectivesMet: true}
	_, err := r.IssueReport(ctx, r.bob, two.ID, two.Version, report)
	r.refused(err, "forbidden") // bob does not lead
	_, err = r.IssueReport(ctx, r.planner, two.ID, two.Version, report)
	r.refused(err, "forbidden")
	bad := report
	bad.Recommendation = "maintain"
	_, err = r.IssueReport(ctx, r.ann, two.ID, two.Version, bad)
	r.refused(err, "invalid_input")
	two, err = r.IssueReport(ctx, r.ann, two.ID, two.Version, report)
	r.ok(err)
	f := r.file(two)
	if f.Kind != "initial" || len(f.AuditIDs) != 2 || two.State != audit.Reported {
		t.Errorf("file %+v of an audit %s", f, two.State)
	}
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		sides, err := tx.Sides(f.ID)
		if sides[r.ann.PersonID] != decision.AuditSide || sides[r.bob.PersonID] != decision.AuditSide {
			t.Errorf("sides are %v", sides)
		}
		return err
	})
	_, err = r.IssueReport(ctx, r.ann, two.ID, two.Version, report)
	r.refused(err, "not_under_way")
}

// What the road leaves behind is what its ledger says of it.
func TestTheLedgerAgreesWithTheRoad(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	r.reported(r.started(audit.Stage1, "2027-02-01"), "")
	two := r.started(audit.Stage2, "2027-03-08")
	f, err := r.RaiseFinding(ctx, r.ann, two.ID, app.RaisedFinding{Grade: audit.Minor, Requirement: "A.5.9", Statement: "No owners.", Evidence: "List."})
	r.ok(err)
	two = r.reported(two, "grant")
	_, err = r.AnswerFinding(ctx, r.customer, f.ID, f.Version, audit.Answer{Correction: "Named.", Cause: "None told.", Action: "On purchase."})
	r.ok(err)
	r.Tree = merkle.Tree{}
	seen, err := r.Verify(ctx)
	r.ok(err)
	for _, fault := range seen.Faults {
		switch fault.Kind {
		case "application", "contract", "programme", "audit", "finding", "decision_file":
			t.Errorf("%s %s: %s", fault.Kind, fault.No, fault.What)
		}
	}
	if seen.Objects < 6 {
		t.Errorf("only %d objects were compared", seen.Objects)
	}
}
