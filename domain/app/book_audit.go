package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// Booking is when an audit is to take place and who goes.
type Booking struct {
	Stretch domain.Stretch `json:"stretch"`
	Visits  []audit.Visit  `json:"visits,omitempty"` // to several sites; none: all of it at the audit's own site
	Seats   []SeatWish     `json:"seats"`
	Dates   audit.Dates    `json:"dates"`            // hold, proposed or confirmed
	Reason  string         `json:"reason,omitempty"` // needed to pass by a soft rule
}

// SeatWish puts a person in a seat.
type SeatWish struct {
	PositionID string    `json:"position_id"`
	PersonID   domain.ID `json:"person_id"`
}

// bookingOf is how an audit is booked.
func bookingOf(x audit.Audit) Booking {
	b := Booking{Stretch: x.Stretch, Visits: x.Visits, Dates: x.Dates, Reason: x.Reason}
	for _, s := range x.Seats {
		b.Seats = append(b.Seats, SeatWish{s.PositionID, s.PersonID})
	}
	return b
}

// BookAudit gives an owed audit its dates and team, or others than it had. A
// hard rule that does not hold refuses it; a soft one wants a written reason,
// kept with the audit. The rules judge what was read; the key on person and hour
// has the last word, and its loser learns who was faster and what is free.
func (a *App) BookAudit(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, b Booking) (audit.Audit, error) {
	return a.bookWith(ctx, actor, id, seen, b, nothingElse)
}

// nothingElse is to be written with a booking.
func nothingElse(Tx, audit.Audit) error { return nil }

// bookWith books an audit and writes in the same transaction what else is to be
// known of it.
func (a *App) bookWith(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, b Booking, with func(Tx, audit.Audit) error) (audit.Audit, error) {
	if err := mustPlan(actor); err != nil {
		return audit.Audit{}, err
	}
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = tx.Audit(id); err != nil {
			return err
		}
		if err := sawLatest("audit", seen, x.Version); err != nil {
			return err
		}
		if err := a.book(tx, actor, x, &x, b); err != nil {
			return err
		}
		return with(tx, x)
	})
	var refusal *domain.Error
	if errors.As(err, &refusal) && refusal.Code == "auditor_double_booked" {
		a.afterTheRace(ctx, id, b, refusal)
	}
	return x, err
}

func (b Booking) check(x audit.Audit) error {
	var f domain.Fault
	if err := b.Stretch.Check(); err != nil {
		f.Add("from", "%v", err)
	}
	if !slices.Contains([]audit.Dates{audit.Hold, audit.Proposed, audit.Confirmed}, b.Dates) {
		f.Add("dates", "%q is none of hold, proposed, confirmed", b.Dates)
	}
	if len(b.Seats) == 0 {
		f.Add("seats", "name at least one person")
	}
	taken := map[string]bool{}
	for i, s := range b.Seats {
		at := fmt.Sprintf("seats[%d]", i)
		if _, ok := x.Position(s.PositionID); !ok {
			f.Add(at+".position_id", "%q is no position of this audit", s.PositionID)
		}
		if taken[s.PositionID] {
			f.Add(at+".position_id", "%q is filled twice", s.PositionID)
		}
		taken[s.PositionID] = true
		f.Need(at+".person_id", string(s.PersonID))
	}
	b.checkVisits(x, &f)
	return f.Err()
}

func (b Booking) people() []domain.ID {
	var out []domain.ID
	for _, s := range b.Seats {
		if !slices.Contains(out, s.PersonID) {
			out = append(out, s.PersonID)
		}
	}
	return out
}

func (b Booking) team() team {
	t := team{}
	for _, s := range b.Seats {
		t[s.PositionID] = s.PersonID
	}
	return t
}

