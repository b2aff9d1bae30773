package explain

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/solve"
)

// LeftOut says of every audit a plan leaves out why, and what would let it in.
// It stops early, with what it has, when the context ends.
func LeftOut(ctx context.Context, p *compact.Problem, plan *planning.Plan) (out []planning.LeftOut) {
	if len(plan.Audits) == len(p.In.Audits) {
		return nil
	}
	r := prepare(p, plan.Audits)
	for i := range p.In.Audits {
		if a := &p.In.Audits[i]; r.planned[a.ID].ID == "" {
			out = append(out, planning.LeftOut{Audit: a.ID, Why: r.why(a)})
		}
	}
	for i := range out { // the reasons come first: they are owed, whatever the time
		out[i].Relaxed = r.relaxed(ctx, r.names.Audits[out[i].Audit])
	}
	return out
}

// why counts what stands against each start.
func (r *Reader) why(a *planning.Audit) []string {
	au := &r.p.Audits[r.index[a.ID]]
	if au.Starts == 0 {
		if text := r.unleadable(a); text != "" {
			return []string{text}
		}
		if a.Pin != nil && a.Pin.Start != 0 {
			return []string{fmt.Sprintf("the start is pinned to %s %s, which its window and the site's calendar do not allow (planning.window, planning.site_calendar)", a.Pin.Start.Long(), a.Pin.Half)}
		}
		return []string{fmt.Sprintf("no start of its window %s to %s leaves room for %d working half-days (planning.window, planning.site_calendar)", a.Earliest.Long(), a.Latest.Long(), a.Span())}
	}
	count, seat := r.desk.Obstacles(a.ID)
	if places := r.desk.Places(a.ID); len(places) > 0 {
		return []string{fmt.Sprintf("there is room on %s %s, but it would cost %d euro and leaving it out %d (priority %d)",
			places[0].Start.Long(), places[0].Half, places[0].Euro, r.in.Weights.Unplanned*a.Priority, a.Priority)}
	}
	var out []string
	for _, o := range []solve.Obstacle{solve.ByInterval, solve.Nobody, solve.Taken, solve.NoTeam} {
		if n := count[o]; n > 0 {
			text := fmt.Sprintf("on %d of %d starts: %s (%s)", n, au.Starts, o, ruleOf[o])
			if p := seat[o]; p != "" {
				text += ", first for position " + p
			}
			out = append(out, text)
		}
	}
	return out
}

// unleadable names a relation whose leads no team could be.
func (r *Reader) unleadable(a *planning.Audit) string {
	for i := range r.in.Relations {
		t := &r.in.Relations[i]
		first := r.names.Audits[t.First]
		if t.Second != a.ID || t.Leadable(first, a) {
			continue
		}
		wants := map[string]string{"require": "the same lead", "forbid": "another lead"}[t.SameLead]
		without := first
		if first.Led() {
			without = a
		}
		return fmt.Sprintf("it must have %s as %s, and %s has no position for a lead (%s)", wants, first.Called(), without.Called(), planning.SameLead.ID)
	}
	return ""
}

// ruleOf names the rules an obstacle stands for.
var ruleOf = map[solve.Obstacle]string{
	solve.ByInterval: planning.Interval.ID,
	solve.Nobody:     planning.Competence.ID + ", " + planning.Availability.ID + ", " + planning.Barred.ID + ", " + planning.LeadRotation.ID,
	solve.Taken:      planning.Overlap.ID + ", " + planning.Ceilings.ID,
	solve.NoTeam:     planning.Positions.ID + ", " + planning.Cover.ID + ", " + planning.SameLead.ID,
}

