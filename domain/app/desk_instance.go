package app

import (
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/facts"
)

// everyDay is the calendar of a booking that begins or ends on a day its site does
// not work: it is where it is, and all its days count.
const everyDay = "every day"

const unlimited = facts.Unlimited

// instance turns the desk into the planning rules' words, for an audit that
// lasts so many working half-days. The window is judged apart, because passing
// it needs a reason and is no plain no (see judge).
func (d *desk) instance(halves int) (*planning.Instance, []planning.Planned) {
	in := &planning.Instance{
		Format: planning.InstanceFormat2, Name: string(d.audit.ID), Start: d.horizon.From, End: d.horizon.To,
		Policy: planning.Policy{LeadRunMax: unlimited, LoadPeriodDays: unlimited}, Travel: d.travel,
		Calendars: []planning.Calendar{{ID: everyDay, Workdays: []int{1, 2, 3, 4, 5, 6, 7}}},
	}
	for _, x := range d.booked {
		in.Start = min(in.Start, x.Stretch.From)
		in.End = max(in.End, x.Stretch.To)
	}
	for id, days := range d.holidays {
		in.Calendars = append(in.Calendars, planning.Calendar{ID: "of " + id, Holidays: days})
	}
	in.Sites = append(in.Sites, planning.Site{ID: "here", Lat: d.site.Lat, Lon: d.site.Lon, Calendar: "of " + d.site.Country})
	for id, s := range d.sites {
		in.Sites = append(in.Sites,
			planning.Site{ID: string(id), Lat: s.Lat, Lon: s.Lon, Calendar: "of " + s.Country},
			planning.Site{ID: string(id) + ", " + everyDay, Lat: s.Lat, Lon: s.Lon, Calendar: everyDay})
	}
	for _, p := range d.people {
		in.Auditors = append(in.Auditors, facts.Auditor(p, d.permits[p.ID], d.absences[p.ID]))
	}
	in.Audits = append(in.Audits, d.wanted(in, halves))
	others := d.standing(in)
	return in, others
}

// wanted is the audit to be placed.
func (d *desk) wanted(in *planning.Instance, halves int) planning.Audit {
	x := planning.Audit{
		ID: string(d.audit.ID), Title: d.audit.Title() + " of " + d.client.LegalName, Client: string(d.audit.ClientID),
		Type: string(d.audit.Type), Site: "here", Earliest: in.Start, Latest: in.End, Priority: 1, Cover: d.audit.Cover,
		Positions: seats(d.audit, halves),
	}
	for _, i := range d.bars {
		if i.Period.From <= d.horizon.To {
			x.Forbid = append(x.Forbid, facts.Forbid(i, d.scheme.Impartiality.CoolingYears))
		}
	}
	return x
}

// seats are an audit's positions, each with its own half-days of so many.
func seats(x audit.Audit, halves int) (out []planning.Position) {
	for _, p := range x.Positions {
		seat := planning.Position{ID: p.ID, Role: p.Role, Offset: min(p.OffsetHalves, halves-1), Len: p.LenHalves, Remote: p.Remote, Needs: p.Needs}
		if seat.Len == 0 || seat.Offset+seat.Len > halves {
			seat.Len = halves - seat.Offset
		}
		out = append(out, seat)
	}
	return out
}

// standing lays the people's other bookings beside it, each seat by itself with
// the half-days it takes at each place.
func (d *desk) standing(in *planning.Instance) []planning.Planned {
	var out []planning.Planned
	here := map[domain.ID]bool{}
	for _, p := range d.people {
		here[p.ID] = true
	}
	for _, x := range d.booked {
		for _, s := range x.Seats {
			if !here[s.PersonID] {
				continue
			}
			for n, v := range x.PlacesOf(s) {
				id := fmt.Sprintf("%s/%s/%d", x.ID, s.PositionID, n)
				site, halves := d.standsAt(v)
				in.Audits = append(in.Audits, planning.Audit{ID: id, Title: d.titles[x.ID], Site: site, Earliest: in.Start,
					Latest: in.End, Priority: 1, Positions: []planning.Position{{ID: "seat", Role: "booked", Len: halves}}})
				out = append(out, planning.Planned{ID: id, Start: v.Stretch.From, Half: v.Stretch.FromHalf, Team: map[string]string{"seat": string(s.PersonID)}})
			}
		}
	}
	return out
}

// standsAt is the place of a booking and its half-days of work there: a weekend
// or a holiday in the middle keeps its people, but is no work of theirs.
func (d *desk) standsAt(v audit.Visit) (site string, halves int) {
	days := siteDaysOf(d.holidays[d.sites[v.SiteID].Country])
	if !days.Works(v.Stretch.From) || !days.Works(v.Stretch.To) {
		return string(v.SiteID) + ", " + everyDay, v.Stretch.HalfDays()
	}
	return string(v.SiteID), days.workingHalves(v.Stretch)
}
