package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
)

// changing is a certified client with a planner who has an account.
func changing(t *testing.T) (*room, certificate.Certificate) {
	t.Helper()
	m, v := certified(t)
	u, err := m.CreateUser(t.Context(), system, app.NewUser{Name: "pia", Email: "pia@body.example", Password: "secret pia", Roles: []domain.Role{domain.Planner, domain.Reviewer}})
	m.ok(err)
	m.planner = actorOf(u)
	m.permit(m.planner.PersonID, "reviewer", "IAF 33", "2020-01-01", "")
	return m, v.Certificate
}

var groundsOf = map[string]string{"suspension": "failure", "restoration": "resolved", "withdrawal": "not_resolved", "extension": "client_request", "reduction": "failing_part"}

func (m *room) propose(c certificate.Certificate, kind string) (decision.File, error) {
	m.t.Helper()
	return m.ProposeChange(m.t.Context(), m.planner, c.ID, m.certificate(c.ID).Version, app.ChangeProposed{Kind: kind, Grounds: groundsOf[kind], Facts: "Seen in the audit of 4 May."})
}

// changed proposes a change and has Rita decide it.
func (m *room) changed(c certificate.Certificate, kind string, outcome decision.Outcome) app.Decided {
	m.t.Helper()
	f, err := m.propose(c, kind)
	m.ok(err)
	d, err := m.decide(m.rita, f, outcome)
	m.ok(err)
	m.work()
	return d
}

// checked is what the public is told of a number.
func (m *room) checked(no string) string {
	m.t.Helper()
	a, err := m.Check(m.t.Context(), app.Question{Number: no})
	m.ok(err)
	return a.Verdict
}

func TestSuspendedAndRestored(t *testing.T) {
	m, c := changing(t)
	m.on("2027-08-31")
	d := m.changed(c, "suspension", decision.Suspended)
	got := m.certificate(c.ID)
	if got.State != certificate.Suspended || got.StateSince != day("2027-08-31") || got.ResolveBy != day("2028-02-29") {
		t.Errorf("suspended it is %+v", got.Certificate)
	}
	if got.Reasons != d.Reasons || m.checked(c.No) != "suspended" || m.letters("Your certification is suspended: "+c.No) != 1 {
		t.Errorf("reasons %q, the public is told %s, %d letters", got.Reasons, m.checked(c.No), m.letters("suspended: "+c.No))
	}
	if last := got.History[len(got.History)-1]; d.Meaning != "I decide to suspend certification." || last.DecisionID != d.ID || last.Why != "certification suspended" {
		t.Errorf("%q, %+v", d.Meaning, got.History)
	}
	due, sa1 := m.surveillance(1), day("2028-03-22")
	if due.Due != sa1 {
		t.Errorf("the first surveillance is due on %s now", due.Due)
	}

	m.on("2028-01-10")
	m.changed(c, "restoration", decision.Restored)
	got = m.certificate(c.ID)
	if got.State != certificate.Valid || got.ResolveBy != 0 || got.Expiry != c.Expiry || got.Revision != c.Revision || m.surveillance(1).Due != sa1 {
		t.Errorf("restored it is %+v", got.Certificate)
	}
	if m.checked(c.No) != "number_only" || m.letters("Your certification is restored") != 1 {
		t.Errorf("the public is told %s", m.checked(c.No))
	}
	m.on("2028-03-01") // after the day set
	m.work()
	if n := m.letters("was not resolved"); n != 0 {
		t.Errorf("%d letters about a suspension that was resolved", n)
	}
	m.sound()
}

// TestNoOneDecidesWhatTheyProposed: nor whoever sat on an audit of the cycle,
// also one that was held after the proposal.
func TestNoOneDecidesWhatTheyProposed(t *testing.T) {
	m, c := changing(t)
	f, err := m.propose(c, "suspension")
	m.ok(err)
	_, err = m.decide(m.planner, f, decision.Suspended)
	m.brokenOnly(err, "may_not_decide", decision.RestoreWhoRule.ID)
	if !strings.Contains(err.Error(), "proposed it") {
		t.Error(err)
	}
	ann := m.reviewerOf(m.ann.PersonID, "ann-decides")
	_, err = m.decide(ann, f, decision.Suspended)
	m.brokenOnly(err, "may_not_decide", decision.RestoreWhoRule.ID)
	_, err = m.decide(m.planner, f, decision.Refused)
	m.refused(err, "may_not_decide")
	d, err := m.decide(m.rita, f, decision.Refused)
	m.ok(err)
	if got := m.certificate(c.ID); got.State != certificate.Valid || !strings.Contains(d.Meaning, "against the proposed suspension") {
		t.Errorf("%s: %q", got.State, d.Meaning)
	}
	m.sound()
}

