package audit

import (
	"fmt"

	"github.com/certwright/certwright/domain"
)

// seatHalfDays is the most one seat takes before the team grows: four days on
// site are what a person and a client bear in one go. It is the body's own choice.
const seatHalfDays = 8

// TeamFor proposes the seats of an audit of so many auditor half-days: a lead,
// and as many auditors beside as keep each within four days. Everybody is there
// the whole time. Needs name what a holder must be authorised for: see Need.
func TeamFor(halfDays int, schemeID string) []Position {
	return TeamOf((halfDays+seatHalfDays-1)/seatHalfDays, schemeID)
}

// TeamOf is a team of so many: a lead and, from two on, auditors beside.
func TeamOf(size int, schemeID string) []Position {
	seats := []Position{{ID: "lead", Role: "lead", Needs: []string{Need("lead", schemeID)}}}
	for n := 2; n <= size; n++ {
		seats = append(seats, Position{ID: fmt.Sprintf("auditor%d", n), Role: "auditor", Needs: []string{Need("auditor", schemeID)}})
	}
	return seats
}

// Need is the competence to hold a role in audits against a scheme.
func Need(role, schemeID string) string { return role + "|" + schemeID }

// Area is the competence in one technical area of a scheme, which the team
// covers together.
func Area(schemeID, code string) string { return schemeID + "|" + code }

// Lasts is how many working half-days on site an audit takes: its auditor
// half-days shared by the seats that count (9.1.4.4).
func (a Audit) Lasts() int {
	counting := 0
	for _, p := range a.Positions {
		if Audits(p.Role) {
			counting++
		}
	}
	if counting == 0 {
		return max(a.HalfDays, 1)
	}
	return max((a.HalfDays+counting-1)/counting, 1)
}

// Position finds a seat by its ID.
func (a Audit) Position(id string) (Position, bool) {
	for _, p := range a.Positions {
		if p.ID == id {
			return p, true
		}
	}
	return Position{}, false
}

// Unbook takes dates, places and team off an audit.
func (a *Audit) Unbook() {
	a.Dates, a.Stretch, a.Visits, a.Seats, a.Reason, a.Justified = Open, domain.Stretch{}, nil, nil, "", nil
}

// Told tells whether others than the planner know of the audit's dates.
func (a Audit) Told() bool {
	return a.State != Cancelled && (a.Dates == Proposed || a.Dates == Confirmed)
}

// Period is the audit's days as booked.
func (a Audit) Period() domain.Period { return a.Stretch.Period() }
