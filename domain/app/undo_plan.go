package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// PlanAcceptance is one time that somebody booked lines of a run.
type PlanAcceptance struct {
	Nth    int // from 1
	By     string
	At     time.Time
	Booked int // lines that were not taken back since
}

// acceptances lists those of which something is still booked, newest first.
func (r PlanRun) acceptances() (out []PlanAcceptance) {
	for _, t := range r.Taken {
		if !t.Booked {
			continue
		}
		i := slices.IndexFunc(out, func(x PlanAcceptance) bool { return x.Nth == t.Acceptance })
		if i < 0 {
			out = append(out, PlanAcceptance{Nth: t.Acceptance, By: t.By, At: t.At})
			i = len(out) - 1
		}
		out[i].Booked++
	}
	slices.SortFunc(out, func(x, y PlanAcceptance) int { return cmp.Compare(y.Nth, x.Nth) })
	return out
}

// PlanUndo is what taking an acceptance back would do, line by line.
type PlanUndo struct {
	PlanAcceptance
	Lines   []UndoLine   // by first day
	Letters []PlanLetter // the corrections that go out
}

// UndoLine is one booked line: what it goes back to, or why it stays.
type UndoLine struct {
	Audit    audit.Audit // as it is now
	Client   string
	Back     *Booking // as it was booked before; none: it goes back to no dates
	Team     []PlanSeat
	Stays    string           // why it is not taken back; "" when it is
	Findings []domain.Finding // the rules against going back

	taken PlanTaken
}

// ReadUndo says what taking back an acceptance of a run would do now.
func (a *App) ReadUndo(ctx context.Context, actor domain.Actor, id domain.ID, nth int) (out PlanUndo, err error) {
	if err := mustPlan(actor); err != nil {
		return out, err
	}
	err = a.Store.Read(ctx, func(tx Tx) (err error) { out, err = a.readUndo(tx, id, nth); return err })
	return out, err
}

func (a *App) readUndo(tx Tx, id domain.ID, nth int) (PlanUndo, error) {
	p := &proposal{}
	if err := p.read(tx, id, &a.desks); err != nil {
		return PlanUndo{}, err
	}
	all := p.run.acceptances()
	i := slices.IndexFunc(all, func(x PlanAcceptance) bool { return x.Nth == nth })
	if i < 0 {
		return PlanUndo{}, domain.E(domain.Conflict, "nothing_to_undo", "Nothing that acceptance %d of this plan booked is still to be taken back.", nth)
	}
	out := PlanUndo{PlanAcceptance: all[i]}
	today, err := a.todayIn(tx, a.now())
	if err != nil {
		return out, err
	}
	for _, t := range p.run.Taken {
		if !t.Booked || t.Acceptance != nth {
			continue
		}
		x, err := tx.Audit(t.AuditID)
		if err != nil {
			return out, err
		}
		l := UndoLine{Audit: x, Client: p.clients[x.ClientID], Back: t.Was, Stays: t.changedSince(x, today), taken: t}
		for _, s := range t.wasSeats() {
			seat := p.people[p.no[s.PersonID]]
			seat.PositionID = s.PositionID
			if pos, known := x.Position(s.PositionID); known {
				seat.Role = pos.Role
			}
			l.Team = append(l.Team, seat)
		}
		out.Lines = append(out.Lines, l)
	}
	slices.SortStableFunc(out.Lines, func(x, y UndoLine) int {
		return cmp.Or(cmp.Compare(x.Audit.Stretch.From, y.Audit.Stretch.From), cmp.Compare(x.Audit.No, y.Audit.No))
	})
	return out, a.judgeUndo(tx, &out)
}

func (t PlanTaken) wasSeats() []SeatWish {
	if t.Was == nil {
		return nil
	}
	return t.Was.Seats
}

