package repair

import (
	"context"
	"maps"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/solve"
)

// Result is a plan after a change, and what it changes.
type Result struct {
	Instance *planning.Instance `json:"-"` // as it is now, with its baseline and pins
	Plan     *planning.Plan     `json:"-"`
	Before   check.Verdict      `json:"before"` // of the old plan, in the old instance
	After    check.Verdict      `json:"after"`
	Hit      []string           `json:"hit"`   // audits that could not stay as they were
	Seats    int                `json:"seats"` // their positions that could not
	Changes  []Change           `json:"changes"`
	Moved    int                `json:"moved"`      // audits with another start
	Changed  int                `json:"reassigned"` // positions with another person
	Out      []string           `json:"leftOut,omitempty"`
	In       []string           `json:"added,omitempty"`
}

// Change is one audit as it was and as it is now.
type Change struct {
	Was planning.Planned `json:"was"`
	Now planning.Planned `json:"now"`
}

// Repair plans again around what a change hits; nothing else moves. The first
// answer takes milliseconds; the options say how long to look for a better one.
func Repair(ctx context.Context, in *planning.Instance, plan *planning.Plan, c Patch, o solve.Options) (*Result, error) {
	return again(ctx, in, plan, c, o, true)
}

// WhatIf plans everything again after a change, where it pays for its
// disturbance.
func WhatIf(ctx context.Context, in *planning.Instance, plan *planning.Plan, c Patch, o solve.Options) (*Result, error) {
	return again(ctx, in, plan, c, o, false)
}

func again(ctx context.Context, in *planning.Instance, plan *planning.Plan, c Patch, o solve.Options, near bool) (*Result, error) {
	now, hit, seats, err := c.Apply(in, plan.Audits)
	if err != nil {
		return nil, err
	}
	o.From, o.Gentle = plan.Audits, true
	if near {
		o.Around, o.NoBound = append(hit, leftOut(now, plan.Audits)...), true
	}
	search := func(within *planning.Instance) (*Result, error) {
		next, err := solve.Compiled(ctx, compact.Compile(within), o)
		if err != nil {
			return nil, err
		}
		r := &Result{Instance: now, Plan: next, Before: check.Judge(in, plan), After: check.Judge(now, next), Hit: hit, Seats: seats}
		r.compare(plan.Audits, next.Audits)
		return r, nil
	}
	if near && len(hit) == 0 { // nothing to repair: the plan stays as it is
		o.Iterations = 1
		return search(still(now, plan.Audits))
	}
	r, err := search(now)
	if err != nil || !near || r.Changed <= perHit*seats {
		return r, err
	}
	calm, err := search(still(now, plan.Audits))
	if err == nil && len(calm.Out) <= len(r.Out) {
		return calm, nil
	}
	return r, err
}

// perHit is how many positions a repair may give to others for each that is hit, as
// long as that leaves nothing out: what pays for its disturbance in euro still
// has to be told to people.
const perHit = 2

func leftOut(in *planning.Instance, plan []planning.Planned) (out []string) {
	planned := map[string]bool{}
	for _, pl := range plan {
		planned[pl.ID] = true
	}
	for i := range in.Audits {
		if !planned[in.Audits[i].ID] {
			out = append(out, in.Audits[i].ID)
		}
	}
	return out
}

func (r *Result) compare(was, now []planning.Planned) {
	old := map[string]planning.Planned{}
	for _, pl := range was {
		old[pl.ID] = pl
	}
	for _, pl := range now {
		o, ok := old[pl.ID]
		delete(old, pl.ID)
		if !ok {
			r.In = append(r.In, pl.ID)
			continue
		}
		moved := o.Start != pl.Start || o.Half != pl.Half
		if moved {
			r.Moved++
		}
		for p, k := range pl.Team {
			if o.Team[p] != k {
				r.Changed++
			}
		}
		if moved || !maps.Equal(o.Team, pl.Team) {
			r.Changes = append(r.Changes, Change{o, pl})
		}
	}
	for _, pl := range was {
		if _, gone := old[pl.ID]; gone {
			r.Out = append(r.Out, pl.ID)
		}
	}
}
