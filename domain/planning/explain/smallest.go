package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
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
func (r *Reader) smallest(a *planning.Audit, j int, k *planning.Auditor, pl planning.Planned, no []domain.Finding) *Change {
	seat := a.Positions[j].ID
	t := try{r: r, a: a, k: k, pl: pl, seat: seat, codes: missing(no, k.ID)}
	steps := []func(try) *Change{r.otherDate, r.otherColleague, r.longerWindow, r.withoutPin}
	if len(t.codes) > 0 {
		more := *k
		more.Quals = slices.Clone(k.Quals)
		for _, c := range t.codes {
			more.Quals = append(more.Quals, planning.Qual{Code: c})
		}
		t.more, t.given = &more, fmt.Sprintf("authorise %s for %s", k.Called(), strings.Join(t.codes, ", "))
		steps = []func(try) *Change{func(t try) *Change { return t.holds(t.pl, a, "") }, r.otherDate, r.otherColleague}
	}
	for _, step := range steps {
		if c := step(t); c != nil {
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
	r     *Reader
	a     *planning.Audit
	more  *planning.Auditor // nil: as they are
	k     *planning.Auditor
	pl    planning.Planned
	seat  string
	codes []string // those
	given string   // what has been supposed already, in words
}

// holds gives the change when the placement breaks no rule.
func (t try) holds(pl planning.Planned, a *planning.Audit, text string) *Change {
	b := t.r.book
	if a != t.a || t.more != nil {
		b = b.As(a, t.more)
	}
	if len(t.r.against(b, pl, t.k.ID)) > 0 {
		return nil
	}
	c := &Change{Text: strings.Trim(t.given+", "+text, ", "), Then: pl, Codes: t.codes}
	if a.Earliest != t.a.Earliest || a.Latest != t.a.Latest {
		c.Earliest, c.Latest = a.Earliest, a.Latest
	}
	c.Unpin = a.Pin != t.a.Pin
	return c
}

// otherDate keeps the team and looks for the nearest other start.
func (r *Reader) otherDate(t try) *Change {
	team := t.pl
	if t.more != nil { // the tables do not know what the person would hold
		team = with(t.pl, t.seat, "")
	}
	for _, x := range r.starts(t.a, team) {
		if c := t.holds(on(t.pl, x.Start, x.Half), t.a, "start on "+x.Start.Long()+" "+string(x.Half)); c != nil {
			return c
		}
	}
	return nil
}

// otherColleague keeps the start and changes one more seat.
func (r *Reader) otherColleague(t try) *Change {
	au := &r.p.Audits[r.index[t.a.ID]]
	for j := range au.Seats {
		p := &t.a.Positions[j]
		if p.ID == t.seat || t.pl.Team[p.ID] == "" {
			continue
		}
		if was := r.planned[t.a.ID].Team[t.seat]; was != "" && t.pl.Team[p.ID] == t.k.ID {
			if c := t.holds(with(t.pl, p.ID, was), t.a, "swap with "+r.names.Auditors[was].Called()+" on position "+p.ID); c != nil {
				return c
			}
		}
		const most = 12
		seat := &r.p.Seats[au.Seat0+j]
		for i := seat.Cand0; i < seat.Cand0+min(seat.Cands, most); i++ {
			who := &r.in.Auditors[r.p.Cands[i].Who]
			if who.ID == t.pl.Team[p.ID] || who.ID == t.k.ID {
				continue
			}
			if c := t.holds(with(t.pl, p.ID, who.ID), t.a, "seat "+who.Called()+" on position "+p.ID); c != nil {
				return c
			}
		}
	}
	return nil
}

// longerWindow tries the days after the window, then those before it.
func (r *Reader) longerWindow(t try) *Change {
	span := r.p.Audits[r.index[t.a.ID]]
	if span.Starts == 0 {
		return nil
	}
	last := r.p.Starts[span.Start0+span.Starts-1]
	for n := 1; n <= window; n++ {
		for _, side := range []int{1, -1} {
			a := *t.a
			start := r.in.Start.AddDays(int(last.Day) + n)
			if side < 0 {
				start = a.Earliest.AddDays(-n)
				a.Earliest = start
			} else {
				a.Latest = max(a.Latest, a.Latest.AddDays(n))
			}
			if start < r.in.Start || start > r.in.End || start.IsWeekend() {
				continue
			}
			word := map[int]string{1: "later", -1: "earlier"}[side]
			if c := t.holds(on(t.pl, start, domain.AM), &a, fmt.Sprintf("were the window %d days longer (%s), start on %s", n, word, start.Long())); c != nil {
				return c
			}
		}
	}
	return nil
}

// withoutPin releases what is pinned.
func (r *Reader) withoutPin(t try) *Change {
	if t.a.Pin == nil {
		return nil
	}
	a := *t.a
	a.Pin = nil
	return t.holds(t.pl, &a, "release the pin")
}
