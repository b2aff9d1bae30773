package solve

import (
	"bytes"
	"context"
	"testing"

	"pgregory.net/rapid"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/sample"
)

// body draws a packed instance with everything a rule can depend on.
func body(t *rapid.T) *planning.Instance {
	in := sample.Make(sample.Options{Audits: rapid.IntRange(4, 30).Draw(t, "audits"), Auditors: rapid.IntRange(5, 12).Draw(t, "auditors"),
		Days: rapid.IntRange(60, 200).Draw(t, "days"), Seed: rapid.Uint64Range(1, 1<<20).Draw(t, "seed")})
	for range rapid.IntRange(0, 12).Draw(t, "twists") {
		if len(in.Audits) > 0 {
			twist(t, in)
		}
	}
	if err := in.Check(); err != nil {
		t.Fatal(err)
	}
	return in
}

func twist(t *rapid.T, in *planning.Instance) {
	a := &in.Audits[rapid.IntRange(0, len(in.Audits)-1).Draw(t, "audit")]
	k := &in.Auditors[rapid.IntRange(0, len(in.Auditors)-1).Draw(t, "auditor")]
	day := in.Start.AddDays(rapid.IntRange(-5, in.Days()+5).Draw(t, "day"))
	switch rapid.IntRange(0, 11).Draw(t, "twist") {
	case 0:
		a.Pin = &planning.Pin{Start: day, Half: domain.AM}
	case 1:
		a.Pin = &planning.Pin{Team: map[string]string{a.Positions[0].ID: k.ID}}
	case 2:
		a.Forbid = append(a.Forbid, planning.Forbid{Auditor: k.ID, Why: "consulted", Until: day})
	case 3:
		k.Quals[0].From = day
	case 4:
		k.MaxWeek = rapid.IntRange(0, 6).Draw(t, "maxWeek")
	case 5:
		k.MaxTotal = rapid.IntRange(0, 10).Draw(t, "maxTotal")
	case 6:
		if len(a.Positions) < 4 && a.Positions[len(a.Positions)-1].ID != "extra" {
			a.Positions = append(a.Positions, planning.Position{ID: "extra", Role: "observer", Offset: rapid.IntRange(0, 3).Draw(t, "offset"), Len: rapid.IntRange(1, 15).Draw(t, "len")})
		}
	case 7:
		b := &in.Audits[rapid.IntRange(0, len(in.Audits)-1).Draw(t, "other")]
		if a != b {
			in.Relations = append(in.Relations, planning.Relation{First: a.ID, Second: b.ID, MinDays: rapid.IntRange(-20, 40).Draw(t, "min"), MaxDays: 80,
				SameLead: rapid.SampledFrom([]string{"", "prefer", "require", "forbid"}).Draw(t, "lead")})
		}
	case 8:
		pl := planning.Planned{ID: a.ID, Start: day, Half: domain.AM, Team: map[string]string{a.Positions[0].ID: k.ID}}
		if in.Baseline == nil {
			in.Baseline = &planning.Baseline{AsOf: in.Start.AddDays(10), Plan: []planning.Planned{pl}}
		}
	case 9:
		k.Absences = append(k.Absences, planning.Absence{From: day, To: day.AddDays(9), Half: rapid.SampledFrom([]domain.Half{"", domain.AM, domain.PM}).Draw(t, "half")})
	case 10:
		a.Latest = a.Earliest.AddDays(rapid.IntRange(0, 9).Draw(t, "window"))
	case 11:
		in.Format, k.UseCost = planning.InstanceFormat2, 500
	}
}

