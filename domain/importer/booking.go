package importer

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/facts"
)

// standing is a stretch in which a person is booked: by an earlier record of
// this import, or by an audit kept before.
type standing struct {
	stretch domain.Stretch
	zone    *time.Location
	title   string
	audit   audit.Audit // kept before; empty for a record
}

// refusing are the rules that an audit to be booked has to meet, whatever it was
// agreed on: what a booking refuses too. The others speak of the site's
// calendar, of travel and of ceilings, which the old body settled for itself.
var refusing = []string{planning.Competence.ID, planning.Cover.ID, planning.Availability.ID, planning.Overlap.ID, planning.Barred.ID}

// checkBooking asks the planning rules about an audit that is to be booked, and
// names each broken one at its cell.
func (w *work) checkBooking(r *record, k client.Contract, h heldAudit) {
	in, others := w.instance(k, h)
	asked := planning.Planned{ID: "this", Start: h.period.From, Half: domain.AM, Team: map[string]string{}}
	for i, p := range in.Audits[0].Positions {
		asked.Team[p.ID] = string(h.people[i])
	}
	for _, f := range check.Placement(in, asked, others) {
		if !f.Met && slices.Contains(refusing, f.Rule) {
			w.broken(r, k, h, f)
		}
	}
	w.checkHours(r, k, h)
	for d := h.period.From; d <= h.period.To; d++ {
		if d.IsWeekend() {
			w.warn(r, "first_day", "reaches over a weekend (%s)", d.Long())
			break
		}
	}
}

// broken refuses the record for a broken rule; solely because of another record
// when that one would have given the authorisation that is lacking.
func (w *work) broken(r *record, k client.Contract, h heldAudit, f domain.Finding) {
	column, lost := columnOf(f.Fact("position")), ""
	switch f.Rule {
	case planning.Competence.ID:
		lost = w.lostOf(domain.ID(f.Fact("auditor")), k.SchemeID, "")
	case planning.Cover.ID:
		for _, p := range h.people {
			for _, code := range k.Codes {
				if l := w.lostOf(p, k.SchemeID, code); l != "" && audit.Area(k.SchemeID, code) == f.Fact("code") {
					lost = l
				}
			}
		}
	}
	message := fmt.Sprintf("%s (rule %s)", f.Text, f.Rule)
	if lost == "" {
		r.fault(column, "%s", message)
		return
	}
	r.hangs(column, lost)
	r.faults[len(r.faults)-1].Message = message
}

// columnOf is the column a seat was read from; what concerns the whole team is
// the lead's.
func columnOf(position string) string {
	if position == "" || position == "lead" {
		return "lead"
	}
	return "team"
}

// lostOf is the refused record that might have authorised a person, for a code
// or for any; the first by its words, so that each run names the same one.
func (w *work) lostOf(p domain.ID, schemeID, code string) (lost string) {
	for key, l := range w.lostCodes {
		if key.person == p && key.scheme == schemeID && (code == "" || key.code == code) && (lost == "" || l < lost) {
			lost = l
		}
	}
	return lost
}

const (
	weekdays = "weekdays"
	everyDay = "every day"
)

// instance lays an audit and its people out for the planning rules, with their
// other bookings beside. Nobody travels and nobody has holidays in it: an old
// body's dates stand where they are.
func (w *work) instance(k client.Contract, h heldAudit) (*planning.Instance, []planning.Planned) {
	in := &planning.Instance{
		Format: planning.InstanceFormat2, Start: h.period.From, End: h.period.To,
		Policy:    planning.Policy{LeadRunMax: facts.Unlimited, LoadPeriodDays: facts.Unlimited},
		Travel:    planning.Travel{BlockKm: facts.Unlimited, BlockKm2: facts.Unlimited},
		Calendars: []planning.Calendar{{ID: weekdays}, {ID: everyDay, Workdays: []int{1, 2, 3, 4, 5, 6, 7}}},
		Sites:     []planning.Site{{ID: weekdays, Calendar: weekdays}, {ID: everyDay, Calendar: everyDay}},
	}
	this := planning.Audit{ID: "this", Title: "this audit", Priority: 1, Site: weekdays, Cover: areasOf(k.SchemeID, k.Codes)}
	if h.period.From.IsWeekend() {
		this.Site = everyDay
	}
	length := h.halves(this.Site == everyDay)
	for _, p := range audit.TeamOf(len(h.people), k.SchemeID) {
		this.Positions = append(this.Positions, planning.Position{ID: p.ID, Role: p.Role, Needs: p.Needs, Len: length})
	}
	in.Audits = []planning.Audit{this}
	var others []planning.Planned
	for _, p := range slices.Compact(slices.Sorted(slices.Values(h.people))) {
		a := facts.Auditor(w.person(p), w.permits[p], w.absences[p])
		a.Calendar, a.MaxWeek = everyDay, facts.Unlimited
		in.Auditors = append(in.Auditors, a)
		for _, i := range w.interests[pair{p, k.ClientID}] {
			if i.Period.From <= h.period.To {
				in.Audits[0].Forbid = append(in.Audits[0].Forbid, facts.Forbid(i, w.coolingYears(k.SchemeID)))
			}
		}
		others = append(others, w.beside(in, p, k, h)...)
	}
	for i := range in.Audits {
		in.Audits[i].Earliest, in.Audits[i].Latest = in.Start, in.End
	}
	return in, others
}

