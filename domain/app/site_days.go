package app

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/planning"
)

// holidaysOf reads the holidays of every country the sites lie in and of every
// calendar the people keep, by calendar.
func holidaysOf(tx Tx, sites map[domain.ID]client.Site, people []auditor.Auditor) (map[string][]domain.Date, error) {
	var calendars []string
	for _, s := range sites {
		calendars = append(calendars, s.Country)
	}
	for _, p := range people {
		calendars = append(calendars, p.HolidayCalendar)
	}
	out := map[string][]domain.Date{}
	for _, c := range calendars {
		if _, known := out[c]; known {
			continue
		}
		days, err := tx.Holidays(c)
		if err != nil {
			return nil, err
		}
		out[c] = days
	}
	return out, nil
}

// siteDays counts in the working half-days of a site.
type siteDays struct{ planning.Workdays }

func siteDaysOf(holidays []domain.Date) siteDays {
	return siteDays{(&planning.Calendar{Holidays: holidays}).Workday()}
}

// workingHalves counts the half-days of a stretch on which the site works.
func (w siteDays) workingHalves(s domain.Stretch) int {
	n := 0
	for _, day := range s.Days() {
		if !w.Works(day) {
			continue
		}
		n += 2
		if day == s.From && s.FromHalf == domain.PM {
			n--
		}
		if day == s.To && s.ToHalf == domain.AM {
			n--
		}
	}
	return n
}

// stretchFrom is the stretch of so many working half-days from a day on.
func (w siteDays) stretchFrom(from domain.Date, half domain.Half, halves int) domain.Stretch {
	for limit := 0; !w.Works(from) && limit < 60; limit++ {
		from, half = from.AddDays(1), domain.AM
	}
	s := domain.Stretch{From: from, FromHalf: half, To: from, ToHalf: half}
	for left := halves - 1; left > 0 && s.To.DaysSince(from) < 300; {
		if s.ToHalf == domain.AM {
			s.ToHalf = domain.PM
		} else {
			s.To, s.ToHalf = s.To.AddDays(1), domain.AM
		}
		if w.Works(s.To) {
			left--
		}
	}
	return s
}

// days is the calendar of the site an audit is held at.
func (y *year) days(x audit.Audit) siteDays { return siteDaysOf(y.holidays[y.sites[x.SiteID].Country]) }
