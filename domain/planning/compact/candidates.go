package compact

import (
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// able lists the people who hold every needed code at some time.
func (c *compiler) able(needs []string) []int32 {
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

func (c *compiler) candidates(a *planning.Audit, pos *planning.Position, site *planning.Site, cal int, s *Seat, out *Audit) {
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

func (c *compiler) candidate(a *planning.Audit, pos *planning.Position, site *planning.Site, cal int, s *Seat, out *Audit, k int32, until domain.Date) {
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
	busy := c.busy(man, cal)
	base := len(p.Cands)
	for i := range out.Starts {
		stay := p.Stay(s, p.Starts[out.Start0+i].Slot)
		if stay.First < 0 || busy[stay.First] <= stay.Last || !c.onTheWay(man, stay, cand.Block) || !p.fitsWeek(&p.People[k], stay) {
			continue
		}
		from, to := c.in.Start.AddDays(int(stay.First/c.spd)), c.in.Start.AddDays(int(stay.Last/c.spd))
		if until != 0 && until >= from || !man.holdsAll(pos.Needs, from, to) {
			continue
		}
		c.canStart(base, cand, man.covers(a.Cover, from, to), i, out.Words)
	}
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

func (c *compiler) onTheWay(man *person, s *Stay, block int32) bool {
	if block == 0 {
		return true
	}
	return man.nextAway[s.First-block+margin] >= s.First+margin && man.nextAway[s.Last+1+margin] > s.Last+block+margin
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
