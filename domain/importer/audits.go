package importer

import (
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// heldAudit is an accepted audit record, before it has its place in a cycle.
type heldAudit struct {
	record   *record
	kind     audit.Type
	number   int
	period   domain.Period
	people   []domain.ID // lead first
	reportOn domain.Date
	majors   int
	minors   int
	stands   domain.ID // the audit kept before of which the record says nothing new; none for news
}

// history tells whether the audit took place before Certwright.
func (h heldAudit) history() bool { return h.reportOn != 0 }

func (h heldAudit) stretch() domain.Stretch {
	return domain.Stretch{From: h.period.From, FromHalf: domain.AM, To: h.period.To, ToHalf: domain.PM}
}

var kinds = map[string]struct {
	kind   audit.Type
	number int
}{
	"stage1": {audit.Stage1, 0}, "stage2": {audit.Stage2, 0}, "surveillance1": {audit.Surveillance, 1},
	"surveillance2": {audit.Surveillance, 2}, "surveillance3": {audit.Surveillance, 3}, "recertification": {audit.Recert, 1},
}

func (w *work) audit(r *record) {
	k, contractKnown := refer(w, r, "contract_no", "contracts", "contract", r.text("contract_no"), w.known.Contracts)
	kind, kindKnown := kinds[r.text("type")]
	if !kindKnown {
		r.fault("type", "is stage1, stage2, surveillance1, surveillance2 or recertification")
	}
	h := heldAudit{
		record: r, kind: kind.kind, number: kind.number, period: domain.Period{From: r.day("first_day", true), To: r.day("last_day", true)},
		reportOn: r.day("report_on", false), majors: r.whole("majors", 0), minors: r.whole("minors", 0),
	}
	people := w.team(r, &h)
	if contractKnown && people {
		h.stands = w.standsAs(k.ID, h)
	}
	if h.stands == "" {
		w.checkDays(r, h)
	}
	if contractKnown && people && h.stands == "" && !h.history() && kindKnown && h.period.To != 0 && h.period.From != 0 {
		w.checkBooking(r, k, h)
	}
	if r.refused() {
		w.refuse(r, "audits", "")
		return
	}
	if !h.history() && h.stands == "" {
		for _, p := range h.people {
			kept := slices.DeleteFunc(w.booked[p], func(s standing) bool { return s.isFor(k, h) })
			w.booked[p] = append(kept, standing{stretch: h.stretch(), zone: w.siteOf(k).Zone(), title: fmt.Sprintf("record %d", r.number)})
		}
	}
	w.records[k.ID] = append(w.records[k.ID], h)
}

// standsAs is the audit kept before that a record tells of as it is, as far as
// the sheet has columns: it has none for halves of days.
func (w *work) standsAs(contract domain.ID, h heldAudit) domain.ID {
	for _, a := range w.kept[contract] {
		if kinds[kindOf(a)] == kinds[h.record.text("type")] && a.Dates == audit.Confirmed && a.State != audit.Cancelled &&
			a.Stretch.From == h.period.From && a.Stretch.To == h.period.To && a.ReportOn == h.reportOn &&
			a.Majors == h.majors && a.Minors == h.minors && len(h.people) > 0 && a.Lead() == h.people[0] &&
			slices.Equal(slices.Sorted(slices.Values(a.Team())), slices.Sorted(slices.Values(h.people))) {
			return a.ID
		}
	}
	return ""
}

func (w *work) checkDays(r *record, h heldAudit) {
	switch {
	case h.period.From == 0 || h.period.To == 0:
	case h.period.To < h.period.From:
		r.fault("last_day", "lies before the first day %s", h.period.From)
	case h.period.To.DaysSince(h.period.From) > 60:
		r.fault("last_day", "makes the audit %d days long", h.period.Days())
	case h.history() && h.period.To > w.known.Today:
		r.fault("report_on", "an audit that lasts until %s, after today, has no report yet", h.period.To)
	case h.history() && h.reportOn < h.period.From:
		r.fault("report_on", "lies before the audit began on %s", h.period.From)
	}
	if h.majors < 0 {
		r.fault("majors", "cannot be negative")
	}
	if h.minors < 0 {
		r.fault("minors", "cannot be negative")
	}
}

// team looks the people up; it tells whether all of them are known.
func (w *work) team(r *record, h *heldAudit) bool {
	all := true
	lead, ok := refer(w, r, "lead", "auditors", "auditor", r.text("lead"), w.known.Auditors)
	all = all && ok
	h.people = append(h.people, lead.ID)
	for _, no := range words(r.text("team")) {
		member, ok := refer(w, r, "team", "auditors", "auditor", no, w.known.Auditors)
		all = all && ok
		for _, p := range h.people {
			if ok && p == member.ID {
				r.fault("team", "%s has two seats", no)
			}
		}
		h.people = append(h.people, member.ID)
	}
	return all
}
