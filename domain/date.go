package domain

import (
	"fmt"
	"time"
)

// Date is a civil date in the certification body's zone: a day, never an
// instant. The zero Date means "no date". Dates compare with <, == and >.
//
// It counts days since 0001-01-01, which is day 1, so that the zero value stays
// free for "none".
type Date int32

// NewDate makes a date; days past the month's end overflow as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	return fromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads an ISO day, "2027-05-12". Anything else is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("%q is no date; write it as YYYY-MM-DD, such as 2027-05-12", s)
	}
	return fromTime(t), nil
}

// MustDate is ParseDate for constants and tests; it panics on a bad literal.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf is the civil date of an instant in a zone (rule date.civil_date).
func DateOf(t time.Time, zone *time.Location) Date { return fromTime(t.In(zone)) }

func fromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400) + epochDay
}

// epochDay is the number of 1970-01-01 when 0001-01-01 is 1.
const epochDay Date = 719163

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// Time is midnight UTC of the day, for calendar arithmetic only.
func (d Date) Time() time.Time { return time.Unix(int64(d-epochDay)*86400, 0).UTC() }

// In is the first instant of the day in a zone.
func (d Date) In(zone *time.Location) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, zone)
}

func (d Date) Year() int             { return d.Time().Year() }
func (d Date) Month() time.Month     { return d.Time().Month() }
func (d Date) Day() int              { return d.Time().Day() }
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// IsWeekend tells whether the day is a Saturday or Sunday.
func (d Date) IsWeekend() bool { w := d.Weekday(); return w == time.Saturday || w == time.Sunday }

// AddDays moves by whole days.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddMonths moves by months and clamps to the month's end: 2025-08-31 plus six
// months is 2026-02-28. Always call it on the anchor, never on a date that was
// itself clamped (rules date.add_months and date.add_months_stepwise).
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Time().Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return NewDate(first.Year(), first.Month(), min(day, last))
}

// DaysSince counts days from another date to this one.
func (d Date) DaysSince(other Date) int { return int(d - other) }

// String is the ISO day; the zero Date is the empty string.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Long is the day as people read it: "12 May 2027 (Wed)".
func (d Date) Long() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2 January 2006 (Mon)")
}

// MarshalText and UnmarshalText make a Date an ISO string in JSON; no date is "".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// Earlier is the earlier of two dates; a zero date does not count.
func Earlier(a, b Date) Date {
	if a == 0 || (b != 0 && b < a) {
		return b
	}
	return a
}

// Period is a run of days, both ends included. A zero end is open.
type Period struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// Contains tells whether the day lies in the period.
func (p Period) Contains(d Date) bool {
	return (p.From == 0 || d >= p.From) && (p.To == 0 || d <= p.To)
}

// Overlaps tells whether the two periods share a day.
func (p Period) Overlaps(q Period) bool {
	return (p.To == 0 || q.From == 0 || q.From <= p.To) && (q.To == 0 || p.From == 0 || p.From <= q.To)
}

// Days counts the days of a closed period.
func (p Period) Days() int { return int(p.To-p.From) + 1 }

func (p Period) String() string {
	if p.From == p.To {
		return p.From.String()
	}
	return p.From.String() + " to " + p.To.String()
}
