package check

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// Trial judges many placements of one audit among the others: yes or no, by the
// tests the findings rest on and without their words. It remembers what it found
// of a start and of a person on it. That it says what Against says is tested.
// It is not for several goroutines.
type Trial struct {
	b      *Book
	audit  *planning.Audit   // as it is supposed to be
	person *planning.Auditor // who is supposed to be other than they are, or nil
	*tried
}

// tried is what does not depend on the audit's window and pins, nor on the codes
// of the person supposed.
type tried struct {
	people []*planning.Auditor
	starts map[int]*tryStart // by half-day
	halves [][]presence      // by person and half-day
	km     []int             // by person; -1: not measured yet
}

// presence is whether a person is there on a half-day; 0 is not looked up yet.
type presence uint8

const (
	works presence = 1 + iota
	atHome
	gone
)

// tryStart is the audit on one start, and everybody on each of its seats.
type tryStart struct {
	*laid
	stands   bool // nothing is in the way, whoever comes
	from, to domain.Date
	by       []trySeat // by seat and person
}

type trySeat struct {
	fits, able, covers answer
	mask               uint64 // the cover codes the person brings
}

type answer uint8

const (
	unasked answer = iota
	yes
	no
)

func (a *answer) is(test func() bool) bool {
	if *a == unasked {
		if *a = no; test() {
			*a = yes
		}
	}
	return *a == yes
}

// Try prepares to judge placements of an audit, which must be of the instance.
func (b *Book) Try(audit string) *Trial {
	n := len(b.in.Auditors)
	t := &Trial{b: b, audit: b.audit(audit), tried: &tried{starts: map[int]*tryStart{}, halves: make([][]presence, n), km: make([]int, n)}}
	for i := range b.in.Auditors {
		t.people, t.km[i] = append(t.people, b.auditor(b.in.Auditors[i].ID)), -1
	}
	return t
}

// As is the trial as if the audit had another window or other pins, or a person
// other codes. Nothing else of them may differ. Either may be nil.
func (t *Trial) As(a *planning.Audit, k *planning.Auditor) *Trial {
	as := *t
	if a != nil {
		as.audit = a
	}
	as.person = k
	return &as
}

// Stands tells whether no hard rule stands against an audit that starts on a
// half-day, as Against would. The team is given by seat, as places in the
// instance's list of people; -1 is nobody.
func (t *Trial) Stands(slot int, team []int) bool {
	x := t.start(slot)
	if !x.stands || x.from < t.audit.Earliest || x.to > t.audit.Latest || !startKept(t.audit.Pin, x.asked) {
		return false
	}
	for j, k := range team {
		if k < 0 {
			continue
		}
		if !t.fits(x, j, k) || !t.able(x, j, k) || !t.pinKept(j, k) {
			return false
		}
		for _, other := range team[:j] {
			if other == k {
				return false
			}
		}
	}
	return t.covered(x, team) && t.leadStands(x, team)
}

func (t *Trial) start(slot int) *tryStart {
	x := t.starts[slot]
	if x != nil {
		return x
	}
	b := t.b
	day, half := b.in.When(slot)
	x = &tryStart{laid: b.place(planning.Planned{ID: t.audit.ID, Start: day, Half: half})}
	t.starts[slot] = x
	if x.slots == nil || !x.begins() {
		return x
	}
	x.from, x.to, x.stands = x.start(b), x.end(b), true
	for _, r := range b.relations[t.audit.ID] {
		first, second := b.other(r.First, x.laid), b.other(r.Second, x.laid)
		if alone(first, second) {
			x.stands = false
		} else if second != nil && second.slots != nil {
			_, kept := b.apart(r, first, second)
			x.stands = x.stands && kept
		}
	}
	if x.stands {
		x.by = make([]trySeat, len(x.seats)*len(t.people))
	}
	return x
}

func (t *Trial) at(x *tryStart, j, k int) *trySeat { return &x.by[j*len(t.people)+k] }

