package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// PlanAccepted says which lines of a proposal are to be booked.
type PlanAccepted struct {
	Audits []domain.ID // none: every line not booked yet
	Dates  audit.Dates // of what has new days; none: proposed
	Reason string      // for lines that pass by a soft rule
}

// AcceptPlan books lines of a proposal, each by itself and by the rules of every
// booking. A line that does not pass is named with its rule and changes nothing;
// one that waits for another to move is tried again after it. The run keeps what
// became of each line.
func (a *App) AcceptPlan(ctx context.Context, actor domain.Actor, id domain.ID, cmd PlanAccepted) (PlanProposal, error) {
	p, err := a.ReadProposal(ctx, actor, id)
	if err != nil {
		return p, err
	}
	if d := cmp.Or(cmd.Dates, audit.Proposed); d != audit.Hold && d != audit.Proposed && d != audit.Confirmed {
		var f domain.Fault
		f.Add("dates", "%q is none of hold, proposed, confirmed", cmd.Dates)
		return p, f.Err()
	}
	lines, err := p.chosen(cmd.Audits)
	if err != nil {
		return p, err
	}
	taken, err := a.takeLines(ctx, actor, lines, cmd)
	if kept := a.keepTaken(ctx, actor, id, taken); kept != nil {
		return p, kept
	}
	if err != nil {
		return p, err
	}
	return a.ReadProposal(ctx, actor, id)
}

// chosen are the lines to be booked: Stage 1 before its Stage 2, else by day.
func (p PlanProposal) chosen(ids []domain.ID) (out []PlanLine, err error) {
	for _, l := range p.Lines {
		if (len(ids) == 0 || slices.Contains(ids, l.Audit.ID)) && l.Change != PlanSame {
			out = append(out, l)
		}
	}
	for _, id := range ids {
		if !slices.ContainsFunc(p.Lines, func(l PlanLine) bool { return l.Audit.ID == id }) {
			var f domain.Fault
			f.Add("audits", "%q is no line of this proposal", id)
			return nil, f.Err()
		}
	}
	return out, nil
}

// takeLines goes through the lines until none more can be booked. An error is
// one of the house, not a rule's no; what was booked before it stands.
func (a *App) takeLines(ctx context.Context, actor domain.Actor, lines []PlanLine, cmd PlanAccepted) ([]PlanTaken, error) {
	became := map[domain.ID]PlanTaken{}
	for again := true; again; {
		again = false
		for _, l := range lines {
			if became[l.Audit.ID].Booked {
				continue
			}
			t, err := a.takeLine(ctx, actor, l, cmd)
			if err != nil {
				return inOrder(lines, became), err
			}
			became[l.Audit.ID] = t
			again = again || t.Booked
		}
	}
	return inOrder(lines, became), nil
}

func inOrder(lines []PlanLine, became map[domain.ID]PlanTaken) (out []PlanTaken) {
	for _, l := range lines {
		if t, tried := became[l.Audit.ID]; tried {
			out = append(out, t)
		}
	}
	return out
}

// takeLine books one line in one transaction, or says which rule is against it.
func (a *App) takeLine(ctx context.Context, actor domain.Actor, l PlanLine, cmd PlanAccepted) (PlanTaken, error) {
	t := PlanTaken{AuditID: l.Audit.ID, No: l.Audit.No, By: actor.Name, At: a.now()}
	if l.Overtaken {
		t.Code, t.Why = "overtaken", "It was booked, moved or released since the plan was made."
		return t, nil
	}
	b := Booking{Stretch: l.Stretch, Dates: cmp.Or(cmd.Dates, audit.Proposed), Reason: cmd.Reason}
	if l.Change == PlanPeople {
		b.Dates = l.Audit.Dates // the days stay as they were agreed
	}
	for _, s := range l.Seats {
		b.Seats = append(b.Seats, SeatWish{s.PositionID, s.PersonID})
	}
	var x audit.Audit
	err := a.Store.Read(ctx, func(tx Tx) (err error) { x, err = tx.Audit(l.Audit.ID); return err })
	if err != nil {
		return t, err
	}
	if x.Dates != l.Audit.Dates || x.Stretch != l.Audit.Stretch {
		t.Code, t.Why = "overtaken", "It was booked, moved or released a moment ago."
		return t, nil
	}
	_, err = a.BookAudit(ctx, actor, x.ID, x.Version, b)
	var refusal *domain.Error
	switch {
	case err == nil:
		t.Booked = true
	case !errors.As(err, &refusal) || refusal.Kind == domain.Internal || refusal.Kind == domain.Unavailable:
		return t, err
	default:
		t.Code, t.Why = refusal.Code, refusal.Message
		for _, f := range refusal.Fields {
			t.Why += " " + f.Field + ": " + f.Message + "."
		}
		for _, f := range refusal.Findings {
			if !f.Met {
				t.Findings = append(t.Findings, f)
			}
		}
	}
	return t, nil
}

// keepTaken notes with the run what became of the lines, and in the ledger who
// accepted them and how the plan was made.
func (a *App) keepTaken(ctx context.Context, actor domain.Actor, id domain.ID, taken []PlanTaken) error {
	if len(taken) == 0 {
		return nil
	}
	booked := 0
	for _, t := range taken {
		if t.Booked {
			booked++
		}
	}
	return a.write(ctx, func(tx Tx) error {
		r, err := tx.PlanRun(id)
		if err != nil {
			return err
		}
		r.Taken = slices.DeleteFunc(r.Taken, func(old PlanTaken) bool {
			return slices.ContainsFunc(taken, func(t PlanTaken) bool { return t.No == old.No })
		})
		r.Taken = append(r.Taken, taken...)
		if err := tx.SavePlanRun(&r); err != nil {
			return err
		}
		return a.record(tx, actor, a.now(), Act{Verb: "accept_plan", Kind: "plan_run", Object: id, State: r,
			Summary: fmt.Sprintf("%d of %d line(s) were booked. %s", booked, len(taken), r.summary())})
	})
}
