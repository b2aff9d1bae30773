package compact

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// able lists the people who hold every needed code at some time.
func (c *compiler) able(needs []string) []int32 {
	key := strings.Join(needs, "\x00")
	list, ok := c.ables[key]
	if !ok {
		list = c.holdAll(needs)
		c.ables[key] = list
	}
	return list
}

func (c *compiler) holdAll(needs []string) []int32 {
	if len(needs) == 0 {
		all := make([]int32, len(c.persons))
		for i := range all {
			all[i] = int32(i)
		}
		return all
	}
	rarest := slices.MinFunc(needs, func(x, y string) int { return len(c.holders[x]) - len(c.holders[y]) })
	var out []int32
	for _, k := range c.holders[rarest] {
		if !slices.ContainsFunc(needs, func(n string) bool { return c.persons[k].codes[n] == nil }) {
			out = append(out, k)
		}
	}
	return out
}

func (c *compiler) candidates(a *planning.Audit, pos *planning.Position, site *planning.Site, cal int, s *Seat, out *dated) {
	pinned := ""
	if a.Pin != nil {
		pinned = a.Pin.Team[pos.ID]
	}
	for _, k := range c.able(pos.Needs) {
		who := &c.in.Auditors[k]
		if pinned != "" && pinned != who.ID || pos.Len > who.MaxTotal || pos.Role == planning.Lead && a.LeadRun[who.ID] >= c.in.Policy.LeadRunMax {
			continue
		}
		if until, barred := barredUntil(a, who.ID); !barred || until != 0 {
			c.candidate(a, pos, site, cal, s, out, k, until)
		}
	}
}

// barredUntil is the last day a person is barred; barred without a day is for good.
func barredUntil(a *planning.Audit, who string) (until domain.Date, barred bool) {
	for _, f := range a.Forbid {
		if f.Auditor != who {
			continue
		}
		if f.Until == 0 {
			return 0, true
		}
		until, barred = max(until, f.Until), true
	}
	return until, barred
}

func (c *compiler) candidate(a *planning.Audit, pos *planning.Position, site *planning.Site, cal int, s *Seat, out *dated, k int32, until domain.Date) {
	p, who, man := &c.p, &c.in.Auditors[k], &c.persons[k]
	cand := Cand{Who: k, Price: int32(who.DayRate * pos.Len / int(c.spd))}
	if !pos.Remote {
		if c.km[k] < 0 {
			c.km[k] = int32(c.in.Travel.Km(who, site))
		}
		cand.KM = c.km[k]
		days := c.stayDays(pos)
		cand.Price += int32(c.in.Travel.Trip(int(cand.KM), days, days-1))
		cand.Block = int32(c.in.Travel.Block(int(cand.KM)))
		if int(cand.KM) > c.in.Travel.DayTripKm {
			cand.Night = int32(c.in.Travel.Hotel)
		}
	}
	cand.Price += c.leadTerms(a, pos, who.ID)
	if was := c.before[a.ID]; was != nil && was.Team[pos.ID] != who.ID {
		cand.Price += int32(c.in.Weights.Reassigned * c.in.Notice(was.Start))
	}
	cand.Bits = int32(len(p.Bits))
	p.Bits = c.there(p.Bits, out, k, s, cal, cand.Block)
	bits := p.Bits[cand.Bits:]
	if !slices.ContainsFunc(bits, func(w uint64) bool { return w != 0 }) {
		p.Bits = p.Bits[:cand.Bits]
		return
	}
	if steady, cover := man.steady(a, pos.Needs); steady && until == 0 {
		cand.Cover = cover
		p.Cands = append(p.Cands, cand)
		return
	}
	free := slices.Clone(bits)
	p.Bits = p.Bits[:cand.Bits]
	base := len(p.Cands)
	for i := range out.Starts {
		if free[i>>6]>>(uint(i)&63)&1 == 0 {
			continue
		}
		stay := p.Stay(s, p.Starts[out.Start0+i].Slot)
		from, to := c.in.Start.AddDays(int(stay.First/c.spd)), c.in.Start.AddDays(int(stay.Last/c.spd))
		if until != 0 && until >= from || !man.holdsAll(pos.Needs, from, to) {
			continue
		}
		c.canStart(base, cand, man.covers(a.Cover, from, to), i, out.Words)
	}
}

// presence names a person's bits for a stay of some shape.
type presence struct {
	who, shape, block int32
	morning           bool
}

