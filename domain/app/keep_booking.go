package app

import (
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/letter"
)

// keepBooking saves an audit whose dates, team or standing changed, and what
// hangs on it in the same transaction: hours, a plan's claim, calendar entries,
// feeds, letters, the audit side of its decision files, the ledger.
func (a *App) keepBooking(tx Tx, actor domain.Actor, was audit.Audit, x *audit.Audit, act Act) error {
	at := a.now()
	site, err := tx.Site(x.SiteID)
	if err != nil {
		return err
	}
	x.ChangedAt = at
	if err := tx.SaveAudit(x, site.Zone()); err != nil {
		return err
	}
	if err := endClaim(tx, was, *x); err != nil {
		return err
	}
	have, err := tx.Blocks(x.ID)
	if err != nil {
		return err
	}
	if err := tx.SaveBlocks(x.Entries(was, have, at, a.newUID)); err != nil {
		return err
	}
	people := was.Team()
	for _, p := range x.Team() {
		if !slices.Contains(people, p) {
			people = append(people, p)
		}
	}
	if len(people) > 0 {
		if err := tx.TouchFeeds(at, people...); err != nil {
			return err
		}
	}
	if err := a.joinAuditSide(tx, *x); err != nil {
		return err
	}
	if err := a.tellOfBooking(tx, was, *x, site); err != nil {
		return err
	}
	act.Kind, act.Object, act.ClientID, act.State = "audit", x.ID, x.ClientID, *x
	return a.record(tx, actor, at, act)
}

// newUID names a calendar entry for ever.
func (a *App) newUID() string { return hex.EncodeToString(a.Random(16)) + "@certwright" }

// joinAuditSide puts the team on the audit side of every decision file that
// rests on the audit; who is to decide it cannot join.
func (a *App) joinAuditSide(tx Tx, x audit.Audit) error {
	files, err := tx.FilesOfAudit(x.ID)
	if err != nil {
		return err
	}
	for _, f := range files {
		for _, s := range x.Seats {
			if err := tx.TakeSide(f.ID, s.PersonID, decision.AuditSide, s.Role+" on "+x.No); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellOfBooking writes to those for whom something changed: the client, the team
// and who is no longer on it. Holds are told to nobody.
func (a *App) tellOfBooking(tx Tx, was, x audit.Audit, site client.Site) error {
	at, key := x.ChangedAt, fmt.Sprintf("booking:%s:%d:", x.ID, x.Version)
	where, err := placesOf(tx, x, site)
	if err != nil {
		return err
	}
	for _, n := range bookingNotices(was, x, where) {
		if n.person == "" {
			err = a.tellClient(tx, at, x.ClientID, x.SiteID, n.kind, key+"client", n.subject, n.text)
		} else {
			err = a.tellPerson(tx, at, n.person, n.kind, key+string(n.person), n.subject, n.text)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bookingNotice is what somebody is to be told about a booking.
type bookingNotice struct {
	person        domain.ID // none: the client
	kind          letter.Kind
	subject, text string
}

// bookingNotices says who is told what when a booking becomes another.
func bookingNotices(was, x audit.Audit, where string) (out []bookingNotice) {
	same := was.Told() == x.Told() && was.Dates == x.Dates && was.Stretch == x.Stretch && reflect.DeepEqual(was.Visits, x.Visits)
	k := bookingLetter(was, x)
	if x.Told() {
		subject, text := noticeOf(x, where)
		if !same {
			out = append(out, bookingNotice{"", k, subject, text})
		}
		for _, p := range x.Team() {
			if !same || !was.On(p) {
				out = append(out, bookingNotice{p, k, subject, text})
			}
		}
	}
	if !was.Told() {
		return out
	}
	subject, text := releaseOf(was, x)
	for _, p := range was.Team() {
		if !x.Told() || !x.On(p) {
			out = append(out, bookingNotice{p, k, subject, text})
		}
	}
	if !x.Told() {
		out = append(out, bookingNotice{"", k, subject, text})
	}
	return out
}

// bookingLetter is the kind of what is written about a booking.
func bookingLetter(was, x audit.Audit) letter.Kind {
	switch {
	case !was.Told() && x.Dates == audit.Proposed:
		return letter.PlanProposed
	case x.Dates == audit.Confirmed && (!was.Told() || was.Stretch == x.Stretch && was.Dates == audit.Proposed):
		return letter.PlanConfirmed
	}
	return letter.PlanChanged
}

// placesOf says where an audit takes place: at its site, or where it visits when.
func placesOf(tx Tx, x audit.Audit, site client.Site) (string, error) {
	if len(x.Visits) == 0 {
		return site.Name + ", " + site.City, nil
	}
	var out []string
	for _, v := range x.Visits {
		s, err := tx.Site(v.SiteID)
		if err != nil {
			return "", err
		}
		out = append(out, fmt.Sprintf("%s, %s (%s %s to %s %s)", s.Name, s.City, v.Stretch.From.Long(), v.Stretch.FromHalf, v.Stretch.To.Long(), v.Stretch.ToHalf))
	}
	return strings.Join(out, "; "), nil
}

func noticeOf(x audit.Audit, where string) (subject, text string) {
	asks := "The dates are agreed."
	if x.Dates == audit.Proposed {
		asks = "The dates are proposed; the client confirms them or objects, also to a member of the team."
	}
	return fmt.Sprintf("%s on %s (%s)", x.Title(), x.Stretch.From.Long(), x.No),
		fmt.Sprintf("%s, audit %s, takes place from %s %s to %s %s at %s.\n%s", x.Title(), x.No,
			x.Stretch.From.Long(), x.Stretch.FromHalf, x.Stretch.To.Long(), x.Stretch.ToHalf, where, asks)
}

func releaseOf(was, x audit.Audit) (subject, text string) {
	x.Stretch, x.No = was.Stretch, was.No
	if x.State == audit.Cancelled {
		return fmt.Sprintf("Cancelled: %s on %s (%s)", was.Title(), x.Stretch.From.Long(), x.No),
			fmt.Sprintf("%s, audit %s, on %s is cancelled: %s", was.Title(), x.No, x.Stretch.From.Long(), x.Reason)
	}
	return fmt.Sprintf("No longer: %s on %s (%s)", x.Title(), x.Stretch.From.Long(), x.No),
		fmt.Sprintf("%s, audit %s, on %s no longer takes place as booked for you.", x.Title(), x.No, x.Stretch.From.Long())
}

// moveStage2Window gives Stage 2 of each programme its window from where Stage 1
// ends, or takes it away with Stage 1's dates (rule stage.window).
func (a *App) moveStage2Window(tx Tx, actor domain.Actor, one audit.Audit) error {
	if one.Type != audit.Stage1 {
		return nil
	}
	for _, id := range one.ProgrammeIDs {
		policy, err := stagePolicy(tx, id)
		if err != nil {
			return err
		}
		due, window := domain.Date(0), audit.Window{}
		if one.Dates != audit.Open {
			window = policy.Window(one.Stretch.To).Window()
			due = window.Latest
		}
		audits, err := tx.AuditsOfProgramme(id)
		if err != nil {
			return err
		}
		for _, two := range audits {
			if two.Type != audit.Stage2 || two.State != audit.Owed || two.For(id).Window == window {
				continue
			}
			was := two
			two.SetWindow(id, due, window)
			if err := a.keepBooking(tx, actor, was, &two, Act{Verb: "move_window",
				Summary: fmt.Sprintf("The window of %s (%s) follows Stage 1.", two.Title(), two.No)}); err != nil {
				return err
			}
		}
	}
	return nil
}
