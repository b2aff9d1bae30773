package explain

import (
	"cmp"
	"slices"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
)

// question is one audit asked about. It tries placements with the judge's trial;
// what it shows is confirmed by the judge in words.
type question struct {
	r     *Reader
	a     *planning.Audit
	au    *compact.Audit
	trial *check.Trial
	asked planning.Planned
	slot  int
	team  []int // by seat: the place in the list of people; -1: open
	near  []int // the audit's starts, those nearest to the one asked about first
	now   Cost
}

func (r *Reader) ask(a *planning.Audit, asked planning.Planned, now Cost) *question {
	q := &question{r: r, a: a, au: &r.p.Audits[r.index[a.ID]], trial: r.book.Try(a.ID), asked: asked, slot: r.in.Slot(asked.Start, asked.Half), now: now}
	for i := range a.Positions {
		q.team = append(q.team, r.seated(asked.Team[a.Positions[i].ID]))
	}
	for i := range q.au.Starts {
		q.near = append(q.near, int(r.p.Starts[q.au.Start0+i].Slot))
	}
	far := func(slot int) int { return abs(slot/r.in.Slots() - q.slot/r.in.Slots()) }
	slices.SortStableFunc(q.near, func(x, y int) int { return cmp.Compare(far(x), far(y)) })
	return q
}

func abs(n int) int { return max(n, -n) }

// seated is the place of a person in the list, -1 for nobody.
func (r *Reader) seated(who string) int {
	if k, ok := r.who[who]; ok {
		return k
	}
	return -1
}

// placed writes a start and a team down.
func (q *question) placed(slot int, team []int) planning.Planned {
	day, half := q.r.in.When(slot)
	pl := planning.Planned{ID: q.a.ID, Start: day, Half: half, Team: make(map[string]string, len(team))}
	for j, k := range team {
		if k >= 0 {
			pl.Team[q.a.Positions[j].ID] = q.r.in.Auditors[k].ID
		}
	}
	return pl
}

// position judges everybody for one seat of the audit as asked.
func (q *question) position(j int) Position {
	p, r := &q.a.Positions[j], q.r
	out := Position{ID: p.ID, Role: p.Role, Holder: r.planned[q.a.ID].Team[p.ID]}
	for k := range r.in.Auditors {
		team := slices.Clone(q.team)
		team[j] = k
		pl := q.placed(q.slot, team)
		x := Person{Auditor: r.in.Auditors[k].ID, Against: r.book.Against(pl)}
		if x.Possible = len(x.Against) == 0; x.Possible {
			x.Effect = q.effect(pl)
		} else {
			x.Smallest = q.smallest(j, k, team, x.Against)
		}
		out.People = append(out.People, x)
	}
	slices.SortStableFunc(out.People, func(x, y Person) int {
		return cmp.Or(-cmp.Compare(yes(x.Possible), yes(y.Possible)), cmp.Compare(x.Effect.Euro, y.Effect.Euro), cmp.Compare(len(x.Against), len(y.Against)))
	})
	return out
}

// effect is what a placement changes in the plan's cost. As long as a seat is open
// the audit is still left out, and what leaving it out costs is not saved yet.
func (q *question) effect(pl planning.Planned) Cost {
	cost := costOf(q.r.book.Cost(pl))
	if len(pl.Team) < len(q.a.Positions) {
		return cost
	}
	return cost.minus(q.now)
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}
