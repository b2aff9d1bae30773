package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/internal/store/storetest"
)

// certified is a client with a certificate, granted on 22 March 2027.
func certified(t *testing.T) (*room, app.CertificateView) {
	t.Helper()
	m := newRoom(t)
	f := m.audited("grant")
	m.on("2027-03-22")
	d, err := m.decide(m.rita, f, decision.Granted)
	m.ok(err)
	m.work()
	return m, m.certificate(d.CertificateID)
}

// letters counts the letters whose subject holds a text.
func (m *room) letters(text string) (n int) {
	for _, l := range m.post.sent {
		if strings.Contains(l.Subject, text) {
			n++
		}
	}
	return n
}

func (m *room) plannerAccount() {
	m.t.Helper()
	_, err := m.CreateUser(m.t.Context(), system, app.NewUser{Name: "pia", Email: "pia@body.example", Password: "secret pia", Roles: []domain.Role{domain.Planner}})
	m.ok(err)
}

func TestRemindersComeOnceAndOnTheirDay(t *testing.T) {
	m, _ := certified(t)
	m.plannerAccount()
	m.on("2027-12-22") // the day before the first of them
	m.work()
	if n := m.letters("is due on 22 March 2028"); n != 0 {
		t.Errorf("%d reminders came too early", n)
	}
	m.on("2027-12-23")
	m.work()
	m.work()
	if n, p := m.letters("Surveillance 1 is due on 22 March 2028"), m.letters("Surveillance 1 due on 22 March 2028"); n != 1 || p != 1 {
		t.Errorf("90 days before, %d letters to the client and %d to planners", n, p)
	}
	m.on("2028-02-21") // 30 days before; the 60-day one was missed meanwhile
	m.work()
	if n := m.letters("Surveillance 1 is due on 22 March 2028"); n != 3 {
		t.Errorf("30 days before, %d letters in all", n)
	}
	m.sound()
}

func TestAConfirmedAuditNeedsNoReminder(t *testing.T) {
	m, _ := certified(t)
	m.on("2027-12-20")
	x := m.stage(audit.Surveillance)
	if x.Number != 1 {
		x = m.surveillance(1)
	}
	x, err := m.BookAudit(t.Context(), m.planner, x.ID, x.Version, booking(x, "2028-01-10", m.team(x)...))
	m.ok(err)
	_, err = m.ConfirmDates(t.Context(), m.planner, x.ID, x.Version)
	m.ok(err)
	m.on("2028-03-01")
	m.work()
	if n := m.letters("Surveillance 1 is due"); n != 0 {
		t.Errorf("%d reminders of a confirmed audit", n)
	}
}

func (m *room) surveillance(number int) (found audit.Audit) {
	m.t.Helper()
	storetest.Read(m.t, m.Store, func(tx app.Tx) error {
		all, err := tx.AuditsOfContract(m.contractV.ID)
		for _, x := range all {
			if x.Type == audit.Surveillance && x.Number == number {
				found = x
			}
		}
		return err
	})
	return found
}

func TestAnOverdueSurveillanceAsksForADecision(t *testing.T) {
	m, _ := certified(t)
	m.on("2028-03-22") // its last day
	m.work()
	if n := m.letters("suspension to be decided"); n != 0 {
		t.Errorf("%d letters on the last day", n)
	}
	m.on("2028-03-23")
	m.work()
	if n := m.letters("suspension to be decided"); n != 1 { // rita; there is no planner's account
		t.Errorf("%d letters the day after", n)
	}
	x := m.surveillance(1)
	storetest.Read(t, m.Store, func(tx app.Tx) error {
		entries, err := tx.Entries("audit", x.ID, 1)
		if len(entries) != 1 || entries[0].Verb != "audit_overdue" || len(entries[0].Findings) != 1 || entries[0].Findings[0].Rule != "surveillance.overdue_action" {
			t.Errorf("the ledger says %+v", entries)
		}
		return err
	})
	m.sound()
}

func TestCertificatesExpireTheDayAfter(t *testing.T) {
	m, c := certified(t)
	ctx := t.Context()
	for _, step := range []struct {
		day   string
		state certificate.State
	}{{"2030-03-21", certificate.Valid}, {"2030-03-22", certificate.Expired}} {
		m.on(step.day)
		m.ok(m.PlanDay(ctx))
		m.ok(m.PlanDay(ctx)) // planned twice it is done once
		m.work()
		if got := m.certificate(c.ID); got.State != step.state {
			t.Errorf("on %s the certificate is %s, want %s", step.day, got.State, step.state)
		}
	}
	got := m.certificate(c.ID)
	last := got.History[len(got.History)-1]
	if got.StateSince != day("2030-03-22") || last.From != certificate.Valid || last.To != certificate.Expired || last.On != got.StateSince {
		t.Errorf("since %s; the history ends with %+v", got.StateSince, last)
	}
	if n := m.letters("has expired"); n != 1 {
		t.Errorf("%d letters say so", n)
	}
	m.sound()
}

// TestReconcileHeals takes away what a fault or a restore might: jobs, and the
// letters' sending. What must exist is there again, and nothing twice.
func TestReconcileHeals(t *testing.T) {
	m, _ := certified(t)
	before := m.jobKeys()
	ctx := t.Context()
	for range 2 {
		m.on("2027-03-23")
		m.ok(m.PlanDay(ctx))
		m.work()
	}
	after := m.jobKeys()
	for key := range before {
		delete(after, key)
	}
	for key := range after {
		if !strings.HasPrefix(key, "reconcile:") && !strings.HasPrefix(key, "expire_certificates:") {
			t.Errorf("in a sound house it wrote %s", key)
		}
	}
	m.sound()
}