// reviewerOf is another account of a person, with the reviewer's role.
func (m *room) reviewerOf(person domain.ID, name string) domain.Actor {
	m.t.Helper()
	u, err := m.CreateUser(m.t.Context(), system, app.NewUser{Name: name, Email: name + "@body.example", Password: "secret " + name,
		Roles: []domain.Role{domain.Reviewer}, PersonID: person})
	m.ok(err)
	m.permit(person, "reviewer", "IAF 33", "2020-01-01", "")
	return actorOf(u)
}

func TestOnlyWhatTheStateAllowsIsProposed(t *testing.T) {
	m, c := changing(t)
	for _, kind := range []string{"restoration", "withdrawal"} {
		_, err := m.propose(c, kind)
		m.brokenOnly(err, "rule_violated", "state.transition")
	}
	_, err := m.propose(c, "extension")
	m.refused(err, "nothing_to_extend")
	_, err = m.propose(c, "reduction") // to what is certified already
	m.refused(err, "invalid_input")
	for field, wrong := range map[string]app.ChangeProposed{
		"kind":    {Kind: "blessing", Grounds: "failure", Facts: "x"},
		"grounds": {Kind: "suspension", Grounds: "resolved", Facts: "x"},
		"facts":   {Kind: "suspension", Grounds: "failure", Facts: " "},
	} {
		_, err := m.ProposeChange(t.Context(), m.planner, c.ID, c.Version, wrong)
		m.refused(err, "invalid_input")
		if !strings.Contains(err.Error(), "; "+field+": ") {
			t.Errorf("%s: %v", field, err)
		}
	}
	_, err = m.ProposeChange(t.Context(), m.customer, c.ID, c.Version, app.ChangeProposed{Kind: "extension", Grounds: "client_request", Facts: "x"})
	m.refused(err, "forbidden")
	for _, who := range []domain.Actor{m.customer, {UserID: "x", Roles: []domain.Role{domain.Auditor}}} {
		_, err := m.ProposeChange(t.Context(), who, c.ID, c.Version, app.ChangeProposed{Kind: "suspension", Grounds: "failure", Facts: "x"})
		m.refused(err, "forbidden")
	}
	_, err = m.ProposeChange(t.Context(), m.planner, c.ID, c.Version-1, app.ChangeProposed{Kind: "suspension", Grounds: "failure", Facts: "x"})
	m.refused(err, "stale")
	_, err = m.propose(c, "suspension")
	m.ok(err)
	_, err = m.propose(c, "suspension")
	m.refused(err, "proposed_already")
}

func TestASuspensionUnresolvedEndsInWithdrawal(t *testing.T) {
	m, c := changing(t)
	m.on("2027-08-31")
	m.changed(c, "suspension", decision.Suspended)
	unresolved := func() int64 {
		due, err := m.Due(t.Context(), m.planner)
		m.ok(err)
		return due.Unresolved
	}
	m.on("2028-02-29")
	m.work()
	if unresolved() != 0 || m.letters("was not resolved") != 0 {
		t.Error("asked for before its last day was over")
	}
	f, err := m.propose(c, "restoration")
	m.ok(err)
	m.on("2028-03-01")
	m.work()
	if n := m.letters("was not resolved"); unresolved() != 1 || n != 2 { // Pia, who holds both roles, as planner and as reviewer is one person
		t.Errorf("the day after, %d on the due list and %d letters", unresolved(), n)
	}
	_, err = m.decide(m.rita, f, decision.Restored)
	m.refused(err, "gate_open")
	_, err = m.decide(m.rita, f, decision.Refused)
	m.ok(err)
	m.changed(c, "withdrawal", decision.Withdrawn)
	got := m.certificate(c.ID)
	if got.State != certificate.Withdrawn || got.Programme.State != programme.Broken || m.checked(c.No) != "withdrawn" || unresolved() != 0 {
		t.Errorf("withdrawn: %+v, cycle %s", got.Certificate, got.Programme.State)
	}
	for _, x := range got.Programme.Audits {
		if x.State == audit.Owed {
			t.Errorf("%s is still owed", x.No)
		}
	}
	for _, kind := range []string{"suspension", "restoration", "withdrawal", "extension", "reduction"} {
		_, err := m.propose(c, kind)
		m.brokenOnly(err, "rule_violated", "state.transition")
	}
	m.sound()
}

