package bound

import "github.com/certwright/certwright/domain/planning/compact"

// unit is how many price units make a euro: prices are integers, so that a
// bound is exact and the same on every machine.
const (
	unitBits = 6
	unit     = 1 << unitBits
)

// prices is what scarce things cost: a half-day of a person's diary, a half-day
// of work in a week, in a period, and in all. Whatever they are (none below
// zero, a period's none above what overload costs), the cheapest answer to the
// priced problem is a lower bound of the real one; good prices make it a high one.
type prices struct {
	p      *compact.Problem
	wide   int     // half-days of a diary with its margins
	slot   []int32 // by person and half-day
	week   []int32 // by person and week: a half-day of work
	half   []int32 // by person and week: a stay too long for two of its kind, see part
	third  []int32 // by person and week: a stay too long for three
	weeks  []int32 // by person, week and half-days: what they cost by the three together
	period []int32 // by person and period
	total  []int32 // by person
	sums   []int32 // running sums of slot, one more a person
	idle   []bool  // by person: not worth using at these prices
	most   int32   // of one slot, so that sums fit
	kept   [6][]int32
}

// longest is the half-days of a week.
const longest = 14

// part is how much a stay of some half-days in a week takes of a week of so
// many when stays are whole: of two halves, both if it is longer than half the
// week and one if just that long; of two thirds, one if longer than a third and
// both if longer than two. Nobody has more than two of either, which says more
// of whole stays than the sum of their half-days does.
func part(len, week int32) (halves, thirds int32) {
	switch {
	case 2*len > week:
		halves = 2
	case 2*len == week:
		halves = 1
	}
	switch {
	case 3*len > 2*week:
		thirds = 2
	case 3*len > week:
		thirds = 1
	}
	return halves, thirds
}

// margin is room for journeys before and after the horizon.
const margin = 2

func newPrices(p *compact.Problem) *prices {
	n := len(p.People)
	q := &prices{p: p, wide: p.Slots + 2*margin, week: make([]int32, n*p.Weeks), half: make([]int32, n*p.Weeks), third: make([]int32, n*p.Weeks),
		weeks: make([]int32, n*p.Weeks*(longest+1)), period: make([]int32, n*p.Periods), total: make([]int32, n), idle: make([]bool, n)}
	q.slot, q.sums = make([]int32, n*q.wide), make([]int32, n*(q.wide+1))
	q.most = min(1<<30/int32(q.wide), 20000*unit)
	return q
}

// sum refreshes the running sums and the price of stays in a week after prices
// changed.
func (q *prices) sum() {
	for k := range q.p.People {
		from, at := q.slot[k*q.wide:(k+1)*q.wide], q.sums[k*(q.wide+1):]
		s := int32(0)
		for t, x := range from {
			s += x
			at[t+1] = s
		}
		for w := k * q.p.Weeks; w < (k+1)*q.p.Weeks; w++ {
			q.stays(w, q.p.People[k].MaxWeek)
		}
	}
}

// stays refreshes what stays of a person cost in a week.
func (q *prices) stays(w int, most int32) {
	row := q.weeks[w*(longest+1):][:longest+1]
	for n := int32(1); n <= longest; n++ {
		halves, thirds := part(n, most)
		row[n] = n*q.week[w] + halves*q.half[w] + thirds*q.third[w]
	}
}

// span is the price of a person's half-days from one to another.
func (q *prices) span(who, from, to int32) int {
	at := q.sums[int(who)*(q.wide+1):]
	return int(at[to+margin+1] - at[from+margin])
}

// seat is the priced cost of a candidate on a stay.
func (q *prices) seat(c *compact.Cand, seat *compact.Seat, stay *compact.Stay, period int32) int {
	return int(c.Price+c.Night*stay.Nights)<<unitBits + q.scarce(c, stay) +
		int(seat.Len)*int(q.period[int(c.Who)*q.p.Periods+int(period)]+q.total[c.Who])
}

// scarce is the price of the half-days and weeks that a stay takes, with its journeys.
func (q *prices) scarce(c *compact.Cand, stay *compact.Stay) int {
	sum := q.span(c.Who, stay.First-c.Block, stay.Last+c.Block)
	weeks := q.weeks[int(c.Who)*q.p.Weeks*(longest+1):]
	for _, w := range q.p.Weekly[stay.Week0 : stay.Week0+stay.Weeks] {
		sum += int(weeks[w.Week*(longest+1)+w.Len])
	}
	return sum
}

// given is what the prices pay back whoever does what: each half-day once, each
// week, period and horizon up to its limit, to people who are paid back at least
// what using them at all costs. It is never above zero.
func (q *prices) given() (all int) {
	p := q.p
	for k := range p.People {
		who, sum := &p.People[k], int(p.People[k].Use)<<unitBits
		for _, x := range q.slot[k*q.wide : (k+1)*q.wide] {
			sum -= int(x)
		}
		for _, x := range q.week[k*p.Weeks : (k+1)*p.Weeks] {
			sum -= int(x) * int(who.MaxWeek)
		}
		for w := k * p.Weeks; w < (k+1)*p.Weeks; w++ {
			sum -= 2 * int(q.half[w]+q.third[w])
		}
		for _, x := range q.period[k*p.Periods : (k+1)*p.Periods] {
			n := q.loaded(who, x)
			sum += int(p.Load(who, n))<<unitBits - int(x)*int(n)
		}
		sum -= int(q.total[k]) * int(who.MaxTotal)
		q.idle[k] = sum > 0
		all += min(0, sum)
	}
	return all
}

// loaded is how many half-days a person works in a period at a price: up to the
// target, or up to 120 % of it once the price reaches what that costs.
func (q *prices) loaded(who *compact.Person, price int32) int32 {
	if price > q.p.Over<<unitBits {
		return who.Far
	}
	return who.Target
}

// dearest is the highest price of a period: beyond it overload is cheaper.
func (q *prices) dearest() int32 { return (q.p.Over + q.p.Far) << unitBits }

// save keeps the prices that gave the best bound so far.
func (q *prices) save() {
	for i, x := range q.all() {
		q.kept[i] = append(q.kept[i][:0], x...)
	}
}

func (q *prices) all() [6][]int32 {
	return [6][]int32{q.slot, q.week, q.half, q.third, q.period, q.total}
}

// restore goes back to the prices that were saved.
func (q *prices) restore() {
	for i, x := range q.all() {
		copy(x, q.kept[i])
	}
	q.sum()
}
