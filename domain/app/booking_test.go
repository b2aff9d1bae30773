package app_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/store/storetest"
)

func TestBookingWritesEverythingThatHangsOnIt(t *testing.T) {
	r := newRoad(t)
	one, _ := r.contracted()
	x, err := r.BookAudit(t.Context(), r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	if x.Dates != audit.Proposed || x.Lead() != r.ann.PersonID || x.Stretch.To != day("2027-02-03") || x.Stretch.ToHalf != domain.AM {
		t.Errorf("booked %+v", x)
	}
	// Stage 1 ends on 3 February: Stage 2 opens after 4 weeks, is to begin within
	// 12, and Stage 1 is repeated after 6 months.
	two := r.stage(audit.Stage2)
	if w := two.Window; w.Earliest != day("2027-03-03") || w.Latest != day("2027-04-28") || w.HardLimit != day("2027-08-03") || two.Due != w.Latest {
		t.Errorf("the window of Stage 2 is %+v, due %s", w, two.Due)
	}
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		blocks, err := tx.Blocks(x.ID)
		if len(blocks) != 3 || blocks[2].ToHalf != domain.AM || blocks[0].Sequence != 0 {
			t.Errorf("calendar entries: %+v", blocks)
		}
		if err != nil {
			return err
		}
		mails, err := tx.MailList(app.List{})
		var to []string
		for _, m := range mails.Rows {
			if strings.Contains(m.Subject, "Stage 1") {
				to = append(to, m.To)
			}
		}
		slices.Sort(to)
		if !slices.Equal(to, []string{r.client.ContactEmail, "auditor-a@body.example"}) {
			t.Errorf("letters went to %v", to)
		}
		if err != nil {
			return err
		}
		entries, err := tx.Entries("audit", x.ID, 1)
		if entries[0].Verb != "book_audit" || len(entries[0].Findings) == 0 {
			t.Errorf("the ledger says %+v", entries[0])
		}
		return err
	})
}

func TestHardRulesRefuseABooking(t *testing.T) {
	for rule, c := range map[string]struct {
		before func(r *road)
		change func(r *road, b *app.Booking)
	}{
		"planning.barred": {before: func(r *road) { r.interest(r.ann.PersonID, auditor.Consultancy, "2024-01-01", "2026-01-01") }},
		"planning.availability": {before: func(r *road) {
			x := auditor.Absence{ID: "away", PersonID: r.ann.PersonID, Period: domain.Period{From: day("2027-02-02"), To: day("2027-02-02")}, Why: "surgery"}
			r.write(func(tx app.Tx) error { return tx.SaveAbsence(&x) })
		}},
		"planning.site_calendar": {before: func(r *road) {
			r.write(func(tx app.Tx) error { return tx.SaveHoliday("DE", day("2027-02-01"), "a holiday") })
		}},
		"planning.competence": {change: func(r *road, b *app.Booking) { b.Seats[0].PersonID = r.nobodysExpert() }},
		"planning.cover": {change: func(r *road, b *app.Booking) {
			b.Seats[0].PersonID = r.nobodysExpert()
			r.permit(b.Seats[0].PersonID, "lead", "IAF 1", "2020-01-01", "")
		}},
		"at.day_length": {change: func(_ *road, b *app.Booking) { b.Stretch.To, b.Stretch.ToHalf = day("2027-02-02"), domain.PM }},
	} {
		t.Run(rule, func(t *testing.T) {
			r := newRoad(t)
			one, _ := r.contracted()
			if c.before != nil {
				c.before(r)
			}
			b := booking(one, "2027-02-01", r.ann.PersonID)
			if c.change != nil {
				c.change(r, &b)
			}
			b.Reason = "No reason passes by a hard rule."
			_, err := r.BookAudit(t.Context(), r.planner, one.ID, one.Version, b)
			r.brokenOnly(err, "rule_violated", rule)
			if strings.Contains(err.Error(), "surgery") {
				t.Errorf("why somebody is away is private: %v", err)
			}
			if now := r.stage(audit.Stage1); now.Version != one.Version || now.Dates != audit.Open {
				t.Errorf("something was written: %+v", now)
			}
		})
	}
}

// nobodysExpert is an auditor without any authorisation.
func (r *road) nobodysExpert() domain.ID { return storetest.Seed(r.t, r.Store, "novice").Auditor.ID }

func TestCompetenceHoldsOnEveryDay(t *testing.T) {
	r := newRoad(t)
	one, _ := r.contracted()
	novice := r.nobodysExpert()
	r.permit(novice, "lead", "IAF 33", "2020-01-01", "2027-02-02") // Stage 1 ends on the 3rd
	_, err := r.BookAudit(t.Context(), r.planner, one.ID, one.Version, booking(one, "2027-02-01", novice))
	r.brokenOnly(err, "rule_violated", "planning.competence")
	_, err = r.BookAudit(t.Context(), r.planner, one.ID, one.Version, booking(one, "2027-01-25", novice))
	r.ok(err)
}