func (m *room) jobKeys() map[string]bool {
	m.t.Helper()
	keys := map[string]bool{}
	storetest.Read(m.t, m.Store, func(tx app.Tx) error {
		page, err := tx.JobList(app.List{Size: 200})
		for _, j := range page.Rows {
			keys[j.DedupeKey] = true
		}
		return err
	})
	return keys
}

func TestALettersOutcomeIsAlwaysKnownOrSaid(t *testing.T) {
	m := newRoom(t)
	m.work()
	ctx := t.Context()
	job := func(key string) app.Job {
		m.write(func(tx app.Tx) error {
			_, err := tx.InsertMail(app.Mail{Key: key, To: "a@b.example", Subject: key, Text: "x", State: "queued", CreatedAt: m.clock.Now()})
			if err != nil {
				return err
			}
			_, err = tx.InsertJob(app.Job{ID: m.NewID(), Kind: "send_mail", Object: domain.ID(key), DedupeKey: "mail:" + key, DueAt: m.clock.Now(), CreatedAt: m.clock.Now(), State: app.JobPending})
			return err
		})
		jobs, err := m.TakeJobs(ctx, m.clock.Now(), time.Time{}, 1)
		m.ok(err)
		return jobs[0]
	}
	state := func(key string) string {
		var got app.Mail
		storetest.Read(t, m.Store, func(tx app.Tx) (err error) { got, err = tx.Mail(key); return err })
		return got.State
	}
	j := job("later")
	m.post.fail = domain.E(domain.Unavailable, "mail_down", "The mail server does not answer.")
	m.refused(m.SendMail(ctx, j), "mail_down")
	if got := state("later"); got != "queued" {
		t.Errorf("after a passing failure the letter is %s", got)
	}
	m.post.fail = nil
	m.ok(m.SendMail(ctx, j))
	m.ok(m.SendMail(ctx, j)) // a second worker finds nothing to do
	if got := state("later"); got != "sent" || m.letters("later") != 1 {
		t.Errorf("the letter is %s and went out %d times", got, m.letters("later"))
	}

	j = job("refused")
	m.post.fail = errors.New("no such mailbox")
	m.refused(m.SendMail(ctx, j), "letter_refused")
	if got := state("refused"); got != "failed" {
		t.Errorf("a refused letter is %s", got)
	}

	j = job("lost")
	m.post.fail = nil
	m.write(func(tx app.Tx) error { // a worker began it and died
		_, err := tx.MoveMail("lost", "queued", "sending", "", m.clock.Now())
		return err
	})
	m.refused(m.SendMail(ctx, j), "being_sent")
	m.clock.At = m.clock.At.Add(3 * time.Minute)
	m.ok(m.SendMail(ctx, j))
	if got := state("lost"); got != "unknown" || m.letters("lost") != 0 {
		t.Errorf("the interrupted letter is %s, sent %d times", got, m.letters("lost"))
	}
}

// TestARenewalKeepsTheExpiryDay recertifies in time: the next cycle ends three
// years after the old expiry, and the old document is superseded.
func TestARenewalKeepsTheExpiryDay(t *testing.T) {
	m, c := certified(t)
	ctx := t.Context()
	m.held(m.surveillance(1), "2028-01-10", "maintain")
	m.held(m.surveillance(2), "2029-01-15", "maintain")
	var recert audit.Audit
	storetest.Read(t, m.Store, func(tx app.Tx) error {
		all, err := tx.AuditsOfContract(m.contractV.ID)
		for _, x := range all {
			if x.Type == audit.Recert {
				recert = x
			}
		}
		return err
	})
	m.held(recert, "2029-12-03", "renew")
	f := m.file()
	if f.Kind != "recertification" || len(f.AuditIDs) < 3 {
		t.Fatalf("the file is %+v", f)
	}
	m.on("2030-01-14")
	d, err := m.decide(m.rita, f, decision.Renewed)
	m.ok(err)
	m.work()
	now := m.certificate(c.ID)
	if d.CertificateID != c.ID || now.Revision != 2 || now.Expiry != day("2033-03-21") || now.Decision != day("2030-01-14") || now.OriginalDecision != day("2027-03-22") {
		t.Errorf("the renewed certificate is %+v", now.Certificate)
	}
	storetest.Read(t, m.Store, func(tx app.Tx) error {
		cycles, err := tx.ProgrammesOfContract(m.contractV.ID)
		if len(cycles) != 2 || cycles[0].State != programme.Completed || cycles[1].State != programme.Active || cycles[1].Anchor != day("2030-01-14") {
			t.Errorf("the cycles are %+v", cycles)
		}
		return err
	})
	old, err := m.Check(ctx, app.Question{Number: c.No, Code: c.CheckCode})
	m.ok(err)
	if old.Verdict != "superseded" {
		t.Errorf("the document before is %s", old.Verdict)
	}
	m.sound()
}

// held walks an owed audit to its report.
func (m *room) held(x audit.Audit, from, recommendation string) {
	m.t.Helper()
	ctx := m.t.Context()
	m.on(from)
	x, err := m.BookAudit(ctx, m.planner, x.ID, x.Version, booking(x, from, m.team(x)...))
	m.ok(err)
	x, err = m.ConfirmDates(ctx, m.planner, x.ID, x.Version)
	m.ok(err)
	x, err = m.StartAudit(ctx, m.lead(x), x.ID, x.Version)
	m.ok(err)
	m.reported(x, recommendation)
}
