package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// ReachedBy tells whether terms that hold from a day reach the audit: one that
// has not begun and takes place, or may still take place, from that day on.
func (a Audit) ReachedBy(from domain.Date) bool {
	switch {
	case a.State != Owed || a.Imported:
		return false
	case a.Dates != Open:
		return a.Stretch.From >= from
	}
	return a.Window.Latest == 0 || a.Window.Latest >= from
}

// Amend gives the audit another length, other areas and the places that are left.
// An audit that is booked keeps its booking; what then does not fit any more is
// said, for the planner who has to see to it.
func (a *Audit) Amend(halfDays int, cover []string, sites []domain.ID) (toDo string) {
	var does []string
	was := *a
	if halfDays != a.HalfDays {
		a.Time = nil // what was worked out for it alone
	}
	if a.HalfDays, a.Cover = halfDays, cover; len(TeamFor(halfDays, a.SchemeID)) != len(TeamFor(was.HalfDays, a.SchemeID)) {
		if seats := TeamFor(halfDays, a.SchemeID); a.Dates == Open || len(seats) > len(a.Positions) {
			a.Positions = seats // a seat that is taken stays: people sit on it
		}
	}
	gone := len(sites) > 0 && !slices.Contains(sites, a.SiteID)
	if a.Dates == Open {
		if gone {
			a.SiteID = sites[0]
		}
		return ""
	}
	switch {
	case a.HalfDays > was.HalfDays:
		does = append(does, fmt.Sprintf("it takes %s auditor days instead of %s: book it longer, or with one more auditor", daysOf(a.HalfDays), daysOf(was.HalfDays)))
	case a.HalfDays < was.HalfDays:
		does = append(does, fmt.Sprintf("it takes %s auditor days instead of %s: book it shorter and tell the client", daysOf(a.HalfDays), daysOf(was.HalfDays)))
	}
	if !slices.Equal(a.Cover, was.Cover) {
		does = append(does, "its technical areas changed: check that the team covers them")
	}
	if gone {
		does = append(does, "its site is no longer in the contract: book it at another one")
	}
	if len(does) == 0 {
		return ""
	}
	return "Booked from " + a.Stretch.From.Long() + " to " + a.Stretch.To.Long() + "; " + strings.Join(does, "; ") + "."
}

// daysOf writes half-days as days: "2.5".
func daysOf(halves int) string {
	if halves%2 == 0 {
		return fmt.Sprint(halves / 2)
	}
	return fmt.Sprintf("%d.5", halves/2)
}