// TestAnOverdueSurveillanceKeepsASuspension: validity does not come back while
// the surveillance that was not held is still owed.
func TestAnOverdueSurveillanceKeepsASuspension(t *testing.T) {
	m, c := changing(t)
	m.on("2028-03-23")
	m.changed(c, "suspension", decision.Suspended)
	f, err := m.propose(c, "restoration")
	m.ok(err)
	_, err = m.decide(m.rita, f, decision.Restored)
	m.brokenOnly(err, "gate_open", "surveillance.overdue_action")
}

func TestTheScopeGrowsByWhatWasSigned(t *testing.T) {
	m, c := changing(t)
	m.ok(m.amended("Hosting of payroll software and of archives"))
	m.on("2027-11-30")
	m.work()
	d := m.changed(c, "extension", decision.Extended)
	got := m.certificate(c.ID)
	if got.Scope != "Hosting of payroll software and of archives" || got.Revision != c.Revision+1 || got.Expiry != c.Expiry || got.Decision != c.Decision ||
		got.Effective != day("2027-11-30") || got.State != certificate.Valid || got.Revisions[0].DecisionID != d.ID || got.Revisions[0].FileHash == "" {
		t.Errorf("extended it is %+v, scope %q", got.Certificate, got.Scope)
	}
	m.sound()
}

func TestAReductionBindsTheContractAndEndsASuspension(t *testing.T) {
	m, c := changing(t)
	m.changed(c, "suspension", decision.Suspended)
	f, err := m.ProposeChange(t.Context(), m.planner, c.ID, m.certificate(c.ID).Version,
		app.ChangeProposed{Kind: "reduction", Grounds: "failing_part", Facts: "Payroll left alone.", Scope: "Hosting only"})
	m.ok(err)
	if f.Proposal.ScopeBefore == "" || f.Proposal.Scope != "Hosting only" || len(f.Proposal.SiteIDs) == 0 {
		t.Errorf("proposed %+v", f.Proposal)
	}
	_, err = m.decide(m.rita, f, decision.Reduced)
	m.ok(err)
	m.work()
	got := m.certificate(c.ID)
	contract := stored(m, func(tx app.Tx) (string, error) { k, err := tx.Contract(c.ContractID); return k.Scope, err })
	if got.State != certificate.Valid || got.Scope != "Hosting only" || contract != "Hosting only" || got.Revision != c.Revision+1 || got.ResolveBy != 0 || got.Expiry != c.Expiry {
		t.Errorf("reduced it is %+v, scope %q, contract %q", got.Certificate, got.Scope, contract)
	}
	m.sound()
}

// TestAChangeDoesNotStandInTheWayOfAnAudit: a proposal that waits beside an audit
// keeps it neither from its own decision file nor from its conclusion, and who was
// on it is on the audit side of the proposal too.
func TestAChangeDoesNotStandInTheWayOfAnAudit(t *testing.T) {
	m, c := changing(t)
	m.held(m.surveillance(1), "2028-01-10", "maintain")
	m.held(m.surveillance(2), "2029-01-15", "maintain")
	f, err := m.propose(c, "suspension")
	m.ok(err)
	m.held(m.recert(), "2029-12-03", "renew")
	own := m.file()
	if own.Kind != "recertification" {
		t.Fatalf("the recertification opened %+v", own)
	}
	m.on("2030-01-14")
	_, err = m.decide(m.rita, own, decision.Renewed)
	m.ok(err)
	m.work()
	if x := m.recert(); x.State != audit.Concluded {
		t.Errorf("the recertification is %s", x.State)
	}
	ann := m.reviewerOf(m.ann.PersonID, "ann-decides")
	_, err = m.decide(ann, stored(m, func(tx app.Tx) (decision.File, error) { return tx.File(f.ID) }), decision.Refused)
	m.brokenOnly(err, "may_not_decide", decision.RestoreWhoRule.ID)
	_, err = m.decide(m.rita, stored(m, func(tx app.Tx) (decision.File, error) { return tx.File(f.ID) }), decision.Refused)
	m.ok(err)
	m.sound()
}

func (m *room) recert() audit.Audit {
	m.t.Helper()
	return stored(m, func(tx app.Tx) (found audit.Audit, err error) {
		all, err := tx.AuditsOfContract(m.contractV.ID)
		for _, x := range all {
			if x.Type == audit.Recert && (found.ID == "" || x.State == audit.Reported || x.State == audit.Concluded) {
				found = x
			}
		}
		return found, err
	})
}
