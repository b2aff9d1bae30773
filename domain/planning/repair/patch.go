// Package repair plans again after something has changed: a person is away, has
// a new code, a window is longer. The plan people already live by becomes the
// baseline, so that every change to it has its price, and what has begun is pinned.
package repair

import (
	"fmt"
	"maps"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
)

// Patch is what has changed since a plan was made.
type Patch struct {
	AsOf    domain.Date // the day of planning again; zero: the first day away, or the first of the horizon
	Away    []Away
	Codes   []Code
	Windows []Window
	People  []planning.Auditor // new ones
}

// Away is a person and the days they are away.
type Away struct {
	Auditor string
	domain.Period
}

// Code is a code a person holds from now on.
type Code struct {
	Auditor string
	planning.Qual
}

// Window is an audit's window made longer (or, below zero, shorter) at its end.
type Window struct {
	Audit string
	Days  int
}

// Apply makes the instance as it is now, with the plan as its baseline, and
// lists the planned audits that cannot stay as they are, and how many of their
// positions.
func (c Patch) Apply(old *planning.Instance, plan []planning.Planned) (now *planning.Instance, hit []string, seats int, err error) {
	in := *old
	in.Auditors, in.Audits = slices.Clone(old.Auditors), slices.Clone(old.Audits)
	var fault domain.Fault
	c.people(&in, &fault)
	names := in.Names()
	for _, w := range c.Windows {
		if a := names.Audits[w.Audit]; a == nil {
			fault.Add("window", "there is no audit %q", w.Audit)
		} else if w.Days < -longest || w.Days > longest {
			fault.Add("window", "of %s would change by %d days; at most %d", w.Audit, w.Days, longest)
		} else {
			a.Latest = a.Latest.AddDays(w.Days)
		}
	}
	unknown(plan, names, &fault)
	if err := fault.Err(); err != nil {
		return nil, nil, 0, err
	}
	asOf := c.asOf(&in)
	in.Baseline = &planning.Baseline{AsOf: asOf, Plan: plan}
	broken := hits(&in, plan)
	pinBegun(names, plan, asOf, broken)
	if err := in.Check(); err != nil {
		return nil, nil, 0, err
	}
	for _, pl := range plan {
		if len(broken[pl.ID]) > 0 {
			hit = append(hit, pl.ID)
			seats += len(broken[pl.ID])
		}
	}
	return &in, hit, seats, nil
}

// longest is the most days a window changes by: longer than any horizon.
const longest = 10_000

// unknown names what a plan refers to and the instance has not: it is a plan of
// another one.
func unknown(plan []planning.Planned, names planning.Names, fault *domain.Fault) {
	const most = 20 // more do not help anybody
	for i, pl := range plan {
		if len(*fault) > most {
			return
		}
		at := fmt.Sprintf("plan.audits[%d]", i)
		a := names.Audits[pl.ID]
		if a == nil {
			fault.Add(at+".id", "there is no audit %q", pl.ID)
			continue
		}
		for _, seat := range planning.Seats(pl.Team) {
			if !slices.ContainsFunc(a.Positions, func(p planning.Position) bool { return p.ID == seat }) {
				fault.Add(at+".team", "%s has no position %q", pl.ID, seat)
			}
			if names.Auditors[pl.Team[seat]] == nil {
				fault.Add(at+".team."+seat, "there is no auditor %q", pl.Team[seat])
			}
		}
	}
}

func (c Patch) people(in *planning.Instance, fault *domain.Fault) {
	in.Auditors = append(in.Auditors, c.People...)
	names := in.Names()
	for _, x := range c.Away {
		if k := names.Auditors[x.Auditor]; k == nil {
			fault.Add("away", "there is no auditor %q", x.Auditor)
		} else if x.To < x.From {
			fault.Add("away", "%s lies before %s", x.To, x.From)
		} else {
			k.Absences = append(slices.Clone(k.Absences), planning.Absence{From: x.From, To: x.To, Why: "away"})
		}
	}
	for _, x := range c.Codes {
		if k := names.Auditors[x.Auditor]; k == nil {
			fault.Add("code", "there is no auditor %q", x.Auditor)
		} else {
			k.Quals = append(slices.Clone(k.Quals), x.Qual)
		}
	}
}

func (c Patch) asOf(in *planning.Instance) domain.Date {
	day := c.AsOf
	if day == 0 {
		for _, x := range c.Away {
			day = domain.Earlier(day, x.From)
		}
	}
	return max(day, in.Start)
}

// hits lists, by audit, the positions that break a rule now; the judge says which.
func hits(in *planning.Instance, plan []planning.Planned) map[string][]string {
	out := map[string][]string{}
	for _, f := range check.Judge(in, &planning.Plan{Audits: plan}).Findings {
		audit, position := f.Fact("audit"), f.Fact("position")
		if audit != "" && !slices.Contains(out[audit], position) {
			out[audit] = append(out[audit], position)
		}
	}
	return out
}

// pinBegun pins what began before the day of planning again: its start, and its
// people but for those who are away.
func pinBegun(names planning.Names, plan []planning.Planned, asOf domain.Date, hit map[string][]string) {
	for _, pl := range plan {
		a := names.Audits[pl.ID]
		if a == nil || pl.Start >= asOf {
			continue
		}
		team := maps.Clone(pl.Team)
		for _, p := range hit[pl.ID] {
			delete(team, p)
		}
		a.Pin = &planning.Pin{Start: pl.Start, Half: pl.Half, Team: team}
	}
}

// still is an instance in which nothing can change but what is hit: the audits
// that are not keep their days, and all positions that are not their people.
func still(now *planning.Instance, plan []planning.Planned) *planning.Instance {
	in := *now
	in.Audits = slices.Clone(now.Audits)
	names, broken := in.Names(), hits(now, plan)
	for _, pl := range plan {
		a, pin := names.Audits[pl.ID], planning.Pin{Team: maps.Clone(pl.Team)}
		for _, p := range broken[pl.ID] {
			delete(pin.Team, p)
		}
		switch {
		case len(broken[pl.ID]) == 0:
			pin.Start, pin.Half = pl.Start, pl.Half
		case a.Pin != nil:
			pin.Start, pin.Half = a.Pin.Start, a.Pin.Half
			maps.Copy(pin.Team, a.Pin.Team)
		}
		a.Pin = &pin
	}
	return &in
}
