package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/facts"
)

// Workload is what an auditor may do, how much of a year is booked, and the
// nights that takes. The auditor and those who plan read this one view.
type Workload struct {
	Year        int
	WeekCeiling int // half-days, rule planning.ceilings
	Months      []Load
	Quarters    []Load
	Total       Load
	Permits     []PermitState
	Absences    []auditor.Absence // that touch the year or come after it
}

// Load is a stretch of the year. Half-days are working half-days of the sites;
// held dates, which only the planner knows, count for nobody.
type Load struct {
	Name     string // "2027-05", "2027 Q2", "2027"
	HalfDays int    // booked
	Nights   int    // away from home; those of a stay count where it begins
	Target   int    // what the planning aims at, half-days
	Ceiling  int    // what the working week has room for, half-days
}

// PermitState is an authorisation as it stands today.
type PermitState struct {
	auditor.Authorisation
	State    string // valid, ends_soon (within 90 days), ended, not_yet
	DaysLeft int    // of one that ends; negative: it ended so long ago
}

// soon is how far ahead the end of an authorisation is pointed at, in days.
const soon = 90

// Workload gives the workload of an auditor the actor may see; year 0 is this one.
func (a *App) Workload(ctx context.Context, actor domain.Actor, id domain.ID, year int) (w Workload, err error) {
	if err := seePerson(actor, id); err != nil {
		return w, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		p, err := tx.Auditor(id)
		if err != nil {
			return err
		}
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		if year == 0 {
			year = today.Year()
		}
		w = emptyYear(year, p.DaysPerWeek)
		permits, err := tx.Authorisations(id)
		if err != nil {
			return err
		}
		w.addPermits(permits, today)
		if err := w.addAbsences(tx, actor, id); err != nil {
			return err
		}
		return w.addBooked(tx, p)
	})
	return w, err
}

func emptyYear(year, daysPerWeek int) Workload {
	w := Workload{Year: year, WeekCeiling: facts.WeekCeiling(daysPerWeek)}
	part := func(name string, from, to time.Month) Load {
		days := firstOf(year, to+1).DaysSince(firstOf(year, from))
		return Load{Name: name, Target: loadTarget(daysPerWeek, days), Ceiling: w.WeekCeiling * days / 7}
	}
	for m := time.January; m <= time.December; m++ {
		w.Months = append(w.Months, part(fmt.Sprintf("%d-%02d", year, m), m, m))
	}
	for q := range 4 {
		first := time.Month(3*q + 1)
		w.Quarters = append(w.Quarters, part(fmt.Sprintf("%d Q%d", year, q+1), first, first+2))
	}
	w.Total = part(fmt.Sprint(year), time.January, time.December)
	return w
}

func firstOf(year int, m time.Month) domain.Date {
	return domain.DateOf(time.Date(year, m, 1, 0, 0, 0, 0, time.UTC), time.UTC)
}

func (w *Workload) addPermits(permits []auditor.Authorisation, today domain.Date) {
	for _, p := range permits {
		s := PermitState{Authorisation: p, State: "valid"}
		if p.Valid.To != 0 {
			s.DaysLeft = p.Valid.To.DaysSince(today)
		}
		switch {
		case p.Valid.From > today:
			s.State = "not_yet"
		case p.Valid.To != 0 && s.DaysLeft < 0:
			s.State = "ended"
		case p.Valid.To != 0 && s.DaysLeft <= soon:
			s.State = "ends_soon"
		}
		w.Permits = append(w.Permits, s)
	}
	slices.SortStableFunc(w.Permits, func(x, y PermitState) int {
		return cmp.Or(cmp.Compare(x.SchemeID, y.SchemeID), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Role, y.Role))
	})
}

func (w *Workload) addAbsences(tx Tx, actor domain.Actor, id domain.ID) error {
	all, err := tx.Absences(id)
	for _, x := range all {
		if x.Period.To.Year() < w.Year {
			continue
		}
		if !plansOrIs(actor, id) {
			x.Why = ""
		}
		w.Absences = append(w.Absences, x)
	}
	return err
}

// addBooked counts the half-days and nights of what the person is booked for.
func (w *Workload) addBooked(tx Tx, p auditor.Auditor) error {
	booked, err := tx.BookedBetween(domain.Period{From: firstOf(w.Year, time.January), To: firstOf(w.Year, time.December+1) - 1}, p.ID)
	if err != nil {
		return err
	}
	prices, err := tx.PlanPrices()
	if err != nil {
		return err
	}
	for _, x := range booked {
		if x.Dates == audit.Hold || x.State == audit.Cancelled {
			continue
		}
		site, err := tx.Site(x.SiteID)
		if err != nil {
			return err
		}
		holidays, err := tx.Holidays(site.Country)
		if err != nil {
			return err
		}
		at := siteDaysOf(holidays)
		for _, s := range x.Seats {
			if s.PersonID != p.ID {
				continue
			}
			for _, day := range s.Stretch.Days() {
				w.add(day, at.workingHalves(onDay(s.Stretch, day)), 0)
			}
			if position, _ := x.Position(s.PositionID); !position.Remote {
				w.add(s.Stretch.From, 0, nightsAway(prices.Prices.Travel, p, site, s.Stretch))
			}
		}
	}
	return nil
}

// onDay is the part of a stretch that falls on one of its days.
func onDay(s domain.Stretch, day domain.Date) domain.Stretch {
	part := domain.Stretch{From: day, FromHalf: domain.AM, To: day, ToHalf: domain.PM}
	if day == s.From {
		part.FromHalf = s.FromHalf
	}
	if day == s.To {
		part.ToHalf = s.ToHalf
	}
	return part
}

// nightsAway is the nights of a stay, by the arithmetic the planning prices them with.
func nightsAway(travel planning.Travel, p auditor.Auditor, site client.Site, s domain.Stretch) int {
	home, there := planning.Auditor{Lat: p.HomeLat, Lon: p.HomeLon}, planning.Site{Lat: site.Lat, Lon: site.Lon}
	return travel.Nights(travel.Km(&home, &there), s.To.DaysSince(s.From))
}

func (w *Workload) add(day domain.Date, halves, nights int) {
	if day.Year() != w.Year {
		return
	}
	for _, l := range []*Load{&w.Months[day.Month()-1], &w.Quarters[(day.Month()-1)/3], &w.Total} {
		l.HalfDays += halves
		l.Nights += nights
	}
}
