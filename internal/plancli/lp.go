package plancli

import (
	"bufio"
	"fmt"
	"io"

	"github.com/certwright/certwright/domain/planning/compact"
)

// lp writes the whole planning problem of format /1 as a mixed integer
// programme, for a solver that knows nothing of ours: x is a person in a seat on
// a start, z an audit's start, u an audit left out, d two leads that differ, o
// and f half-days over target and over 120 %.
type lp struct {
	w    *bufio.Writer
	p    *compact.Problem
	n    int             // terms of the row being written
	held map[room][]term // by what it is used of
	bins []string
}

// room is something a person has only so much of.
type room struct {
	kind     byte // h half-day, w week, l load of a period, t total
	who, num int32
}

// term is a variable and its factor.
type term struct {
	factor int32
	name   string
}

func writeLP(w io.Writer, p *compact.Problem) error {
	l := &lp{w: bufio.NewWriter(w), p: p, held: map[room][]term{}}
	fmt.Fprint(l.w, "Minimize\n cost:")
	l.objective()
	fmt.Fprint(l.w, "\nSubject To\n")
	for a := range p.Audits {
		l.audit(int32(a))
		l.ties(int32(a))
	}
	l.people()
	fmt.Fprint(l.w, "Binaries\n")
	for _, b := range l.bins {
		fmt.Fprintln(l.w, "", b)
	}
	fmt.Fprintln(l.w, "End")
	return l.w.Flush()
}

func x(at, cand, start int32) string { return fmt.Sprintf("x%d_%d_%d", at, cand, start) }
func z(a, start int32) string        { return fmt.Sprintf("z%d_%d", a, start) }
func u(a int32) string               { return fmt.Sprintf("u%d", a) }

// add writes a term; a line of the format may not grow too long.
func (l *lp) add(factor int32, name string) {
	if l.n++; l.n%8 == 0 {
		fmt.Fprint(l.w, "\n ")
	}
	fmt.Fprintf(l.w, " %+d %s", factor, name)
}

// end closes a row.
func (l *lp) end(relation string, right int32) {
	if l.n > 0 {
		fmt.Fprintf(l.w, " %s %d\n", relation, right)
	}
	l.n = 0
}

// all visits every person who can hold a seat of an audit on a start.
func (l *lp) all(a int32, visit func(at, cand, start int32)) {
	au := &l.p.Audits[a]
	for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
		seat := &l.p.Seats[at]
		for c := seat.Cand0; c < seat.Cand0+seat.Cands; c++ {
			for i := range au.Starts {
				if l.p.CanStart(&l.p.Cands[c], i) {
					visit(at, c, i)
				}
			}
		}
	}
}

func (l *lp) objective() {
	p := l.p
	for a := range p.Audits {
		au := &p.Audits[a]
		l.add(au.Out, u(int32(a)))
		l.bins = append(l.bins, u(int32(a)))
		for i := range au.Starts {
			l.add(p.Starts[au.Start0+i].Price, z(int32(a), i))
			l.bins = append(l.bins, z(int32(a), i))
		}
		l.all(int32(a), func(at, cand, i int32) {
			c, seat, st := &p.Cands[cand], &p.Seats[at], &p.Starts[au.Start0+i]
			stay, name := p.Stay(seat, st.Slot), x(at, cand, i)
			l.add(c.Price+c.Night*stay.Nights, name)
			l.bins = append(l.bins, name)
			for t := stay.First - c.Block; t <= stay.Last+c.Block; t++ {
				l.use('h', c.Who, t, 1, name)
			}
			for _, w := range p.Weekly[stay.Week0 : stay.Week0+stay.Weeks] {
				l.use('w', c.Who, w.Week, w.Len, name)
			}
			l.use('l', c.Who, st.Period, seat.Len, name)
			l.use('t', c.Who, 0, seat.Len, name)
		})
		for i := range au.Ties {
			if t := &p.Ties[au.Tie0+i]; t.First && t.Change > 0 {
				l.add(t.Change, fmt.Sprintf("d%d_%d", a, t.Other))
			}
		}
	}
	for k := range p.People {
		for q := range p.Periods {
			l.add(p.Over, fmt.Sprintf("o%d_%d", k, q))
			l.add(p.Far, fmt.Sprintf("f%d_%d", k, q))
		}
	}
	l.n = 0
}

func (l *lp) use(kind byte, who, num, much int32, name string) {
	r := room{kind, who, num}
	l.held[r] = append(l.held[r], term{much, name})
}

