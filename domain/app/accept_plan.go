package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

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
// one that waits for another to move is tried again after it. What becomes of each
// line is noted with its booking, and the run takes it up.
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
	if err != nil || len(lines) == 0 {
		return p, err
	}
	nth, err := a.openAcceptance(ctx, actor, id, len(lines))
	if err != nil {
		return p, err
	}
	booked, refused, err := a.takeLines(ctx, actor, p.Run, nth, lines, cmd)
	summary := fmt.Sprintf("Acceptance %d: %d of %d line(s) were booked.", nth, booked, len(lines))
	if kept := a.keepEnds(ctx, actor, p.Run, "accept_plan", summary, refused); kept != nil {
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

// takeLines books the lines, each of which notes that it was; refused says why
// the others were not, in their order.
func (a *App) takeLines(ctx context.Context, actor domain.Actor, run PlanRun, nth int, lines []PlanLine, cmd PlanAccepted) (booked int, refused []PlanTaken, err error) {
	at := a.now()
	var wanted []wantedLine
	for _, l := range lines {
		if !l.bookable() {
			continue
		}
		note := l.taken(actor, at)
		note.Booked, note.Acceptance = true, nth
		if l.Audit.Dates != audit.Open {
			was := bookingOf(l.Audit)
			note.Was = &was
		}
		wanted = append(wanted, wantedLine{run: run.ID, seen: l.Audit, want: l.booking(cmd), note: note})
	}
	became, err := a.bookLines(ctx, actor, wanted)
	for _, l := range lines {
		t := l.taken(actor, at)
		end := became[l.Audit.ID]
		switch {
		case end.done:
			booked++
			continue
		case l.Overtaken:
			t.Code, t.Why = "overtaken", "It was booked, moved or released since the plan was made."
		case l.Claimed != "":
			t.Code, t.Why = "plan_claimed", l.Claimed
		case end.refusal != nil:
			t.refuse(end.refusal)
		default: // it was not tried
			continue
		}
		refused = append(refused, t)
	}
	return booked, refused, err
}

// bookable tells whether a line still says something about the booking it was
// made from, and no other open plan has its audit.
func (l PlanLine) bookable() bool { return !l.Overtaken && l.Claimed == "" }

func (l PlanLine) taken(by domain.Actor, at time.Time) PlanTaken {
	return PlanTaken{AuditID: l.Audit.ID, No: l.Audit.No, By: by.Name, At: at}
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
