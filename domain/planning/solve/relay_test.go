package solve

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
)

// retained is an instance where using anybody costs 1,000 euro and nothing else
// has a price. The days are cut into the tasks of as many people as are needed,
// with gaps of some days between them, so that a plan with just these people
// exists and all of them are needed on the first day; each can do half of the
// others' tasks too, and so can some people more.
func retained(needed, more, tasks int, seed uint64) *planning.Instance {
	r := random{seed}
	const days = 120
	day0 := domain.MustDate("2027-01-01")
	in := &planning.Instance{Format: planning.InstanceFormat2, Name: "retained", Start: day0, End: day0.AddDays(days - 1), SlotsPerDay: 1,
		Policy: planning.Policy{LoadPeriodDays: days}, Weights: planning.Weights{Unplanned: 50_000},
		Calendars: []planning.Calendar{{ID: "all", Workdays: []int{1, 2, 3, 4, 5, 6, 7}, Holidays: []domain.Date{}}},
		Sites:     []planning.Site{{ID: "here", Calendar: "all"}}}
	for k := range needed + more {
		in.Auditors = append(in.Auditors, planning.Auditor{ID: fmt.Sprintf("A%02d", k), Calendar: "all", MaxWeek: 7, MaxTotal: days, Target: days, UseCost: 1000,
			Quals: []planning.Qual{}})
	}
	for k := range needed {
		from := 0
		for i := range tasks {
			to := days * (i + 1) / tasks
			if i < tasks-1 {
				to += int(r.below(6)) - 3
			}
			gap := int(r.below(4))
			id := fmt.Sprintf("T%02d-%02d", k, i)
			in.Audits = append(in.Audits, planning.Audit{ID: id, Client: id, Type: "task", Site: "here", Priority: 1, Earliest: day0.AddDays(from), Latest: day0.AddDays(to - gap - 1),
				Positions: []planning.Position{{ID: "p", Role: "auditor", Len: to - gap - from, Needs: []string{id}}}})
			for who := range in.Auditors {
				if who == k || r.below(2) == 0 {
					in.Auditors[who].Quals = append(in.Auditors[who].Quals, planning.Qual{Code: id})
				}
			}
			from = to
		}
	}
	return in
}

func TestAsFewPeopleAsAreNeededAtOnce(t *testing.T) {
	for seed := range uint64(5) {
		in := retained(15, 8, 8, seed+1)
		if err := in.Check(); err != nil {
			t.Fatal(err)
		}
		plan, err := Solve(context.Background(), in, Options{Seed: 1, Iterations: 4_000_000})
		if err != nil {
			t.Fatal(err)
		}
		if plan.Cost != 15_000 || plan.Bound != 15_000 {
			t.Errorf("cost %d, bound %d, %d audits; 15 people can do all and are needed at once", plan.Cost, plan.Bound, len(plan.Audits))
		}
	}
}

// Somebody with a retainer is used where that is cheaper than what the others
// cost by the day, and not where it is dearer.
func TestARetainerIsPaidWhereItPays(t *testing.T) {
	for retainer, want := range map[int]int{700: 700, 900: 800} {
		in := retained(1, 1, 2, 1)
		for i := range in.Audits {
			in.Audits[i].Latest, in.Audits[i].Positions[0].Len = in.Audits[i].Earliest, 1
		}
		all := []planning.Qual{{Code: in.Audits[0].ID}, {Code: in.Audits[1].ID}}
		in.Auditors[0].DayRate, in.Auditors[0].UseCost, in.Auditors[0].Quals = 400, 0, all
		in.Auditors[1].UseCost, in.Auditors[1].Quals = retainer, all
		plan, err := Solve(context.Background(), in, Options{Seed: 1, Iterations: 100_000})
		if err != nil {
			t.Fatal(err)
		}
		if plan.Cost != want || plan.Bound > want {
			t.Errorf("retainer %d: cost %d, bound %d; two days of 400 or the retainer make %d", retainer, plan.Cost, plan.Bound, want)
		}
	}
}

func TestRetainersWithTheSameSeedGiveTheSameBytes(t *testing.T) {
	in := retained(20, 10, 9, 3)
	for threads := 1; threads <= 2; threads++ {
		var got [2]bytes.Buffer
		for i := range got {
			plan, err := Solve(context.Background(), in, Options{Seed: 5, Threads: threads, Iterations: 200_000, NoBound: true})
			if err != nil {
				t.Fatal(err)
			}
			if err := planning.Write(&got[i], plan); err != nil {
				t.Fatal(err)
			}
		}
		if got[0].String() != got[1].String() {
			t.Errorf("%d threads: two runs differ", threads)
		}
	}
}

// Between attempts there is always a plan: legal, and of the cost it says. What
// fails leaves no trace, and a cheaper plan is never lost.
func TestAttemptsLeavePlans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := body(t)
		in.Format = planning.InstanceFormat2
		for i := range in.Auditors {
			in.Auditors[i].UseCost = rapid.SampledFrom([]int{0, 300, 2000, 9000}).Draw(t, "use")
		}
		s := newSearch(compact.Compile(in), rapid.Uint64().Draw(t, "walk"))
		s.construct(context.Background())
		f, m := newRelay(s), usual
		var b best
		b.keep(&s.state)
		for range rapid.IntRange(1, 8).Draw(t, "attempts") {
			s.walk(int64(rapid.IntRange(0, 400).Draw(t, "heat"))*256, 100, &m)
			b.keep(&s.state)
			for f.left = 0; ; {
				if f.relay(&b, 1<<12); !f.under {
					break
				}
				f.left = min(f.left, 600)
			}
			b.keep(&s.state)
			var now best
			now.copy(&s.state)
			v := check.Judge(in, now.plan(s.p))
			if !v.Feasible || v.Cost != s.cost || v.Unplanned != s.out {
				t.Fatalf("state: %d euro, %d out; judge: %v, %d euro, %d out: %v", s.cost, s.out, v.Feasible, v.Cost, v.Unplanned, v.Findings)
			}
		}
	})
}

func TestHandingOnAllocatesNothing(t *testing.T) {
	s := newSearch(compact.Compile(retained(20, 10, 9, 3)), 1)
	s.construct(context.Background())
	f := newRelay(s)
	var b best
	b.keep(&s.state)
	goOn := func() {
		f.relay(&b, 512)
		f.left = min(f.left, 1000)
	}
	for range 500 {
		goOn()
	}
	if n := testing.AllocsPerRun(500, goOn); n > 0 {
		t.Errorf("some moves allocate %.2f times", n)
	}
}
