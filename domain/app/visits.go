package app

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
)

// checkVisits says what is wrong with the visits of a booking: where they are,
// when, and who is there.
func (b Booking) checkVisits(x audit.Audit, f *domain.Fault) {
	for i, v := range b.Visits {
		at := fmt.Sprintf("visits[%d]", i)
		f.Need(at+".site_id", string(v.SiteID))
		if err := v.Stretch.Check(); err != nil {
			f.Add(at+".from", "%v", err)
		}
		for _, p := range v.Positions {
			if _, ok := x.Position(p); !ok {
				f.Add(at+".positions", "%q is no position of this audit", p)
			}
		}
	}
	if len(b.Visits) == 0 {
		return
	}
	if hull := audit.Hull(b.Visits); hull != b.Stretch {
		f.Add("from", "the visits last from %s %s to %s %s, and so does the audit", hull.From, hull.FromHalf, hull.To, hull.ToHalf)
	}
	for _, s := range b.Seats {
		if !slices.ContainsFunc(b.Visits, func(v audit.Visit) bool { return v.Has(s.PositionID) }) {
			f.Add("visits", "%q is on no visit", s.PositionID)
		}
	}
}

// mayVisit refuses visits to sites that no contract of the audit covers.
func mayVisit(visits []audit.Visit, sites []client.Site) error {
	var f domain.Fault
	for i, v := range visits {
		if !slices.ContainsFunc(sites, func(s client.Site) bool { return s.ID == v.SiteID }) {
			f.Add(fmt.Sprintf("visits[%d].site_id", i), "is none of the contract's sites")
		}
	}
	return f.Err()
}

// judgeSample judges whether the audit goes where the drawn sample sends it
// (rule ms.sample): the drawn sites and the central function.
func judgeSample(x audit.Audit, sites []client.Site, drawn []string) []domain.Finding {
	if len(drawn) == 0 {
		return nil
	}
	var missing []string
	for _, s := range sites {
		wanted := s.Central || slices.Contains(drawn, s.No)
		if wanted && !slices.ContainsFunc(x.Places(), func(v audit.Visit) bool { return v.SiteID == s.ID }) {
			missing = append(missing, s.Name+" ("+s.No+")")
		}
	}
	f := audittime.SampleRule.Met("Every site of the sample is visited.")
	if len(missing) > 0 {
		f = audittime.SampleRule.Broken("Add a visit to "+strings.Join(missing, ", ")+", or record why not.",
			"The sample names %d site(s) that are not visited: %s.", len(missing), strings.Join(missing, ", "))
	}
	return []domain.Finding{f.As(domain.Soft)}
}

// atVisit is the desk as it is on one visit: that site, and who is there.
func (d *desk) atVisit(v audit.Visit) *desk {
	here := *d
	here.audit.SiteID, here.audit.Visits, here.site = v.SiteID, nil, d.sites[v.SiteID]
	here.audit.Positions = nil
	for _, p := range d.audit.Positions {
		if v.Has(p.ID) {
			p.OffsetHalves, p.LenHalves = 0, 0
			here.audit.Positions = append(here.audit.Positions, p)
		}
	}
	return &here
}

// at is the part of a team that is on a visit.
func (t team) at(v audit.Visit) team {
	out := team{}
	for position, who := range t {
		if v.Has(position) {
			out[position] = who
		}
	}
	return out
}

// placeVisits asks the planning rules at each site on its own days; that the team
// covers what is needed is asked of all of them together.
func (d *desk) placeVisits(t team) []domain.Finding {
	out := []domain.Finding{d.together(t)}
	for _, v := range d.audit.Visits {
		here := d.atVisit(v)
		in, others := here.instance(max(here.workingHalves(v.Stretch), 1))
		for _, f := range ours(check.Placement(in, planned(here.audit, v.Stretch, t.at(v)), others)) {
			if f.Rule != planning.Cover.ID {
				f.Text = here.site.Name + ": " + f.Text
				out = append(out, f)
			}
		}
	}
	whole := *d
	whole.audit.Visits = nil
	for _, f := range whole.place(audit.Hull(d.audit.Visits), t) {
		if f.Rule == planning.Cover.ID {
			out = append(out, f)
		}
	}
	return out
}

// together judges that nobody is at two sites at once.
func (d *desk) together(t team) domain.Finding {
	for i, v := range d.audit.Visits {
		for _, w := range d.audit.Visits[i+1:] {
			if !meet(v.Stretch, w.Stretch) {
				continue
			}
			for _, who := range t.at(v) {
				if t.at(w).has(who) {
					return planning.Overlap.Broken("Let one visit end before the next begins, or send different people.",
						"%s is at %s and at %s at one time.", d.name(who), d.sites[v.SiteID].Name, d.sites[w.SiteID].Name).With("auditor", who)
				}
			}
		}
	}
	return planning.Overlap.Met("Nobody is at two sites at once.")
}

// meet tells whether two stretches share a half-day.
func meet(s, t domain.Stretch) bool {
	return slices.ContainsFunc(s.Days(), func(day domain.Date) bool {
		return slices.ContainsFunc(halvesOn(s, day), func(h domain.Half) bool { return slices.Contains(halvesOn(t, day), h) })
	})
}

// worked counts the auditor half-days of a team at all places of the audit.
func (d *desk) worked(s domain.Stretch, t team) int {
	n := 0
	count := func(d *desk, s domain.Stretch) {
		for _, p := range d.audit.Positions {
			if t[p.ID] != "" && audit.Audits(p.Role) {
				n += d.workingHalves(d.seatStretch(p, s))
			}
		}
	}
	if len(d.audit.Visits) == 0 {
		count(d, s)
	}
	for _, v := range d.audit.Visits {
		count(d.atVisit(v), v.Stretch)
	}
	return n
}
