package planning

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Limits of what an instance may say; far above any body's size, low enough
// that no sum of prices can overflow.
const (
	maxDays   = 4000
	maxSpan   = 4000 // half-days of one audit
	maxWeight = 100_000
	maxCount  = 1_000_000
	maxFaults = 20 // more do not help anybody
)

// Check says everything that is wrong with an instance, with the place of each
// fault, or nil. Whatever passes can be planned.
func (in *Instance) Check() error {
	c := checker{in: in}
	c.head()
	if c.fault.Err() != nil {
		return c.fault.Err() // without a horizon nothing else can be judged
	}
	calendars := c.calendars()
	sites := c.sites(calendars)
	people := c.auditors(calendars)
	audits := c.audits(sites, people)
	c.relations(audits)
	c.baseline(audits, people)
	if len(c.fault) > maxFaults {
		c.fault = append(c.fault[:maxFaults], domain.FieldError{Field: "file", Message: "has more faults; these come first"})
	}
	return c.fault.Err()
}

type checker struct {
	in    *Instance
	fault domain.Fault
}

func (c *checker) within(field string, v, lo, hi int) {
	if v < lo || v > hi {
		c.fault.Add(field, "is %d; it must be %d to %d", v, lo, hi)
	}
}

func (c *checker) number(field string, v, lo, hi float64) {
	if math.IsNaN(v) || v < lo || v > hi {
		c.fault.Add(field, "is %g; it must be %g to %g", v, lo, hi)
	}
}

// day tests a date that must lie near the horizon, so that slots stay small.
func (c *checker) day(field string, d domain.Date, needed bool) {
	switch {
	case d == 0 && needed:
		c.fault.Add(field, "is needed; write it as YYYY-MM-DD")
	case d != 0 && (d < c.in.Start.AddDays(-40*366) || d > c.in.End.AddDays(40*366)):
		c.fault.Add(field, "%s lies more than forty years from the horizon %s to %s", d, c.in.Start, c.in.End)
	}
}

func (c *checker) head() {
	in := c.in
	switch in.Format {
	case InstanceFormat2:
		c.within("slotsPerDay", in.SlotsPerDay, 0, 2)
	case InstanceFormat:
		if in.SlotsPerDay != 0 {
			c.fault.Add("slotsPerDay", "belongs to %q", InstanceFormat2)
		}
	default:
		c.fault.Add("format", "is %q; this program reads %q and %q", in.Format, InstanceFormat, InstanceFormat2)
	}
	switch {
	case in.Start == 0 || in.End == 0:
		c.fault.Add("start", "and end are needed; write them as YYYY-MM-DD")
	case in.End < in.Start:
		c.fault.Add("end", "%s lies before start %s", in.End, in.Start)
	case in.Days() > maxDays:
		c.fault.Add("end", "makes a horizon of %d days; at most %d", in.Days(), maxDays)
	}
	c.within("policy.leadRunMax", in.Policy.LeadRunMax, 0, maxCount)
	c.within("policy.loadPeriodDays", in.Policy.LoadPeriodDays, 1, maxDays)
	Prices{Weights: in.Weights, Travel: in.Travel}.check(&c.fault)
}

// once notes an ID and complains of an empty or a second one.
func (c *checker) once(field, id string, seen map[string]int, i int) {
	if strings.TrimSpace(id) == "" {
		c.fault.Add(field, "is needed")
		return
	}
	if _, dup := seen[id]; dup {
		c.fault.Add(field, "%q is there twice", id)
	}
	seen[id] = i
}

func (c *checker) known(field, id string, among map[string]int, what string) {
	if _, ok := among[id]; !ok {
		c.fault.Add(field, "there is no %s %q", what, id)
	}
}

func (c *checker) weekdays(field string, days []int) {
	for i, d := range days {
		c.within(fmt.Sprintf("%s[%d]", field, i), d, 1, 7)
	}
}

func (c *checker) calendars() map[string]int {
	seen := map[string]int{}
	for i, x := range c.in.Calendars {
		at := fmt.Sprintf("calendars[%d]", i)
		c.once(at+".id", x.ID, seen, i)
		for j, d := range x.Holidays {
			if d == 0 {
				c.fault.Add(fmt.Sprintf("%s.holidays[%d]", at, j), "is no date")
			}
		}
		c.weekdays(at+".workdays", x.Workdays)
		if len(x.Workdays) > 0 && c.in.Format == InstanceFormat {
			c.fault.Add(at+".workdays", "belongs to %q", InstanceFormat2)
		}
	}
	return seen
}

func (c *checker) place(at string, lat, lon float64) {
	c.number(at+".lat", lat, -90, 90)
	c.number(at+".lon", lon, -180, 180)
}

func (c *checker) sites(calendars map[string]int) map[string]int {
	seen := map[string]int{}
	for i, x := range c.in.Sites {
		at := fmt.Sprintf("sites[%d]", i)
		c.once(at+".id", x.ID, seen, i)
		c.place(at, x.Lat, x.Lon)
		c.known(at+".calendar", x.Calendar, calendars, "calendar")
	}
	return seen
}

