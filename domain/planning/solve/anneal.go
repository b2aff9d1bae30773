package solve

// mixture is how often each move is tried, in 1/65536, and how warm the search
// is (in 1/256 euro).
type mixture struct {
	ruin, again, shift, displace, intrude, trade, times uint32 // the rest are seat moves
	ruinSize                                            uint32
	blink                                               uint64 // chance in 2^32 to overlook a start when planning again
	hot, cold                                           int64
	batch                                               int // moves between two looks at the clock
}

var usual = mixture{ruin: 400, again: 400, shift: 28000, displace: 6000, trade: 4000, times: 2000, ruinSize: 9, blink: 1 << 25,
	hot: 400 * 256, cold: 15 * 256, batch: 4096}

// packed is the mixture for a few dozen audits, walked at all temperatures at
// once: there is time to take out several more often, and the tighter the
// calendar is the more one audit stands in another's place.
var packed = mixture{ruin: 4000, again: 2000, shift: 12000, displace: 8000, intrude: 4000, trade: 6000, times: 16000, ruinSize: 6, blink: 1 << 25,
	hot: 800 * 256, cold: 8 * 256, batch: 1024}

// nearby takes out and plans again what has to do with a few audits.
var nearby = mixture{ruin: 40000, again: 10000, shift: 8000, ruinSize: 7, blink: 1 << 26, hot: 40 * 256, cold: 2 * 256, batch: 64}

// walk makes so many moves at one temperature.
func (s *search) walk(heat int64, moves int, m *mixture) {
	s.warm(heat)
	s.in.blink = m.blink
	if len(s.own) == 0 {
		return
	}
	for range moves {
		s.step(m)
	}
}

// warm sets the temperature.
func (s *search) warm(heat int64) {
	if s.heat != heat {
		s.bath.warm(heat)
	}
	s.heat = heat
}

// step makes one move.
func (s *search) step(m *mixture) {
	a := s.own[s.r.below(uint32(len(s.own)))]
	roll := uint32(s.r.next() >> 48)
	switch {
	case s.at[a] < 0:
		s.ruin(a, 1+int(s.r.below(6)))
	case roll < m.ruin:
		s.ruin(a, 2+int(s.r.below(m.ruinSize)))
	case roll < m.ruin+m.again:
		s.ruin(a, 1)
	case roll < m.ruin+m.again+m.shift:
		s.shiftMove(a)
	case roll < m.ruin+m.again+m.shift+m.displace:
		s.displace(a)
	case roll < m.ruin+m.again+m.shift+m.displace+m.intrude:
		s.intrude(a)
	case roll < m.ruin+m.again+m.shift+m.displace+m.intrude+m.trade:
		s.trade(a)
	case roll < m.ruin+m.again+m.shift+m.displace+m.intrude+m.trade+m.times:
		s.switchTimes(a)
	default:
		s.seatMove(a)
	}
}

// cooling is the temperature over the share of the search that is done: from
// hot to cold by the same factor in each of its steps, and nothing for the last
// twentieth, which only goes downhill.
type cooling [256]int64

// downhill is the share of a search, in 1/65536, after which it takes only what
// is no dearer.
const downhill = 62259

func newCooling(hot, cold int64) *cooling {
	c := &cooling{}
	for i := range c {
		c[i] = between(hot, cold, i, len(c)-1)
	}
	return c
}

// between is the i-th of n geometric steps from a to b, made by halving, so
// that only integer roots are needed.
func between(a, b int64, i, n int) int64 {
	lo, hi := 0, n
	for hi-lo > 1 {
		mid, root := (lo+hi)/2, squareRoot(a*b)
		if i < mid {
			hi, b = mid, root
		} else {
			lo, a = mid, root
		}
	}
	if i == hi {
		return b
	}
	return a
}

func squareRoot(x int64) int64 {
	r := x
	for y := (r + 1) / 2; y < r; y = (r + x/r) / 2 {
		r = y
	}
	return r
}

func (c *cooling) at(share int64) int64 {
	if share >= downhill {
		return 0
	}
	return c[share*int64(len(c)-1)/downhill]
}
