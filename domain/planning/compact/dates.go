package compact

import (
	"cmp"
	"slices"
	"sort"

	"github.com/certwright/certwright/domain/planning"
)

// dated is an audit whose starts are known: a run of its calendar's starts.
type dated struct {
	*Audit
	cal     int
	first   int32 // of the calendar's starts
	morning bool  // it starts in the morning only
}

// starts lists the half-days an audit can start on: the working mornings, or
// for an audit of one half-day every working half-day.
func (c *calendar) starts(morning bool) []int32 {
	if morning {
		return c.mornings
	}
	return c.slots
}

func (c *compiler) dates(i int, out *dated) {
	a := &c.in.Audits[i]
	out.Out = int32(c.in.Weights.Unplanned * a.Priority)
	out.Full = 1<<len(a.Cover) - 1
	out.LeadSeat = -1
	out.cal, out.morning = c.calOf[c.names.Sites[a.Site].Calendar], a.Span() > 1
	if c.starts(a, out); c.never[a.ID] {
		c.p.Starts, out.Starts = c.p.Starts[:out.Start0], 0
	}
	out.Words = (out.Starts + 63) / 64
}

// reserve makes room for every candidate there can be, so that the long lists
// are not copied as they grow.
func (c *compiler) reserve(places []dated) {
	cands, words := 0, 0
	for i := range places {
		for _, pos := range c.in.Audits[i].Positions {
			if places[i].Starts > 0 {
				n := len(c.able(pos.Needs))
				cands, words = cands+n, words+n*int(places[i].Words)
			}
		}
	}
	c.p.Cands, c.p.Bits = make([]Cand, 0, cands), make([]uint64, 0, words)
}

func (c *compiler) audit(i int, out *dated) {
	p, a := &c.p, &c.in.Audits[i]
	site, cal := c.names.Sites[a.Site], out.cal
	out.Seat0, out.Seats = int32(len(p.Seats)), int32(len(a.Positions))
	for k := range c.km {
		c.km[k] = -1
	}
	for j := range a.Positions {
		pos := &a.Positions[j]
		if pos.Role == planning.Lead {
			out.LeadSeat = int32(j)
		}
		s := Seat{Shape: c.shape(shape{cal, pos.Offset, pos.Len}), Len: int32(pos.Len), Cand0: int32(len(p.Cands))}
		if out.Starts > 0 {
			c.candidates(a, pos, site, cal, &s, out)
		}
		s.Cands = int32(len(p.Cands)) - s.Cand0
		list := p.Cands[s.Cand0:]
		slices.SortStableFunc(list, func(x, y Cand) int { return cmp.Compare(x.Price, y.Price) })
		p.Seats = append(p.Seats, s)
	}
}

func (c *compiler) starts(a *planning.Audit, out *dated) {
	p, cal, w := &c.p, &c.cals[out.cal], &c.in.Weights
	list := cal.starts(out.morning)
	out.Start0 = int32(len(p.Starts))
	span := a.Span()
	earliest, latest := int32(a.Earliest.DaysSince(c.in.Start)), int32(a.Latest.DaysSince(c.in.Start))
	was := c.before[a.ID]
	from := sort.Search(len(list), func(i int) bool { return list[i]/c.spd >= earliest })
	for i := from; i < len(list); i++ {
		at := int(cal.at[list[i]])
		if at+span > len(cal.slots) {
			break
		}
		s := Start{Slot: list[i], End: cal.slots[at+span-1]}
		s.Day, s.Last = s.Slot/c.spd, s.End/c.spd
		if s.Last > latest {
			break
		}
		day, half := c.in.When(int(s.Slot))
		if a.Pin != nil && a.Pin.Start != 0 && (a.Pin.Start != day || a.Pin.Half != half) {
			continue
		}
		if int32(len(p.Starts)) == out.Start0 {
			out.first = int32(i)
		}
		price := w.LatePerDay*max(0, w.LateBuffer-int(latest-s.Last)) + w.SplitPerDay*int(cal.off[s.Last+1]-cal.off[s.Day])
		if a.Preferred != 0 {
			price += w.PreferredPerDay * min(distance(day.DaysSince(a.Preferred)), w.PreferredCap)
		}
		if was != nil && (was.Start != day || was.Half != half) {
			price += (w.Moved + w.MovedPerDay*distance(day.DaysSince(was.Start))) * c.in.Notice(was.Start)
		}
		s.Price, s.Period = int32(price), s.Day/int32(c.in.Policy.LoadPeriodDays)
		p.Starts = append(p.Starts, s)
	}
	out.Starts = int32(len(p.Starts)) - out.Start0
}

func distance(days int) int { return max(days, -days) }
