package app

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/facts"
)

// A person's target is six tenths of their working half-days: the rest goes to
// reports, training and holidays. It is the body's own choice.
const targetTenths = 6

// loadTarget is a person's target for so many days, in half-days.
func loadTarget(daysPerWeek, days int) int { return 2 * daysPerWeek * days * targetTenths / 70 }

// plan turns the year into the planning rules' words. Audits, auditors and sites
// go by their numbers, so that files can be read by people.
func (y *year) plan() Year {
	out := Year{Asked: y.asked, Today: y.today, Notice: y.soonest.DaysSince(y.today)}
	in := &planning.Instance{
		Format: planning.InstanceFormat, Name: fmt.Sprintf("due %s to %s, as of %s", y.asked.Due.From, y.asked.Due.To, y.today),
		Start: y.first.AddDays(1 - planning.Weekday(y.first) - 7), End: y.asked.Due.To.AddDays(yearMargin),
		Policy: planning.DefaultPolicy(), Weights: y.prices.Weights, Travel: y.prices.Travel,
	}
	in.Policy.LeadRunMax = y.leadLimit()
	for _, x := range y.booked {
		in.Start = min(in.Start, x.Stretch.From)
		in.End = max(in.End, x.Stretch.To)
	}
	in.Policy.LoadPeriodDays = min(in.Policy.LoadPeriodDays, in.Days())
	y.places(in)
	for _, p := range y.people {
		k := facts.Auditor(p, y.permits[p.ID], y.absences[p.ID])
		k.ID = p.No
		k.Target = loadTarget(p.DaysPerWeek, in.Policy.LoadPeriodDays)
		if !p.Active {
			k.Quals = nil
		}
		in.Auditors = append(in.Auditors, k)
	}
	free := y.free()
	out.Notes = y.stand(in, free)
	y.hurried = nil
	y.wanted(in, free)
	out.Notes = append(out.Notes, y.hurried...)
	out.Instance = in
	return out
}

func (y *year) places(in *planning.Instance) {
	for id, days := range y.holidays {
		near := []domain.Date{}
		for _, d := range days {
			if in.Start <= d && d <= in.End {
				near = append(near, d)
			}
		}
		in.Calendars = append(in.Calendars, planning.Calendar{ID: "of " + id, Holidays: near})
	}
	slices.SortFunc(in.Calendars, func(c, d planning.Calendar) int { return cmp.Compare(c.ID, d.ID) })
	for _, s := range y.sites {
		in.Sites = append(in.Sites, planning.Site{ID: s.No, Lat: s.Lat, Lon: s.Lon, Calendar: "of " + s.Country})
	}
	slices.SortFunc(in.Sites, func(s, t planning.Site) int { return cmp.Compare(s.ID, t.ID) })
}

// free are the audits that are to be planned, or planned again: owed, their
// window ending in the period, and not kept where they are. Stage 2 goes with
// its Stage 1, and never without it.
func (y *year) free() map[domain.ID]bool {
	out := map[domain.ID]bool{}
	for _, x := range y.owed {
		out[x.ID] = y.isFree(x)
	}
	for _, x := range y.owed {
		if one, found := y.firstStage(x); found && out[x.ID] {
			out[x.ID] = one.ID != "" && (out[one.ID] || one.Dates != audit.Open)
		}
	}
	return out
}

func (y *year) isFree(x audit.Audit) bool {
	if x.Dates != audit.Open {
		if len(x.Visits) > 0 { // a tour of several sites is laid out by hand
			return false
		}
		stays := y.kept[x.ID] || y.asked.Keep == KeepBooked || y.asked.Keep == KeepAgreed && x.Dates == audit.Confirmed
		return !stays && x.Stretch.From >= y.first && x.Stretch.To <= y.asked.Due.To
	}
	late := x.Window.Latest != 0 && x.Window.Latest < y.first
	switch {
	case x.Window.Latest == 0 || late:
		return y.asked.Due.From <= y.first && (late || x.Window.Earliest <= y.asked.Due.To)
	case x.Type == audit.Stage2 && x.Window.Earliest <= y.asked.Due.To && y.asked.Due.From <= y.first:
		return true // its Stage 1 is behind it, and a client waits
	}
	return y.asked.Due.Contains(x.Window.Latest)
}

