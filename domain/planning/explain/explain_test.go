package explain_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/explain"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
)

// private is why people are away; no answer may hold it.
const private = "surgery"

// planned draws a body and a plan of it. Some bodies have too few people.
func planned(t *rapid.T) (*planning.Instance, *planning.Plan) {
	in := sample.Make(sample.Options{Audits: rapid.IntRange(6, 30).Draw(t, "audits"), Auditors: rapid.IntRange(5, 12).Draw(t, "auditors"),
		Days: rapid.IntRange(60, 160).Draw(t, "days"), Seed: rapid.Uint64Range(1, 1<<20).Draw(t, "seed")})
	for i := range in.Audits {
		if a := &in.Audits[i]; rapid.IntRange(0, 9).Draw(t, "pin") == 0 {
			a.Pin = &planning.Pin{Team: map[string]string{a.Positions[0].ID: in.Auditors[0].ID}}
		}
	}
	for i := range in.Auditors {
		for j := range in.Auditors[i].Absences {
			in.Auditors[i].Absences[j].Why = private
		}
	}
	plan, err := solve.Solve(context.Background(), in, solve.Options{Seed: 1, Iterations: 300, NoBound: true})
	if err != nil {
		t.Fatal(err)
	}
	return in, plan
}

func ruleIDs() (ids []string) {
	for _, r := range planning.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// No refusal without a named rule, and the rules are those the judge names; a yes
// is a yes of the judge, at the price of the judge; after the smallest change the
// yes is real; nothing says why somebody is away.
func TestAnswersAgreeWithTheJudge(t *testing.T) {
	known := ruleIDs()
	rapid.Check(t, func(t *rapid.T) {
		in, plan := planned(t)
		if len(in.Audits) == 0 {
			return // too few people for any audit
		}
		r, err := explain.Read(in, plan)
		if err != nil {
			t.Fatal(err)
		}
		a, err := r.Audit(in.Audits[rapid.IntRange(0, len(in.Audits)-1).Draw(t, "audit")].ID)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := json.Marshal(a); err != nil || strings.Contains(string(text), private) {
			t.Fatalf("%s: the answer says why somebody is away: %s %v", a.Audit, text, err)
		}
		if a.Planned != nil {
			owned(t, in, plan, a)
		}
		if a.Planned == nil && (a.LeftOut == nil || len(a.LeftOut.Why) == 0) {
			t.Fatalf("%s is left out without a reason", a.Audit)
		}
		for _, p := range a.Positions {
			if len(p.People) != len(in.Auditors) {
				t.Fatalf("%d of %d people are answered for", len(p.People), len(in.Auditors))
			}
			for _, x := range p.People {
				person(t, in, plan, a, p, x, known)
			}
		}
		for _, o := range slices.Concat(a.Dates, a.Teams, a.Both) {
			effect(t, in, plan, o.Planned, o.Effect.Euro)
		}
	})
}

// owned checks what is said of a planned audit itself: its price is what the plan
// costs more than without it, and who holds a seat may hold it, for nothing.
func owned(t *rapid.T, in *planning.Instance, plan *planning.Plan, a *explain.Answer) {
	i := slices.IndexFunc(in.Audits, func(x planning.Audit) bool { return x.ID == a.Audit })
	less := &planning.Plan{Audits: slices.DeleteFunc(slices.Clone(plan.Audits), func(pl planning.Planned) bool { return pl.ID == a.Audit })}
	if v := check.Judge(in, less); v.Cost+a.Cost.Euro-in.Weights.Unplanned*in.Audits[i].Priority != plan.Cost {
		t.Fatalf("%s is said to cost %d euro; the plan costs %d, and %d without it", a.Audit, a.Cost.Euro, plan.Cost, v.Cost)
	}
	for _, p := range a.Positions {
		holder := slices.IndexFunc(p.People, func(x explain.Person) bool { return x.Auditor == p.Holder })
		if holder < 0 || !p.People[holder].Possible || p.People[holder].Effect.Euro != 0 {
			t.Fatalf("%s holds %s of %s, and is answered for with %+v", p.Holder, p.ID, a.Audit, p.People)
		}
	}
}

func person(t *rapid.T, in *planning.Instance, plan *planning.Plan, a *explain.Answer, p explain.Position, x explain.Person, known []string) {
	if x.Possible {
		if len(a.Asked.Team) == seats(in, a.Audit) {
			effect(t, in, plan, seat(*a.Asked, p.ID, x.Auditor), x.Effect.Euro)
		}
		return
	}
	if len(x.Against) == 0 {
		t.Fatalf("%s is refused for %s without a rule", x.Auditor, a.Audit)
	}
	if len(a.Asked.Team) == seats(in, a.Audit) {
		said := broken(check.Placement(in, seat(*a.Asked, p.ID, x.Auditor), plan.Audits))
		if !slices.EqualFunc(x.Against, said, func(f, g domain.Finding) bool { return reflect.DeepEqual(f, g) }) {
			t.Fatalf("%s is refused for %s by %v; the judge says %v", x.Auditor, a.Audit, x.Against, said)
		}
	}
	for _, f := range x.Against {
		if !slices.Contains(known, f.Rule) || f.Text == "" {
			t.Fatalf("%s is refused by %q: %q", x.Auditor, f.Rule, f.Text)
		}
	}
	if c := x.Smallest; c != nil && len(c.Then.Team) == seats(in, a.Audit) {
		if c.Then.Team[p.ID] != x.Auditor {
			t.Fatalf("%q does not seat %s", c.Text, x.Auditor)
		}
		changed := change(in, a.Audit, x.Auditor, c)
		if no := broken(check.Placement(changed, c.Then, plan.Audits)); len(no) > 0 {
			t.Fatalf("%s for %s: after %q there is still %v", x.Auditor, a.Audit, c.Text, no)
		}
	}
}

// change makes the instance as the smallest change would.
func change(in *planning.Instance, audit, auditor string, c *explain.Change) *planning.Instance {
	out := *in
	out.Audits, out.Auditors = slices.Clone(in.Audits), slices.Clone(in.Auditors)
	n := out.Names()
	for _, code := range c.Codes {
		n.Auditors[auditor].Quals = append(slices.Clone(n.Auditors[auditor].Quals), planning.Qual{Code: code})
	}
	if c.Earliest != 0 {
		n.Audits[audit].Earliest, n.Audits[audit].Latest = c.Earliest, c.Latest
	}
	if c.Unpin {
		n.Audits[audit].Pin = nil
	}
	return &out
}

// effect checks a promised effect against two judgements of the whole plan.
func effect(t *rapid.T, in *planning.Instance, plan *planning.Plan, pl planning.Planned, euro int) {
	next := &planning.Plan{Cost: plan.Cost + euro}
	for _, x := range plan.Audits {
		if x.ID != pl.ID {
			next.Audits = append(next.Audits, x)
		}
	}
	next.Audits = append(next.Audits, pl)
	if v := check.Judge(in, next); !v.Feasible {
		t.Fatalf("%v was promised for %+d euro; the judge says %d and %v", pl, euro, v.Cost-plan.Cost, v.Findings)
	}
}

func seats(in *planning.Instance, audit string) int { return len(in.Names().Audits[audit].Positions) }

func seat(pl planning.Planned, p, who string) planning.Planned {
	team := map[string]string{p: who}
	for k, v := range pl.Team {
		if k != p {
			team[k] = v
		}
	}
	pl.Team = team
	return pl
}

func broken(fs []domain.Finding) []domain.Finding {
	return slices.DeleteFunc(fs, func(f domain.Finding) bool { return f.Met })
}

func TestALeftOutAuditSaysWhyAndWhatWouldLetItIn(t *testing.T) {
	in := sample.Make(sample.Options{Audits: 12, Auditors: 8, Days: 120, Seed: 4})
	a := &in.Audits[0]
	for i := range in.Auditors { // everybody is away as long as its window lasts
		in.Auditors[i].Absences = append(in.Auditors[i].Absences, planning.Absence{From: a.Earliest, To: a.Latest, Why: "strike"})
	}
	in.End = in.End.AddDays(60)
	plan, err := solve.Solve(context.Background(), in, solve.Options{Seed: 1, Iterations: 2000, NoBound: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := explain.Read(in, plan)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Audit(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.LeftOut == nil || len(got.LeftOut.Why) == 0 || len(got.LeftOut.Relaxed) == 0 {
		t.Fatalf("left out: %+v", got.LeftOut)
	}
}

// What is said to let an audit in lets it in: with the window so much longer the
// judge takes it on that day.
func TestALongerWindowLetsAnAuditIn(t *testing.T) {
	let := 0
	rapid.Check(t, func(t *rapid.T) {
		in, plan := planned(t)
		if len(plan.Audits) == 0 {
			return // too few people for any audit
		}
		out := plan.Audits[rapid.IntRange(0, len(plan.Audits)-1).Draw(t, "audit")]
		a := in.Names().Audits[out.ID]
		room := a.Latest.DaysSince(out.Start)
		a.Latest = out.Start.AddDays(-1) // its place lies just outside now
		a.Pin = nil
		if a.Latest < a.Earliest || slices.ContainsFunc(in.Relations, func(r planning.Relation) bool { return r.First == a.ID }) {
			return
		}
		plan.Audits = slices.DeleteFunc(plan.Audits, func(pl planning.Planned) bool { return pl.ID == a.ID })
		plan.Cost = check.Judge(in, plan).Cost
		r, err := explain.Read(in, plan)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Audit(a.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range got.LeftOut.Relaxed {
			var days int
			if _, err := fmt.Sscanf(text, "%d day", &days); err != nil || !strings.Contains(text, "more window (later): start on") {
				continue
			}
			let++
			longer := *in
			longer.Audits = slices.Clone(in.Audits)
			longer.Names().Audits[a.ID].Latest = a.Latest.AddDays(days)
			r, err := explain.Read(&longer, plan)
			if err != nil {
				t.Fatal(err)
			}
			then, err := r.Audit(a.ID)
			if err != nil || then.Asked == nil || len(then.Asked.Team) != len(a.Positions) || !strings.HasSuffix(text, then.Asked.Start.Long()) {
				t.Fatalf("%s, %d days short: %q, and then %+v, %v", a.ID, room, text, then, err)
			}
			if no := broken(check.Placement(&longer, *then.Asked, plan.Audits)); len(no) > 0 {
				t.Fatalf("%s: after %q there is still %v", a.ID, text, no)
			}
		}
	})
	if let == 0 {
		t.Error("no longer window was proposed: nothing was tested")
	}
}
