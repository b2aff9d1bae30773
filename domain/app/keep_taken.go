package app

import (
	"context"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
)

// How often a run is changed again when somebody else changes it at that moment.
const noteTries = 20

// knownRun is a run with what was noted of its lines since it was kept last: by
// somebody who books at this moment, or by a process that died before its end.
func knownRun(tx Tx, id domain.ID) (PlanRun, error) {
	r, err := tx.PlanRun(id)
	if err != nil {
		return r, err
	}
	notes, err := tx.PlanNotes(id)
	r.take(notes)
	return r, err
}

// openAcceptance gives an acceptance its number, which no other one of the run
// has, and puts into the ledger who began it.
func (a *App) openAcceptance(ctx context.Context, actor domain.Actor, id domain.ID, lines int) (nth int, err error) {
	err = a.inRun(ctx, actor, id, "begin_acceptance", func(r *PlanRun) string {
		for _, t := range r.Taken {
			r.Accepted = max(r.Accepted, t.Acceptance)
		}
		r.Accepted++
		nth = r.Accepted
		return fmt.Sprintf("Acceptance %d: %d line(s) are to be booked.", nth, lines)
	})
	return nth, err
}

// keepEnds notes with the run what stood against lines, and in the ledger what
// was done and how the plan was made, even when the one who asked is gone.
func (a *App) keepEnds(ctx context.Context, actor domain.Actor, seen PlanRun, verb, summary string, refused []PlanTaken) error {
	return a.inRun(context.WithoutCancel(ctx), actor, seen.ID, verb, func(r *PlanRun) string {
		r.refuse(refused, seen.Taken)
		return summary + " " + r.summary()
	})
}

// inRun changes a run, which takes up what its lines have noted.
func (a *App) inRun(ctx context.Context, actor domain.Actor, id domain.ID, verb string, change func(r *PlanRun) (summary string)) (err error) {
	for range noteTries {
		err = a.write(ctx, func(tx Tx) error {
			r, err := tx.PlanRun(id)
			if err != nil {
				return err
			}
			notes, err := tx.TakePlanNotes(id)
			if err != nil {
				return err
			}
			r.take(notes)
			summary := change(&r)
			if err := tx.SavePlanRun(&r); err != nil {
				return err
			}
			return a.record(tx, actor, a.now(), Act{Verb: verb, Kind: "plan_run", Object: id, State: r, Summary: summary})
		})
		if domain.KindOf(err) != domain.Stale && domain.CodeOf(err) != "raced" {
			break
		}
	}
	return err
}

// take adds what became of lines, as their transactions noted it.
func (r *PlanRun) take(notes []PlanTaken) {
	for _, n := range notes {
		if i := lineIn(r.Taken, n.No); i >= 0 {
			r.Taken[i] = n
		} else {
			r.Taken = append(r.Taken, n)
		}
	}
}

// refuse adds what stood against lines. One that somebody else booked or took
// back since these were seen stays what it has become.
func (r *PlanRun) refuse(refused, seen []PlanTaken) {
	for _, t := range refused {
		i, before := lineIn(r.Taken, t.No), lineIn(seen, t.No)
		switch {
		case i < 0:
			r.Taken = append(r.Taken, t)
		case !r.Taken[i].Booked && !t.Booked,
			before >= 0 && r.Taken[i].Booked == seen[before].Booked && r.Taken[i].Acceptance == seen[before].Acceptance:
			r.Taken[i] = t
		}
	}
}

func lineIn(lines []PlanTaken, no string) int {
	return slices.IndexFunc(lines, func(t PlanTaken) bool { return t.No == no })
}
