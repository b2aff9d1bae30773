// Package holiday computes the public holidays on which a country as a whole
// rests: fixed days, days counted from Easter and days of a certain week.
// Regional holidays are a body's own data.
//
// The rules were written down from the holiday laws of each country as they
// stand in 2026, from general knowledge, without copying a list.
package holiday

import (
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
)

// Holiday is a day of rest.
type Holiday struct {
	Day  domain.Date
	Name string
}

// Countries are the calendars there is a table for, by ISO 3166-1 code.
func Countries() []string {
	var out []string
	for c := range tables {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// Of lists a country's public holidays in a year, by date; none for a country
// without a table.
func Of(country string, year int) []Holiday {
	var out []Holiday
	taken := map[domain.Date]bool{}
	var moved []Holiday // kept again, because they fall on a weekend
	for _, r := range tables[country] {
		if r.from != 0 && year < r.from || r.until != 0 && year > r.until {
			continue
		}
		h := Holiday{Day: r.day(year), Name: r.name}
		if r.next && h.Day.IsWeekend() {
			moved = append(moved, h)
		}
		if !taken[h.Day] {
			taken[h.Day] = true
			out = append(out, h)
		}
	}
	byDay := func(a, b Holiday) int { return int(a.Day) - int(b.Day) }
	slices.SortFunc(moved, byDay)
	for _, h := range moved {
		day := h.Day
		for day.IsWeekend() || taken[day] {
			day = day.AddDays(1)
		}
		taken[day] = true
		out = append(out, Holiday{Day: day, Name: h.Name + " (substitute day)"})
	}
	slices.SortFunc(out, byDay)
	return out
}

// rule says how one holiday's day is found.
type rule struct {
	name        string
	day         func(year int) domain.Date
	from, until int  // years it is kept; 0 is open
	next        bool // one that falls on a weekend is also kept on the next working day
}

// on is a fixed day of the year.
func on(month time.Month, day int, name string) rule {
	return rule{name: name, day: func(y int) domain.Date { return domain.NewDate(y, month, day) }}
}

// easter is a day counted from Easter Sunday of the western churches.
func easter(after int, name string) rule {
	return rule{name: name, day: func(y int) domain.Date { return Easter(y).AddDays(after) }}
}

// orthodox is a day counted from Easter Sunday of the eastern churches.
func orthodox(after int, name string) rule {
	return rule{name: name, day: func(y int) domain.Date { return OrthodoxEaster(y).AddDays(after) }}
}

// first is the first such weekday on or after a day of the year.
func first(weekday time.Weekday, month time.Month, day int, name string) rule {
	return rule{name: name, day: func(y int) domain.Date {
		d := domain.NewDate(y, month, day)
		for d.Weekday() != weekday {
			d = d.AddDays(1)
		}
		return d
	}}
}

func (r rule) substituted() rule   { r.next = true; return r }
func (r rule) since(year int) rule { r.from = year; return r }
func (r rule) upTo(year int) rule  { r.until = year; return r }

// Easter is Easter Sunday of the western churches (Gauss, in the form of
// Meeus, Jones and Butcher).
func Easter(year int) domain.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month, day := (h+l-7*m+114)/31, (h+l-7*m+114)%31+1
	return domain.NewDate(year, time.Month(month), day)
}

// OrthodoxEaster is Easter Sunday of the eastern churches, as a date of the
// civil calendar: 13 days after the Julian one until 2099.
func OrthodoxEaster(year int) domain.Date {
	d := (19*(year%19) + 15) % 30
	e := (2*(year%4) + 4*(year%7) - d + 34) % 7
	month, day := (d+e+114)/31, (d+e+114)%31+1
	return domain.NewDate(year, time.Month(month), day+13)
}

// kingsDay is 27 April, the day before when that is a Sunday.
var kingsDay = rule{name: "King's Day", day: func(y int) domain.Date {
	d := domain.NewDate(y, time.April, 27)
	if d.Weekday() == time.Sunday {
		d = d.AddDays(-1)
	}
	return d
}}

// stBrigid is the first Monday of February, or 1 February when that is a Friday.
var stBrigid = rule{name: "St Brigid", day: func(y int) domain.Date {
	d := domain.NewDate(y, time.February, 1)
	for d.Weekday() != time.Friday && d.Weekday() != time.Monday || d.Weekday() == time.Friday && d.Day() != 1 {
		d = d.AddDays(1)
	}
	return d
}}