func TestStage2KeepsItsDistance(t *testing.T) {
	r := newRoad(t)
	one, two := r.contracted()
	_, err := r.BookAudit(t.Context(), r.planner, two.ID, two.Version, booking(two, "2027-03-08", r.team(two)...))
	r.brokenOnly(err, "rule_violated", "planning.interval") // Stage 1 has no dates
	_, err = r.BookAudit(t.Context(), r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	two = r.stage(audit.Stage2) // its window moved
	try := func(from, reason string) error {
		b := booking(two, from, r.team(two)...)
		b.Reason = reason
		x, err := r.BookAudit(t.Context(), r.planner, two.ID, two.Version, b)
		if err == nil {
			two = x
		}
		return err
	}
	r.brokenOnly(try("2027-02-03", "x"), "rule_violated", "planning.interval") // before Stage 1 has ended
	r.brokenOnly(try("2027-03-01", ""), "reason_needed", "stage.check")
	r.brokenOnly(try("2027-05-03", " "), "reason_needed", "stage.check")
	r.brokenOnly(try("2027-08-09", "We forgot."), "rule_violated", "stage.check") // Stage 1 is out of date
	r.ok(try("2027-03-01", "No areas of concern; the client asks for it."))
	if !slices.Equal(two.Justified, []string{"stage.check"}) || two.Reason == "" {
		t.Errorf("passed by %v, because %q", two.Justified, two.Reason)
	}
	r.ok(try("2027-03-08", "not needed"))
	if two.Justified != nil || two.Reason != "" {
		t.Errorf("inside the window nothing is passed by: %v, %q", two.Justified, two.Reason)
	}
}

func TestNobodyIsBookedTwice(t *testing.T) {
	r := newRoad(t)
	one, two := r.contracted()
	_, err := r.BookAudit(t.Context(), r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	other := two
	other.ID, other.Version, other.No, other.Type, other.Positions = "other", 0, "X", audit.Special, one.Positions
	other.HalfDays = 2
	r.write(func(tx app.Tx) error { return tx.SaveAudit(&other, r.site.Zone()) })
	_, err = r.BookAudit(t.Context(), r.planner, other.ID, other.Version, booking(other, "2027-02-02", r.ann.PersonID))
	r.brokenOnly(err, "rule_violated", "planning.overlap")
	var e *domain.Error
	asError(err, &e)
	for _, f := range e.Findings {
		if f.Rule == "planning.overlap" && !strings.Contains(f.Remedy, "can start again from 3 February 2027 (Wed) pm") {
			t.Errorf("the remedy is %q", f.Remedy)
		}
	}
	_, err = r.BookAudit(t.Context(), r.planner, other.ID, other.Version, booking(other, "2027-02-04", r.ann.PersonID))
	r.ok(err)
}

// The site of the second audit lies so far east that its afternoon is the
// morning of the first: no half-days overlap, the hours do.
func TestTheHoursHaveTheLastWord(t *testing.T) {
	r := newRoad(t)
	one, two := r.contracted()
	_, err := r.BookAudit(t.Context(), r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	far := r.site
	far.ID, far.No, far.Version, far.TimeZone = "far", "far", 0, "Asia/Kathmandu"
	other := two
	other.ID, other.Version, other.No, other.Type, other.Positions, other.SiteID = "other", 0, "X", audit.Special, one.Positions, far.ID
	other.HalfDays = 1
	r.write(func(tx app.Tx) error {
		if err := tx.SaveSite(&far); err != nil {
			return err
		}
		return tx.SaveAudit(&other, far.Zone())
	})
	b := booking(other, "2027-02-03", r.ann.PersonID)
	b.Stretch.FromHalf, b.Stretch.ToHalf = domain.PM, domain.PM
	_, err = r.BookAudit(t.Context(), r.planner, other.ID, other.Version, b)
	r.refused(err, "auditor_double_booked")
	if domain.KindOf(err) != domain.Conflict {
		t.Errorf("a lost race is a conflict: %v", err)
	}
	if !strings.Contains(err.Error(), "free: 2027-02-04 am to 2027-02-04 am") {
		t.Errorf("the loser is not told of the next free half-day: %v", err)
	}
}

func TestBookingIsForPlannersAndTheLatestVersion(t *testing.T) {
	r := newRoad(t)
	one, _ := r.contracted()
	b := booking(one, "2027-02-01", r.ann.PersonID)
	for _, who := range []domain.Actor{r.customer, r.ann, domain.PublicActor("")} {
		_, err := r.BookAudit(t.Context(), who, one.ID, one.Version, b)
		r.refused(err, "forbidden")
	}
	_, err := r.BookAudit(t.Context(), r.planner, one.ID, one.Version+1, b)
	r.refused(err, "stale")
	_, err = r.BookAudit(t.Context(), r.planner, "nothing", 1, b)
	r.refused(err, "not_found")
	bad := b
	bad.Seats = []app.SeatWish{{PositionID: "cook", PersonID: r.ann.PersonID}, {PositionID: "lead", PersonID: "ghost"}}
	bad.Dates = "maybe"
	_, err = r.BookAudit(t.Context(), r.planner, one.ID, one.Version, bad)
	r.refused(err, "invalid_input")
	bad = b
	bad.Seats = []app.SeatWish{{PositionID: "lead", PersonID: "ghost"}}
	_, err = r.BookAudit(t.Context(), r.planner, one.ID, one.Version, bad)
	r.refused(err, "invalid_input")
}

func TestTheClientConfirmsOrObjects(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	one, _ := r.contracted()
	x, err := r.BookAudit(ctx, r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	stranger := r.customer
	stranger.ClientID = "client-b"
	_, err = r.ConfirmDates(ctx, stranger, x.ID, x.Version)
	r.refused(err, "not_found")
	_, err = r.ConfirmDates(ctx, r.ann, x.ID, x.Version)
	r.refused(err, "forbidden")
	_, err = r.ObjectToBooking(ctx, r.planner, x.ID, x.Version, app.Objected{Reason: "no"})
	r.refused(err, "forbidden")
	x, err = r.ObjectToBooking(ctx, r.customer, x.ID, x.Version, app.Objected{Reason: "A competitor's former employee.", Person: r.ann.PersonID})
	r.ok(err)
	if x.Dates != audit.Hold {
		t.Errorf("after an objection the dates are %s", x.Dates)
	}
	_, err = r.BookAudit(ctx, r.planner, x.ID, x.Version, booking(x, "2027-02-01", r.ann.PersonID))
	r.brokenOnly(err, "rule_violated", "planning.barred")
	x, err = r.BookAudit(ctx, r.planner, x.ID, x.Version, booking(x, "2027-02-01", r.bob.PersonID))
	r.ok(err)
	x, err = r.ConfirmDates(ctx, r.customer, x.ID, x.Version)
	r.ok(err)
	if x.Dates != audit.Confirmed {
		t.Errorf("the dates are %s", x.Dates)
	}
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		blocks, err := tx.Blocks(x.ID)
		if len(blocks) != 3 || blocks[0].Sequence != 3 || !blocks[0].CancelledAt.IsZero() {
			t.Errorf("entries after a hold, a new proposal and its confirmation: %+v", blocks)
		}
		return err
	})
}

func TestReleasingKeepsTheEntriesAsCancelled(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	one, _ := r.contracted()
	x, err := r.BookAudit(ctx, r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	_, err = r.ReleaseBooking(ctx, r.planner, x.ID, x.Version, " ")
	r.refused(err, "invalid_input")
	x, err = r.ReleaseBooking(ctx, r.planner, x.ID, x.Version, "The client moves house.")
	r.ok(err)
	if x.Dates != audit.Open || len(x.Seats) != 0 || r.stage(audit.Stage2).Window != (audit.Window{}) {
		t.Errorf("released: %+v, Stage 2 %+v", x, r.stage(audit.Stage2).Window)
	}
	var uids []string
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		blocks, err := tx.Blocks(x.ID)
		for _, b := range blocks {
			if b.CancelledAt.IsZero() || b.Sequence != 1 {
				t.Errorf("entry %+v", b)
			}
			uids = append(uids, b.UID)
		}
		return err
	})
	x, err = r.BookAudit(ctx, r.planner, x.ID, x.Version, booking(x, "2027-03-01", r.ann.PersonID))
	r.ok(err)
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		blocks, err := tx.Blocks(x.ID)
		for i, b := range blocks {
			if b.UID != uids[i] || b.Sequence != 2 || !b.CancelledAt.IsZero() {
				t.Errorf("entry %+v, UID was %s", b, uids[i])
			}
		}
		return err
	})
}

