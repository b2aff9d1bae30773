package app_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/store/storetest"
)

const qms = "9001-2015"

// running begins a cycle decided on a day under a contract of a scheme, with the
// receipt of 40 persons, and lays out what it owes.
func (r *road) running(id, no, decided string) programme.Programme {
	r.t.Helper()
	var s scheme.Scheme
	storetest.Read(r.t, r.Store, func(tx app.Tx) (err error) { s, err = tx.ActiveScheme(id); return err })
	receipt, err := s.AuditTimeBook().Compute(audittime.Request{Others: 40}, day("2026-01-05"))
	r.ok(err)
	c := client.Contract{ID: domain.ID("contract-" + no), No: no, ClientID: r.client.ID, SchemeID: id, SchemeVersion: s.Version,
		State: client.ContractActive, Scope: "Payroll", Codes: []string{"IAF 33"}, Persons: 40, SiteIDs: []domain.ID{r.site.ID},
		Receipt: receipt, SignedOn: day("2026-01-05")}
	cycle := programme.First(day(decided), s.Programme)
	p := programme.Programme{ID: domain.ID("cycle-" + no), ContractID: c.ID, ClientID: c.ClientID, SchemeID: id, SchemeVersion: s.Version,
		Cycle: 1, State: programme.Active, OriginalDecision: day(decided), Anchor: day(decided), Expiry: cycle.Expiry}
	r.write(func(tx app.Tx) error {
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		if err := tx.SaveProgramme(&p); err != nil {
			return err
		}
		return app.LayOutCycle(r.App, tx, r.planner, r.clock.Now(), p)
	})
	return p
}

func (r *road) firstSurveillance(p programme.Programme) (found audit.Audit) {
	r.t.Helper()
	storetest.Read(r.t, r.Store, func(tx app.Tx) error {
		all, err := tx.AuditsOfProgramme(p.ID)
		for _, x := range all {
			if x.Type == audit.Surveillance && x.For(p.ID).Number == 1 && x.State != audit.Cancelled {
				found = x
			}
		}
		return err
	})
	return found
}

func integrated(with audit.Audit, points int) app.Joining {
	return app.Joining{With: []domain.ID{with.ID}, Integration: audittime.Integration{
		Points: audittime.IntegrationPoints[:points], Ability: audittime.Pct(100), Justification: "One handbook, one internal audit"}}
}

// 27001: 40 persons are 8.5 days, a third is 3 (2.83). 9001: 4 days, a third 1.5
// (1.33). Together 4.5; five of seven points at full ability allow 20 % of them:
// 14.28 %. 4.5 × 0.8572 = 3.86: 4 days.
func TestTwoSurveillancesAreHeldAsOne(t *testing.T) {
	r := newRoad(t)
	r.Documents = pdf.Documents{Issuer: "A Body"}
	ctx := t.Context()
	one, two := r.running(isms, "K1", "2026-05-20"), r.running(qms, "K2", "2026-06-10")
	x, other := r.firstSurveillance(one), r.firstSurveillance(two)
	_, err := r.JoinAudits(ctx, r.customer, x.ID, x.Version, integrated(other, 5))
	r.refused(err, "forbidden")
	tooMuch := integrated(other, 5)
	asked := audittime.Pct(20)
	tooMuch.Integration.Reduction = &asked
	_, err = r.JoinAudits(ctx, r.planner, x.ID, x.Version, tooMuch)
	r.brokenOnly(err, "rule_violated", "at.integrated")
	x, err = r.JoinAudits(ctx, r.planner, x.ID, x.Version, integrated(other, 5))
	r.ok(err)
	if w := x.Window; w.Earliest != day("2027-03-10") || w.Latest != day("2027-05-20") || w.HardLimit != day("2027-05-20") ||
		w.LatestRule != programme.CheckFirstRule.ID || x.Due != day("2027-05-20") {
		t.Errorf("the common window is %+v, due %s", w, x.Due)
	}
	if x.HalfDays != 8 || x.Time.Joint.Total.String() != "4.5" || x.Time.Joint.Applied.String() != "14.28" || x.Time.Days.String() != "4" {
		t.Errorf("%d half-days, %+v", x.HalfDays, x.Time.Joint)
	}
	if !slices.Contains(x.Cover, qms+"|IAF 33") || !slices.Contains(x.Cover, isms+"|IAF 33") {
		t.Errorf("the team covers %v", x.Cover)
	}
	if got := r.firstSurveillance(two); got.ID != x.ID {
		t.Errorf("the other programme has %s, not the joined audit", got.No)
	}
	_, err = r.CancelAudit(ctx, r.planner, x.ID, x.Version, app.Cancellation{Reason: "no longer"})
	r.brokenOnly(err, "rule_violated", "programme.join")
	book := booking(x, "2027-04-05", r.ann.PersonID)
	book.Stretch = domain.Stretch{From: day("2027-04-05"), FromHalf: domain.AM, To: day("2027-04-08"), ToHalf: domain.PM}
	_, err = r.BookAudit(ctx, r.planner, x.ID, x.Version, book)
	r.brokenOnly(err, "rule_violated", "planning.cover") // Ann knows nothing of 9001
	r.onPaper(x, 5)
	also := auditor.Authorisation{ID: "also", PersonID: r.ann.PersonID, SchemeID: qms, Role: "lead", Code: "IAF 33", Valid: domain.Period{From: day("2020-01-01")}, Evidence: "file"}
	r.write(func(tx app.Tx) error { return tx.SaveAuthorisation(&also) })
	x, err = r.BookAudit(ctx, r.planner, x.ID, x.Version, book)
	r.ok(err)
	_, err = r.PartAudits(ctx, r.planner, x.ID, x.Version, "The client asks for it")
	r.brokenOnly(err, "rule_violated", "programme.join")
	x, err = r.ReleaseBooking(ctx, r.planner, x.ID, x.Version, "The client asks for it")
	r.ok(err)
	x, err = r.PartAudits(ctx, r.planner, x.ID, x.Version, "The client asks for it")
	r.ok(err)
	if back := r.firstSurveillance(two); back.ID != other.ID || back.State != audit.Owed || back.Window != other.Window || back.HalfDays != other.HalfDays || len(x.Parts) != 0 || x.HalfDays != 6 {
		t.Errorf("parted they are %+v and %+v", x, back)
	}
	r.verified("audit")
}

