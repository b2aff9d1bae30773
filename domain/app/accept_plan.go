package app

import (
	"cmp"
	"context"
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
	if kept := a.keepTaken(ctx, actor, p.Run, "accept_plan", taken); kept != nil {
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

// takeLines books the lines and says what became of each, in their order.
func (a *App) takeLines(ctx context.Context, actor domain.Actor, lines []PlanLine, cmd PlanAccepted) ([]PlanTaken, error) {
	var wanted []wantedLine
	for _, l := range lines {
		if !l.Overtaken {
			wanted = append(wanted, wantedLine{seen: l.Audit, want: l.booking(cmd)})
		}
	}
	became, err := a.bookLines(ctx, actor, wanted)
	at := a.now()
	var out []PlanTaken
	for _, l := range lines {
		t := PlanTaken{AuditID: l.Audit.ID, No: l.Audit.No, By: actor.Name, At: at}
		end, tried := became[l.Audit.ID]
		switch {
		case l.Overtaken:
			t.Code, t.Why = "overtaken", "It was booked, moved or released since the plan was made."
		case end.done:
			now := bookingOf(end.now)
			t.Booked, t.Now = true, &now
			if l.Audit.Dates != audit.Open {
				was := bookingOf(l.Audit)
				t.Was = &was
			}
		case tried:
			t.refuse(end.refusal)
		default:
			continue
		}
		out = append(out, t)
	}
	return out, err
}

// booking is what accepting a line asks for.
func (l PlanLine) booking(cmd PlanAccepted) *Booking {
	b := &Booking{Stretch: l.Stretch, Dates: cmp.Or(cmd.Dates, audit.Proposed), Reason: cmd.Reason}
	if l.Change == PlanPeople {
		b.Dates = l.Audit.Dates // the days stay as they were agreed
	}
	for _, s := range l.Seats {
		b.Seats = append(b.Seats, SeatWish{s.PositionID, s.PersonID})
	}
	return b
}

func (t *PlanTaken) refuse(no *domain.Error) {
	t.Code, t.Why, t.Findings = no.Code, no.Message, nil
	for _, f := range no.Fields {
		t.Why += " " + f.Field + ": " + f.Message + "."
	}
	for _, f := range no.Findings {
		if !f.Met {
			t.Findings = append(t.Findings, f)
		}
	}
}
