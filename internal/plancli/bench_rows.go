package plancli

import (
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/explain"
	"github.com/certwright/certwright/domain/planning/repair"
	"github.com/certwright/certwright/domain/planning/solve"
)

// row prints one solved instance.
func row(name string, o *outcome, low int, lowTime time.Duration, seconds float64) float64 {
	gap := perCent(o.plan.Cost-low, o.plan.Cost)
	fmt.Printf("%-22s greedy %11s   plan %11s in %5.1f s   %2d out   bound %11s in %5.1f s   gap %5.2f %%   %5.2f M moves/s\n", name,
		euro(o.greedy), euro(o.plan.Cost), seconds, len(o.p.Audits)-len(o.plan.Audits), euro(low), lowTime.Seconds(), gap, float64(o.moves)/1e6/max(seconds, 1e-3))
	return gap
}

// small solves the instances whose optimum is proved, with three seeds.
func (b *bench) small() error {
	var over []float64
	exact := installed()
	if exact == nil {
		fmt.Println("no exact solver is installed (Debian's coinor-cbc or glpk-utils); going on without one")
	}
	for _, s := range smalls {
		path, err := b.instance(s)
		if err != nil {
			return err
		}
		for seed := uint64(1); seed <= 3; seed++ {
			o, err := b.solve(path, 5, 1, seed)
			if err != nil {
				return err
			}
			low, t := b.lower(o.p)
			row(fmt.Sprintf("%d / %d seed %d", s.audits, s.auditors, seed), o, low, t, b.seconds(5).Seconds())
			if b.judge != "" {
				over = append(over, perCent(o.plan.Cost-s.known, s.known))
			}
			if seed == 3 {
				if err := b.exactly(exact, path, o.p); err != nil {
					return err
				}
			}
		}
	}
	if len(over) > 0 {
		slices.Sort(over)
		median, worst := over[len(over)/2], over[len(over)-1]
		goal("20-40 audits: median %.3f %% over the optimum (0.1), worst %.3f %% (0.5), 5 s", median <= 0.1 && worst <= 0.5, median, worst)
	}
	return nil
}

func (b *bench) middle() error {
	path, err := b.instance(middle)
	if err != nil {
		return err
	}
	o, err := b.solve(path, 10, 1, 1)
	if err != nil {
		return err
	}
	low, t := b.lower(o.p)
	gap := row("300 / 25", o, low, t, b.seconds(10).Seconds())
	goal("300 / 25: gap %.2f %% (1.0), or no dearer than %s, in 10 s", gap <= 1 || b.judge != "" && o.plan.Cost <= middle.known, gap, euro(middle.known))
	return nil
}

func (b *bench) large() error {
	path, err := b.instance(large)
	if err != nil {
		return err
	}
	seconds, most := 60.0, 5.0
	if b.Soak {
		seconds, most = 300, 3.5
	}
	o, err := b.solve(path, seconds, 1, 1)
	if err != nil {
		return err
	}
	low, t := b.lower(o.p)
	gap := row("2,000 / 100", o, low, t, b.seconds(seconds).Seconds())
	n := len(o.p.Audits)
	goal("2,000 / 100: loaded in %.2f s; first plan %.2f s later (1), %d left out (1 %%)", o.first <= time.Second && o.firstOut*100 <= n, o.load.Seconds(), o.first.Seconds(), o.firstOut)
	goal("2,000 / 100: gap %.2f %% (%.1f) in %.0f s", gap <= most, gap, most, seconds)
	goal("2,000 / 100: bound in %.1f s (30)", t <= b.seconds(30), t.Seconds())
	if err := b.explained(o); err != nil {
		return err
	}
	if err := b.repaired(path, o); err != nil {
		return err
	}
	return b.threads(path, o, seconds)
}

// explained times the explanation of audits after loading, planned ones and ones
// that were taken out. It counts processor time: one question is so short that
// whatever else the machine does would be most of what a clock shows.
func (b *bench) explained(o *outcome) error {
	in := o.p.In
	for _, some := range []struct {
		name string
		plan *planning.Plan
	}{{"planned", o.plan}, {"left-out", without(in, o.plan, 20)}} {
		r, err := explain.Read(in, some.plan)
		if err != nil {
			return err
		}
		planned := map[string]bool{}
		for _, pl := range some.plan.Audits {
			planned[pl.ID] = true
		}
		var worst, sum time.Duration
		asked := 0
		for i := 0; i < len(in.Audits); i += 10 {
			if planned[in.Audits[i].ID] != (some.name == "planned") {
				continue
			}
			began := worked()
			if _, err := r.Audit(in.Audits[i].ID); err != nil {
				return err
			}
			t := worked() - began
			worst, sum, asked = max(worst, t), sum+t, asked+1
		}
		mean := sum / time.Duration(max(1, asked))
		goal("explain one %s audit at 2,000: %.0f processor ms, worst of %d %.0f (100)", worst <= 100*time.Millisecond, some.name,
			float64(mean.Milliseconds()), asked, float64(worst.Milliseconds()))
	}
	return nil
}

