package domain

import (
	"cmp"
	"fmt"
	"time"
)

// Half is a half of a working day at the site: the morning 09–13, the
// afternoon 13–17, in the site's zone.
type Half string

const (
	AM Half = "am"
	PM Half = "pm"
)

// hours of a half-day, local to the site.
var halfHours = map[Half][2]int{AM: {9, 13}, PM: {13, 17}}

// Valid tells whether h is am or pm.
func (h Half) Valid() bool { return h == AM || h == PM }

// Stretch is a run of half-days, both ends included, read in one zone: what a
// person books and enters.
type Stretch struct {
	From     Date
	FromHalf Half
	To       Date
	ToHalf   Half
}

// Check says what is wrong with a stretch, or nil.
func (s Stretch) Check() error {
	switch {
	case s.From == 0 || s.To == 0:
		return fmt.Errorf("a booking needs a first and a last day")
	case !s.FromHalf.Valid() || !s.ToHalf.Valid():
		return fmt.Errorf("halves are %q or %q", AM, PM)
	case s.To < s.From || (s.To == s.From && s.FromHalf == PM && s.ToHalf == AM):
		return fmt.Errorf("it ends (%s %s) before it begins (%s %s)", s.To, s.ToHalf, s.From, s.FromHalf)
	case s.To.DaysSince(s.From) > 366:
		return fmt.Errorf("it lasts longer than a year")
	}
	return nil
}

// Start and End are the instants the stretch covers in the site's zone.
func (s Stretch) Start(zone *time.Location) time.Time {
	return s.From.In(zone).Add(wall(s.From, halfHours[s.FromHalf][0], zone))
}

func (s Stretch) End(zone *time.Location) time.Time {
	return s.To.In(zone).Add(wall(s.To, halfHours[s.ToHalf][1], zone))
}

// wall is how long after the day's first instant the clock on the wall shows
// the hour; on the two days a year the clock moves it is not the hour itself.
func wall(d Date, hour int, zone *time.Location) time.Duration {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, hour, 0, 0, 0, zone).Sub(d.In(zone))
}

// Hour is a UTC hour since the Unix epoch: the bucket that can never be taken
// twice by one person, whatever zone the two bookings were entered in.
type Hour int64

// Time is the first instant of the hour.
func (h Hour) Time() time.Time { return time.Unix(int64(h)*3600, 0).UTC() }

// Hours are the UTC hours the stretch takes on each of its days, rounded
// outwards and ascending (ascending, so that two writers never wait on each
// other crosswise). Nights between the days are free.
func (s Stretch) Hours(zone *time.Location) []Hour {
	var out []Hour
	for d := s.From; d <= s.To; d++ {
		from, to := halfHours[AM][0], halfHours[PM][1]
		if d == s.From {
			from = halfHours[s.FromHalf][0]
		}
		if d == s.To {
			to = halfHours[s.ToHalf][1]
		}
		a := d.In(zone).Add(wall(d, from, zone)).Unix()
		b := d.In(zone).Add(wall(d, to, zone)).Unix()
		for h := floorHour(a); h*3600 < b; h++ {
			out = append(out, Hour(h))
		}
	}
	return out
}

func floorHour(sec int64) int64 {
	h := sec / 3600
	if sec < 0 && sec%3600 != 0 {
		h--
	}
	return h
}

// Days lists the days of the stretch.
func (s Stretch) Days() []Date {
	var out []Date
	for d := s.From; d <= s.To; d++ {
		out = append(out, d)
	}
	return out
}

// HalfDays counts the half-days of the stretch, weekends included.
func (s Stretch) HalfDays() int {
	n := 2 * (s.To.DaysSince(s.From) + 1)
	if s.FromHalf == PM {
		n--
	}
	if s.ToHalf == AM {
		n--
	}
	return n
}

// Compare orders stretches by their first half-day.
func (s Stretch) Compare(t Stretch) int {
	return cmp.Or(cmp.Compare(s.From, t.From), cmp.Compare(s.FromHalf, t.FromHalf))
}

// Period is the stretch in whole days.
func (s Stretch) Period() Period { return Period{From: s.From, To: s.To} }
