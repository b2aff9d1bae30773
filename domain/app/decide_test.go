package app_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/seal"
	"github.com/certwright/certwright/internal/store/storetest"
)

// room is a body whose client has been audited: everything but the decision.
type room struct {
	*road
	rita domain.Actor // reviewer, competent, on no audit
	post *letterbox
}

// letterbox takes letters; it can be made to fail.
type letterbox struct {
	mu   sync.Mutex
	sent []app.Letter
	fail error
}

func (b *letterbox) Send(_ context.Context, l app.Letter) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail == nil {
		b.sent = append(b.sent, l)
	}
	return b.fail
}

// keys are made once: they cost time, and no test changes them.
var keys = sync.OnceValues(func() (*seal.Keys, error) {
	file, err := seal.Generate("Body of the tests", "body.example/ledger", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		return nil, err
	}
	return seal.Parse(file)
})

func newRoom(t *testing.T) *room { return newRoomOn(t, storetest.SQLite(t)) }

func newRoomOn(t *testing.T, base app.Store) *room {
	t.Helper()
	k, err := keys()
	if err != nil {
		t.Fatal(err)
	}
	m := &room{road: newRoadOn(t, base), post: &letterbox{}}
	m.Passwords, m.Seals, m.Tree = storetest.Passwords{}, k, merkle.Tree{}
	m.Documents, m.Post = pdf.Documents{Issuer: "Body of the tests"}, m.post
	m.write(func(tx app.Tx) error {
		text, err := json.Marshal(app.Settings{Name: "Body of the tests", Address: "Prüfweg 1, Berlin", Mark: "TEST-MS-01", TimeZone: "Europe/Berlin", Email: "office@body.example"})
		if err != nil {
			return err
		}
		return tx.SaveSettings(string(text), 0)
	})
	m.rita = m.reviewer("rita")
	m.permit(m.rita.PersonID, "reviewer", "IAF 33", "2020-01-01", "")
	return m
}

func (m *room) reviewer(name string) domain.Actor {
	m.t.Helper()
	u, err := m.CreateUser(m.t.Context(), system, app.NewUser{
		Name: name, Email: name + "@body.example", Password: "secret " + name, Roles: []domain.Role{domain.Reviewer},
	})
	m.ok(err)
	return actorOf(u)
}

// audited walks to the report of Stage 2 and gives the file it opens.
func (m *room) audited(recommendation string, majors ...string) decision.File {
	m.t.Helper()
	m.contracted()
	m.reported(m.started(audit.Stage1, "2027-02-01"), "")
	two := m.started(audit.Stage2, "2027-03-08")
	for _, statement := range majors {
		_, err := m.RaiseFinding(m.t.Context(), m.lead(two), two.ID, app.RaisedFinding{
			Grade: audit.Major, Requirement: "27001 9.2", Statement: statement, Evidence: "Interview, records of 2026", Unmet: true,
		})
		m.ok(err)
	}
	m.reported(m.stage(audit.Stage2), recommendation)
	return m.file()
}

func (m *room) file() (f decision.File) {
	m.t.Helper()
	storetest.Read(m.t, m.Store, func(tx app.Tx) error {
		page, err := tx.FileList(app.List{Sort: "-no"})
		if len(page.Rows) > 0 {
			f = page.Rows[0].File
		}
		return err
	})
	if f.ID == "" {
		m.t.Fatal("no decision file was opened")
	}
	return f
}

func (m *room) decide(who domain.Actor, f decision.File, outcome decision.Outcome) (app.Decided, error) {
	m.t.Helper()
	return m.Decide(m.t.Context(), who, app.DecideCommand{
		File: f.ID, Seen: f.Version, Outcome: outcome, Reasons: "The file is complete.", Password: "secret " + who.Name,
	})
}