// The compiled form and the plain form say the same of every plan met on a
// walk: legal, and of the same cost to the euro.
func TestCompiledFormIsThePlainForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := body(t)
		s := newSearch(compact.Compile(in), rapid.Uint64().Draw(t, "walk"))
		s.construct(context.Background())
		heat := int64(rapid.IntRange(0, 600).Draw(t, "heat")) * 256
		m := usual
		m.ruin, m.again, m.displace, m.intrude = 8000, 8000, 10000, 10000
		for range rapid.IntRange(1, 6).Draw(t, "looks") {
			var b best
			b.keep(&s.state)
			v := check.Judge(in, b.plan(s.p))
			if !v.Feasible || v.Cost != s.cost || v.Unplanned != s.out {
				t.Fatalf("compiled: legal, %d euro, %d out; plain: %v, %d euro, %d out: %v", s.cost, s.out, v.Feasible, v.Cost, v.Unplanned, v.Findings)
			}
			s.walk(heat, 200, &m)
		}
	})
}

func TestSameSeedIterationsAndThreadsGiveTheSameBytes(t *testing.T) {
	few := sample.Make(sample.Options{Audits: 60, Auditors: 14, Days: 200, Seed: 7})
	many := sample.Make(sample.Options{Audits: 200, Auditors: 25, Days: 365, Seed: 7}) // enough to cut the year into three parts
	for n := range 6 {
		in, threads := few, n/2+1
		if n%2 == 1 {
			in = many
		}
		var got [2]bytes.Buffer
		for i := range got {
			plan, err := Solve(context.Background(), in, Options{Seed: 5, Threads: threads, Iterations: 60_000})
			if err != nil {
				t.Fatal(err)
			}
			if err := planning.Write(&got[i], plan); err != nil {
				t.Fatal(err)
			}
		}
		if got[0].String() != got[1].String() {
			t.Errorf("%d audits, %d threads: two runs differ", len(in.Audits), threads)
		}
	}
}

func TestAStoppedSearchGivesTheBestSoFar(t *testing.T) {
	in := sample.Make(sample.Options{Audits: 60, Auditors: 14, Days: 200, Seed: 7})
	ctx, stop := context.WithCancel(context.Background())
	looks := 0
	plan, err := Solve(ctx, in, Options{Iterations: 1 << 40, Progress: func(Progress) {
		if looks++; looks == 2 {
			stop()
		}
	}})
	if err != nil || len(plan.Audits) == 0 {
		t.Fatalf("stopped: %v, %v", plan, err)
	}
	if v := check.Judge(in, plan); !v.Feasible {
		t.Error(v.Findings)
	}
}

// No more moves are made than were asked for, however few.
func TestIterationsAreNotExceeded(t *testing.T) {
	in := file(t, "s20")
	for _, asked := range []int{1, 599, 1000, 5000} {
		made := 0
		if _, err := Solve(context.Background(), in, Options{Seed: 1, Iterations: asked, NoBound: true, Progress: func(p Progress) { made = p.Iterations }}); err != nil {
			t.Fatal(err)
		}
		if made != asked {
			t.Errorf("%d moves asked for, %d made", asked, made)
		}
	}
}

// The best of two short searches is near the optimum; none is below it.
func TestSmallInstancesComeNearTheirProvedOptima(t *testing.T) {
	for name, want := range map[string]int{"s20": 12915, "s40t": 61841} {
		best := 1 << 30
		for seed := range uint64(2) {
			plan, err := Solve(context.Background(), file(t, name), Options{Seed: seed + 1, Iterations: 2_000_000})
			if err != nil {
				t.Fatal(err)
			}
			if plan.Cost < want || plan.Bound > want {
				t.Errorf("%s: cost %d, bound %d; the optimum is %d", name, plan.Cost, plan.Bound, want)
			}
			best = min(best, plan.Cost)
		}
		if best*1000 > want*1015 {
			t.Errorf("%s: cost %d; the optimum is %d", name, best, want)
		}
		t.Logf("%s: %d, optimum %d", name, best, want)
	}
}

func TestSearchingAllocatesNothing(t *testing.T) {
	s := newSearch(compact.Compile(file(t, "s40t")), 1)
	s.construct(context.Background())
	s.heat = 200 * 256
	for range 20_000 {
		s.step(&packed)
	}
	if n := testing.AllocsPerRun(2000, func() { s.step(&packed) }); n > 0 {
		t.Errorf("a move allocates %.2f times", n)
	}
}
