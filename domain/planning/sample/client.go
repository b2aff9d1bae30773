package sample

import (
	"fmt"
	"maps"
	"slices"

	"github.com/certwright/certwright/domain/planning"
)

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

// client makes a client with the audits its cycle owes in the horizon, or
// nothing when too few people could do them.
func (m *maker) client() {
	t := m.town()
	scheme, cover := schemes[m.r.IntN(len(schemes))], map[string]bool{m.sector(): true}
	if m.chance(35) {
		cover[m.sector()] = true
	}
	lang := "lang:" + t.lang
	if m.chance(30) {
		lang = "lang:en"
	}
	lead, member := []string{"lead:" + scheme, lang}, []string{"aud:" + scheme}
	leads := m.able(lead...)
	if len(leads) < enough || len(m.able(append(slices.Clone(member), sorted(cover)...)...)) < enough {
		return
	}
	site := planning.Site{ID: fmt.Sprintf("S%05d", len(m.in.Sites)+1), Calendar: t.country}
	site.Lat, site.Lon = m.near(t, 800)
	m.in.Sites = append(m.in.Sites, site)
	full := 6 + m.r.IntN(14) + m.r.IntN(14) // half-days of an initial audit
	one := &planning.Audit{Client: fmt.Sprintf("C%05d", len(m.in.Sites)), Site: site.ID, Priority: 1, Cover: sorted(cover)}
	alone := len(m.able(append(slices.Clone(lead), one.Cover...)...)) >= enough
	switch x := m.r.IntN(100); {
	case x < 52:
		m.audit(one, "surveillance", max(2, full/3), lead, member, alone, leads)
	case x < 76 || len(m.in.Audits)+2 > m.o.Audits || m.o.Days < 120:
		m.audit(one, "recertification", max(2, full*2/3), lead, member, alone, leads)
	case x < 94:
		m.initial(one, full, lead, member, alone)
	default:
		m.audit(one, "follow-up", 1+m.r.IntN(2), lead, member, alone, leads)
	}
}

// initial makes stage 1 and the stage 2 that follows it.
func (m *maker) initial(one *planning.Audit, full int, lead, member []string, alone bool) {
	first := m.audit(one, "stage 1", max(2, min(4, full/4)), lead, member, alone, nil)
	second := m.audit(one, "stage 2", max(2, full*3/4), lead, member, alone, nil)
	second.Earliest = first.Earliest.AddDays(28)
	second.Latest = min(first.Latest.AddDays(70), m.in.End)
	second.Preferred = 0
	if second.Latest.DaysSince(second.Earliest) < 20 {
		second.Latest = m.in.End
	}
	m.in.Relations = append(m.in.Relations, planning.Relation{First: first.ID, Second: second.ID, MinDays: 28, MaxDays: 84, SameLead: "prefer"})
}

// audit appends one audit; leads are those of whom one came last time.
func (m *maker) audit(one *planning.Audit, kind string, effort int, lead, member []string, alone bool, leads []int) *planning.Audit {
	a := *one
	a.ID, a.Type = fmt.Sprintf("U%05d", len(m.in.Audits)+1), kind
	team := min(4, (effort+5)/6)
	if team == 1 && !alone {
		team = 2
	}
	each := min(8, (effort+team-1)/team)
	for i := range team {
		p := planning.Position{ID: fmt.Sprintf("p%d", i+1), Role: "auditor", Len: each, Needs: member}
		if i == 0 {
			p.Role, p.Needs = planning.Lead, lead
		} else if i == team-1 && m.chance(15) {
			p.Role, p.Len, p.Needs = "expert", max(1, each/2), []string{a.Cover[0]}
		}
		p.Remote = kind == "stage 1" && m.o.Seed%3 == 0 && i > 0
		m.demand += p.Len
		a.Positions = append(a.Positions, p)
	}
	span := min(50+m.r.IntN(80), m.o.Days-15)
	from := m.r.IntN(max(1, m.o.Days-span-10))
	if kind == "stage 1" {
		span = min(60, span)
		from = m.r.IntN(max(1, m.o.Days-span-75))
	}
	a.Earliest, a.Latest = m.day(from), m.day(from+span)
	if m.chance(50) {
		a.Preferred = m.day(from + span/5 + m.r.IntN(max(1, span/2)))
	}
	if len(leads) > 0 {
		k := m.in.Auditors[leads[m.r.IntN(len(leads))]].ID
		a.Previous, a.LeadRun = []string{k}, map[string]int{k: 1 + m.r.IntN(6)}
		if len(leads) > 4 && m.chance(15) {
			a.Forbid = []planning.Forbid{{Auditor: m.in.Auditors[leads[m.r.IntN(len(leads))]].ID, Why: "consulted"}}
		}
	}
	m.in.Audits = append(m.in.Audits, a)
	return &m.in.Audits[len(m.in.Audits)-1]
}
