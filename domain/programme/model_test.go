package programme

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/certwright/certwright/domain"
)

// This is a second model of a client's years, written from tables and with a
// calendar of its own, to check the first against. It shares no code with it.

// civil is a day of the second calendar; none is all zero.
type civil struct{ y, m, d int }

var monthDays = [13]int{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func lastOf(y, m int) int {
	if m == 2 && (y%400 == 0 || y%4 == 0 && y%100 != 0) {
		return 29
	}
	return monthDays[m]
}

func (c civil) months(n int) civil {
	k := c.y*12 + c.m - 1 + n
	y, m := k/12, k%12+1
	return civil{y, m, min(c.d, lastOf(y, m))}
}

// days walks day by day, however far it is.
func (c civil) days(n int) civil {
	for ; n > 0; n-- {
		if c.d++; c.d > lastOf(c.y, c.m) {
			c.d, c.m = 1, c.m+1
		}
		if c.m > 12 {
			c.m, c.y = 1, c.y+1
		}
	}
	for ; n < 0; n++ {
		if c.d--; c.d == 0 {
			if c.m--; c.m == 0 {
				c.m, c.y = 12, c.y-1
			}
			c.d = lastOf(c.y, c.m)
		}
	}
	return c
}

func (c civil) key() int            { return c.y*10_000 + c.m*100 + c.d }
func (c civil) before(o civil) bool { return c.key() < o.key() }

// since counts the days from o to c by walking.
func (c civil) since(o civil) int {
	n := 0
	for o.before(c) {
		o, n = o.days(1), n+1
	}
	for c.before(o) {
		c, n = c.days(1), n-1
	}
	return n
}

func (c civil) String() string {
	if c.y == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", c.y, c.m, c.d)
}

func first(days ...civil) civil {
	var out civil
	for _, d := range days {
		if d.y != 0 && (out.y == 0 || d.before(out)) {
			out = d
		}
	}
	return out
}

// date hands a day of the second calendar to the first, as text.
func (c civil) date() domain.Date {
	if c.y == 0 {
		return 0
	}
	return domain.MustDate(c.String())
}

// outcomes is the second model of recert.outcome: when the decision falls, what
// is done, and what comes of it.
var outcomes = []struct {
	when         string // in time, restorable, too late
	done, stage2 bool
	status       RecertStatus
	base         string // what the new expiry counts from
}{
	{"in time", true, false, Renewed, "expiry"}, {"in time", true, true, Renewed, "expiry"},
	{"in time", false, false, WorkOutstanding, ""}, {"in time", false, true, WorkOutstanding, ""},
	{"restorable", true, false, Restored, "expiry"}, {"restorable", true, true, Restored, "expiry"},
	{"restorable", false, false, Stage2Required, ""}, {"restorable", false, true, NewCycle, "decision"},
	{"too late", true, false, Stage2Required, ""}, {"too late", true, true, NewCycle, "decision"},
	{"too late", false, false, Stage2Required, ""}, {"too late", false, true, NewCycle, "decision"},
}

// life is one client's years in the second model.
type life struct {
	t        *testing.T
	r        *rand.Rand
	p        Policy
	log      []string
	decision civil
	expiry   civil
	initial  bool
}

func TestTenThousandProgrammesAgreeWithASecondModel(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	for i := range 10_000 {
		l := life{t: t, r: r, p: Defaults(), initial: true}
		l.p.Convention = []Convention{MinusOneDay, SameDay}[r.IntN(2)]
		l.p.JudgedBy = []Day{FirstDay, LastDay}[r.IntN(2)]
		l.p.EarlyCapMonths = []int{0, 6}[r.IntN(2)]
		l.p.SuspensionMonths = 1 + r.IntN(6)
		l.p.MaxGapMonths = []int{0, 0, 12}[r.IntN(3)]
		l.decision = civil{2019 + r.IntN(8), 1, 1}.days(r.IntN(366))
		l.expiry = l.from(l.decision)
		c := First(l.decision.date(), l.p)
		for cycles := 0; cycles < 4 && l.cycle(&c); cycles++ {
		}
		if t.Failed() {
			t.Fatalf("programme %d, %+v:\n%v", i, l.p, l.log)
		}
	}
}

func (l *life) from(decision civil) civil {
	return decision.months(36).days(map[Convention]int{MinusOneDay: -1, SameDay: 0}[l.p.Convention])
}

// same compares one date of both models.
func (l *life) same(what string, got domain.Date, want civil) {
	l.log = append(l.log, fmt.Sprintf("%s %s", what, want))
	if got.String() != want.String() {
		l.t.Errorf("%s is %s, the second model says %s", what, got, want)
	}
}

// cycle lives through one cycle and tells whether another follows.
func (l *life) cycle(c *Cycle) bool {
	l.same("decision", c.Decision, l.decision)
	l.same("expiry", c.Expiry, l.expiry)
	l.same("restorable until", c.RestoreUntil(l.p), l.expiry.months(6))
	for n := 1; n <= 2; n++ {
		l.same("surveillance due", c.SurveillanceDue(n, l.p), l.decision.months(12*n))
	}
	plan := PlanRecert(c.Expiry, l.p)
	l.same("planning opens", plan.Opens, l.expiry.months(-6))
	l.same("audit ends", plan.AuditEnds, l.expiry.days(-90))
	held := l.surveillances(*c)
	l.windows(*c, held)
	l.suspension(*c)
	return l.recertification(c)
}

// surveillances holds none to three surveillances and judges them.
func (l *life) surveillances(c Cycle) []civil {
	var held []civil
	var dates []domain.Date
	at := l.decision.days(60 + l.r.IntN(380))
	for range l.r.IntN(4) {
		held, dates = append(held, at), append(dates, at.date())
		at = at.days(200 + l.r.IntN(300))
	}
	if len(held) > 0 && l.initial {
		end := held[0].days(l.r.IntN(4))
		got := CheckFirst(c.Decision, domain.Period{From: dates[0], To: end.date()}, l.p)
		judged := map[Day]civil{FirstDay: held[0], LastDay: end}[l.p.JudgedBy]
		l.same("judged on", got.JudgedOn, judged)
		if want := max(0, judged.since(l.decision.months(12))); got.DaysLate != want {
			l.t.Errorf("the first surveillance is %d days late, the second model says %d", got.DaysLate, want)
		}
	}
	recert := l.expiry.days(-90 - l.r.IntN(200))
	var want []int
	for y := l.decision.y + 1; y <= recert.y-1; y++ {
		missed := true
		for _, h := range held {
			missed = missed && h.y != y
		}
		if missed {
			want = append(want, y)
		}
	}
	if got := CalendarYears(c.Decision, recert.date(), dates); fmt.Sprint(got.Missing) != fmt.Sprint(want) {
		l.t.Errorf("missing years are %v, the second model says %v", got.Missing, want)
	}
	return held
}

// windows lays the next surveillance out from a table of its possible ends.
func (l *life) windows(c Cycle, held []civil) {
	var facts []Held
	met := map[int]bool{}
	var last civil
	for _, h := range held {
		facts = append(facts, Held{Type: SurveillanceAudit, On: h.date()})
		met[h.y], last = true, h
	}
	owed := Owing(c, facts, l.p)
	recert := owed[len(owed)-1]
	l.same("recertification opens", recert.Window.Earliest, l.expiry.months(-6))
	l.same("recertification ends", recert.Window.Latest, l.expiry.days(-90))
	l.same("recertification limit", recert.Window.HardLimit, l.expiry)
	n := len(held) + 1
	due := l.decision.months(12 * n)
	var yearEnd civil
	for y := l.expiry.days(-90).y - 1; y > l.decision.y; y-- {
		if !met[y] {
			yearEnd = civil{y, 12, 31}
		}
	}
	if n > 2 && yearEnd.y == 0 {
		if len(owed) != 1 {
			l.t.Errorf("nothing but the recertification is owed, got %+v", owed)
		}
		return
	}
	ends := []struct {
		applies bool
		day     civil
	}{
		{yearEnd.y != 0, yearEnd},
		{n == 1 && l.initial, l.decision.months(12)},
		{n == 1 && !l.initial && l.p.MaxGapMonths == 0, civil{l.decision.y + 1, 12, 31}},
		{n == 1 && !l.initial && l.p.MaxGapMonths != 0, l.decision.months(12)},
		{n > 1 && l.p.MaxGapMonths != 0, last.months(12)},
	}
	var limit civil
	for _, e := range ends {
		if e.applies {
			limit = first(limit, e.day)
		}
	}
	latest, opens := first(due, limit), due.months(-3)
	if latest.before(opens) {
		opens = latest.months(-3)
	}
	next := owed[0]
	if next.Type != SurveillanceAudit || next.Number != n {
		l.t.Errorf("surveillance %d is owed next, got %+v", n, next)
	}
	l.same("next due", next.Due, due)
	l.same("next opens", next.Window.Earliest, opens)
	l.same("next ends", next.Window.Latest, latest)
	l.same("next limit", next.Window.HardLimit, limit)
}

// suspension suspends the certification for a while; nothing of the cycle moves.
func (l *life) suspension(c Cycle) {
	if l.r.IntN(3) > 0 {
		return
	}
	from := l.decision.days(30 + l.r.IntN(1060))
	limit := first(from.months(l.p.SuspensionMonths), l.expiry)
	got := ResolveBy(from.date(), c.Expiry, l.p)
	l.same("resolve by", got.By, limit)
	if want := map[bool]string{true: "expiry", false: "suspension"}[l.expiry.before(from.months(l.p.SuspensionMonths))]; got.LimitedBy != want {
		l.t.Errorf("the suspension is limited by %s, the second model says %s", got.LimitedBy, want)
	}
	for _, after := range []int{0, 1} {
		if f := SuspensionNext(got.By, 0, limit.days(after).date()); f.Met != (after == 0) {
			l.t.Errorf("%d day(s) after the limit: %+v", after, f)
		}
	}
	l.same("expiry after a suspension", c.Expiry, l.expiry)
	l.same("second surveillance after a suspension", c.SurveillanceDue(2, l.p), l.decision.months(24))
}

// recertification decides on the next cycle, at any time around the expiry.
func (l *life) recertification(c *Cycle) bool {
	at := l.expiry.days(l.r.IntN(600) - 320)
	if edge := l.r.IntN(6); edge < 4 { // the days on which the answer turns
		at = []civil{l.expiry, l.expiry.days(1), l.expiry.months(6), l.expiry.months(6).days(1)}[edge]
	}
	if l.r.IntN(8) == 0 {
		at = l.expiry.months(-6).days(-l.r.IntN(2))
	}
	when, gap := "in time", 0
	if l.expiry.before(at) {
		when, gap = "restorable", at.since(l.expiry)-1
		if l.expiry.months(6).before(at) {
			when = "too late"
		}
	}
	done, stage2 := l.r.IntN(4) > 0, l.r.IntN(2) == 0
	got := Recertify(RecertFacts{OldExpiry: c.Expiry, Decision: at.date(), OutstandingDone: done, NewStage2: stage2}, l.p)
	for _, row := range outcomes {
		if row.when != when || row.done != done || row.stage2 != stage2 {
			continue
		}
		if got.Status != row.status {
			l.t.Errorf("%s on %s is %s, the second model says %s", when, at, got.Status, row.status)
		}
		if row.base == "" {
			l.same("no new expiry", got.Expiry, civil{})
			return false
		}
		expiry := map[string]civil{"expiry": l.expiry.months(36), "decision": l.from(at)}[row.base]
		if l.p.EarlyCapMonths != 0 && at.before(l.expiry.months(-l.p.EarlyCapMonths)) {
			expiry = l.from(at)
		}
		if got.GapDays != gap {
			l.t.Errorf("the gap is %d days, the second model says %d", got.GapDays, gap)
		}
		l.decision, l.expiry, l.initial = at, expiry, false
		l.same("effective", got.Effective, at)
		l.same("new expiry", got.Expiry, expiry)
		l.same("first surveillance after", FirstAfterRecert(got.Effective, l.p), map[bool]civil{true: {at.y + 1, 12, 31}, false: at.months(12)}[l.p.MaxGapMonths == 0])
		*c = got.Cycle()
		return !l.t.Failed()
	}
	l.t.Errorf("no row for %s, done %v, Stage 2 %v", when, done, stage2)
	return false
}
