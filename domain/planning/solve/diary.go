package solve

import "github.com/certwright/certwright/domain/planning/compact"

// diaries holds one bit a half-day and person, with a spare word on each side
// for journeys, so that "is anything there" is two shifts and an AND.
type diaries struct {
	words int // of one person
	bits  []uint64
}

func newDiaries(people, slots int) diaries {
	w := (slots+63)/64 + 3
	return diaries{w, make([]uint64, people*w)}
}

// busy tells whether the person has anything from one half-day to another.
func (d *diaries) busy(who, from, to int32) bool {
	i := int(who)*d.words + int(from+64)>>6
	sh := uint(from+64) & 63
	n := uint(to - from + 1)
	for {
		got := d.bits[i] >> sh
		if sh+n > 64 { // not read otherwise: it may be another thread's
			got |= d.bits[i+1] << (64 - sh)
		}
		if n <= 64 {
			return got<<(64-n) != 0
		}
		if got != 0 {
			return true
		}
		n, i = n-64, i+1
	}
}

// flip enters what is not there and takes out what is.
func (d *diaries) flip(who, from, to int32) {
	base := int(who) * d.words
	for a, b := int(from+64), int(to+64); a <= b; {
		end := min(b, a|63)
		d.bits[base+a>>6] ^= ^uint64(0) >> (63 - uint(end-a)) << (uint(a) & 63)
		a = end + 1
	}
}

// state is a plan being searched: who does what when, and all that has to be
// counted to know who is free.
type state struct {
	p     *compact.Problem
	at    []int32 // by audit: the start, -1 when left out
	was   []int32 // by audit: the start it had last, -1 when none
	held  []int32 // by seat: the candidate, -1 when nobody
	diary diaries
	week  []int32 // by person and week: half-days
	load  []int32 // by person and period: half-days
	total []int32 // by person: half-days
	head  []int32 // by person: the first of the seats held, -1
	next  []int32 // by seat: the next seat of the same person
	prev  []int32
	cost  int // with the tolls paid
	tolls tolls
	out   int      // audits left out
	part  [2]int32 // first and last day an audit may take
}

func newState(p *compact.Problem) *state {
	s := &state{p: p, part: [2]int32{-never, never}, diary: newDiaries(len(p.People), p.Slots),
		at: filled(len(p.Audits)), was: filled(len(p.Audits)), held: filled(len(p.Seats)), head: filled(len(p.People)),
		next: filled(len(p.Seats)), prev: filled(len(p.Seats)),
		week: make([]int32, len(p.People)*p.Weeks), load: make([]int32, len(p.People)*p.Periods), total: make([]int32, len(p.People))}
	for i := range p.Audits {
		s.cost += int(p.Audits[i].Out)
	}
	s.out = len(p.Audits)
	return s
}