// there appends a bit for each start of an audit: whether the person works on
// all half-days of the seat, is not absent on the way, and has a week long
// enough. The bits of all starts of a calendar are made once and cut from.
func (c *compiler) there(into []uint64, out *dated, k int32, s *Seat, cal int, block int32) []uint64 {
	key := presence{k, s.Shape, block, out.morning}
	starts := c.cals[cal].starts(out.morning)
	if out.Starts <= 8 { // too few to be worth all others of the calendar
		return append(into, c.presence(key, cal, starts[out.first:out.first+out.Starts])[0])
	}
	all, ok := c.present[key]
	if !ok {
		all = c.presence(key, cal, starts)
		c.present[key] = all
	}
	for n := int32(0); n < out.Starts; n += 64 {
		at := out.first + n
		w := all[at>>6]>>(uint(at)&63) | all[at>>6+1]<<1<<(63-uint(at)&63)
		if left := out.Starts - n; left < 64 {
			w &= 1<<uint(left) - 1
		}
		into = append(into, w)
	}
	return into
}

// presence makes a person's bits of some starts.
func (c *compiler) presence(key presence, cal int, starts []int32) []uint64 {
	p, man, busy := &c.p, &c.persons[key.who], c.busy(&c.persons[key.who], cal)
	bits := make([]uint64, len(starts)/64+2)
	for i, slot := range starts {
		stay := &p.Stays[key.shape+slot]
		if stay.First < 0 || busy[stay.First] <= stay.Last || !p.fitsWeek(&p.People[key.who], stay) {
			continue
		}
		if b := key.block; b > 0 && (man.nextAway[stay.First-b+margin] < stay.First+margin || man.nextAway[stay.Last+1+margin] <= stay.Last+b+margin) {
			continue
		}
		bits[i>>6] |= 1 << (uint(i) & 63)
	}
	return bits
}

// steady tells whether a person holds the same of an audit's codes on every day
// of its window, among them all that are needed, and what that covers.
func (k *person) steady(a *planning.Audit, needs []string) (steady bool, cover uint64) {
	if !k.holdsAll(needs, a.Earliest, a.Latest) {
		return false, 0
	}
	cover = k.covers(a.Cover, a.Earliest, a.Latest)
	for i, code := range a.Cover {
		if cover>>i&1 == 0 && k.codes[code] != nil {
			return false, 0
		}
	}
	return true, cover
}

// stayDays is on how many days a seat works; every start of it has as many.
func (c *compiler) stayDays(pos *planning.Position) int {
	n := int(c.spd)
	return (pos.Offset+pos.Len-1)/n - pos.Offset/n + 1
}

func (c *compiler) leadTerms(a *planning.Audit, pos *planning.Position, who string) int32 {
	if pos.Role != planning.Lead {
		return 0
	}
	price := 0
	if len(a.Previous) > 0 && !slices.Contains(a.Previous, who) {
		price += c.in.Weights.Continuity
	}
	if a.LeadRun[who] == c.in.Policy.LeadRunMax-1 {
		price += c.in.Weights.RotationNear
	}
	return int32(price)
}

// canStart notes a start with the candidate of this set of codes, which may be
// a new one; base is the first candidate of the person on this seat.
func (c *compiler) canStart(base int, cand Cand, cover uint64, i, words int32) {
	p := &c.p
	for j := base; j < len(p.Cands); j++ {
		if p.Cands[j].Cover == cover {
			p.Bits[p.Cands[j].Bits+i>>6] |= 1 << (uint(i) & 63)
			return
		}
	}
	cand.Cover, cand.Bits = cover, int32(len(p.Bits))
	p.Cands = append(p.Cands, cand)
	p.Bits = append(p.Bits, make([]uint64, words)...)
	p.Bits[cand.Bits+i>>6] |= 1 << (uint(i) & 63)
}

func (p *Problem) fitsWeek(k *Person, s *Stay) bool {
	for _, w := range p.Weekly[s.Week0 : s.Week0+s.Weeks] {
		if w.Len > k.MaxWeek {
			return false
		}
	}
	return true
}

func (k *person) holds(code string, from, to domain.Date) bool {
	for _, p := range k.codes[code] {
		if p.From <= from && (p.To == 0 || p.To >= to) {
			return true
		}
	}
	return false
}

func (k *person) holdsAll(codes []string, from, to domain.Date) bool {
	for _, c := range codes {
		if !k.holds(c, from, to) {
			return false
		}
	}
	return true
}

func (k *person) covers(codes []string, from, to domain.Date) uint64 {
	mask := uint64(0)
	for i, c := range codes {
		if k.holds(c, from, to) {
			mask |= 1 << i
		}
	}
	return mask
}
