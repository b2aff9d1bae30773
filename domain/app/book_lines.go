package app

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// wantedLine is what one line of a run asks for: other dates and team, or none.
type wantedLine struct {
	run  domain.ID
	seen audit.Audit // as it was when the line was made
	want *Booking    // nil: its booking is to be released
	why  string      // of the release
	note PlanTaken   // what the run is to know of it once it is done
}

// done notes with the run that a line was done, in the transaction that does it:
// there is no moment at which it is booked and not known to be.
func (l wantedLine) done(tx Tx, now audit.Audit) error {
	if l.want != nil && l.note.Booked {
		b := bookingOf(now)
		l.note.Now = &b
	}
	return tx.SavePlanNote(l.run, l.note)
}

// lineEnd is what became of a line: it was done, or what refused it.
type lineEnd struct {
	done    bool
	refusal *domain.Error
	now     audit.Audit // as it is since, when done
}

// bookLines does what can be done of many lines, each through the use case of
// the screen and in a transaction of its own. A line that waits for another to
// move is tried again after it; those that wait for one another in a ring change
// places together. An error is one of the house, not a rule's no; what was done
// before it stands.
func (a *App) bookLines(ctx context.Context, actor domain.Actor, lines []wantedLine) (map[domain.ID]lineEnd, error) {
	became := map[domain.ID]lineEnd{}
	for again := true; again; {
		again = false
		for _, l := range lines {
			if became[l.seen.ID].done {
				continue
			}
			end, err := a.bookAlone(ctx, actor, l)
			if err != nil {
				return became, err
			}
			became[l.seen.ID] = end
			again = again || end.done
		}
		if again {
			continue
		}
		var err error
		if again, err = a.bookRings(ctx, actor, lines, became); err != nil {
			return became, err
		}
	}
	return became, nil
}

// bookAlone does one line.
func (a *App) bookAlone(ctx context.Context, actor domain.Actor, l wantedLine) (end lineEnd, err error) {
	err = a.Store.Read(ctx, func(tx Tx) (err error) { end.now, err = l.still(tx); return err })
	if err == nil && l.want == nil {
		end.now, err = a.releaseWith(ctx, actor, end.now.ID, end.now.Version, l.why, l.done)
	} else if err == nil {
		end.now, err = a.bookWith(ctx, actor, end.now.ID, end.now.Version, *l.want, l.done)
	}
	end.refusal, err = refusalIn(err)
	end.done = err == nil && end.refusal == nil
	return end, err
}

// refusalIn tells a no, which is an answer, from a fault of the house.
func refusalIn(err error) (*domain.Error, error) {
	var no *domain.Error
	if errors.As(err, &no) && no.Kind != domain.Internal && no.Kind != domain.Unavailable {
		return no, nil
	}
	return nil, err
}

// still loads the audit of a line, booked as it was when the line was made.
func (l wantedLine) still(tx Tx) (audit.Audit, error) {
	x, err := tx.Audit(l.seen.ID)
	if err == nil && !sameBooking(x, l.seen) {
		err = domain.E(domain.Conflict, "overtaken", "It was booked, moved or released a moment ago.")
	}
	return x, err
}

// sameBooking tells whether an audit has the same standing, dates and team.
func sameBooking(x, y audit.Audit) bool {
	return x.State == y.State && x.Dates == y.Dates && x.Stretch == y.Stretch && maps.Equal(bookingOf(x).team(), bookingOf(y).team())
}

// bookRings lets lines that wait for one another change places. Whoever stands
// against a ring for a reason of its own is left out of it, and the rest is
// tried again.
func (a *App) bookRings(ctx context.Context, actor domain.Actor, lines []wantedLine, became map[domain.ID]lineEnd) (some bool, err error) {
	waiting := slices.DeleteFunc(slices.Clone(lines), func(l wantedLine) bool {
		end := became[l.seen.ID]
		return end.done || end.refusal.Code == "overtaken"
	})
	for {
		found := rings(waiting)
		if len(found) == 0 {
			return some, nil
		}
		for _, ring := range found {
			now, against, err := a.bookRing(ctx, actor, ring)
			refusal, err := refusalIn(err)
			if err != nil {
				return some, err
			}
			for i, l := range ring {
				if refusal == nil {
					some, became[l.seen.ID] = true, lineEnd{done: true, now: now[i]}
				}
			}
			if refusal != nil {
				became[ring[against].seen.ID] = lineEnd{refusal: refusal}
			}
			waiting = slices.DeleteFunc(waiting, func(l wantedLine) bool {
				return became[l.seen.ID].done || refusal != nil && l.seen.ID == ring[against].seen.ID
			})
		}
	}
}

// bookRing takes all lines of a ring off the calendar and books them anew, in one
// transaction: every rule is asked of each line once all are where they are
// wanted. Against is the line that did not pass; then nothing has changed.
func (a *App) bookRing(ctx context.Context, actor domain.Actor, ring []wantedLine) (now []audit.Audit, against int, err error) {
	if err := mustPlan(actor); err != nil {
		return nil, 0, err
	}
	now = make([]audit.Audit, len(ring))
	err = a.write(ctx, func(tx Tx) error {
		was := make([]audit.Audit, len(ring))
		for i, l := range ring {
			against = i
			if was[i], err = l.still(tx); err != nil {
				return err
			}
			if err := takeOff(tx, was[i]); err != nil {
				return err
			}
		}
		for i, l := range ring {
			against = i
			if now[i], err = a.bookInRing(tx, actor, was[i], l); err != nil {
				return err
			}
		}
		for i, l := range ring {
			against = i
			if err := a.judgeAgain(tx, now[i], l); err != nil {
				return err
			}
			if err := l.done(tx, now[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return now, against, err
}

// takeOff frees the hours of an audit for the others of its ring. Nobody is told:
// what it was stays the measure of what changes.
func takeOff(tx Tx, x audit.Audit) error {
	site, err := tx.Site(x.SiteID)
	if err != nil {
		return err
	}
	x.Unbook()
	return tx.SaveAudit(&x, site.Zone())
}

func (a *App) bookInRing(tx Tx, actor domain.Actor, was audit.Audit, l wantedLine) (audit.Audit, error) {
	x, err := tx.Audit(was.ID)
	if err != nil {
		return x, err
	}
	if l.want == nil {
		return x, a.release(tx, actor, was, &x, l.why)
	}
	err = a.book(tx, actor, was, &x, *l.want)
	return x, err
}

// judgeAgain asks the rules of a line once the whole ring is booked. A soft rule
// passes by the reason already given.
func (a *App) judgeAgain(tx Tx, x audit.Audit, l wantedLine) error {
	if l.want == nil {
		return nil
	}
	d, err := a.readDesk(tx, x, x.Period(), l.want.people()...)
	if err != nil {
		return err
	}
	findings := d.judge(x.Stretch, l.want.team())
	if domain.HardBroken(findings) {
		return domain.Violated("rule_violated", "A rule stands against this booking.", findings)
	}
	for _, rule := range softBroken(findings) {
		if !slices.Contains(x.Justified, rule) {
			return domain.Violated("reason_needed", "This booking needs a written reason: "+rule+".", findings)
		}
	}
	return nil
}