// without is a plan that leaves out every n-th audit, and what must follow it.
func without(in *planning.Instance, plan *planning.Plan, n int) *planning.Plan {
	gone := map[string]bool{}
	for i := 0; i < len(in.Audits); i += n {
		gone[in.Audits[i].ID] = true
	}
	for _, r := range in.Relations {
		gone[r.Second] = gone[r.Second] || gone[r.First]
	}
	less := *plan
	less.Audits = slices.DeleteFunc(slices.Clone(plan.Audits), func(pl planning.Planned) bool { return gone[pl.ID] })
	less.Cost = check.Judge(in, &less).Cost
	return &less
}

// repaired takes the busiest auditor of June away for three weeks, from file to plan.
func (b *bench) repaired(path string, o *outcome) error {
	from := o.p.In.Start.AddDays(147)
	away := domain.Period{From: from, To: from.AddDays(20)}
	count := map[string]int{}
	for _, pl := range o.plan.Audits {
		for _, who := range pl.Team {
			if away.Contains(pl.Start) {
				count[who]++
			}
		}
	}
	who := o.p.In.Auditors[0].ID
	for i := range o.p.In.Auditors {
		if id := o.p.In.Auditors[i].ID; count[id] > count[who] {
			who = id
		}
	}
	file := path + ".from"
	if err := write(output{file, o.plan}); err != nil {
		return err
	}
	began := time.Now()
	in, plan, err := both(path, file)
	if err != nil {
		return err
	}
	r, err := repair.Repair(b.ctx, in, plan, repair.Patch{Away: []repair.Away{{Auditor: who, Period: away}}},
		solve.Options{Seed: 1, Iterations: 3000, Began: began, Time: allow(1, 2*len(in.Audits), began)})
	if err != nil {
		return err
	}
	if err := write(output{path + ".plan2", r.Plan}); err != nil {
		return err
	}
	t := time.Since(began)
	if err := write(output{path + ".patched", r.Instance}); err != nil {
		return err
	}
	if err := b.accept(r.Instance, path+".patched", r.Plan); err != nil {
		return err
	}
	goal("repair 3 weeks sick: %.2f s (1); %d audits, %d positions hit; %d moved, %d people changed, %d left out", t <= time.Second && r.Changed <= 2*r.Seats, t.Seconds(), len(r.Hit), r.Seats, r.Moved, r.Changed, len(r.Out))
	return nil
}

// threads looks for the time two threads need for what one thread reached.
func (b *bench) threads(path string, one *outcome, seconds float64) error {
	for _, part := range []float64{0.5, 0.65, 0.8} {
		two, err := b.solve(path, seconds*part, 2, 1)
		if err != nil {
			return err
		}
		if two.plan.Cost <= one.plan.Cost {
			goal("two threads: %s in %.0f s; one thread: %s in %.0f s", true, euro(two.plan.Cost), seconds*part, euro(one.plan.Cost), seconds)
			return nil
		}
		fmt.Printf("  two threads: %s in %.0f s\n", euro(two.plan.Cost), seconds*part)
	}
	goal("two threads: not the quality of one in %.0f s", false, seconds*0.8)
	return nil
}

func (b *bench) huge() error {
	path, err := b.instance(huge)
	if err != nil {
		return err
	}
	seconds, most := 120.0, 10.0
	if b.Soak {
		seconds, most = 600, 6
	}
	o, err := b.solve(path, seconds, 1, 1)
	if err != nil {
		return err
	}
	low, t := b.lower(o.p)
	gap := row("10,000 / 500", o, low, t, b.seconds(seconds).Seconds())
	goal("10,000 / 500: loaded and first plan in %.1f s (10)", o.load+o.first <= 10*time.Second, (o.load + o.first).Seconds())
	goal("10,000 / 500: gap %.2f %% (%.0f) in %.0f s", gap <= most, gap, most, seconds)
	goal("10,000 / 500: bound in %.0f s (180)", t <= b.seconds(180), t.Seconds())
	return nil
}

// public solves a set that no one here wrote.
func (b *bench) public() error {
	if b.Tasks == "" {
		fmt.Println("public set: no folder given (--tasks DIR); going on without it")
		return nil
	}
	return b.tasks()
}
