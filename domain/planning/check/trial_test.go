package check_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/sample"
)

// A trial says yes exactly where no finding stands against, whatever was tried
// before, and with another window, no pin or more codes supposed.
func TestATrialSaysWhatTheFindingsSay(t *testing.T) {
	stood := 0
	rapid.Check(t, func(t *rapid.T) {
		in := crowd(t)
		if len(in.Audits) == 0 {
			return // too few people for any audit
		}
		book := check.Lay(in, scattered(t, in))
		a := &in.Audits[rapid.IntRange(0, len(in.Audits)-1).Draw(t, "asked")]
		if n := len(in.Relations); n > 0 && rapid.Bool().Draw(t, "related") {
			a = in.Names().Audits[in.Relations[rapid.IntRange(0, n-1).Draw(t, "relation")].First]
		}
		trial := book.Try(a.ID)
		for range rapid.IntRange(20, 100).Draw(t, "tries") {
			as, k := supposed(t, in, a)
			slot := in.Slot(near(t, in, a), rapid.SampledFrom([]domain.Half{domain.AM, domain.AM, domain.AM, domain.PM}).Draw(t, "half"))
			team := make([]int, len(a.Positions))
			day, half := in.When(slot)
			pl := planning.Planned{ID: a.ID, Start: day, Half: half, Team: map[string]string{}}
			for j, p := range a.Positions {
				if team[j] = rapid.IntRange(-len(in.Auditors)/3, len(in.Auditors)-1).Draw(t, "who"); team[j] < 0 {
					team[j] = -1
				} else {
					pl.Team[p.ID] = in.Auditors[team[j]].ID
				}
			}
			no := book.As(as, k).Against(pl)
			if got := trial.As(as, k).Stands(slot, team); got != (len(no) == 0) {
				t.Fatalf("the trial says %v of %v; against it: %v", got, pl, no)
			} else if got {
				stood++
			}
			whole(t, book.As(as, k), pl, len(team), no)
		}
	})
	if stood == 0 {
		t.Error("no try was a yes: the test sees one side only")
	}
}

// whole compares what stands against a whole team with everything that is said
// of it.
func whole(t *rapid.T, b *check.Book, pl planning.Planned, seats int, no []domain.Finding) {
	all := slices.DeleteFunc(b.Placement(pl), func(f domain.Finding) bool { return f.Met })
	if len(no) > len(all) {
		t.Fatalf("more stands against %v than is said of it: %v, %v", pl, no, all)
	}
	if len(pl.Team) < seats {
		return // an open seat is said, and does not stand against
	}
	if !slices.EqualFunc(no, all, func(f, g domain.Finding) bool { return f.Rule == g.Rule && f.Text == g.Text && f.Remedy == g.Remedy }) {
		t.Fatalf("against %v: %v; said of it: %v", pl, no, all)
	}
}

// crowd draws an instance with everything a rule can depend on.
func crowd(t *rapid.T) *planning.Instance {
	in := sample.Make(sample.Options{Audits: rapid.IntRange(6, 30).Draw(t, "audits"), Auditors: rapid.IntRange(5, 12).Draw(t, "auditors"),
		Days: rapid.IntRange(60, 160).Draw(t, "days"), Seed: rapid.Uint64Range(1, 1<<20).Draw(t, "seed")})
	for i := range in.Audits {
		a := &in.Audits[i]
		day := a.Earliest.AddDays(rapid.IntRange(0, 20).Draw(t, "day"))
		who := in.Auditors[rapid.IntRange(0, len(in.Auditors)-1).Draw(t, "auditor")].ID
		switch rapid.IntRange(0, 9).Draw(t, "twist") {
		case 0:
			a.Pin = &planning.Pin{Team: map[string]string{a.Positions[0].ID: who}}
		case 1:
			a.Pin = &planning.Pin{Start: day, Half: domain.AM}
		case 2:
			for k := range in.Auditors {
				a.Forbid = append(a.Forbid, planning.Forbid{Auditor: in.Auditors[k].ID, Why: "consulted", Until: day})
			}
		case 3:
			a.LeadRun = map[string]int{who: in.Policy.LeadRunMax}
		case 4, 6, 7:
			b := &in.Audits[rapid.IntRange(0, len(in.Audits)-1).Draw(t, "other")]
			if a != b {
				in.Relations = append(in.Relations, planning.Relation{First: a.ID, Second: b.ID, MinDays: rapid.SampledFrom([]int{-90, 10}).Draw(t, "min"), MaxDays: 190,
					SameLead: rapid.SampledFrom([]string{"", "prefer", "require", "forbid"}).Draw(t, "lead")})
			}
		case 5:
			k := in.Names().Auditors[who]
			k.Quals[0].To, k.MaxWeek, k.MaxTotal = day, rapid.IntRange(2, 10).Draw(t, "week"), rapid.IntRange(4, 60).Draw(t, "total")
		}
	}
	if rapid.Bool().Draw(t, "able") { // then what depends on the team as a whole decides
		for i := range in.Auditors {
			k := &in.Auditors[i]
			k.Absences, k.DaysOff = nil, nil
			for _, a := range in.Audits {
				for _, p := range a.Positions {
					for _, c := range p.Needs {
						k.Quals = append(k.Quals, planning.Qual{Code: c})
					}
				}
			}
		}
	}
	return in
}

// scattered puts some audits anywhere with anybody; the rules may be broken.
func scattered(t *rapid.T, in *planning.Instance) (out []planning.Planned) {
	for i := range in.Audits {
		a := &in.Audits[i]
		if rapid.Bool().Draw(t, "out") {
			continue
		}
		pl := planning.Planned{ID: a.ID, Start: near(t, in, a), Half: domain.AM, Team: map[string]string{}}
		for _, p := range a.Positions {
			pl.Team[p.ID] = in.Auditors[rapid.IntRange(0, len(in.Auditors)-1).Draw(t, "who")].ID
		}
		out = append(out, pl)
	}
	return out
}

// near is a day in or around an audit's window.
func near(t *rapid.T, in *planning.Instance, a *planning.Audit) domain.Date {
	day := a.Earliest.AddDays(rapid.IntRange(-7, a.Latest.DaysSince(a.Earliest)+7).Draw(t, "start"))
	return min(max(day, in.Start), in.End)
}

// supposed draws what the audit and one person might be instead, or nil.
func supposed(t *rapid.T, in *planning.Instance, a *planning.Audit) (*planning.Audit, *planning.Auditor) {
	as, k := *a, in.Auditors[rapid.IntRange(0, len(in.Auditors)-1).Draw(t, "person")]
	what := rapid.IntRange(0, 3).Draw(t, "suppose")
	if what&1 != 0 {
		as.Pin = nil
		as.Earliest, as.Latest = a.Earliest.AddDays(-rapid.IntRange(0, 9).Draw(t, "earlier")), a.Latest.AddDays(rapid.IntRange(0, 9).Draw(t, "later"))
	}
	if what&2 == 0 {
		return &as, nil
	}
	k.Quals = slices.Clone(k.Quals)
	for _, p := range a.Positions {
		for _, c := range slices.Concat(p.Needs, a.Cover) {
			k.Quals = append(k.Quals, planning.Qual{Code: c})
		}
	}
	return &as, &k
}
