package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// wellFormed names what a planned audit refers to and does not exist.
func (b *Book) wellFormed(pl planning.Planned) []domain.Finding {
	rule := planning.WellFormed
	a := b.audit(pl.ID)
	if a == nil {
		return []domain.Finding{rule.Broken("name an audit of the instance", "there is no audit %q", pl.ID).On(pl.ID).With("audit", pl.ID)}
	}
	var out []domain.Finding
	add := func(remedy, text string, args ...any) {
		out = append(out, rule.Broken(remedy, text, args...).On(a.Called()).With("audit", a.ID))
	}
	if pl.Start == 0 || !pl.Half.Valid() || pl.Half == domain.PM && b.in.Slots() == 1 {
		add("give the day and am or pm", "the start of %s is no half-day: %q %q", a.Called(), pl.Start, string(pl.Half))
	}
	seats := map[string]bool{}
	for _, p := range a.Positions {
		seats[p.ID] = true
	}
	for _, p := range slices.Sorted(maps.Keys(pl.Team)) {
		who := pl.Team[p]
		if !seats[p] {
			add("leave it out", "%s has no position %q", a.Called(), p)
		}
		if b.auditor(who) == nil && who != "" {
			add("name an auditor of the instance", "there is no auditor %q", who)
		}
	}
	return out
}

func (b *Book) window(x *laid) []domain.Finding {
	rule, a := planning.Window, x.audit
	start, end := x.start(b), x.end(b)
	f := rule.Met("%s lies in the window %s", days(start, end), days(a.Earliest, a.Latest))
	switch {
	case start < a.Earliest:
		f = rule.Broken(fmt.Sprintf("start on %s or later, or have the window opened %s earlier", a.Earliest.Long(), count(a.Earliest.DaysSince(start), "day")),
			"%s begins before the window %s", days(start, end), days(a.Earliest, a.Latest))
	case end > a.Latest:
		f = rule.Broken(fmt.Sprintf("end by %s, or have the window extended by %s", a.Latest.Long(), count(end.DaysSince(a.Latest), "day")),
			"%s ends after the window %s", days(start, end), days(a.Earliest, a.Latest))
	}
	return one(f, x).with("start", start).with("end", end).with("earliest", a.Earliest).with("latest", a.Latest).list()
}

// begins tells whether the audit starts when one may: on a working half-day of
// the site, in the morning when it takes more than one.
func (x *laid) begins() bool {
	return x.onTime && (len(x.slots) == 1 || x.asked.Half == domain.AM)
}

func (b *Book) siteCalendar(x *laid) []domain.Finding {
	rule, pl := planning.SiteCalendar, x.asked
	asked := pl.Start.Long() + " " + string(pl.Half)
	f := rule.Met("the site works on every day from %s", asked)
	switch {
	case x.slots == nil:
		f = rule.Broken("start earlier", "from %s on the site has fewer than %s before the horizon ends on %s",
			asked, count(x.audit.Span(), "working half-day"), b.in.End.Long())
	case !x.onTime:
		day, half := b.in.When(x.slots[0])
		f = rule.Broken(fmt.Sprintf("start on %s %s", day.Long(), half), "the site does not work on %s", asked)
	case !x.begins():
		f = rule.Broken("start in the morning", "the audit takes %s and starts in the afternoon of %s",
			count(len(x.slots), "half-day"), pl.Start.Long())
	}
	return one(f, x).with("start", pl.Start).with("half", pl.Half).list()
}

func (b *Book) pins(x *laid) []domain.Finding {
	rule, pin := planning.Pins, x.audit.Pin
	if pin == nil {
		return one(rule.Met("nothing is pinned"), x).list()
	}
	var out []domain.Finding
	if !startKept(pin, x.asked) {
		fixed := pin.Start.Long() + " " + string(pin.Half)
		out = append(out, one(rule.Broken("start then, or release the pin", "the start is pinned to %s", fixed), x).with("pinned", fixed).list()...)
	}
	for _, s := range x.seats {
		if want := pin.Team[s.position.ID]; want != "" && (s.who == nil || s.who.ID != want) {
			out = append(out, one(rule.Broken("seat "+b.called(want)+", or release the pin",
				"position %s is pinned to %s", s.position.ID, b.called(want)), x).with("position", s.position.ID).with("pinned", want).list()...)
		}
	}
	if len(out) == 0 {
		out = one(rule.Met("what is pinned stays as it is"), x).list()
	}
	return out
}

