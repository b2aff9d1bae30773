package app

import (
	"context"
	"regexp"
	"strings"

	"github.com/certwright/certwright/domain"
)

// calendarForm is how a calendar is called: a country, or a region of one.
var calendarForm = regexp.MustCompile(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`)

// ListHolidays lists a calendar's own public holidays of a year; a region's
// people also keep the country's.
func (a *App) ListHolidays(ctx context.Context, actor domain.Actor, calendar string, year int) (list []Holiday, err error) {
	if err := allow(actor, "see the calendars", domain.Admin, domain.Planner, domain.Reviewer, domain.Auditor); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) (err error) { list, err = tx.HolidayList(strings.ToUpper(calendar), year); return err })
	return list, err
}

// AddHoliday adds a day to a calendar. Audits booked on it stay as they are:
// what clashes is shown where they are looked at.
func (a *App) AddHoliday(ctx context.Context, actor domain.Actor, h Holiday) (Holiday, error) {
	if err := allow(actor, "change the calendars", domain.Admin, domain.Planner); err != nil {
		return h, err
	}
	h.Calendar, h.Name = strings.ToUpper(strings.TrimSpace(h.Calendar)), strings.TrimSpace(h.Name)
	var f domain.Fault
	f.Need("name", h.Name)
	if !calendarForm.MatchString(h.Calendar) {
		f.Add("calendar", "is a country such as DE, or a region such as DE-BY")
	}
	if h.Day == 0 {
		f.Add("day", "is needed")
	}
	if err := f.Err(); err != nil {
		return h, err
	}
	return h, a.write(ctx, func(tx Tx) error {
		if err := tx.SaveHoliday(h.Calendar, h.Day, h.Name); err != nil {
			return err
		}
		return a.recordHoliday(tx, actor, "add_holiday", h, h.Day.String()+" ("+h.Name+") is a holiday in "+h.Calendar+".")
	})
}

// RemoveHoliday takes a day off a calendar.
func (a *App) RemoveHoliday(ctx context.Context, actor domain.Actor, calendar string, day domain.Date) error {
	if err := allow(actor, "change the calendars", domain.Admin, domain.Planner); err != nil {
		return err
	}
	h := Holiday{Calendar: strings.ToUpper(calendar), Day: day}
	return a.write(ctx, func(tx Tx) error {
		if err := tx.DeleteHoliday(h.Calendar, h.Day); err != nil {
			return err
		}
		return a.recordHoliday(tx, actor, "remove_holiday", h, h.Day.String()+" is no longer a holiday in "+h.Calendar+".")
	})
}

func (a *App) recordHoliday(tx Tx, actor domain.Actor, verb string, h Holiday, summary string) error {
	return a.record(tx, actor, a.now(), Act{Verb: verb, Kind: "holiday", Object: domain.ID(h.Calendar + " " + h.Day.String()), Summary: summary, State: h})
}
