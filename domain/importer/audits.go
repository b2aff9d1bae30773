package importer

import (
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
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
	w.checkDays(r, h)
	people := w.team(r, &h)
	if contractKnown && people && !h.history() && kindKnown && h.period.To != 0 && h.period.From != 0 {
		w.checkBooking(r, k, h)
	}
	if r.refused() {
		w.refuse(r, "audits", "")
		return
	}
	if !h.history() {
		zone := w.siteOf(k).Zone()
		for _, p := range h.people {
			for _, hour := range h.stretch().Hours(zone) {
				w.taken[slot{p, hour}] = booked{record: r.number}
			}
		}
	}
	w.records[k.ID] = append(w.records[k.ID], h)
}

func (w *work) checkDays(r *record, h heldAudit) {
	switch {
	case h.period.From == 0 || h.period.To == 0:
	case h.period.To < h.period.From:
		r.fault("last_day", "lies before the first day %s", h.period.From)
	case h.period.To.DaysSince(h.period.From) > 60:
		r.fault("last_day", "makes the audit %d days long", h.period.Days())
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

// checkBooking holds an audit that is to be booked against what nobody may pass
// by: double booking, interests, authorisations and absences.
func (w *work) checkBooking(r *record, k client.Contract, h heldAudit) {
	w.checkInterests(r, k, h)
	w.checkCompetence(r, k, h)
	zone := w.siteOf(k).Zone()
	for i, p := range h.people {
		column := columnOf(i)
		for _, a := range w.absences[p] {
			if d, hit := absent(a, h.period); hit {
				r.fault(column, "%s is away on %s", w.nameOf(p), d.Long())
				break
			}
		}
		for _, hour := range h.stretch().Hours(zone) {
			if by, taken := w.taken[slot{p, hour}]; taken && !w.sameAudit(by, k, h) {
				r.fault(column, "double booking: also on %s", by)
				break
			}
		}
	}
	for d := h.period.From; d <= h.period.To; d++ {
		if d.IsWeekend() {
			w.warn(r, "first_day", "reaches over a weekend (%s)", d.Long())
			break
		}
	}
}

func (b booked) String() string {
	if b.auditNo != "" {
		return "audit " + b.auditNo
	}
	return fmt.Sprintf("record %d", b.record)
}

// sameAudit tells whether the hour was taken by this very audit in an earlier import.
func (w *work) sameAudit(by booked, k client.Contract, h heldAudit) bool {
	if by.auditNo == "" {
		return false
	}
	a := w.known.Audits[by.auditNo]
	return a.ContractID == k.ID && a.Type == h.kind && a.Number == h.number
}

func columnOf(seat int) string {
	if seat == 0 {
		return "lead"
	}
	return "team"
}

func absent(a auditor.Absence, p domain.Period) (domain.Date, bool) {
	for d := p.From; d <= p.To; d++ {
		if !d.IsWeekend() && a.Period.Contains(d) {
			return d, true
		}
	}
	return 0, false
}

func (w *work) checkInterests(r *record, k client.Contract, h heldAudit) {
	for i, p := range h.people {
		for _, interest := range w.interests[pair{p, k.ClientID}] {
			for _, day := range []domain.Date{h.period.From, h.period.To} {
				if f := interest.Bars(day, w.coolingYears(k.SchemeID)); !f.Met {
					r.fault(columnOf(i), "%s is barred from this client (%s): %s", w.nameOf(p), f.Rule, f.Text)
					break
				}
			}
		}
	}
}

// checkCompetence: the lead leads in this scheme, everybody works in it, and
// together they cover the contract's codes on every day.
func (w *work) checkCompetence(r *record, k client.Contract, h heldAudit) {
	for i, p := range h.people {
		if held, lost := w.works(p, k.SchemeID, i == 0, h.period); !held {
			what := "authorised for this scheme"
			if i == 0 {
				what = "authorised to lead in this scheme"
			}
			w.lacking(r, columnOf(i), lost, "%s is not %s on every day", w.nameOf(p), what)
		}
	}
	for _, code := range k.Codes {
		covered, lost := false, ""
		for _, p := range h.people {
			key := codeKey{p, k.SchemeID, code}
			for _, a := range w.codes[key] {
				covered = covered || auditor.FirstUncovered(a.Valid, h.period) == 0
			}
			if l := w.lostCodes[key]; l != "" {
				lost = l
			}
		}
		if !covered {
			w.lacking(r, "lead", lost, "nobody in the team is authorised for %s on every day", code)
		}
	}
}

// lacking refuses for want of an authorisation; solely because of another
// record when that record would have given it.
func (w *work) lacking(r *record, column, lost, format string, args ...any) {
	if lost != "" {
		r.hangs(column, lost)
		r.faults[len(r.faults)-1].Message = fmt.Sprintf(format, args...)
		return
	}
	r.fault(column, format, args...)
}

// works tells whether a person has any authorisation of a scheme through a
// period, to lead if asked, and which refused record might have been one.
func (w *work) works(p domain.ID, schemeID string, lead bool, period domain.Period) (held bool, lost string) {
	for key, all := range w.codes {
		if key.person != p || key.scheme != schemeID {
			continue
		}
		for _, a := range all {
			if (!lead || a.Role == "lead") && auditor.FirstUncovered(a.Valid, period) == 0 {
				return true, ""
			}
		}
	}
	for key, l := range w.lostCodes {
		if key.person == p && key.scheme == schemeID && (lost == "" || l < lost) {
			lost = l
		}
	}
	return false, lost
}

func (w *work) nameOf(p domain.ID) string {
	for _, a := range w.known.Auditors {
		if a.ID == p {
			return a.Name
		}
	}
	return strings.TrimSpace(string(p))
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