// work does all due jobs as the workers do, until none is left.
func (m *room) work() {
	m.t.Helper()
	ctx := m.t.Context()
	do := map[string]func(context.Context, app.Job) error{
		"send_mail": m.SendMail, "render_certificate": m.RenderCertificate, "remind_audit": m.RemindAudit,
		"audit_overdue": m.AuditOverdue, "offer_ended": m.OfferEnded, "suspension_unresolved": m.SuspensionUnresolved, "expire_certificates": m.ExpireCertificates, "reconcile": m.Reconcile,
	}
	for {
		jobs, err := m.TakeJobs(ctx, m.clock.Now(), time.Time{}, 100)
		m.ok(err)
		if len(jobs) == 0 {
			return
		}
		for _, j := range jobs {
			if err := do[j.Kind](ctx, j); err != nil {
				m.t.Fatalf("job %s: %v", j.Kind, err)
			}
		}
	}
}

func (m *room) certificate(id domain.ID) app.CertificateView {
	m.t.Helper()
	v, err := m.Certificate(m.t.Context(), m.rita, id)
	m.ok(err)
	return v
}

// faults are what verify finds, but the rows that the tests laid down without a
// use case.
func (m *room) faults() (app.Verified, []app.Fault) {
	m.t.Helper()
	m.ok(m.Sequence(m.t.Context()))
	v, err := m.Verify(m.t.Context())
	m.ok(err)
	return v, slices.DeleteFunc(slices.Clone(v.Faults), func(f app.Fault) bool {
		return strings.HasSuffix(f.What, "knows nothing of this row") && slices.Contains([]string{"auditor", "authorisation", "client", "interest", "site"}, f.Kind)
	})
}

// sound wants the whole house to verify.
func (m *room) sound() {
	m.t.Helper()
	v, faults := m.faults()
	for _, f := range faults {
		m.t.Errorf("verify: %s", f)
	}
	if v.Entries == 0 || v.Objects == 0 || v.Heads == 0 {
		m.t.Errorf("verify looked at nothing: %s", v.Summary())
	}
}

func TestAGrantBeginsTheCycle(t *testing.T) {
	m := newRoom(t)
	f := m.audited("grant")
	if f.Kind != "initial" || len(f.AuditIDs) != 2 {
		t.Fatalf("the file is %+v", f)
	}
	m.on("2027-03-22")
	d, err := m.decide(m.rita, f, decision.Granted)
	m.ok(err)
	if d.Meaning != "I decide to grant certification." || d.DecidedByName != "rita" || d.DecidedOn != day("2027-03-22") {
		t.Errorf("signed is %q by %s on %s", d.Meaning, d.DecidedByName, d.DecidedOn)
	}
	c := m.certificate(d.CertificateID)
	if c.No != "27001-00001" || c.State != certificate.Valid || c.Expiry != day("2030-03-21") || c.Revision != 1 || len(c.CheckCode) != 26 {
		t.Errorf("the certificate is %+v", c.Certificate)
	}
	storetest.Read(t, m.Store, func(tx app.Tx) error {
		p, err := tx.Programme(d.ProgrammeID)
		if p.State != programme.Active || p.Anchor != day("2027-03-22") || p.OriginalDecision != p.Anchor || p.Expiry != c.Expiry {
			t.Errorf("the programme is %+v", p)
		}
		audits, auditErr := tx.AuditsOfProgramme(p.ID)
		var due []string
		for _, x := range audits {
			if x.State == audit.Owed {
				due = append(due, x.Title()+" "+x.Due.String())
			}
			if x.Type == audit.Stage2 && x.State != audit.Concluded {
				t.Errorf("Stage 2 is %s", x.State)
			}
		}
		if got := strings.Join(due, ", "); got != "Surveillance 1 2028-03-22, Surveillance 2 2029-03-22, Recertification 2030-03-21" {
			t.Errorf("owed are %s", got)
		}
		jobs, jobErr := tx.JobList(app.List{Filter: map[string]string{"kind": "remind_audit"}, Sort: "due_at", Size: 200})
		if jobs.Total != 9 || !jobs.Rows[0].DueAt.Equal(time.Date(2027, 12, 23, 6, 0, 0, 0, time.UTC)) { // 90 days before, seven in Berlin
			t.Errorf("%d reminders, the first %+v", jobs.Total, jobs.Rows)
		}
		if err != nil || auditErr != nil {
			return err
		}
		return jobErr
	})
	m.sound()
}

