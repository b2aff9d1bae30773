package compact

// Choice is one person for one seat, at a price, while a team is composed.
type Choice struct {
	Cand, Who int32
	Cover     uint64
	Price     int
}

// Team composes the cheapest team from a list of choices for each seat. It
// keeps its scratch, so that composing allocates nothing.
type Team struct {
	Lists  [][]Choice // by seat, cheapest first
	Best   []int32    // the candidates of the cheapest team
	Price  int        // its price, or the limit it had to stay below
	seats  int
	steps  int
	full   uint64
	suffix []int    // cheapest way to fill the seats from here on
	covers []uint64 // what the seats from here on can cover at best
	chosen []int32
}

// NewTeam makes room for the largest team of a problem.
func NewTeam(p *Problem) *Team {
	most := int32(1)
	for i := range p.Audits {
		most = max(most, p.Audits[i].Seats)
	}
	t := &Team{Lists: make([][]Choice, most), Best: make([]int32, most), suffix: make([]int, most+1), covers: make([]uint64, most+1), chosen: make([]int32, most)}
	for i := range t.Lists {
		t.Lists[i] = make([]Choice, 0, 64)
	}
	return t
}

// Keep enters a choice in order of price unless as many cheaper ones as there
// are seats bring the same codes: one of those is always to be had instead.
func Keep(list []Choice, c Choice, seats int32) []Choice {
	at, better := len(list), int32(0)
	for k := range list {
		if list[k].Price > c.Price {
			at = k
			break
		}
		if list[k].Cover&c.Cover == c.Cover {
			better++
		}
	}
	if better >= seats {
		return list
	}
	list = append(list, c)
	copy(list[at+1:], list[at:])
	list[at] = c
	return list
}

// Compose finds the cheapest team of the first seats' lists that brings all
// codes, with nobody twice, when it costs less than the limit beside a price
// already spent. Its answer is exact unless it needs more than so many steps;
// then Floor is still below every team.
func (t *Team) Compose(seats int32, full uint64, spent, limit, steps int) (found, exact bool) {
	t.seats, t.full, t.Price, t.steps = int(seats), full, limit, steps
	n := t.seats
	t.suffix[n], t.covers[n] = 0, 0
	for j := n - 1; j >= 0; j-- {
		if len(t.Lists[j]) == 0 {
			return false, true
		}
		t.suffix[j] = t.suffix[j+1] + t.Lists[j][0].Price
		all := uint64(0)
		for k := range t.Lists[j] {
			all |= t.Lists[j][k].Cover
		}
		t.covers[j] = t.covers[j+1] | all
	}
	t.try(0, spent, 0)
	return t.Price < limit, t.steps >= 0
}

// Floor is the price of the cheapest choice for every seat, whoever it is.
func (t *Team) Floor() int { return t.suffix[0] }

func (t *Team) try(j, sum int, got uint64) {
	if j == t.seats {
		if got&t.full == t.full && sum < t.Price {
			t.Price = sum
			for x := range j {
				t.Best[x] = t.Lists[x][t.chosen[x]].Cand
			}
		}
		return
	}
	if (got|t.covers[j])&t.full != t.full {
		return
	}
next:
	for k := range t.Lists[j] {
		c := &t.Lists[j][k]
		if sum+c.Price+t.suffix[j+1] >= t.Price || t.steps < 0 {
			return
		}
		for x := range j {
			if t.Lists[x][t.chosen[x]].Who == c.Who {
				continue next
			}
		}
		t.steps--
		t.chosen[j] = int32(k)
		t.try(j+1, sum+c.Price, got|c.Cover)
	}
}
