package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
)

// Change is a small change after which a no is a yes. It was tried: Then, with
// the audit and the person as they would be, breaks no rule.
type Change struct {
	Text     string           `json:"text"`
	Then     planning.Planned `json:"then"`
	Codes    []string         `json:"codes,omitempty"`    // the person would hold these besides
	Earliest domain.Date      `json:"earliest,omitempty"` // the window would be this
	Latest   domain.Date      `json:"latest,omitempty"`
	Unpin    bool             `json:"unpin,omitempty"` // the pin would be released
}

// window is how far a window is stretched in search of a yes, in days.
const window = 28

// smallest looks for the smallest change that seats a person: another date,
// another colleague, a code, a longer window, a pin released, and then codes
// together with one of the others.
func (q *question) smallest(j, k int, team []int, no []domain.Finding) *Change {
	who := &q.r.in.Auditors[k]
	t := &try{question: q, who: who, k: k, seat: j, team: team, codes: missing(no, who.ID)}
	steps := []func() *Change{t.otherDate, t.otherColleague, t.longerWindow, t.withoutPin}
	if len(t.codes) > 0 {
		more := *who
		more.Quals = slices.Clone(who.Quals)
		for _, c := range t.codes {
			more.Quals = append(more.Quals, planning.Qual{Code: c})
		}
		t.more, t.trial, t.given = &more, q.trial.As(nil, &more), fmt.Sprintf("authorise %s for %s", who.Called(), strings.Join(t.codes, ", "))
		steps = []func() *Change{t.codesAlone, t.otherDate, t.otherColleague}
	} else {
		t.trial = q.trial
	}
	for _, step := range steps {
		if c := step(); c != nil {
			return c
		}
	}
	return nil
}

// missing are the codes the person lacks, by the findings.
func missing(no []domain.Finding, who string) (codes []string) {
	for _, f := range no {
		if f.Rule != planning.Competence.ID || f.Fact("auditor") != who {
			continue
		}
		if c := f.Fact("code"); !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}

// try is one person for one seat, perhaps with more codes than they have.
type try struct {
	*question
	trial *check.Trial
	who   *planning.Auditor
	more  *planning.Auditor // nil: as they are
	k     int               // their place in the list of people
	seat  int
	team  []int // with them on the seat
	codes []string
	given string // what has been supposed already, in words
}

// holds gives the change when the placement breaks no rule.
func (t *try) holds(slot int, team []int, a *planning.Audit, text func() string) *Change {
	trial, b := t.trial, t.r.book
	if a != t.a {
		trial = trial.As(a, t.more)
	}
	if !trial.Stands(slot, team) {
		return nil
	}
	if a != t.a || t.more != nil {
		b = b.As(a, t.more)
	}
	pl := t.placed(slot, team)
	if len(b.Against(pl)) > 0 {
		return nil
	}
	c := &Change{Text: strings.Trim(t.given+", "+text(), ", "), Then: pl, Codes: t.codes}
	if a.Earliest != t.a.Earliest || a.Latest != t.a.Latest {
		c.Earliest, c.Latest = a.Earliest, a.Latest
	}
	c.Unpin = a.Pin != t.a.Pin
	return c
}

func (t *try) codesAlone() *Change {
	return t.holds(t.slot, t.team, t.a, func() string { return "" })
}

// otherDate keeps the team and looks for the nearest other start.
func (t *try) otherDate() *Change {
	for _, slot := range t.near {
		if c := t.holds(slot, t.team, t.a, func() string {
			day, half := t.r.in.When(slot)
			return "start on " + day.Long() + " " + string(half)
		}); c != nil {
			return c
		}
	}
	return nil
}

// otherColleague keeps the start and changes one more seat.
func (t *try) otherColleague() *Change {
	for j, other := range t.team {
		if j == t.seat || other < 0 {
			continue
		}
		if was := t.r.seated(t.r.planned[t.a.ID].Team[t.a.Positions[t.seat].ID]); was >= 0 && other == t.k {
			if c := t.instead(j, was, "swap with "); c != nil {
				return c
			}
		}
		const most = 12
		seat := &t.r.p.Seats[t.au.Seat0+int32(j)]
		for i := seat.Cand0; i < seat.Cand0+min(seat.Cands, most); i++ {
			if who := int(t.r.p.Cands[i].Who); who != other && who != t.k {
				if c := t.instead(j, who, "seat "); c != nil {
					return c
				}
			}
		}
	}
	return nil
}

func (t *try) instead(j, who int, word string) *Change {
	team := slices.Clone(t.team)
	team[j] = who
	return t.holds(t.slot, team, t.a, func() string {
		return word + t.r.in.Auditors[who].Called() + " on position " + t.a.Positions[j].ID
	})
}

// longerWindow tries the days after the window, then those before it.
func (t *try) longerWindow() *Change {
	if t.au.Starts == 0 {
		return nil
	}
	in := t.r.in
	last := t.r.p.Starts[t.au.Start0+t.au.Starts-1]
	for n := 1; n <= window; n++ {
		for _, later := range []bool{true, false} {
			a, word := *t.a, "earlier"
			start := a.Earliest.AddDays(-n)
			if later {
				start, word = in.Start.AddDays(int(last.Day)+n), "later"
				a.Latest = a.Latest.AddDays(n)
			} else {
				a.Earliest = start
			}
			if start < in.Start || start > in.End || start.IsWeekend() {
				continue
			}
			if c := t.holds(in.Slot(start, domain.AM), t.team, &a, func() string {
				return fmt.Sprintf("were the window %s longer (%s), start on %s", count(n), word, start.Long())
			}); c != nil {
				return c
			}
		}
	}
	return nil
}

// withoutPin releases what is pinned.
func (t *try) withoutPin() *Change {
	if t.a.Pin == nil {
		return nil
	}
	a := *t.a
	a.Pin = nil
	return t.holds(t.slot, t.team, &a, func() string { return "release the pin" })
}