func TestTheDocumentCanBeChecked(t *testing.T) {
	m := newRoom(t)
	ctx := t.Context()
	f := m.audited("grant")
	m.on("2027-03-22")
	d, err := m.decide(m.rita, f, decision.Granted)
	m.ok(err)
	_, _, err = m.CertificatePDF(ctx, m.customer, d.CertificateID)
	m.refused(err, "not_made_yet")
	m.work()
	name, file, err := m.CertificatePDF(ctx, m.customer, d.CertificateID)
	m.ok(err)
	k, err := keys()
	m.ok(err)
	if v := k.Verify(file); !v.Genuine() || name != "certificate-27001-00001-revision-1.pdf" {
		t.Errorf("the file %s: %+v", name, v)
	}
	stranger := m.customer
	stranger.ClientID = "client-b"
	_, _, err = m.CertificatePDF(ctx, stranger, d.CertificateID)
	m.refused(err, "not_found")

	c := m.certificate(d.CertificateID)
	token, err := k.Code(app.PrintedCode{Number: c.No, Revision: 1, CheckCode: c.CheckCode, Hash: c.Revisions[0].ContentHash})
	m.ok(err)
	for _, q := range []struct {
		name string
		app.Question
		want string
	}{
		{"number and code", app.Question{Number: c.No, Code: strings.ToLower(c.CheckCode)}, app.Genuine},
		{"file", app.Question{SHA256: strings.ToUpper(c.Revisions[0].FileHash)}, app.Genuine},
		{"code in its address", app.Question{QR: m.BaseURL + "/check?qr=" + token}, app.Genuine},
		{"number alone", app.Question{Number: c.No}, app.NumberOnly},
		{"wrong code", app.Question{Number: c.No, Code: strings.Repeat("A", 26)}, app.Altered},
		{"altered file that names its number", app.Question{Number: c.No, SHA256: strings.Repeat("0", 64)}, app.Altered},
		{"forged code with a known number", app.Question{Number: c.No, QR: token[:len(token)-4] + "AAAA"}, app.Altered},
		{"unknown file", app.Question{SHA256: strings.Repeat("0", 64)}, app.NeverIssued},
		{"unknown number", app.Question{Number: "27001-99999"}, app.NeverIssued},
	} {
		a, err := m.Check(ctx, q.Question)
		m.ok(err)
		if a.Verdict != q.want {
			t.Errorf("%s: %s, want %s", q.name, a.Verdict, q.want)
		}
		if proved := a.Verdict == app.Genuine; proved != (a.ContentHash != "") {
			t.Errorf("%s: the content hash is %q", q.name, a.ContentHash)
		}
	}
	_, err = m.Check(ctx, app.Question{})
	m.refused(err, "invalid_input")
	m.on("2030-03-22") // the day after the last valid one; the daily sweep has not run
	a, err := m.Check(ctx, app.Question{Number: c.No, Code: c.CheckCode})
	m.ok(err)
	if a.Verdict != "expired" {
		t.Errorf("after its last day it is %s", a.Verdict)
	}
}