// seated is a person on a seat, as they are.
func (t *Trial) seated(x *tryStart, j, k int) seat {
	s := *x.seats[j]
	s.who = t.people[k]
	if !s.position.Remote {
		if t.km[k] < 0 {
			t.km[k] = t.b.in.Travel.Km(s.who, x.site)
		}
		s.km, s.block = t.km[k], t.b.in.Travel.Block(t.km[k])
	}
	return s
}

// fits tells whether every rule about the person holds, but for codes.
func (t *Trial) fits(x *tryStart, j, k int) bool {
	at := t.at(x, j, k)
	if at.fits == unasked {
		s := t.seated(x, j, k)
		at.fits.is(func() bool {
			return t.b.allowed(&s) && t.b.mayLead(&s) && t.present(&s, k) && t.b.clear(&s) && t.b.withinCeilings(&s)
		})
	}
	return at.fits == yes
}

func (t *Trial) present(s *seat, k int) bool {
	_, gone := s.missing(func(slot int) bool { return t.presence(k, slot) == works }, func(slot int) bool { return t.presence(k, slot) == gone })
	return !gone
}

// beyond is room for journeys before and after the horizon.
const beyond = 4

func (t *Trial) presence(k, slot int) presence {
	if t.halves[k] == nil {
		t.halves[k] = make([]presence, t.b.in.Days()*t.b.in.Slots()+2*beyond)
	}
	at := &t.halves[k][slot+beyond]
	if *at == 0 {
		who := t.people[k]
		switch *at = works; {
		case t.b.away(who, slot):
			*at = gone
		case !t.b.free(who, slot):
			*at = atHome
		}
	}
	return *at
}

// able tells whether the person holds the codes of the seat.
func (t *Trial) able(x *tryStart, j, k int) bool {
	test := func(who *planning.Auditor) bool {
		return holdsAll(who, t.audit.Positions[j].Needs, t.b.worked(x.seats[j]))
	}
	if t.supposed(k) {
		return test(t.person)
	}
	return t.at(x, j, k).able.is(func() bool { return test(t.people[k]) })
}

func (t *Trial) supposed(k int) bool {
	return t.person != nil && t.people[k].ID == t.person.ID
}

func (t *Trial) pinKept(j, k int) bool {
	if t.audit.Pin == nil {
		return true
	}
	want := t.audit.Pin.Team[t.audit.Positions[j].ID]
	return want == "" || want == t.people[k].ID
}

func (t *Trial) covered(x *tryStart, team []int) bool {
	if len(t.audit.Cover) == 0 {
		return true
	}
	mask := uint64(0)
	for j, k := range team {
		if k < 0 {
			return true
		}
		mask |= t.brings(x, j, k)
	}
	return mask == 1<<len(t.audit.Cover)-1
}

func (t *Trial) brings(x *tryStart, j, k int) uint64 {
	test := func(who *planning.Auditor) (mask uint64) {
		p := t.b.worked(x.seats[j])
		for i, code := range t.audit.Cover {
			if holds(who, code, p) {
				mask |= 1 << i
			}
		}
		return mask
	}
	if t.supposed(k) {
		return test(t.person)
	}
	at := t.at(x, j, k)
	at.covers.is(func() bool { at.mask = test(t.people[k]); return true })
	return at.mask
}

func (t *Trial) leadStands(x *tryStart, team []int) bool {
	relations := t.b.relations[t.audit.ID]
	if len(relations) == 0 {
		return true
	}
	lead := ""
	for j, k := range team {
		if t.audit.Positions[j].Role != planning.Lead {
			continue
		}
		if k < 0 {
			return true
		}
		lead = t.people[k].ID
	}
	for _, r := range relations {
		there := r.First
		if there == t.audit.ID {
			there = r.Second
		}
		if o := t.b.laid[there]; o != nil && !leadsFit(r, o.lead == lead) {
			return false
		}
	}
	return true
}
