package app

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
)

// stand lays the bookings that stay into the instance, pinned. One that breaks a
// rule today stands all the same: it becomes plain busy time of its people, and
// is named.
func (y *year) stand(in *planning.Instance, free map[domain.ID]bool) (notes []string) {
	standing := map[string]audit.Audit{}
	var plan []planning.Planned
	for _, x := range y.booked {
		if free[x.ID] || len(x.Seats) == 0 {
			continue
		}
		standing[x.No] = x
		if len(x.Visits) > 0 {
			notes = append(notes, y.busy(in, x, "it visits several sites"))
			continue
		}
		a, regular := y.pinned(x)
		if !regular {
			notes = append(notes, y.busy(in, x, "its days are none of the site's"))
			continue
		}
		in.Audits = append(in.Audits, a)
		plan = append(plan, planning.Planned{ID: a.ID, Start: a.Pin.Start, Half: a.Pin.Half, Team: a.Pin.Team})
	}
	for {
		broken := map[string][]string{}
		for _, f := range check.Judge(in, &planning.Plan{Audits: plan}).Findings {
			if no := f.Fact("audit"); no != "" && !slices.Contains(broken[no], f.Rule) {
				broken[no] = append(broken[no], f.Rule)
			}
		}
		if len(broken) == 0 {
			return notes
		}
		in.Audits = slices.DeleteFunc(in.Audits, func(a planning.Audit) bool { return broken[a.ID] != nil })
		plan = slices.DeleteFunc(plan, func(p planning.Planned) bool {
			if broken[p.ID] != nil {
				notes = append(notes, y.busy(in, standing[p.ID], strings.Join(broken[p.ID], ", ")))
			}
			return broken[p.ID] != nil
		})
	}
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

// busy takes the days of a booking from its people, and says so.
func (y *year) busy(in *planning.Instance, x audit.Audit, why string) string {
	for _, s := range x.Seats {
		for i := range in.Auditors {
			if k := &in.Auditors[i]; k.ID == y.no[s.PersonID] {
				k.Absences = append(k.Absences, absent(s.Stretch)...)
			}
		}
	}
	return fmt.Sprintf("%s (%s) stands on %s although a rule is against it: %s.", y.title(x), x.No, x.Period(), why)
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