func startKept(pin *planning.Pin, pl planning.Planned) bool {
	return pin == nil || pin.Start == 0 || pin.Start == pl.Start && pin.Half == pl.Half
}

// alone tells whether the second of two related audits would stand without the
// first; the first may.
func alone(first, second *laid) bool { return second != nil && (first == nil || first.slots == nil) }

func (b *Book) interval(x *laid) []domain.Finding {
	rule := planning.Interval
	var out []domain.Finding
	for _, r := range b.relations[x.audit.ID] {
		first, second := b.other(r.First, x), b.other(r.Second, x)
		switch {
		case second == nil:
		case alone(first, second):
			out = append(out, one(rule.Broken("plan "+b.title(r.First)+" first", "%s is planned without %s", b.title(r.Second), b.title(r.First)), x).
				with("first", r.First).list()...)
		case second.slots != nil:
			out = append(out, b.gap(r, first, second, x))
		}
	}
	if len(out) == 0 {
		out = one(rule.Met("no interval to another audit is owed"), x).list()
	}
	return out
}

// apart is the days from the end of the first audit to the start of the second,
// and whether they are as many as the relation wants.
func (b *Book) apart(r *planning.Relation, first, second *laid) (days int, kept bool) {
	days = second.start(b).DaysSince(first.end(b))
	return days, days >= r.MinDays && days <= r.MaxDays
}

func (b *Book) gap(r *planning.Relation, first, second, x *laid) domain.Finding {
	rule := planning.Interval
	start, end := second.start(b), first.end(b)
	gap, kept := b.apart(r, first, second)
	f := rule.Met("%s starts %s after %s ends (%d to %d days wanted)", second.audit.Called(), count(gap, "day"), first.audit.Called(), r.MinDays, r.MaxDays)
	if !kept {
		remedy := fmt.Sprintf("start %s between %s and %s", second.audit.Called(), end.AddDays(r.MinDays).Long(), end.AddDays(r.MaxDays).Long())
		if x == first {
			remedy = fmt.Sprintf("end %s between %s and %s", first.audit.Called(), start.AddDays(-r.MaxDays).Long(), start.AddDays(-r.MinDays).Long())
		}
		f = rule.Broken(remedy, "%s starts %s after %s ends; %d to %d days are wanted", second.audit.Called(), count(gap, "day"), first.audit.Called(), r.MinDays, r.MaxDays)
	}
	return one(f, x).with("first", r.First).with("second", r.Second).with("days", gap).Finding
}

func (b *Book) sameLead(x *laid) []domain.Finding {
	rule := planning.SameLead
	var out []domain.Finding
	for _, r := range b.relations[x.audit.ID] {
		first, second := b.other(r.First, x), b.other(r.Second, x)
		if first == nil || second == nil || r.SameLead != "require" && r.SameLead != "forbid" {
			continue
		}
		f := rule.Met("the leads of %s and %s are as required", first.audit.Called(), second.audit.Called())
		if same := first.lead == second.lead; !leadsFit(r, same) {
			there := first
			if x == first {
				there = second
			}
			if same {
				f = rule.Broken("seat another lead", "%s also leads %s; another lead is required", b.called(x.lead), there.audit.Called())
			} else {
				f = rule.Broken("seat "+b.called(there.lead)+" as lead", "%s leads %s; the same lead is required", b.called(there.lead), there.audit.Called())
			}
		}
		out = append(out, one(f, x).with("first", r.First).with("second", r.Second).list()...)
	}
	if len(out) == 0 {
		out = one(rule.Met("no other audit asks for the same lead or another one"), x).list()
	}
	return out
}

func leadsFit(r *planning.Relation, same bool) bool {
	return same && r.SameLead != "forbid" || !same && r.SameLead != "require"
}

// other is the laid audit of an ID, where x stands for itself.
func (b *Book) other(id string, x *laid) *laid {
	if id == x.audit.ID {
		return x
	}
	return b.laid[id]
}
