package planning

import (
	"maps"
	"slices"
)

// Names finds the things of an instance by their IDs.
type Names struct {
	Sites    map[string]*Site
	Auditors map[string]*Auditor
	Audits   map[string]*Audit
	Calendar map[string]*Calendar
}

// Names indexes the instance.
func (in *Instance) Names() Names {
	n := Names{map[string]*Site{}, map[string]*Auditor{}, map[string]*Audit{}, map[string]*Calendar{}}
	for i := range in.Sites {
		n.Sites[in.Sites[i].ID] = &in.Sites[i]
	}
	for i := range in.Auditors {
		n.Auditors[in.Auditors[i].ID] = &in.Auditors[i]
	}
	for i := range in.Audits {
		n.Audits[in.Audits[i].ID] = &in.Audits[i]
	}
	for i := range in.Calendars {
		n.Calendar[in.Calendars[i].ID] = &in.Calendars[i]
	}
	return n
}

// sortedKeys makes a map's order the same on every run.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Seats lists a team's positions in the same order on every run.
func Seats(team map[string]string) []string { return sortedKeys(team) }