// onPaper rebuilds the integrated time from the printed working alone.
func (r *road) onPaper(x audit.Audit, points int) {
	r.t.Helper()
	_, file, err := r.WorkingPDF(r.t.Context(), r.planner, x.ID)
	r.ok(err)
	path := filepath.Join(r.t.TempDir(), "working.pdf")
	r.ok(os.WriteFile(path, file, 0o600))
	out, err := exec.CommandContext(r.t.Context(), "pdftotext", "-layout", path, "-").Output()
	r.ok(err)
	text := string(out)
	sum := 0.0
	for _, m := range regexp.MustCompile(`(?m)^\s*Standard\s+([\d.]+) ?d`).FindAllStringSubmatch(text, -1) {
		d, _ := strconv.ParseFloat(m[1], 64)
		sum += d
	}
	holds := len(regexp.MustCompile(`(?m)^\s*Integrated [a-z ]+?\s+yes`).FindAllString(text, -1))
	ability := regexp.MustCompile(`Ability of the team\s+([\d.]+) ?%`).FindStringSubmatch(text)
	if ability == nil || holds != points {
		r.t.Fatalf("%d points and the ability %v stand in\n%s", holds, ability, text)
	}
	able, _ := strconv.ParseFloat(ability[1], 64)
	saved := float64(int(20*100*float64(holds)/7*able/100)) / 100
	want := float64(int(sum*(100-saved)/100*2+0.5)) / 2
	got := regexp.MustCompile(`(?m)^\s*Integrated audit\s+([\d.]+) ?d`).FindStringSubmatch(text)
	if got == nil || got[1] != strconv.FormatFloat(want, 'f', -1, 64) {
		r.t.Errorf("the paper says %v, by hand it is %v", got, want)
	}
	for _, s := range []string{"One handbook, one internal audit", "surveillance.check_first", "Table C.1", "Persons now"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), s) {
			r.t.Errorf("%q does not stand in\n%s", s, text)
		}
	}
}

// With 130 persons now instead of 40, 27001 asks for 13 days at first: a third is
// 4.5 instead of 3.
func TestSurveillanceTimeIsCountedOnTodaysPersons(t *testing.T) {
	r := newRoad(t)
	p := r.running(isms, "K1", "2026-05-20")
	x := r.firstSurveillance(p)
	if x.HalfDays != 6 || x.Time.Difference() != 0 {
		t.Errorf("as agreed it is %d half-days, %+v", x.HalfDays, x.Time)
	}
	grown := r.site
	grown.Persons = 130
	r.write(func(tx app.Tx) error { return tx.SaveSite(&grown) })
	d, err := r.Audit(t.Context(), r.planner, x.ID)
	r.ok(err)
	if own := d.Row.Time; own.Days.String() != "4.5" || own.Contract.String() != "3" || own.Difference().String() != "1.5" || d.Row.HalfDays != 9 {
		t.Errorf("today it is %+v", own)
	}
	_, err = r.BookAudit(t.Context(), r.planner, x.ID, x.Version, booking(x, "2027-03-08", r.ann.PersonID))
	r.brokenOnly(err, "rule_violated", "at.day_length")
}
