package check

import (
	"cmp"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// Verdict is the judgement of a plan: whether every hard rule holds, what the
// plan costs by term, and every broken rule.
type Verdict struct {
	Feasible  bool                  `json:"feasible"`
	Cost      int                   `json:"cost"` // euro
	Terms     map[planning.Term]int `json:"terms"`
	Unplanned int                   `json:"unplanned"` // audits left out
	Findings  []domain.Finding      `json:"findings,omitempty"`
}

// Judge judges a plan, and that it states its own price rightly.
func Judge(in *planning.Instance, plan *planning.Plan) Verdict {
	b := Lay(in, plan.Audits)
	v := Verdict{Terms: b.price(), Findings: slices.Clone(b.faults)}
	for i := range in.Audits {
		x := b.laid[in.Audits[i].ID]
		if x == nil {
			v.Unplanned++
			continue
		}
		for _, f := range b.asked(x, false) {
			if !f.Met {
				v.Findings = append(v.Findings, f)
			}
		}
	}
	for _, euro := range v.Terms {
		v.Cost += euro
	}
	if plan.Cost != v.Cost {
		v.Findings = append(v.Findings, planning.WellFormed.Broken("state the true cost",
			"the plan says it costs %d euro; it costs %d", plan.Cost, v.Cost).On(plan.Instance))
	}
	v.Feasible = !domain.HardBroken(v.Findings)
	return v
}

// Placement gives every rule's finding, met ones too, for one audit on given
// days with a given team, among the other bookings. An earlier booking of the
// same audit among the others does not count.
func Placement(in *planning.Instance, pl planning.Planned, others []planning.Planned) []domain.Finding {
	return Lay(in, others).Placement(pl)
}

// Placement is the function of the same name for a book that is asked often.
func (b *Book) Placement(pl planning.Planned) []domain.Finding {
	faults := b.wellFormed(pl)
	if b.audit(pl.ID) == nil {
		return faults
	}
	x := b.place(pl)
	if len(faults) == 0 {
		faults = []domain.Finding{planning.WellFormed.Met("the audit, its positions and its people exist").On(x.audit.Called())}
	}
	return append(faults, b.rules(x)...)
}

// Against gives the findings of the hard rules a placement breaks. A seat that
// holds nobody is open: what only it decides does not stand against the others.
func (b *Book) Against(pl planning.Planned) []domain.Finding {
	out := b.wellFormed(pl)
	a := b.audit(pl.ID)
	if a == nil {
		return out
	}
	return slices.DeleteFunc(append(out, b.asked(b.place(pl), false)...), func(f domain.Finding) bool {
		return f.Met || f.Kind != domain.Hard || undecided(a, pl, f)
	})
}

// undecided tells whether a finding comes from a seat that is still open.
func undecided(a *planning.Audit, pl planning.Planned, f domain.Finding) bool {
	open := func(p planning.Position) bool { return pl.Team[p.ID] == "" }
	switch f.Rule {
	case planning.Cover.ID:
		return slices.ContainsFunc(a.Positions, open)
	case planning.Positions.ID, planning.Pins.ID:
		return slices.ContainsFunc(a.Positions, func(p planning.Position) bool { return p.ID == f.Fact("position") && open(p) })
	case planning.SameLead.ID:
		return slices.ContainsFunc(a.Positions, func(p planning.Position) bool { return p.Role == planning.Lead && open(p) })
	}
	return false
}

// seatRules are the rules about a person on a seat: the test, and its words.
var seatRules = []struct {
	holds func(*Book, *seat) bool
	says  func(*Book, *seat) []domain.Finding
}{
	{(*Book).able, (*Book).competence},
	{(*Book).present, (*Book).availability},
	{(*Book).clear, (*Book).overlap},
	{(*Book).allowed, (*Book).barred},
	{(*Book).mayLead, (*Book).leadRotation},
	{(*Book).withinCeilings, (*Book).ceilings},
}

// rules asks every rule but the first about a laid audit, in their order.
func (b *Book) rules(x *laid) []domain.Finding { return b.asked(x, true) }

// asked is rules with or without the findings of the seats that are met.
func (b *Book) asked(x *laid, met bool) []domain.Finding {
	var out []domain.Finding
	if x.slots == nil {
		return append(b.siteCalendar(x), b.positions(x)...)
	}
	for _, rule := range []func(*laid) []domain.Finding{b.window, b.siteCalendar, b.positions} {
		out = append(out, rule(x)...)
	}
	for _, rule := range seatRules {
		for _, s := range x.seats {
			if s.who != nil && (met || !rule.holds(b, s)) {
				out = append(out, rule.says(b, s)...)
			}
		}
	}
	for _, rule := range []func(*laid) []domain.Finding{b.cover, b.interval, b.pins, b.sameLead} {
		out = append(out, rule(x)...)
	}
	slices.SortStableFunc(out, func(f, g domain.Finding) int { return cmp.Compare(order[f.Rule], order[g.Rule]) })
	return out
}

// order is the place of each rule in planning.Rules.
var order = func() map[string]int {
	m := map[string]int{}
	for i, r := range planning.Rules() {
		m[r.ID] = i
	}
	return m
}()