// firstStage is the Stage 1 that a Stage 2 follows.
func (y *year) firstStage(x audit.Audit) (audit.Audit, bool) {
	if x.Type != audit.Stage2 {
		return audit.Audit{}, false
	}
	for _, one := range y.history[x.ClientID] {
		if one.Type == audit.Stage1 && one.State != audit.Cancelled && one.Serves(x.ProgrammeIDs) {
			return one, true
		}
	}
	return audit.Audit{}, true
}

// wanted adds the free audits, their relations, and where they are today.
func (y *year) wanted(in *planning.Instance, free map[domain.ID]bool) {
	no := map[domain.ID]string{}
	for _, x := range y.owed {
		if !free[x.ID] {
			continue
		}
		a := y.audit(in, x)
		in.Audits = append(in.Audits, a)
		no[x.ID] = a.ID
		if x.Dates != audit.Open {
			if in.Baseline == nil {
				in.Baseline = &planning.Baseline{AsOf: y.today}
			}
			in.Baseline.Plan = append(in.Baseline.Plan, y.asPlanned(x))
		}
	}
	standing := map[string]bool{}
	for i := range in.Audits {
		standing[in.Audits[i].ID] = true
	}
	for _, two := range y.owed {
		one, found := y.firstStage(two)
		if found && free[one.ID] && standing[two.No] {
			in.Relations = append(in.Relations, y.relation(one, two))
		}
	}
}

// relation is the distance of the stages, as the scheme has it; a distance that
// is booked already, with its reason, may stay.
func (y *year) relation(one, two audit.Audit) planning.Relation {
	p := y.schemeOf(two).Stage2
	r := planning.Relation{First: one.No, Second: two.No, MinDays: 7 * p.MinWeeks, MaxDays: 7 * p.MaxWeeks, SameLead: "prefer"}
	if one.Dates != audit.Open && two.Dates != audit.Open {
		now := two.Stretch.From.DaysSince(one.Stretch.To)
		r.MinDays, r.MaxDays = max(1, min(r.MinDays, now)), max(r.MaxDays, now)
	}
	return r
}

// audit is one that is to be placed.
func (y *year) audit(in *planning.Instance, x audit.Audit) planning.Audit {
	a := planning.Audit{ID: x.No, Title: y.title(x), Client: y.clients[x.ClientID].No, Type: string(x.Type), Site: y.sites[x.SiteID].No,
		Priority: usualAudit, Positions: seats(x, x.Lasts()), Cover: x.Cover}
	y.window(&a, x)
	y.familiar(&a, x, in.Policy.LeadRunMax)
	cooling := y.schemeOf(x).Impartiality.CoolingYears
	for _, i := range y.interests[x.ClientID] {
		f := facts.Forbid(i, cooling)
		if f.Auditor = y.no[i.PersonID]; f.Auditor != "" && i.Period.From <= a.Latest && (f.Until == 0 || f.Until >= in.Start) {
			a.Forbid = append(a.Forbid, f)
		}
	}
	return a
}

func (y *year) title(x audit.Audit) string {
	return x.Title() + " of " + y.clients[x.ClientID].LegalName
}

// familiar tells who was there last, and for how many years in a row each person
// has led, where the body has set a limit.
func (y *year) familiar(a *planning.Audit, x audit.Audit, most int) {
	var last audit.Audit
	years := map[domain.ID][]int{}
	for _, h := range y.history[x.ClientID] {
		if !h.Held() {
			continue
		}
		if h.Stretch.From >= last.Stretch.From {
			last = h
		}
		if lead := h.Lead(); lead != "" {
			years[lead] = append(years[lead], h.Stretch.From.Year())
		}
	}
	for _, p := range last.Team() {
		if no := y.no[p]; no != "" {
			a.Previous = append(a.Previous, no)
		}
	}
	limit := y.schemeOf(x).Impartiality.RotationLimit
	for p, led := range years {
		row := 0
		for slices.Contains(led, a.Earliest.Year()-row-1) {
			row++
		}
		if no := y.no[p]; no != "" && limit > 0 && row > 0 {
			if a.LeadRun == nil {
				a.LeadRun = map[string]int{}
			}
			a.LeadRun[no] = row + most - limit
		}
	}
}

// leadLimit is the largest limit of years in a row that a scheme sets; schemes
// with a smaller one count from further on. Without any, nobody is kept away.
func (y *year) leadLimit() int {
	most := 0
	for _, s := range y.schemes {
		most = max(most, s.Impartiality.RotationLimit)
	}
	if most == 0 {
		return unlimited
	}
	return most
}