// book gives an owed audit dates and team, judged by what the transaction sees;
// was is how it stood before the transaction, for those who are told of the
// change. Its time and seats become those that today's data ask for.
func (a *App) book(tx Tx, actor domain.Actor, was audit.Audit, x *audit.Audit, b Booking) error {
	if x.State != audit.Owed {
		return domain.E(domain.Conflict, "not_open", "%s (%s) is %s; only an owed audit is booked.", x.Title(), x.No, x.State)
	}
	audit.SortVisits(b.Visits)
	today, err := a.withTime(tx, *x)
	if err != nil {
		return err
	}
	if err := b.check(today); err != nil {
		return err
	}
	*x = today
	x.Stretch, x.Visits, x.Dates, x.Seats = b.Stretch, b.Visits, b.Dates, nil
	where := AuditDetail{}
	if err := where.addContracts(tx, *x); err != nil {
		return err
	}
	if err := mayVisit(b.Visits, where.Sites); err != nil {
		return err
	}
	d, err := a.readDesk(tx, *x, b.Stretch.Period(), b.people()...)
	if err != nil {
		return err
	}
	findings := append(d.judge(b.Stretch, b.team()), judgeSample(*x, where.Sites, where.Drawn)...)
	if domain.HardBroken(findings) {
		return domain.Violated("rule_violated", "A rule stands against this booking.", findings)
	}
	reason := strings.TrimSpace(b.Reason)
	passed := softBroken(findings)
	if len(passed) > 0 && reason == "" {
		return domain.Violated("reason_needed", "This booking needs a written reason: "+strings.Join(passed, ", ")+".", findings)
	}
	x.Seats = b.seats(d, *x)
	x.Reason, x.Justified = "", nil
	if len(passed) > 0 {
		x.Reason, x.Justified = reason, passed
	}
	if err := a.keepBooking(tx, actor, was, x, Act{Verb: "book_audit", Why: x.Reason, Findings: findings,
		Summary: fmt.Sprintf("%s (%s) was booked for %s, dates %s.", x.Title(), x.No, x.Period(), x.Dates)}); err != nil {
		return err
	}
	return a.moveStage2Window(tx, actor, *x)
}

// seats puts the people into the seats of an audit, each with its own days.
func (b Booking) seats(d *desk, x audit.Audit) (out []audit.Seat) {
	for _, s := range b.Seats {
		p, _ := x.Position(s.PositionID)
		seat := audit.Seat{PositionID: p.ID, Role: p.Role, PersonID: s.PersonID, Stretch: d.seatStretch(p, b.Stretch)}
		if len(b.Visits) > 0 {
			seat.Stretch = audit.Hull(x.PlacesOf(seat))
		}
		out = append(out, seat)
	}
	slices.SortFunc(out, func(s, t audit.Seat) int { return cmp.Compare(s.PositionID, t.PositionID) })
	return out
}

// softBroken names the soft rules that do not hold, each once.
func softBroken(fs []domain.Finding) []string {
	var out []string
	for _, f := range fs {
		if !f.Met && f.Kind == domain.Soft && !slices.Contains(out, f.Rule) {
			out = append(out, f.Rule)
		}
	}
	return out
}

// afterTheRace tells the loser what there is now: the findings, whose overlap
// names the other audit, and the nearest days on which the same team is free.
func (a *App) afterTheRace(ctx context.Context, id domain.ID, b Booking, refusal *domain.Error) {
	err := a.Store.Read(ctx, func(tx Tx) error {
		x, err := tx.Audit(id)
		if err != nil {
			return err
		}
		x.Visits = b.Visits
		d, err := a.readDesk(tx, x, b.Stretch.Period(), b.people()...)
		if err != nil {
			return err
		}
		refusal.Findings = d.judge(b.Stretch, b.team())
		for _, s := range d.otherDays(b.Stretch, b.team()) {
			refusal.Fields = append(refusal.Fields, domain.FieldError{Field: "free", Message: fmt.Sprintf("%s %s to %s %s", s.From, s.FromHalf, s.To, s.ToHalf)})
		}
		return nil
	})
	if err != nil {
		a.Log.Warn("no alternative for a lost booking", "audit", id, "error", err.Error())
	}
}
