package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
)

func TestATakenHourNamesTheClash(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a, b := SeedAgreed(t, s, "a"), SeedAgreed(t, s, "b")
		berlin, kathmandu := a.Site.Zone(), zone(t, "Asia/Kathmandu")
		first := engagement(a, "first", a.Auditor.ID, days("2027-05-03", "2027-05-04"))
		Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&first, berlin) })

		// 4 May 13:00 to 17:00 in Kathmandu is 07:15 to 11:15 UTC, rounded outwards
		// 07 to 12; the morning of the same day in Berlin is 07 to 11 UTC.
		clash := engagement(b, "second", a.Auditor.ID, domain.Stretch{From: domain.MustDate("2027-05-04"), FromHalf: domain.PM,
			To: domain.MustDate("2027-05-04"), ToHalf: domain.PM})
		err := s.Write(t.Context(), func(tx app.Tx) error { return tx.SaveAudit(&clash, kathmandu) })
		var refusal *domain.Error
		if !errors.As(err, &refusal) || refusal.Kind != domain.Conflict || refusal.Code != "auditor_double_booked" {
			t.Fatalf("got %v, want the conflict auditor_double_booked", err)
		}
		Same(t, refusal.Fields, []domain.FieldError{
			{Field: "person", Message: string(a.Auditor.ID)}, {Field: "hour", Message: "2027-05-04T07:00:00Z"}, {Field: "audit", Message: first.No}})
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.Audit("second"); return err }) // nothing half written
	})
}

func TestWhatTakesNoSlots(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		when := days("2027-05-03", "2027-05-04")
		for name, change := range map[string]func(*audit.Audit){
			"cancelled": func(x *audit.Audit) { x.State = audit.Cancelled },
			"open":      func(x *audit.Audit) { x.Dates, x.Stretch, x.Seats = audit.Open, domain.Stretch{}, nil },
			"history":   func(x *audit.Audit) { x.Imported, x.ReportOn = true, domain.MustDate("2027-05-09") },
			"booked":    func(*audit.Audit) {},
		} {
			x := engagement(a, name, a.Auditor.ID, when)
			change(&x)
			Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
		}
		late := engagement(a, "late", a.Auditor.ID, when)
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveAudit(&late, a.Site.Zone()) })
	})
}

func TestMovingAnAuditFreesItsHours(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		x := engagement(a, "x", a.Auditor.ID, days("2027-05-03", "2027-05-05"))
		y := engagement(a, "y", a.Auditor.ID, days("2027-05-03", "2027-05-03"))
		Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveAudit(&y, a.Site.Zone()) })
		y.Version = 0
		x.Stretch = days("2027-05-04", "2027-05-06")
		x.Seats[0].Stretch = x.Stretch
		Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
		Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&y, a.Site.Zone()) })
	})
}

// TestRaceForOneAuditor lets many writers book one person at once, half of them
// at a site five and three quarter hours east, whose afternoon overlaps the
// morning of the others: exactly one of them has the person.
func TestRaceForOneAuditor(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		day := domain.MustDate("2027-05-04")
		berlin := domain.Stretch{From: day, FromHalf: domain.AM, To: day, ToHalf: domain.AM}
		kathmandu := domain.Stretch{From: day, FromHalf: domain.PM, To: day, ToHalf: domain.PM}
		zones := []*time.Location{a.Site.Zone(), zone(t, "Asia/Kathmandu")}
		for round := range 5 {
			lead := Seed(t, s, fmt.Sprintf("lead%d", round)).Auditor.ID
			var won, lost atomic.Int64
			var all sync.WaitGroup
			start := make(chan struct{})
			for i := range 12 {
				when := []domain.Stretch{berlin, kathmandu}[i%2]
				x := engagement(a, fmt.Sprintf("r%d-%d", round, i), lead, when)
				all.Go(func() {
					<-start
					err := s.Write(context.Background(), func(tx app.Tx) error { return tx.SaveAudit(&x, zones[i%2]) })
					switch {
					case err == nil:
						won.Add(1)
					case domain.CodeOf(err) == "auditor_double_booked":
						lost.Add(1)
					default:
						t.Errorf("a loser got %v", err)
					}
				})
			}
			close(start)
			all.Wait()
			if won.Load() != 1 || lost.Load() != 11 {
				t.Errorf("round %d: %d bookings won and %d lost", round, won.Load(), lost.Load())
			}
		}
	})
}

// TestRaceForTwoAuditors books teams of two, named in either order: nobody waits
// on each other crosswise, so that every loser is told of the clash.
func TestRaceForTwoAuditors(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		second := Seed(t, s, "b").Auditor.ID
		when := days("2027-05-03", "2027-05-05")
		var won atomic.Int64
		var all sync.WaitGroup
		for i := range 12 {
			x := engagement(a, fmt.Sprintf("t%d", i), a.Auditor.ID, when)
			x.Seats = append(x.Seats, audit.Seat{PositionID: "second", Role: "auditor", PersonID: second, Stretch: when})
			if i%2 == 0 {
				slices.Reverse(x.Seats)
			}
			all.Go(func() {
				err := s.Write(context.Background(), func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
				if err == nil {
					won.Add(1)
				} else if domain.CodeOf(err) != "auditor_double_booked" {
					t.Errorf("a loser got %v", err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d bookings won", won.Load())
		}
	})
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}
