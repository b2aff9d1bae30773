package solve

// Where using somebody at all has a price, single moves seldom find a plan that
// does without one person: on the way there every plan is dearer. So part of the
// search is attempts of many steps from the best plan: one person fewer, or an
// audit in that was left out, whatever has to be handed on for it.

// attempt is one try at a cheaper staff.
type attempt struct {
	under bool
	base  best // the plan it began from
	home  best // the plan the annealing will go on from should it fail
	left  int  // steps
	spent int  // steps of all attempts so far
	share int  // of the search, in eighths
}

const (
	shortest = 4096 // steps of the first attempt
	weighty  = 8    // a step looks at all candidates of a seat and at what they do: it counts for so many moves
)

// due tells whether the next moves of so many are the relay's. An attempt under
// way goes on; the time goes to attempts as the money goes to people.
func (f *relay) due(moves int) bool {
	return f.under || f.spent*weighty*8 < moves*f.share
}

// budget sets the share of the search by a plan's cost: what is paid for using
// people and for what is left out. The other moves, which alone change dates,
// keep an eighth.
func (f *relay) budget() {
	paid := 0
	for k := range f.p.People {
		if f.total[k] > 0 {
			paid += int(f.p.People[k].Use)
		}
	}
	for a := range f.p.Audits {
		if f.at[a] < 0 {
			paid += int(f.p.Audits[a].Out)
		}
	}
	if f.share = min(7, 8*paid/max(1, f.cost)); paid > 0 {
		f.share = max(1, f.share)
	}
}

// relay goes on with an attempt, or makes a new one from the best plan; true when
// it has come to a cheaper plan, which is the state then.
func (f *relay) relay(b *best, moves int) bool {
	if !f.under && !f.begin(b) {
		f.spent += moves / weighty // nothing to try: leave the time to the other moves
		return false
	}
	for range moves / weighty {
		f.left--
		f.spent++
		switch {
		case len(f.vacant) > 0 && f.left%swapped == 0:
			f.swap()
		case len(f.vacant) > 0:
			f.fill()
		default:
			f.nudge()
		}
		if len(f.vacant) == 0 && f.cost < f.base.cost {
			f.under = false
			f.budget()
			return true
		}
		if f.left <= 0 {
			break
		}
	}
	if f.left <= 0 {
		f.fail()
	}
	return false
}

// begin lays out the best plan and takes a person off it, or lets an audit in.
// Each attempt may be longer than the last.
func (f *relay) begin(b *best) bool {
	f.home.copy(&f.state)
	f.reset(b)
	f.base.copy(&f.state)
	f.left = shortest + f.spent/4
	f.vacant = f.vacant[:0]
	for k := range f.allowed {
		f.allowed[k] = f.total[k] > 0
	}
	for at, c := range f.held {
		if c >= 0 {
			f.first[at], f.last[at] = f.span(int32(at), c)
		}
	}
	f.under = f.out > 0 && f.r.below(2) == 0 && f.admit() || f.dismiss()
	if !f.under {
		f.reset(&f.home)
	}
	return f.under
}

// fail goes back to where the search was before the attempt.
func (f *relay) fail() {
	f.under = false
	for at, c := range f.held {
		if c >= 0 {
			f.leave(int32(at), f.start(f.seatOf[at]))
		}
	}
	f.cost, f.out = 0, len(f.at)
	for a := range f.at {
		f.at[a] = -1
		f.cost += int(f.p.Audits[a].Out)
	}
	f.reset(&f.home)
}

// dismiss makes all seats of somebody vacant who costs for being used: of a few
// the one with the least to do. It tells whether there is one whose seats others
// could take.
func (f *relay) dismiss() bool {
	who := int32(-1)
	for range 8 {
		k := int32(f.r.below(uint32(len(f.p.People))))
		if f.p.People[k].Use > 0 && f.total[k] > 0 && (who < 0 || f.total[k] < f.total[who]) && f.replaceable(k) {
			who = k
		}
	}
	if who < 0 {
		return false
	}
	f.allowed[who] = false
	for f.head[who] >= 0 {
		f.lift(f.head[who])
	}
	return true
}

// replaceable tells whether others could take each of a person's seats.
func (f *relay) replaceable(who int32) bool {
	for at := f.head[who]; at >= 0; at = f.next[at] {
		if !f.takers(at, f.at[f.seatOf[at]], who) {
			return false
		}
	}
	return true
}

// takers tells whether anybody allowed but one could take a seat on a start.
func (f *relay) takers(at, start, but int32) bool {
	seat := &f.p.Seats[at]
	for ci := seat.Cand0; ci < seat.Cand0+seat.Cands; ci++ {
		if c := &f.p.Cands[ci]; c.Who != but && f.allowed[c.Who] && f.p.CanStart(c, start) {
			return true
		}
	}
	return false
}

// admit lets a left-out audit in, its seats vacant, and everybody may be used for
// it. One with relations is left to the other moves.
func (f *relay) admit() bool {
	a := f.own[f.r.below(uint32(len(f.own)))]
	for f.at[a] >= 0 {
		if a++; int(a) == len(f.at) {
			a = 0
		}
	}
	au := &f.p.Audits[a]
	if au.Ties > 0 || au.Starts == 0 {
		return false
	}
	for k := range f.allowed {
		f.allowed[k] = true
	}
	start := int32(f.r.below(uint32(au.Starts)))
	for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
		if !f.takers(at, start, -1) {
			return false
		}
	}
	f.at[a] = start
	f.cost += int(f.start(a).Price) - int(au.Out)
	f.out--
	for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
		f.vacant = append(f.vacant, at)
	}
	return true
}

// swap lets somebody else be used in place of one of those who are.
func (f *relay) swap() {
	other, n := int32(-1), uint32(0)
	for k, ok := range f.allowed {
		if !ok {
			if n++; f.r.below(n) == 0 {
				other = int32(k)
			}
		}
	}
	if other >= 0 && f.dismiss() {
		f.allowed[other] = true
	}
}
