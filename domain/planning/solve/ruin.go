package solve

// undo remembers the audits a move touches as they were before it.
type undo struct {
	stamp  []uint32 // by audit: the last move that touched it
	now    uint32
	audits []saved
	seats  []int32
	cost   int
	out    int
}

type saved struct{ audit, at, seats int32 }

func (s *search) begin() {
	s.undo.now++
	s.undo.audits, s.undo.seats = s.undo.audits[:0], s.undo.seats[:0]
	s.undo.cost, s.undo.out = s.cost, s.out
}

// note remembers an audit once a move, before it changes.
func (s *search) note(a int32) {
	if s.undo.stamp[a] == s.undo.now {
		return
	}
	s.undo.stamp[a] = s.undo.now
	au := &s.p.Audits[a]
	s.undo.audits = append(s.undo.audits, saved{a, s.at[a], int32(len(s.undo.seats))})
	s.undo.seats = append(s.undo.seats, s.held[au.Seat0:au.Seat0+au.Seats]...)
}

// revert puts everything back as it was when the move began.
func (s *search) revert() {
	for _, x := range s.undo.audits {
		if s.at[x.audit] >= 0 {
			s.take(x.audit)
		}
	}
	for _, x := range s.undo.audits {
		if x.at >= 0 {
			s.put(x.audit, x.at, s.undo.seats[x.seats:])
		}
	}
}

// uproot takes an audit out, and with it those that may not stand without it.
// It tells whether it may.
func (s *search) uproot(a int32) bool {
	if !s.mine(a) {
		return false
	}
	au := &s.p.Audits[a]
	for i := range au.Ties {
		t := &s.p.Ties[au.Tie0+i]
		if t.First && s.at[t.Other] >= 0 && !s.mine(t.Other) {
			return false
		}
	}
	s.note(a)
	s.take(a)
	s.ruined = append(s.ruined, a)
	for i := range au.Ties {
		if t := &s.p.Ties[au.Tie0+i]; t.First && s.at[t.Other] >= 0 {
			s.uproot(t.Other)
		}
	}
	return true
}

// ruin takes out some audits that have to do with one: around its time, of its
// people and of people who could do it. Then it plans them again, each where it
// costs least, and keeps the result when it is not too dear.
func (s *search) ruin(a int32, size int) {
	s.begin()
	s.ruined = s.ruined[:0]
	p, au := s.p, &s.p.Audits[a]
	if au.Starts == 0 {
		return
	}
	day := p.Starts[au.Start0+int32(s.r.below(uint32(au.Starts)))].Day
	if s.at[a] >= 0 {
		if s.r.below(2) == 0 {
			day = s.start(a).Day
		}
		s.uproot(a)
	} else {
		s.ruined = append(s.ruined, a)
	}
	reach := int32(4 + s.r.below(20)) // days
	for try := 0; len(s.ruined) < size && try < 3*size; try++ {
		seat := &p.Seats[au.Seat0+int32(s.r.below(uint32(au.Seats)))]
		if seat.Cands == 0 {
			break
		}
		// the cheap ones more often
		x := s.r.below(uint32(seat.Cands))
		x = s.r.below(x + 1)
		s.ruinPerson(p.Cands[seat.Cand0+int32(x)].Who, day-reach, day+reach, size)
	}
	s.replan()
}

// replan plans the ruined audits again and keeps the result when it is not too
// dear. It gives up as soon as that can no longer be: when what is spent, and the
// least that the others cost whoever is free, come to more.
func (s *search) replan() {
	limit := s.undo.cost + s.r.allowance(s.heat)
	s.shuffle(s.ruined)
	least := s.cost // of all plans that can come of it
	for _, a := range s.ruined {
		least -= s.saves(a)
	}
	for _, a := range s.ruined {
		if least > limit {
			break
		}
		if s.at[a] >= 0 { // with one that must follow it
			least += s.saves(a)
			continue
		}
		saves, before := s.saves(a), s.cost
		s.insert(a, min(int(s.p.Audits[a].Out), int(s.p.Audits[a].Out)-saves+limit-least+1), 0)
		least += s.cost - before + saves
	}
	if s.cost > limit {
		s.revert()
	}
}

// saves is what planning a left-out audit can save at most.
func (s *search) saves(a int32) int {
	au := &s.p.Audits[a]
	if low := s.in.low.of(s.in, &s.state, a); len(low) > 0 {
		return max(0, int(au.Out-low[0].price))
	}
	return 0
}

// ruinPerson takes out a person's audits that start between two days.
func (s *search) ruinPerson(who, from, to int32, size int) {
	for at := s.head[who]; at >= 0 && len(s.ruined) < size; {
		a := s.seatOf[at]
		next := s.next[at]
		if d := s.start(a).Day; d >= from && d <= to && s.uproot(a) {
			next = s.head[who] // the list has changed
		}
		at = next
	}
}

func (s *search) shuffle(list []int32) {
	for i := len(list) - 1; i > 0; i-- {
		j := s.r.below(uint32(i + 1))
		list[i], list[j] = list[j], list[i]
	}
}