func TestCandidatesComeWithReasonsAndRank(t *testing.T) {
	r := newRoad(t)
	one, _ := r.contracted()
	r.nobodysExpert()
	x := auditor.Absence{ID: "away", PersonID: r.bob.PersonID, Period: domain.Period{From: day("2027-02-01"), To: day("2027-02-05")}, Why: "surgery"}
	r.write(func(tx app.Tx) error { return tx.SaveAbsence(&x) })
	got, err := r.ListCandidates(t.Context(), r.planner, one.ID, app.CandidatesAsked{Stretch: domain.Stretch{From: day("2027-02-01")}})
	r.ok(err)
	if got.Stretch != booking(one, "2027-02-01").Stretch {
		t.Errorf("asked for %+v", got.Stretch)
	}
	if len(got.Rows) != 3 || got.Rows[0].Person.ID != r.ann.PersonID || !got.Rows[0].Fits || got.Rows[1].Fits || got.Rows[2].Fits {
		t.Fatalf("candidates %+v", got.Rows)
	}
	if domain.HardBroken(got.TeamFindings) {
		t.Errorf("the best team: %+v", got.TeamFindings)
	}
	if len(got.Stretches) == 0 || got.Stretches[0].From != day("2027-02-02") {
		t.Errorf("other days: %+v", got.Stretches)
	}
	for _, c := range got.Rows {
		for _, f := range c.Findings {
			if strings.Contains(f.Text+f.Remedy, "surgery") {
				t.Errorf("why %s is away is private: %+v", c.Person.Name, f)
			}
		}
	}
	_, err = r.ListCandidates(t.Context(), r.ann, one.ID, app.CandidatesAsked{})
	r.refused(err, "forbidden")
}