func filled(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// seatPrice is what a candidate costs on a seat of a start, with the load it
// adds to the person's period and the toll.
func (s *state) seatPrice(c *compact.Cand, seat *compact.Seat, stay *compact.Stay, period int32) int32 {
	return s.personPrice(c, seat, period) + c.Night*stay.Nights + s.toll(c, stay)
}

// personPrice is seatPrice without nights more than usual and toll.
func (s *state) personPrice(c *compact.Cand, seat *compact.Seat, period int32) int32 {
	k, price := &s.p.People[c.Who], c.Price
	if n := s.load[int(c.Who)*s.p.Periods+int(period)] + seat.Len; n > k.Target {
		price += s.p.Load(k, n) - s.p.Load(k, n-seat.Len)
	}
	if k.Use != 0 && s.total[c.Who] == 0 {
		price += k.Use
	}
	return price
}

// free tells whether the person's diary, weeks and total have room for the stay.
func (s *state) free(c *compact.Cand, seat *compact.Seat, stay *compact.Stay) bool {
	if s.diary.busy(c.Who, stay.First-c.Block, stay.Last+c.Block) {
		return false
	}
	k := &s.p.People[c.Who]
	if s.total[c.Who]+seat.Len > k.MaxTotal {
		return false
	}
	weeks := s.week[int(c.Who)*s.p.Weeks:]
	for _, w := range s.p.Weekly[stay.Week0 : stay.Week0+stay.Weeks] {
		if weeks[w.Week]+w.Len > k.MaxWeek {
			return false
		}
	}
	return true
}

// enter seats a candidate; leave is its inverse. Both keep the cost but for the
// audit's own dates and ties.
func (s *state) enter(at int32, cand int32, start *compact.Start) {
	p := s.p
	seat, c := &p.Seats[at], &p.Cands[cand]
	stay := p.Stay(seat, start.Slot)
	s.cost += int(s.seatPrice(c, seat, stay, start.Period))
	s.count(c, seat, stay, start.Period, 1)
	s.held[at] = cand
	s.prev[at], s.next[at] = -1, s.head[c.Who]
	if s.next[at] >= 0 {
		s.prev[s.next[at]] = at
	}
	s.head[c.Who] = at
}

func (s *state) leave(at int32, start *compact.Start) {
	p := s.p
	seat, c := &p.Seats[at], &p.Cands[s.held[at]]
	stay := p.Stay(seat, start.Slot)
	s.count(c, seat, stay, start.Period, -1)
	s.cost -= int(s.seatPrice(c, seat, stay, start.Period))
	s.held[at] = -1
	if s.prev[at] >= 0 {
		s.next[s.prev[at]] = s.next[at]
	} else {
		s.head[c.Who] = s.next[at]
	}
	if s.next[at] >= 0 {
		s.prev[s.next[at]] = s.prev[at]
	}
}

func (s *state) count(c *compact.Cand, seat *compact.Seat, stay *compact.Stay, period, sign int32) {
	s.diary.flip(c.Who, stay.First-c.Block, stay.Last+c.Block)
	s.load[int(c.Who)*s.p.Periods+int(period)] += sign * seat.Len
	s.total[c.Who] += sign * seat.Len
	weeks := s.week[int(c.Who)*s.p.Weeks:]
	for _, w := range s.p.Weekly[stay.Week0 : stay.Week0+stay.Weeks] {
		weeks[w.Week] += sign * w.Len
	}
}

// start is the start an audit is planned on.
func (s *state) start(a int32) *compact.Start {
	return &s.p.Starts[s.p.Audits[a].Start0+s.at[a]]
}

// put plans an audit; the team is given by seat. It must be legal.
func (s *state) put(a, start int32, team []int32) {
	au := &s.p.Audits[a]
	s.at[a] = start
	st := s.start(a)
	for j, c := range team[:au.Seats] {
		s.enter(au.Seat0+int32(j), c, st)
	}
	s.cost += int(st.Price) - int(au.Out) + s.leadChanges(a)
	s.out--
}

// take leaves an audit out. Whoever calls it sees to the audits that may not
// stand without it.
func (s *state) take(a int32) {
	au := &s.p.Audits[a]
	st := s.start(a)
	s.cost -= int(st.Price) - int(au.Out) + s.leadChanges(a)
	for j := range au.Seats {
		s.leave(au.Seat0+j, st)
	}
	s.was[a], s.at[a] = s.at[a], -1
	s.out++
}

// lead is the person leading a planned audit, -1 when it has no lead or the seat
// is vacant just now.
func (s *state) lead(a int32) int32 {
	au := &s.p.Audits[a]
	if au.LeadSeat < 0 || s.held[au.Seat0+au.LeadSeat] < 0 {
		return -1
	}
	return s.p.Cands[s.held[au.Seat0+au.LeadSeat]].Who
}

// leadChanges prices the ties of a planned audit.
func (s *state) leadChanges(a int32) int {
	au, sum := &s.p.Audits[a], 0
	for i := range au.Ties {
		t := &s.p.Ties[au.Tie0+i]
		if t.Change != 0 && s.at[t.Other] >= 0 && s.lead(t.Other) != s.lead(a) {
			sum += int(t.Change)
		}
	}
	return sum
}

// leadPrice is what a lead costs by an audit's ties; not legal when a tie
// requires another.
func (s *state) leadPrice(a, who int32) (price int32, legal bool) {
	au := &s.p.Audits[a]
	for i := range au.Ties {
		t := &s.p.Ties[au.Tie0+i]
		if t.Lead == compact.AnyLead || s.at[t.Other] < 0 {
			continue
		}
		same := s.lead(t.Other) == who
		if t.Lead == compact.RequireSame && !same || t.Lead == compact.ForbidSame && same {
			return 0, false
		}
		if !same {
			price += t.Change
		}
	}
	return price, true
}

// between narrows an audit's starts by its ties: bounds on its first and its
// last day. Not legal when an audit it must follow is left out.
func (s *state) between(a int32) (first, last [2]int32, legal bool) {
	first, last = [2]int32{s.part[0], never}, [2]int32{-never, s.part[1]}
	au := &s.p.Audits[a]
	for i := range au.Ties {
		t := &s.p.Ties[au.Tie0+i]
		planned := s.at[t.Other] >= 0
		switch {
		case !t.First && !planned:
			return first, last, false
		case !t.First:
			end := s.start(t.Other).Last
			first = [2]int32{max(first[0], end+t.Min), min(first[1], end+t.Max)}
		case planned:
			begin := s.start(t.Other).Day
			last = [2]int32{max(last[0], begin-t.Max), min(last[1], begin-t.Min)}
		}
	}
	return first, last, true
}

// within tells whether a start keeps to bounds on the first and the last day.
func within(st *compact.Start, first, last [2]int32) bool {
	return st.Day >= first[0] && st.Day <= first[1] && st.Last >= last[0] && st.Last <= last[1]
}