// halves are the working half-days from the first day to the last.
func (h heldAudit) halves(weekendsToo bool) (n int) {
	for d := h.period.From; d <= h.period.To; d++ {
		if weekendsToo || !d.IsWeekend() {
			n += 2
		}
	}
	return n
}

func areasOf(schemeID string, codes []string) (out []string) {
	for _, code := range codes {
		out = append(out, audit.Area(schemeID, code))
	}
	return out
}

// beside lays a person's other bookings of those days into the instance.
func (w *work) beside(in *planning.Instance, p domain.ID, k client.Contract, h heldAudit) (out []planning.Planned) {
	for n, s := range w.booked[p] {
		if s.stretch.To < h.period.From || s.stretch.From > h.period.To || s.isFor(k, h) {
			continue
		}
		in.Start, in.End = min(in.Start, s.stretch.From), max(in.End, s.stretch.To)
		id := fmt.Sprintf("%s/%d", p, n)
		in.Audits = append(in.Audits, planning.Audit{ID: id, Title: s.title, Priority: 1, Site: everyDay,
			Positions: []planning.Position{{ID: "seat", Role: "booked", Len: s.stretch.HalfDays()}}})
		out = append(out, planning.Planned{ID: id, Start: s.stretch.From, Half: s.stretch.FromHalf, Team: map[string]string{"seat": string(p)}})
	}
	return out
}

// isFor tells whether the stretch is this very audit, from an earlier import.
func (s standing) isFor(k client.Contract, h heldAudit) bool {
	return s.audit.ID != "" && s.audit.ContractID == k.ID && s.audit.Type == h.kind && s.audit.Number == h.number
}

// checkHours finds what the half-days of two zones hide: the same hour taken
// twice, which the database refuses by its key.
func (w *work) checkHours(r *record, k client.Contract, h heldAudit) {
	hours := h.stretch().Hours(w.siteOf(k).Zone())
	for i, p := range h.people {
		column := columnOf(audit.TeamOf(i+1, k.SchemeID)[i].ID)
		for _, s := range w.booked[p] {
			same := s.stretch.From <= h.period.To && h.period.From <= s.stretch.To // judged by the rule already
			near := s.stretch.From <= h.period.To.AddDays(1) && h.period.From.AddDays(-1) <= s.stretch.To
			if same || !near || s.isFor(k, h) {
				continue
			}
			if slices.ContainsFunc(s.stretch.Hours(s.zone), func(hour domain.Hour) bool { return slices.Contains(hours, hour) }) {
				r.fault(column, "%s is on %s at the same hour, in another time zone (rule %s)", w.person(p).Name, s.title, planning.Overlap.ID)
			}
		}
	}
}

// person is an auditor of this import or known before.
func (w *work) person(id domain.ID) auditor.Auditor {
	for _, no := range slices.Sorted(maps.Keys(w.known.Auditors)) {
		if a := w.known.Auditors[no]; a.ID == id {
			return a
		}
	}
	return auditor.Auditor{ID: id, Name: string(id)}
}

// siteOf is where a contract's audits take place: the central function.
func (w *work) siteOf(k client.Contract) client.Site {
	if len(k.SiteIDs) == 0 {
		return client.Site{}
	}
	for _, s := range w.known.Sites {
		if s.ID == k.SiteIDs[0] {
			return s
		}
	}
	return client.Site{}
}

func (w *work) coolingYears(schemeID string) int {
	for _, s := range w.known.Schemes {
		if s.ID == schemeID {
			return s.Impartiality.CoolingYears
		}
	}
	return 2
}
