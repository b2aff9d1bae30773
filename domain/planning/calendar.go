package planning

import (
	"slices"

	"github.com/certwright/certwright/domain"
)

// Days is the length of the horizon.
func (in *Instance) Days() int { return in.End.DaysSince(in.Start) + 1 }

// Slots is the number of half-days of a day: 2, or 1 where the instance counts
// in whole days.
func (in *Instance) Slots() int {
	if in.SlotsPerDay == 0 {
		return 2
	}
	return in.SlotsPerDay
}

// Slot is the number of a half-day, counted from the first of the horizon.
func (in *Instance) Slot(day domain.Date, half domain.Half) int {
	s := day.DaysSince(in.Start) * in.Slots()
	if half == domain.PM && in.Slots() == 2 {
		s++
	}
	return s
}

// When is the day and half of a slot; Slot is its inverse.
func (in *Instance) When(slot int) (domain.Date, domain.Half) {
	n := in.Slots()
	day := slot / n
	if slot < 0 && slot%n != 0 {
		day--
	}
	if slot-day*n == 1 {
		return in.Start.AddDays(day), domain.PM
	}
	return in.Start.AddDays(day), domain.AM
}

// Week numbers calendar weeks (Monday to Sunday); the first of the horizon is 0.
func (in *Instance) Week(day domain.Date) int {
	return (day.DaysSince(in.Start) + Weekday(in.Start) - 1) / 7
}

// Period numbers the load periods; the first of the horizon is 0.
func (in *Instance) Period(day domain.Date) int {
	return day.DaysSince(in.Start) / in.Policy.LoadPeriodDays
}

// Weekday counts Monday = 1 to Sunday = 7.
func Weekday(d domain.Date) int { return (int(d.Weekday())+6)%7 + 1 }

// Workdays answers which days a calendar works.
type Workdays struct {
	weekdays [8]bool
	holidays map[domain.Date]bool
}

// Workday prepares the calendar for questions.
func (c *Calendar) Workday() Workdays {
	w := Workdays{holidays: make(map[domain.Date]bool, len(c.Holidays))}
	for n := 1; n <= 7; n++ {
		w.weekdays[n] = n <= 5 && len(c.Workdays) == 0 || slices.Contains(c.Workdays, n)
	}
	for _, d := range c.Holidays {
		w.holidays[d] = true
	}
	return w
}

// Works tells whether the day is a working day.
func (w Workdays) Works(d domain.Date) bool { return w.weekdays[Weekday(d)] && !w.holidays[d] }

// Holiday tells whether the day would be worked were it not a holiday.
func (w Workdays) Holiday(d domain.Date) bool { return w.weekdays[Weekday(d)] && w.holidays[d] }

// Span is the number of working half-days an audit lasts.
func (a *Audit) Span() int {
	n := 0
	for i := range a.Positions {
		n = max(n, a.Positions[i].Offset+a.Positions[i].Len)
	}
	return n
}

// Led tells whether somebody leads the audit.
func (a *Audit) Led() bool {
	return slices.ContainsFunc(a.Positions, func(p Position) bool { return p.Role == Lead })
}

// Leadable tells whether the two audits can have the leads the relation wants at
// all. An audit without a position for a lead has nobody's lead: the same as
// another such audit, never the same as one that is led.
func (r *Relation) Leadable(first, second *Audit) bool {
	same := !first.Led() && !second.Led()
	return r.SameLead != "require" && r.SameLead != "forbid" || first.Led() && second.Led() || same == (r.SameLead == "require")
}

// Called is how texts name the audit.
func (a *Audit) Called() string {
	if a.Title != "" {
		return a.Title
	}
	return a.ID
}

// Called is how texts name the person.
func (a *Auditor) Called() string {
	if a.Name != "" {
		return a.Name
	}
	return a.ID
}
