package app

import (
	"context"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
)

// How often what became of the lines is noted again when somebody else notes
// theirs with the same run at that moment.
const noteTries = 20

// keepTaken notes with the run what became of its lines, and in the ledger who
// did it and how the plan was made. What is booked is noted even when the one who
// asked is gone; what another booked since the run was seen is not noted over.
func (a *App) keepTaken(ctx context.Context, actor domain.Actor, seen PlanRun, verb string, taken []PlanTaken) error {
	if len(taken) == 0 {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	var err error
	for range noteTries {
		err = a.write(ctx, func(tx Tx) error {
			r, err := tx.PlanRun(seen.ID)
			if err != nil {
				return err
			}
			r.note(taken, seen.Taken)
			if err := tx.SavePlanRun(&r); err != nil {
				return err
			}
			return a.record(tx, actor, a.now(), Act{Verb: verb, Kind: "plan_run", Object: seen.ID, State: r, Summary: noted(verb, taken) + " " + r.summary()})
		})
		if domain.KindOf(err) != domain.Stale && domain.CodeOf(err) != "raced" {
			break
		}
	}
	return err
}

func noted(verb string, taken []PlanTaken) string {
	booked, undone := 0, 0
	for _, t := range taken {
		switch {
		case t.Undone != nil:
			undone++
		case t.Booked:
			booked++
		}
	}
	if verb == "undo_plan" {
		return fmt.Sprintf("%d of %d booked line(s) were taken back.", undone, len(taken))
	}
	return fmt.Sprintf("%d of %d line(s) were booked.", booked, len(taken))
}

// note adds what became of lines. A line that another acceptance has booked
// since these were seen stays booked, whatever this one met.
func (r *PlanRun) note(taken, seen []PlanTaken) {
	nth := 1
	for _, t := range r.Taken {
		nth = max(nth, t.Acceptance+1)
	}
	for _, t := range taken {
		if t.Booked && t.Acceptance == 0 {
			t.Acceptance = nth
		}
		i := slices.IndexFunc(r.Taken, func(old PlanTaken) bool { return old.No == t.No })
		if i < 0 {
			r.Taken = append(r.Taken, t)
			continue
		}
		known := slices.ContainsFunc(seen, func(s PlanTaken) bool { return s.No == t.No && s.Acceptance == r.Taken[i].Acceptance })
		if t.Booked || t.Undone != nil || !r.Taken[i].Booked || known {
			r.Taken[i] = t
		}
	}
}