// changedSince says why a booked line is no longer the acceptance's to take back.
func (t PlanTaken) changedSince(x audit.Audit, today domain.Date) string {
	now := bookingOf(x)
	same := t.Now != nil && now.Stretch == t.Now.Stretch && slices.Equal(now.Seats, t.Now.Seats)
	switch {
	case t.Now == nil:
		return "How it was booked was not noted."
	case x.State != audit.Owed:
		return "It is " + strings.ReplaceAll(string(x.State), "_", " ") + " by now."
	case x.Dates == audit.Open:
		return "Its booking was released since."
	case same && x.Dates == audit.Confirmed && t.Now.Dates != audit.Confirmed:
		return "Its dates were confirmed since."
	case !same || x.Dates != t.Now.Dates:
		return "It was booked anew, moved or objected to since."
	case x.Stretch.From <= today:
		return "It has begun."
	case t.Was != nil && t.Was.Stretch.From <= today:
		return "The days it was booked for before have come: " + t.Was.Stretch.From.Long() + "."
	}
	return ""
}

// judgeUndo asks the rules whether what was booked before can stand again, once
// the other lines are back as well, and collects the letters.
func (a *App) judgeUndo(tx Tx, u *PlanUndo) error {
	leaves := map[domain.ID]bool{}
	for _, l := range u.Lines {
		leaves[l.Audit.ID] = l.Stays == ""
	}
	for i := range u.Lines {
		l := &u.Lines[i]
		if l.Stays != "" {
			continue
		}
		if l.Back != nil {
			d, err := a.readDesk(tx, l.Audit, l.Back.Stretch.Period(), l.Back.people()...)
			refusal, err := refusalIn(err)
			if err != nil {
				return err
			}
			if refusal != nil {
				l.Stays = refusal.Message
				continue
			}
			d.booked = slices.DeleteFunc(d.booked, func(x audit.Audit) bool { return leaves[x.ID] })
			if findings := d.judge(l.Back.Stretch, l.Back.team()); domain.HardBroken(findings) {
				l.Stays = "A rule has come to stand against what was booked before."
				l.Findings = slices.DeleteFunc(findings, func(f domain.Finding) bool { return f.Met || f.Kind != domain.Hard })
				continue
			}
		}
		letters, err := a.lettersOf(tx, l.Audit, l.Back)
		if err != nil {
			return err
		}
		u.Letters = append(u.Letters, letters...)
	}
	return nil
}

// UndoPlan takes back the lines that one acceptance booked and nobody has touched
// since: what had no dates is released, what was moved goes back, by the rules of
// every booking. What stays is named with its reason.
func (a *App) UndoPlan(ctx context.Context, actor domain.Actor, id domain.ID, nth int, reason string) (PlanProposal, error) {
	reason = cmp.Or(strings.TrimSpace(reason), "The plan was taken back.")
	u, err := a.ReadUndo(ctx, actor, id, nth)
	if err != nil {
		return PlanProposal{}, err
	}
	p, err := a.ReadProposal(ctx, actor, id)
	if err != nil {
		return p, err
	}
	by := PlanSign{actor.Name, a.now()}
	var lines []wantedLine
	for _, l := range slices.Backward(u.Lines) { // Stage 2 before its Stage 1
		if l.Stays != "" {
			continue
		}
		w := wantedLine{run: id, seen: l.Audit, want: l.Back, why: reason, note: l.taken}
		w.note.Booked, w.note.Undone, w.note.Code, w.note.Why, w.note.Findings = false, &by, "", "", nil
		if w.want != nil {
			w.want.Reason = cmp.Or(w.want.Reason, reason)
		}
		lines = append(lines, w)
	}
	became, err := a.bookLines(ctx, actor, lines)
	stay := u.stay(became)
	summary := fmt.Sprintf("%d of %d booked line(s) were taken back.", len(u.Lines)-len(stay), len(u.Lines))
	if kept := a.keepEnds(ctx, actor, p.Run, "undo_plan", summary, stay); kept != nil {
		return p, kept
	}
	if err != nil {
		return p, err
	}
	return a.ReadProposal(ctx, actor, id)
}

// stay gives the lines that were not taken back, with the reason where there is one.
func (u PlanUndo) stay(became map[domain.ID]lineEnd) (out []PlanTaken) {
	for _, l := range u.Lines {
		t, end := l.taken, became[l.Audit.ID]
		switch {
		case end.done:
			continue
		case end.refusal != nil:
			t.refuse(end.refusal)
		case l.Stays != "":
			t.Code, t.Why, t.Findings = "stays", l.Stays, l.Findings
		}
		out = append(out, t)
	}
	return out
}
