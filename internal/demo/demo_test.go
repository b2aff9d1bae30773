package demo

import (
	"slices"
	"testing"

	"github.com/certwright/certwright/domain"
)

// Every stop of the road is some client's, so that every screen has something to show.
func TestEveryStopHasAClient(t *testing.T) {
	seen := map[stop]int{}
	names := map[string]bool{}
	for _, c := range clients {
		seen[c.stop]++
		if names[c.name] {
			t.Errorf("%s stands twice", c.name)
		}
		names[c.name] = true
		if s := schemes[c.scheme]; !holds(s.codes, c.code) {
			t.Errorf("%s: nobody in the demo body knows %s for %s", c.name, c.code, s.id)
		}
	}
	for s := drafted; s <= surveyedTwice; s++ {
		if seen[s] < 3 {
			t.Errorf("stop %d has %d clients", s, seen[s])
		}
	}
	if len(clients) < 60 || len(auditors) != 12 {
		t.Errorf("%d clients, %d auditors", len(clients), len(auditors))
	}
}

// The clients with a story of their own are in the list, at a stop that tells it.
func TestEveryChangeIsSomeClients(t *testing.T) {
	for _, name := range []string{tells, amends, suspended} {
		if !slices.ContainsFunc(clients, func(o organisation) bool { return o.name == name && o.stop == surveyed }) {
			t.Errorf("%s is no client that was surveyed", name)
		}
	}
}

func TestWorkdayIsNeverOnAWeekend(t *testing.T) {
	for d := domain.MustDate("2026-11-20"); d < domain.MustDate("2026-12-05"); d++ {
		if w := workday(d); w.IsWeekend() || w < d || w.DaysSince(d) > 2 {
			t.Errorf("%s became %s", d, w)
		}
	}
}
