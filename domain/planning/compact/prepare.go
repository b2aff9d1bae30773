package compact

import (
	"slices"

	"github.com/certwright/certwright/domain/planning"
)

// Prepared is an instance of which the calendars, the people and the places of
// stays are compiled, so that single audits of it are compiled in no time. It is
// not for several goroutines.
type Prepared struct{ compiler }

// Prepare compiles what all audits share.
func Prepare(in *planning.Instance) *Prepared {
	c := compiler{in: in, names: in.Names(), spd: int32(in.Slots()), before: map[string]*planning.Planned{},
		shapes: map[shape]int32{}, present: map[presence][]uint64{}}
	p := &c.p
	p.In, p.Slots = in, in.Days()*in.Slots()
	p.Weeks, p.Periods = in.Week(in.End)+1, in.Period(in.End)+1
	p.Over, p.Far = int32(in.Weights.OverTarget), int32(in.Weights.FarOverTarget)
	c.calendars()
	c.people()
	if in.Baseline != nil {
		for i := range in.Baseline.Plan {
			c.before[in.Baseline.Plan[i].ID] = &in.Baseline.Plan[i]
		}
	}
	return &Prepared{c}
}

// Only compiles some audits, and the relations among them, as if one person (nil:
// nobody) were other than they are. People keep their places in the list.
func (w *Prepared) Only(audits []planning.Audit, relations []planning.Relation, as *planning.Auditor) *Problem {
	c, in := w.compiler, *w.in
	in.Audits, in.Relations = audits, relations
	c.in, c.p.In = &in, &in
	if as != nil {
		c.replace(as)
	}
	p := c.compile()
	w.p.Stays, w.p.Weekly = c.p.Stays, c.p.Weekly // the shapes stand in them
	return p
}

// replace puts another person in the place of the one with the same ID.
func (c *compiler) replace(as *planning.Auditor) {
	at := slices.IndexFunc(c.in.Auditors, func(k planning.Auditor) bool { return k.ID == as.ID })
	if at < 0 {
		return
	}
	c.in.Auditors, c.p.People, c.persons = slices.Clone(c.in.Auditors), slices.Clone(c.p.People), slices.Clone(c.persons)
	c.in.Auditors[at] = *as
	c.p.People[at], c.persons[at] = c.person(as)
	c.present = map[presence][]uint64{}
	c.hold()
}
