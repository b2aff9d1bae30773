package app

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
)

// standing lays the bookings that stay into an instance.
type standing struct {
	*year
	in     *planning.Instance
	pieces map[string]piece // of the pinned audits, by their ID in the instance
	plan   []planning.Planned
	stays  []audit.Audit
	loose  []piece // that only busy time could take in
	notes  []string
}

// piece is a booking as it stands in the instance: whole, or one seat of it.
type piece struct {
	of      audit.Audit
	seat    *audit.Seat    // none: all of it
	stretch domain.Stretch // of the seat
}

// stand lays the bookings that stay into the instance, pinned. One that breaks a
// rule today stands all the same and is named: each of its seats is pinned
// without what it needs, so that its half-days count; where that breaks a rule
// too, they become plain busy time of the person.
func (y *year) stand(in *planning.Instance, free map[domain.ID]bool) (notes []string) {
	s := &standing{year: y, in: in, pieces: map[string]piece{}}
	for _, x := range y.booked {
		if free[x.ID] || len(x.Seats) == 0 {
			continue
		}
		s.stays = append(s.stays, x)
		if len(x.Visits) > 0 {
			s.apart(x, "it visits several sites")
		} else if a, regular := y.pinned(x); regular {
			s.pin(a, piece{of: x})
		} else {
			s.apart(x, "its days are none of the site's")
		}
	}
	for s.settle() {
	}
	s.fillWeeks()
	return s.notes
}

func (s *standing) pin(a planning.Audit, what piece) {
	s.pieces[a.ID] = what
	s.in.Audits = append(s.in.Audits, a)
	s.plan = append(s.plan, planning.Planned{ID: a.ID, Start: a.Pin.Start, Half: a.Pin.Half, Team: a.Pin.Team})
}

// settle loosens what breaks a rule, and tells whether there was any.
func (s *standing) settle() bool {
	broken := s.broken()
	s.in.Audits = slices.DeleteFunc(s.in.Audits, func(a planning.Audit) bool { return broken[a.ID] != nil })
	s.plan = slices.DeleteFunc(s.plan, func(p planning.Planned) bool { return broken[p.ID] != nil })
	for _, id := range slices.Sorted(maps.Keys(broken)) {
		if what := s.pieces[id]; what.seat == nil {
			s.apart(what.of, strings.Join(broken[id], ", "))
		} else {
			s.busy(what)
		}
	}
	return len(broken) > 0
}

// broken gives the rules that each pinned audit breaks.
func (s *standing) broken() map[string][]string {
	out := map[string][]string{}
	for _, f := range check.Judge(s.in, &planning.Plan{Audits: s.plan}).Findings {
		if id := f.Fact("audit"); id != "" && !slices.Contains(out[id], f.Rule) {
			out[id] = append(out[id], f.Rule)
		}
	}
	return out
}

// apart pins each seat of a booking by itself, wherever it is spent, and names
// the booking.
func (s *standing) apart(x audit.Audit, why string) {
	s.notes = append(s.notes, fmt.Sprintf("%s (%s) stands on %s although a rule is against it: %s.", s.title(x), x.No, x.Period(), why))
	for i := range x.Seats {
		seat := &x.Seats[i]
		for n, v := range x.PlacesOf(*seat) {
			what := piece{x, seat, v.Stretch}
			at := s.sites[v.SiteID]
			halves := siteDaysOf(s.holidays[at.Country]).workingHalves(v.Stretch)
			if halves < 1 || s.no[seat.PersonID] == "" {
				s.busy(what)
				continue
			}
			position, _ := x.Position(seat.PositionID)
			s.pin(planning.Audit{ID: fmt.Sprintf("%s %s %d", x.No, seat.PositionID, n+1), Title: s.title(x), Client: s.clients[x.ClientID].No, Type: string(x.Type), Site: at.No,
				Earliest: v.Stretch.From, Latest: v.Stretch.To, Priority: overdueAudit,
				Positions: []planning.Position{{ID: seat.PositionID, Role: "auditor", Len: halves, Remote: position.Remote}},
				Pin:       &planning.Pin{Start: v.Stretch.From, Half: v.Stretch.FromHalf, Team: map[string]string{seat.PositionID: s.no[seat.PersonID]}}}, what)
		}
	}
}

// busy takes the days of a seat from its person.
func (s *standing) busy(what piece) {
	if k := s.person(what.seat.PersonID); k != nil {
		k.Absences = append(k.Absences, absent(what.stretch)...)
	}
	s.loose = append(s.loose, what)
}

func (s *standing) person(id domain.ID) *planning.Auditor {
	i := slices.IndexFunc(s.in.Auditors, func(k planning.Auditor) bool { return k.ID == s.no[id] })
	if i < 0 {
		return nil
	}
	return &s.in.Auditors[i]
}