func TestWhoMayNotDecide(t *testing.T) {
	m := newRoom(t)
	f := m.audited("grant")
	for _, c := range []struct {
		name string
		who  func() domain.Actor
		rule string
	}{
		{"the lead auditor, as a reviewer too", func() domain.Actor {
			who := m.reviewer("second")
			m.permit(m.ann.PersonID, "reviewer", "IAF 33", "2020-01-01", "")
			who.PersonID = m.ann.PersonID
			return who
		}, "decision.independence"},
		{"somebody without authorisation", func() domain.Actor { return m.reviewer("newcomer") }, "auditor.authorised_on"},
		{"an authorisation that has run out", func() domain.Actor {
			who := m.reviewer("expired")
			m.permit(who.PersonID, "reviewer", "IAF 33", "2020-01-01", "2027-03-07")
			return who
		}, "auditor.authorised_on"},
		{"a consultant of the client", func() domain.Actor {
			who := m.reviewer("consultant")
			m.permit(who.PersonID, "reviewer", "IAF 33", "2020-01-01", "")
			m.write(func(tx app.Tx) error {
				return tx.SaveInterest(&auditor.Interest{ID: m.NewID(), PersonID: who.PersonID, ClientID: m.client.ID, Kind: auditor.Consultancy,
					Period: domain.Period{From: day("2024-01-01"), To: day("2026-01-01")}})
			})
			return who
		}, "impartiality.cooling"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := m.decide(c.who(), f, decision.Granted)
			m.brokenOnly(err, "may_not_decide", c.rule)
		})
	}
	_, err := m.decide(m.planner, f, decision.Granted)
	m.refused(err, "forbidden")
	v, err := m.DecisionFile(t.Context(), m.rita, f.ID)
	m.ok(err)
	if !v.Deciders[0].May || v.Deciders[0].Name != "rita" || !v.Line.MayDecide || v.Line.Met != v.Line.Of {
		t.Errorf("the first decider is %+v, the line %+v", v.Deciders[0], v.Line)
	}
	_, err = m.decide(m.rita, f, decision.Granted)
	m.ok(err)
}

func TestWhatIsNoDecision(t *testing.T) {
	m := newRoom(t)
	f := m.audited("refuse", "No internal audit was held.")
	ctx := t.Context()
	_, err := m.Decide(ctx, m.rita, app.DecideCommand{File: f.ID, Seen: f.Version, Outcome: decision.Granted, Reasons: "x", Password: "guessed"})
	m.refused(err, "wrong_password")
	_, err = m.Decide(ctx, m.rita, app.DecideCommand{File: f.ID, Seen: f.Version, Outcome: decision.Granted, Password: "secret rita"})
	m.refused(err, "invalid_input")
	old := f
	old.Version--
	_, err = m.decide(m.rita, old, decision.Granted)
	m.refused(err, "stale")
	_, err = m.decide(m.rita, f, decision.Renewed)
	m.refused(err, "invalid_input")
	_, err = m.decide(m.rita, f, decision.Granted)
	m.brokenOnly(err, "gate_open", "decision.readiness")
	m.settle()
	_, err = m.decide(m.rita, f, decision.Granted)
	m.refused(err, "stale") // the finding was judged since: the decider has not seen that
	_, err = m.decide(m.rita, m.file(), decision.Granted)
	m.brokenOnly(err, "overturn_needs_justification", "decision.overturn")
	d, err := m.decide(m.rita, m.file(), decision.Refused)
	m.ok(err)
	if d.CertificateID != "" {
		t.Error("a refusal issued a certificate")
	}
	_, err = m.decide(m.rita, m.file(), decision.Refused)
	m.refused(err, "already_decided")
	m.sound()
}

// settle walks every finding of Stage 2 to its verification.
func (m *room) settle() {
	m.t.Helper()
	ctx := m.t.Context()
	var all []audit.Finding
	two := m.stage(audit.Stage2)
	storetest.Read(m.t, m.Store, func(tx app.Tx) (err error) { all, err = tx.FindingsOfAudit(two.ID); return err })
	for _, f := range all {
		answer := audit.Answer{Correction: "Held one.", Cause: "Nobody owned it.", Action: "An owner was named.", Evidence: "Report of the audit."}
		f, err := m.AnswerFinding(ctx, m.customer, f.ID, f.Version, answer)
		m.ok(err)
		f, err = m.JudgeFinding(ctx, m.lead(two), f.ID, f.Version, "accept_plan", "It fits the cause.")
		m.ok(err)
		f, err = m.AnswerFinding(ctx, m.customer, f.ID, f.Version, answer)
		m.ok(err)
		_, err = m.JudgeFinding(ctx, m.lead(two), f.ID, f.Version, "verify", "Seen to work.")
		m.ok(err)
	}
}