// audit writes: one start or none; each seat filled; all codes; nobody twice.
func (l *lp) audit(a int32) {
	au := &l.p.Audits[a]
	l.add(1, u(a))
	for i := range au.Starts {
		l.add(1, z(a, i))
	}
	l.end("=", 1)
	seat, code, person := map[[2]int32][]string{}, map[[2]int32][]string{}, map[[2]int32][]string{}
	l.all(a, func(at, cand, i int32) {
		c, name := &l.p.Cands[cand], x(at, cand, i)
		seat[[2]int32{at, i}] = append(seat[[2]int32{at, i}], name)
		person[[2]int32{c.Who, i}] = append(person[[2]int32{c.Who, i}], name)
		for b := int32(0); au.Full>>b != 0; b++ {
			if c.Cover>>b&1 != 0 {
				code[[2]int32{b, i}] = append(code[[2]int32{b, i}], name)
			}
		}
	})
	for i := range au.Starts {
		for at := au.Seat0; at < au.Seat0+au.Seats; at++ {
			l.beside(seat[[2]int32{at, i}], z(a, i), "=")
		}
		for b := int32(0); au.Full>>b != 0; b++ {
			l.beside(code[[2]int32{b, i}], z(a, i), ">=")
		}
		for k := range l.p.People {
			if twice := person[[2]int32{int32(k), i}]; len(twice) > 1 {
				l.beside(twice, z(a, i), "<=")
			}
		}
	}
}

// beside holds a sum against a start.
func (l *lp) beside(names []string, start, relation string) {
	for _, n := range names {
		l.add(1, n)
	}
	l.add(-1, start)
	l.end(relation, 0)
}

// ties writes the relations in which an audit is the first.
func (l *lp) ties(a int32) {
	p, au := l.p, &l.p.Audits[a]
	for n := range au.Ties {
		t := &p.Ties[au.Tie0+n]
		if !t.First {
			continue
		}
		second := &p.Audits[t.Other]
		for j := range second.Starts {
			l.add(1, z(t.Other, j))
			for i := range au.Starts {
				if days := p.Starts[second.Start0+j].Day - p.Starts[au.Start0+i].Last; days >= t.Min && days <= t.Max {
					l.add(-1, z(a, i))
				}
			}
			l.end("<=", 0)
		}
		if t.Lead != compact.AnyLead && au.LeadSeat >= 0 && second.LeadSeat >= 0 {
			l.leads(a, t)
		}
	}
}

// leads writes what a relation wants of two leads, for every person: one who
// leads the first and not the second, which is planned, makes a difference.
func (l *lp) leads(a int32, t *compact.Tie) {
	for k := range int32(len(l.p.People)) {
		l.leading(a, k, 1)
		if l.n == 0 {
			continue
		}
		if t.Lead == compact.ForbidSame {
			l.leading(t.Other, k, 1)
			l.end("<=", 1)
			continue
		}
		l.leading(t.Other, k, -1)
		l.add(-1, u(t.Other))
		if t.Lead == compact.PreferSame {
			l.add(-1, fmt.Sprintf("d%d_%d", a, t.Other))
		}
		l.end("<=", 0)
	}
}

func (l *lp) leading(a, who, factor int32) {
	au := &l.p.Audits[a]
	l.all(a, func(at, cand, i int32) {
		if at == au.Seat0+au.LeadSeat && l.p.Cands[cand].Who == who {
			l.add(factor, x(at, cand, i))
		}
	})
}

// people writes what each person has only so much of.
func (l *lp) people() {
	p := l.p
	for n := range p.People {
		k, who := int32(n), &p.People[n]
		for t := int32(-8); t < int32(p.Slots)+8; t++ { // journeys reach beyond the horizon
			l.room('h', k, t, 1)
		}
		for w := range int32(p.Weeks) {
			l.room('w', k, w, who.MaxWeek)
		}
		l.room('t', k, 0, who.MaxTotal)
		for q := range int32(p.Periods) {
			for _, over := range []struct {
				name byte
				from int32
			}{{'o', who.Target}, {'f', who.Far}} {
				l.sum(room{'l', k, q})
				if l.n > 0 {
					l.add(-1, fmt.Sprintf("%c%d_%d", over.name, k, q))
				}
				l.end("<=", over.from)
			}
		}
	}
}

func (l *lp) room(kind byte, who, num, most int32) {
	l.sum(room{kind, who, num})
	l.end("<=", most)
}

func (l *lp) sum(r room) {
	for _, t := range l.held[r] {
		l.add(t.factor, t.name)
	}
}