// fillWeeks closes the weeks that busy time and bookings together fill up to the
// person's ceiling. The format has no ceiling of a single week: one that is only
// partly filled stays as open as its free half-days.
func (s *standing) fillWeeks() {
	for _, what := range s.loose {
		k := s.person(what.seat.PersonID)
		if k == nil {
			continue
		}
		for day := monday(what.stretch.From); day <= what.stretch.To; day = day.AddDays(7) {
			week := domain.Period{From: day, To: day.AddDays(4)}
			if s.spent(what.seat.PersonID, week) < k.MaxWeek {
				continue
			}
			before := k.Absences
			k.Absences = append(slices.Clone(before), s.restOf(what.seat.PersonID, week)...)
			if len(s.broken()) > 0 { // a journey of what stands there
				k.Absences = before
			}
		}
	}
}

func monday(d domain.Date) domain.Date { return d.AddDays(1 - planning.Weekday(d)) }

// spent counts the half-days of a week in which a person's bookings stay.
func (s *standing) spent(person domain.ID, week domain.Period) (n int) {
	for _, x := range s.stays {
		for _, seat := range x.Seats {
			if seat.PersonID == person {
				n += s.days(x).workingHalves(within(seat.Stretch, week))
			}
		}
	}
	return n
}

// restOf are the half-days of a week in which no booking of a person stays.
func (s *standing) restOf(person domain.ID, week domain.Period) (out []planning.Absence) {
	for day := week.From; day <= week.To; day++ {
		for _, half := range []domain.Half{domain.AM, domain.PM} {
			if !slices.ContainsFunc(s.stays, func(x audit.Audit) bool {
				return slices.ContainsFunc(x.Seats, func(seat audit.Seat) bool {
					return seat.PersonID == person && slices.Contains(halvesOn(seat.Stretch, day), half)
				})
			}) {
				out = append(out, planning.Absence{From: day, To: day, Half: half})
			}
		}
	}
	return out
}

// within is the part of a stretch that lies in a period; empty when none does.
func within(s domain.Stretch, p domain.Period) domain.Stretch {
	if s.From < p.From {
		s.From, s.FromHalf = p.From, domain.AM
	}
	if s.To > p.To {
		s.To, s.ToHalf = p.To, domain.PM
	}
	return s
}

// pinned is a booking as an audit that cannot go anywhere else. Its seats are
// where they are booked; it is regular when the site's calendar gives those days.
func (y *year) pinned(x audit.Audit) (planning.Audit, bool) {
	a := planning.Audit{ID: x.No, Title: y.title(x), Client: y.clients[x.ClientID].No, Type: string(x.Type), Site: y.sites[x.SiteID].No,
		Earliest: x.Stretch.From, Latest: x.Stretch.To, Priority: overdueAudit,
		Pin: &planning.Pin{Start: x.Stretch.From, Half: x.Stretch.FromHalf, Team: map[string]string{}}}
	site := y.days(x)
	for _, s := range x.Seats {
		p := planning.Position{ID: s.PositionID, Role: s.Role, Len: site.workingHalves(s.Stretch), Offset: site.workingHalves(x.Stretch) - site.workingHalves(
			domain.Stretch{From: s.Stretch.From, FromHalf: s.Stretch.FromHalf, To: x.Stretch.To, ToHalf: x.Stretch.ToHalf})}
		if seat, known := x.Position(s.PositionID); known && x.State == audit.Owed {
			p.Needs, p.Remote = seat.Needs, seat.Remote
		}
		if p.Len < 1 || p.Offset < 0 || y.no[s.PersonID] == "" {
			return a, false
		}
		a.Positions = append(a.Positions, p)
		a.Pin.Team[p.ID] = y.no[s.PersonID]
	}
	if x.State == audit.Owed {
		a.Cover = x.Cover
	}
	return a, true
}

// asPlanned is where a booked audit is today.
func (y *year) asPlanned(x audit.Audit) planning.Planned {
	out := planning.Planned{ID: x.No, Start: x.Stretch.From, Half: x.Stretch.FromHalf, Team: map[string]string{}}
	for _, s := range x.Seats {
		if no := y.no[s.PersonID]; no != "" {
			out.Team[s.PositionID] = no
		}
	}
	return out
}

// absent is a stretch as absences: whole days, and the halves at its ends.
func absent(s domain.Stretch) (out []planning.Absence) {
	from, to := s.From, s.To
	if s.FromHalf == domain.PM {
		out = append(out, planning.Absence{From: from, To: from, Half: domain.PM})
		from++
	}
	if s.ToHalf == domain.AM && to >= from {
		out = append(out, planning.Absence{From: to, To: to, Half: domain.AM})
		to--
	}
	if from <= to {
		out = append(out, planning.Absence{From: from, To: to})
	}
	return out
}