// relaxed tries small changes and lists those that would let the audit in, as long
// as there is time.
func (r *Reader) relaxed(ctx context.Context, a *planning.Audit) (out []string) {
	if text := r.roomElsewhere(a); text != "" {
		return []string{text} // nothing but its price is in the way
	}
	for _, f := range []func(*planning.Audit) string{r.withDays, r.unpinned, r.withCode, r.afterFirst} {
		if ctx.Err() != nil {
			break
		}
		if text := f(a); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// fits tells where an audit would go were it, or a person, so.
func (r *Reader) fits(a *planning.Audit, k *planning.Auditor) (planning.Planned, bool) {
	for _, x := range r.desk.As(a, k).Places(a.ID) {
		if !domain.HardBroken(r.book.As(a, k).Placement(x.Planned)) {
			return x.Planned, true
		}
	}
	return planning.Planned{}, false
}

func (r *Reader) roomElsewhere(a *planning.Audit) string {
	if places := r.desk.Places(a.ID); len(places) > 0 {
		return fmt.Sprintf("a priority that makes leaving it out dearer than %d euro lets it in on %s", places[0].Euro, places[0].Start.Long())
	}
	return ""
}

// withDays is the least by which the window must grow at one of its ends.
func (r *Reader) withDays(a *planning.Audit) string {
	for _, n := range []int{3, 7, 14, 28, 56} {
		word, pl, days := "later", planning.Planned{}, n+1
		for _, end := range []string{word, "earlier"} {
			if x, least := r.grown(a, n, end == "later"); least > 0 && least < days {
				word, pl, days = end, x, least
			}
		}
		if days <= n {
			return fmt.Sprintf("%s more window (%s): start on %s", count(days), word, pl.Start.Long())
		}
	}
	return ""
}

// count is "1 day", "2 days".
func count(days int) string {
	if days == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", days)
}

// grown looks into a window longer by some days for the place that needs least of
// them; 0: there is none.
func (r *Reader) grown(a *planning.Audit, n int, later bool) (planning.Planned, int) {
	b := *a
	if later {
		b.Latest = b.Latest.AddDays(n)
	} else {
		b.Earliest = b.Earliest.AddDays(-n)
	}
	places, book := r.desk.As(&b, nil).Places(a.ID), r.book.As(&b, nil)
	slices.SortStableFunc(places, func(x, y solve.Place) int {
		if later {
			return cmp.Compare(x.Start, y.Start)
		}
		return cmp.Compare(y.Start, x.Start)
	})
	for _, x := range places {
		findings := book.Placement(x.Planned)
		if domain.HardBroken(findings) {
			continue
		}
		if !later {
			return x.Planned, a.Earliest.DaysSince(x.Start)
		}
		at := slices.IndexFunc(findings, func(f domain.Finding) bool { return f.Rule == planning.Window.ID })
		last, err := domain.ParseDate(findings[at].Fact("end"))
		if err != nil {
			return planning.Planned{}, 0
		}
		return x.Planned, last.DaysSince(a.Latest)
	}
	return planning.Planned{}, 0
}

func (r *Reader) unpinned(a *planning.Audit) string {
	if a.Pin == nil {
		return ""
	}
	b := *a
	b.Pin = nil
	if pl, ok := r.fits(&b, nil); ok {
		return "release its pin: start on " + pl.Start.Long()
	}
	return ""
}

// withCode looks for somebody who would only need one more code.
func (r *Reader) withCode(a *planning.Audit) string {
	const most = 30 // people tried
	tried := 0
	for i := range r.in.Auditors {
		k := &r.in.Auditors[i]
		for _, code := range r.oneCode(a, k) {
			if tried++; tried > most {
				return ""
			}
			more := *k
			more.Quals = append(slices.Clone(k.Quals), planning.Qual{Code: code})
			if pl, ok := r.fits(a, &more); ok {
				return fmt.Sprintf("%s with %s: start on %s", k.Called(), code, pl.Start.Long())
			}
		}
	}
	return ""
}

// oneCode lists the single codes that would make a person able to hold a seat,
// or to cover what is to be covered.
func (r *Reader) oneCode(a *planning.Audit, k *planning.Auditor) (codes []string) {
	holds := func(c string) bool {
		return slices.ContainsFunc(k.Quals, func(q planning.Qual) bool { return q.Code == c })
	}
	add := func(c string) {
		if !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	for _, p := range a.Positions {
		lacks := slices.DeleteFunc(slices.Clone(p.Needs), holds)
		if len(lacks) == 1 {
			add(lacks[0])
		}
		if len(lacks) == 0 {
			if more := slices.DeleteFunc(slices.Clone(a.Cover), holds); len(more) == 1 {
				add(more[0])
			}
		}
	}
	return codes
}

// afterFirst names the audit it waits for.
func (r *Reader) afterFirst(a *planning.Audit) string {
	for i := range r.in.Relations {
		t := &r.in.Relations[i]
		if _, planned := r.planned[t.First]; t.Second == a.ID && !planned {
			return fmt.Sprintf("plan %s, which it must follow (%s)", t.First, planning.Interval.ID)
		}
	}
	return ""
}