func (c *checker) auditors(calendars map[string]int) map[string]int {
	seen := map[string]int{}
	for i := range c.in.Auditors {
		x := &c.in.Auditors[i]
		at := fmt.Sprintf("auditors[%d]", i)
		c.once(at+".id", x.ID, seen, i)
		c.place(at, x.Lat, x.Lon)
		c.known(at+".calendar", x.Calendar, calendars, "calendar")
		c.within(at+".dayRate", x.DayRate, 0, maxWeight)
		c.within(at+".maxWeek", x.MaxWeek, 0, maxCount)
		c.within(at+".maxTotal", x.MaxTotal, 0, maxCount)
		c.within(at+".target", x.Target, 0, maxCount)
		c.within(at+".useCost", x.UseCost, 0, maxCount)
		if x.UseCost != 0 && c.in.Format == InstanceFormat {
			c.fault.Add(at+".useCost", "belongs to %q", InstanceFormat2)
		}
		c.weekdays(at+".daysOff", x.DaysOff)
		for j, q := range x.Quals {
			c.fault.Need(fmt.Sprintf("%s.quals[%d].code", at, j), q.Code)
		}
		for j, a := range x.Absences {
			field := fmt.Sprintf("%s.absences[%d]", at, j)
			c.day(field+".from", a.From, true)
			c.day(field+".to", a.To, true)
			if a.To < a.From {
				c.fault.Add(field+".to", "%s lies before from %s", a.To, a.From)
			}
			c.half(field+".half", a.Half, true)
		}
	}
	return seen
}

func (c *checker) half(field string, h domain.Half, optional bool) {
	if !(optional && h == "") && !h.Valid() {
		c.fault.Add(field, "is %q; it must be %q or %q", string(h), string(domain.AM), string(domain.PM))
	}
	if h == domain.PM && c.in.Slots() == 1 {
		c.fault.Add(field, "is %q, but the instance counts in whole days; write %q", string(h), string(domain.AM))
	}
}

func (c *checker) audits(sites, people map[string]int) map[string]int {
	seen := map[string]int{}
	for i := range c.in.Audits {
		a := &c.in.Audits[i]
		at := fmt.Sprintf("audits[%d]", i)
		c.once(at+".id", a.ID, seen, i)
		c.known(at+".site", a.Site, sites, "site")
		c.day(at+".earliest", a.Earliest, true)
		c.day(at+".latest", a.Latest, true)
		c.day(at+".preferred", a.Preferred, false)
		if a.Latest < a.Earliest {
			c.fault.Add(at+".latest", "%s lies before earliest %s", a.Latest, a.Earliest)
		}
		c.within(at+".priority", a.Priority, 0, 1000)
		c.positions(at, a, people)
		c.within(at+".cover", len(a.Cover), 0, 60)
		for j, id := range a.Previous {
			c.fault.Need(fmt.Sprintf("%s.previous[%d]", at, j), id) // may have left the body since
		}
		for j, f := range a.Forbid {
			c.fault.Need(fmt.Sprintf("%s.forbid[%d].auditor", at, j), f.Auditor)
		}
		if a.Pin != nil && a.Pin.Start != 0 {
			c.day(at+".pin.start", a.Pin.Start, true)
			c.half(at+".pin.half", a.Pin.Half, false)
		}
		if a.Pin != nil && a.Pin.Start == 0 && a.Pin.Half != "" {
			c.fault.Add(at+".pin.half", "pins nothing without start")
		}
	}
	return seen
}

func (c *checker) positions(at string, a *Audit, people map[string]int) {
	seats := map[string]int{}
	if len(a.Positions) == 0 {
		c.fault.Add(at+".positions", "are needed: an audit has at least one")
	}
	c.within(at+".positions", len(a.Positions), 0, 60)
	for j, p := range a.Positions {
		field := fmt.Sprintf("%s.positions[%d]", at, j)
		c.once(field+".id", p.ID, seats, j)
		c.within(field+".offset", p.Offset, 0, maxSpan)
		c.within(field+".len", p.Len, 1, maxSpan)
	}
	if a.Pin == nil {
		return
	}
	for _, p := range sortedKeys(a.Pin.Team) {
		c.known(at+".pin.team."+p, p, seats, "position")
		c.known(at+".pin.team."+p, a.Pin.Team[p], people, "auditor")
	}
}

func (c *checker) relations(audits map[string]int) {
	for i, r := range c.in.Relations {
		at := fmt.Sprintf("relations[%d]", i)
		c.known(at+".first", r.First, audits, "audit")
		c.known(at+".second", r.Second, audits, "audit")
		if r.First == r.Second {
			c.fault.Add(at+".second", "is %q, the same audit as first", r.Second)
		}
		c.within(at+".minDays", r.MinDays, -maxDays, maxDays)
		c.within(at+".maxDays", r.MaxDays, -maxDays, maxCount)
		if !slices.Contains([]string{"", "prefer", "require", "forbid"}, r.SameLead) {
			c.fault.Add(at+".sameLead", "is %q; it must be \"prefer\", \"require\", \"forbid\" or absent", r.SameLead)
		}
	}
}

func (c *checker) baseline(audits, people map[string]int) {
	b := c.in.Baseline
	if b == nil {
		return
	}
	c.day("baseline.asOf", b.AsOf, true)
	seen := map[string]int{}
	for i, p := range b.Plan {
		at := fmt.Sprintf("baseline.plan[%d]", i)
		c.once(at+".id", p.ID, seen, i)
		c.known(at+".id", p.ID, audits, "audit")
		c.day(at+".start", p.Start, true)
		c.half(at+".half", p.Half, false)
		for _, seat := range sortedKeys(p.Team) {
			c.known(at+".team."+seat, p.Team[seat], people, "auditor")
		}
	}
}
