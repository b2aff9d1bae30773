package app_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/solve"
	"github.com/certwright/certwright/internal/demo"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/seal"
	"github.com/certwright/certwright/internal/store/storetest"
)

// demoBody is the demo's certification body on Monday, 23 November 2026.
func demoBody(t *testing.T, s app.Store) house {
	t.Helper()
	a, clock := storetest.App(s)
	clock.At = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	keys, err := seal.Load(t.TempDir(), "Certification body", "body.example/ledger", clock.At)
	if err != nil {
		t.Fatal(err)
	}
	a.Seals, a.Documents = keys, pdf.Documents{}
	for _, seed := range []func() error{func() error { return a.SeedSchemes(t.Context()) }, func() error { return a.SeedHolidays(t.Context()) },
		func() error { return demo.Fill(t.Context(), a, nil) }} {
		if err := seed(); err != nil {
			t.Fatal(err)
		}
	}
	return house{App: a, clock: clock}
}

// TestAYearFromTheDatabase: on both engines the caseload makes the same
// instance, which the strict reader takes, and whose plans every rule allows.
func TestAYearFromTheDatabase(t *testing.T) {
	var first []byte
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		h := demoBody(t, s)
		y, err := h.PlanYear(t.Context(), planner, app.YearAsked{})
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := planning.Write(&file, y.Instance); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = bytes.Clone(file.Bytes())
		} else if !bytes.Equal(first, file.Bytes()) {
			t.Error("the two engines give different instances")
		}
		in, err := planning.ReadInstance(&file)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := solve.Solve(t.Context(), in, solve.Options{Seed: 1, Iterations: 20_000, NoBound: true})
		if err != nil {
			t.Fatal(err)
		}
		if v := check.Judge(y.Instance, plan); !v.Feasible || v.Unplanned > 0 {
			t.Errorf("the plan of the file in the instance from the database: %+v", v)
		}
		stays(t, h, y)
	})
}

// stays: what is agreed is pinned where it is, what is proposed has its place in
// the baseline, and what is owed without dates is to be planned.
func stays(t *testing.T, h house, y app.Year) {
	t.Helper()
	names := y.Instance.Names()
	based := map[string]bool{}
	if y.Instance.Baseline != nil {
		for _, pl := range y.Instance.Baseline.Plan {
			based[pl.ID] = true
		}
	}
	seen := map[audit.Dates]int{}
	page, _, err := h.ListAudits(t.Context(), planner, app.AuditsAsked{List: app.List{Filter: map[string]string{"state": "owed"}, Page: 1, Size: 200}})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range page.Rows {
		a := names.Audits[x.No]
		if x.Dates != audit.Open && x.Stretch.From < y.Today {
			continue
		}
		seen[x.Dates]++
		switch {
		case a == nil && x.Window.Latest > y.Asked.Due.To: // not due in this year
		case a == nil:
			t.Errorf("%s (%s to %s, dates %s) is missing", x.No, x.Window.Earliest, x.Window.Latest, x.Dates)
		case x.Dates == audit.Confirmed && (a.Pin == nil || a.Pin.Start != x.Stretch.From):
			t.Errorf("%s is agreed for %s and pinned to %+v", x.No, x.Stretch.From, a.Pin)
		case x.Dates == audit.Proposed && (a.Pin != nil && (len(a.Pin.Team) > 0 || x.Stretch.From >= y.Today.AddDays(y.Notice)) || !based[x.No]):
			t.Errorf("%s is proposed; pin %+v, in the baseline %t", x.No, a.Pin, based[x.No])
		case x.Dates == audit.Open && (a.Pin != nil || based[x.No]):
			t.Errorf("%s has no dates; pin %+v, in the baseline %t", x.No, a.Pin, based[x.No])
		}
	}
	if seen[audit.Confirmed] == 0 || seen[audit.Proposed] == 0 || seen[audit.Open] == 0 {
		t.Errorf("the body has too little to judge by: %v", seen)
	}
}

