package solve

import (
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/compact"
)

// plan writes the best plan down.
func (b *best) plan(p *compact.Problem) *planning.Plan {
	in := p.In
	plan := &planning.Plan{Format: planning.PlanFormat, Instance: in.Name, Cost: b.cost, Audits: []planning.Planned{}}
	for i := range in.Audits {
		if b.at[i] < 0 {
			continue
		}
		au, team := &p.Audits[i], map[string]string{}
		for j := range au.Seats {
			team[in.Audits[i].Positions[j].ID] = in.Auditors[p.Cands[b.held[au.Seat0+j]].Who].ID
		}
		day, half := in.When(int(p.Starts[au.Start0+b.at[i]].Slot))
		plan.Audits = append(plan.Audits, planning.Planned{ID: in.Audits[i].ID, Start: day, Half: half, Team: team})
	}
	return plan
}

// adopt takes over what is legal of a plan. An audit waits for the one it must
// follow.
func (s *search) adopt(plan []planning.Planned) {
	if len(plan) == 0 {
		return
	}
	in := s.p.In
	index, who := map[string]int32{}, map[string]int32{}
	for i := range in.Audits {
		index[in.Audits[i].ID] = int32(i)
	}
	for i := range in.Auditors {
		who[in.Auditors[i].ID] = int32(i)
	}
	for again := true; again; {
		again = false
		for _, pl := range plan {
			if a, ok := index[pl.ID]; ok && s.at[a] < 0 && s.adoptOne(a, pl, who) {
				again = true
			}
		}
	}
}

func (s *search) adoptOne(a int32, pl planning.Planned, who map[string]int32) bool {
	p := s.p
	au := &p.Audits[a]
	first, last, legal := s.between(a)
	slot := int32(p.In.Slot(pl.Start, pl.Half))
	i := int32(0)
	for i < au.Starts && p.Starts[au.Start0+i].Slot != slot {
		i++
	}
	if !legal || i == au.Starts {
		return false
	}
	st := &p.Starts[au.Start0+i]
	if !within(st, first, last) {
		return false
	}
	team, cover := s.in.best[:0], uint64(0)
	for j := range au.Seats {
		k, ok := who[pl.Team[p.In.Audits[a].Positions[j].ID]]
		c := int32(-1)
		if ok {
			c = s.candidate(au.Seat0+j, k, i)
		}
		if c < 0 || !s.free(&p.Cands[c], &p.Seats[au.Seat0+j], p.Stay(&p.Seats[au.Seat0+j], slot)) {
			return false
		}
		for _, other := range team {
			if p.Cands[other].Who == k {
				return false
			}
		}
		if j == au.LeadSeat {
			if _, legal := s.leadPrice(a, k); !legal {
				return false
			}
		}
		team, cover = append(team, c), cover|p.Cands[c].Cover
	}
	if _, legal := s.leadPrice(a, -1); au.LeadSeat < 0 && !legal || cover != au.Full {
		return false
	}
	s.put(a, i, team)
	return true
}

// candidate is the candidate a person is on a seat for a start, -1: none.
func (s *state) candidate(at, who, start int32) int32 {
	seat := &s.p.Seats[at]
	for c := seat.Cand0; c < seat.Cand0+seat.Cands; c++ {
		if s.p.Cands[c].Who == who && s.p.CanStart(&s.p.Cands[c], start) {
			return c
		}
	}
	return -1
}
