package solve

import (
	"cmp"
	"slices"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/compact"
)

// Desk is a plan laid out for questions: where else an audit would fit, and at
// what price.
type Desk struct {
	s     *search
	index map[string]int32
	made  *compact.Prepared // for As; nil until first asked
}

// Place is a start and a team, and what the audit costs there beside the rest
// of the plan, in euro.
type Place struct {
	planning.Planned
	Euro int
}

// NewDesk lays a plan out. What is not legal in it is left out.
func NewDesk(p *compact.Problem, plan []planning.Planned) *Desk {
	d := &Desk{s: newSearch(p, 1), index: map[string]int32{}}
	d.s.adopt(plan)
	for i := range p.In.Audits {
		d.index[p.In.Audits[i].ID] = int32(i)
	}
	return d
}

// As is the desk as if one audit, and one person if not nil, were other than
// they are. Only that audit can be asked about.
func (d *Desk) As(a *planning.Audit, k *planning.Auditor) *Desk {
	s, in := d.s, d.s.p.In
	at := d.index[a.ID]
	if s.at[at] >= 0 {
		defer s.put(at, s.at[at], slices.Clone(s.team(at)))
		s.take(at)
	}
	audits, relations := []planning.Audit{*a}, []planning.Relation(nil)
	for _, r := range in.Relations {
		if other := r.First; r.First == a.ID || r.Second == a.ID {
			if other == a.ID {
				other = r.Second
			}
			if !slices.ContainsFunc(audits, func(x planning.Audit) bool { return x.ID == other }) {
				audits = append(audits, in.Audits[d.index[other]])
			}
			relations = append(relations, r)
		}
	}
	if d.made == nil {
		d.made = compact.Prepare(in)
	}
	as := NewDesk(d.made.Only(audits, relations, k), nil)
	t := as.s
	t.diary.bits, t.week, t.load, t.total = slices.Clone(s.diary.bits), slices.Clone(s.week), slices.Clone(s.load), slices.Clone(s.total)
	for i := 1; i < len(audits); i++ { // their people are in the diaries already
		was := d.index[audits[i].ID]
		if s.at[was] < 0 {
			continue
		}
		t.at[i] = s.at[was]
		for j, c := range s.team(was) {
			at := t.p.Audits[i].Seat0 + int32(j)
			if t.held[at] = t.candidate(at, s.p.Cands[c].Who, t.at[i]); t.held[at] < 0 {
				t.at[i] = -1
				break
			}
		}
	}
	return as
}

// team is the candidates of a planned audit.
func (s *state) team(a int32) []int32 {
	au := &s.p.Audits[a]
	return s.held[au.Seat0 : au.Seat0+au.Seats]
}

// Places lists the cheapest team of every start an audit could have, cheapest
// first. The audits that must follow it stay where they are.
func (d *Desk) Places(id string) []Place {
	a, ok := d.index[id]
	if !ok {
		return nil
	}
	s := d.s
	if s.at[a] >= 0 {
		defer s.put(a, s.at[a], slices.Clone(s.team(a)))
		s.take(a)
	}
	au := &s.p.Audits[a]
	first, last, legal := s.between(a)
	if floors, any := s.in.floors(s.p, au); legal && any {
		return d.places(a, first, last, floors)
	}
	return nil
}

func (d *Desk) places(a int32, first, last [2]int32, floors int) []Place {
	s, in := d.s, d.s.p.In
	au := &s.p.Audits[a]
	var out []Place
	for i := range au.Starts {
		st := &s.p.Starts[au.Start0+i]
		if !within(st, first, last) {
			continue
		}
		s.in.bestAt, s.in.price = -1, 1<<40
		s.in.at(&s.state, a, i, st, floors)
		if s.in.bestAt < 0 {
			continue
		}
		day, half := in.When(int(st.Slot))
		pl := Place{planning.Planned{ID: in.Audits[a].ID, Start: day, Half: half, Team: map[string]string{}}, s.in.price}
		for j := range au.Seats {
			pl.Team[in.Audits[a].Positions[j].ID] = in.Auditors[s.p.Cands[s.in.best[j]].Who].ID
		}
		out = append(out, pl)
	}
	slices.SortStableFunc(out, func(x, y Place) int { return cmp.Compare(x.Euro, y.Euro) })
	return out
}

// Obstacle is what stands against a start of an audit.
type Obstacle string

// The obstacles, from the first one looked at to the last.
const (
	ByInterval Obstacle = "the interval to a related audit"
	Nobody     Obstacle = "nobody holds the codes and is there"
	Taken      Obstacle = "everybody who could is on other audits or at a ceiling"
	NoTeam     Obstacle = "no team of the free people covers the codes"
)

// Obstacles counts, start by start, the first thing that stands against an
// audit, with the position it concerns where there is one.
func (d *Desk) Obstacles(id string) (count map[Obstacle]int, position map[Obstacle]string) {
	count, position = map[Obstacle]int{}, map[Obstacle]string{}
	a, ok := d.index[id]
	if !ok {
		return count, position
	}
	s := d.s
	au := &s.p.Audits[a]
	first, last, legal := s.between(a)
	for i := range au.Starts {
		st := &s.p.Starts[au.Start0+i]
		what, seat := NoTeam, int32(-1)
		if !legal || !within(st, first, last) {
			what = ByInterval
		} else {
			for j := range au.Seats {
				if o := s.against(au.Seat0+j, i, st); o != "" {
					what, seat = o, j
					break
				}
			}
		}
		count[what]++
		if _, seen := position[what]; !seen && seat >= 0 {
			position[what] = s.p.In.Audits[a].Positions[seat].ID
		}
	}
	return count, position
}

func (s *state) against(at, i int32, st *compact.Start) Obstacle {
	seat := &s.p.Seats[at]
	what := Nobody
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		c := &s.p.Cands[ci]
		if !s.p.CanStart(c, i) {
			continue
		}
		if what = Taken; s.free(c, seat, s.p.Stay(seat, st.Slot)) {
			return ""
		}
	}
	return what
}