// TestAYearKnowsWhatStandsInTheWay: windows, hard limits, absences without their
// reasons, interests, the interval of the stages, and what may move.
func TestAYearKnowsWhatStandsInTheWay(t *testing.T) {
	r := newRoad(t)
	one, two := r.contracted()
	r.interest(r.bob.PersonID, auditor.Consultancy, "2024-01-01", "2026-01-01")
	away := auditor.Absence{ID: "away", PersonID: r.ann.PersonID, Period: domain.Period{From: day("2027-03-01"), To: day("2027-03-12")}, Why: "surgery"}
	r.write(func(tx app.Tx) error { return tx.SaveAbsence(&away) })
	year := func(asked app.YearAsked) app.Year {
		y, err := r.PlanYear(t.Context(), r.planner, asked)
		r.ok(err)
		return y
	}
	y := year(app.YearAsked{Urgent: true})
	names := y.Instance.Names()
	s1, s2 := names.Audits[one.No], names.Audits[two.No]
	if s1 == nil || s2 == nil || len(y.Instance.Relations) != 1 {
		t.Fatalf("audits %v, relations %v", y.Instance.Audits, y.Instance.Relations)
	}
	if rel := y.Instance.Relations[0]; rel.First != one.No || rel.Second != two.No || rel.MinDays != 28 || rel.MaxDays != 84 {
		t.Errorf("the stages are %+v", rel)
	}
	if s1.Earliest != day("2027-01-12") || s1.Latest != day("2028-01-11") || len(s1.Forbid) != 1 || s1.Forbid[0].Until != day("2028-01-01") {
		t.Errorf("Stage 1 is %+v", s1)
	}
	var file bytes.Buffer
	r.ok(planning.Write(&file, y.Instance))
	if ann := names.Auditors["AU-a"]; len(ann.Absences) != 1 || strings.Contains(file.String(), "surgery") {
		t.Errorf("Ann is %+v; why she is away is hers", ann)
	}

	x, err := r.BookAudit(t.Context(), r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	y = year(app.YearAsked{})
	if b := y.Instance.Baseline; b == nil || len(b.Plan) != 1 || b.Plan[0].Start != day("2027-02-01") || b.Plan[0].Team["lead"] != "AU-a" {
		t.Errorf("a proposed booking may move, at a price: %+v", b)
	}
	y = year(app.YearAsked{Keep: app.KeepBooked})
	s1, s2 = y.Instance.Names().Audits[one.No], y.Instance.Names().Audits[two.No]
	if s1.Pin == nil || len(y.Instance.Relations) != 0 || s2.Earliest != day("2027-03-03") || s2.Latest != day("2027-04-28") {
		t.Errorf("with Stage 1 kept Stage 2 has its window: %+v %+v", s1, s2)
	}
	// Ann falls ill on those days: her booking stands and is named, until it is repaired.
	ill := auditor.Absence{ID: "ill", PersonID: r.ann.PersonID, Period: x.Period(), Why: "surgery"}
	r.write(func(tx app.Tx) error { return tx.SaveAbsence(&ill) })
	y = year(app.YearAsked{Keep: app.KeepBooked})
	if len(y.Notes) != 1 || !strings.Contains(y.Notes[0], "planning.availability") || strings.Contains(y.Notes[0], "surgery") {
		t.Errorf("notes: %v", y.Notes)
	}
}

func TestAYearIsForPlannersAndDaysToCome(t *testing.T) {
	r := newRoad(t)
	_, err := r.PlanYear(t.Context(), r.ann, app.YearAsked{})
	want(t, err, domain.Forbidden, "forbidden")
	for _, asked := range []app.YearAsked{
		{Due: domain.Period{From: day("2027-01-01"), To: day("2027-01-11")}}, // today is the last day
		{Due: domain.Period{From: day("2027-04-01"), To: day("2027-03-01")}},
		{Due: domain.Period{To: day("2037-03-01")}},
		{Keep: "nothing"},
	} {
		_, err := r.PlanYear(t.Context(), r.planner, asked)
		want(t, err, domain.Invalid, "invalid_input")
	}
}

// TestABookingAgainstARuleCounts: who has lost a code keeps the half-days of the
// booking in their week; who is away keeps busy days, and a week that is full by
// them is closed.
func TestABookingAgainstARuleCounts(t *testing.T) {
	r := newRoad(t)
	ones, leads := r.clients("k", "l")
	for i, x := range ones {
		b := booking(x, "2027-03-02", leads[i])
		b.Dates = audit.Confirmed
		x, err := r.BookAudit(t.Context(), r.planner, x.ID, x.Version, b)
		r.ok(err)
		ones[i] = x
	}
	year := func() (app.Year, planning.Names) {
		y, err := r.PlanYear(t.Context(), r.planner, app.YearAsked{})
		r.ok(err)
		r.ok(y.Instance.Check())
		return y, y.Instance.Names()
	}
	y, names := year()
	if names.Audits[ones[0].No] == nil || len(y.Notes) > 0 {
		t.Fatalf("it stands: %v", y.Notes)
	}
	r.write(func(tx app.Tx) error { // the code of the first lead has ended, the second is away and works no more than that a week
		permits, err := tx.Authorisations(leads[0])
		if err != nil {
			return err
		}
		permits[0].Valid.To = day("2027-02-01")
		if err := tx.SaveAuthorisation(&permits[0]); err != nil {
			return err
		}
		k, err := tx.Auditor(leads[1])
		if err != nil {
			return err
		}
		k.DaysPerWeek = ones[1].Lasts() / 2
		if err := tx.SaveAuditor(&k); err != nil {
			return err
		}
		return tx.SaveAbsence(&auditor.Absence{ID: "ill", PersonID: leads[1], Period: domain.Period{From: day("2027-03-02"), To: day("2027-03-02")}, Why: "surgery"})
	})
	y, names = year()
	seat := names.Audits[ones[0].No+" lead 1"]
	if len(y.Notes) != 2 || seat == nil || seat.Pin == nil || seat.Pin.Team["lead"] != "AU-k" || seat.Positions[0].Len != ones[0].Lasts() {
		t.Errorf("the half-days of the booking do not count: %+v, %v", seat, y.Notes)
	}
	if k := names.Auditors["AU-k"]; len(k.Absences) > 0 {
		t.Errorf("it is no busy time: %+v", k.Absences)
	}
	k, calendar := names.Auditors["AU-l"], domain.Period{From: day("2027-03-01"), To: day("2027-03-05")}
	closed := map[domain.Date]int{}
	for _, x := range k.Absences {
		for d := x.From; d <= x.To; d++ {
			if closed[d]++; x.Half == "" {
				closed[d]++
			}
		}
	}
	for d := calendar.From; d <= calendar.To; d++ {
		if closed[d] < 2 {
			t.Errorf("%s is open in a full week (%d half-days of %d): %+v", d, ones[1].Lasts(), k.MaxWeek, k.Absences)
		}
	}
}
