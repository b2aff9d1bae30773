package audit

import (
	"slices"

	"github.com/certwright/certwright/domain"
)

// Visit is the part of an audit that takes place at one site. An audit without
// visits takes place at its own site only; of one with visits the stretch is that
// from the first to the last of them.
type Visit struct {
	SiteID    domain.ID      `json:"site_id"`
	Stretch   domain.Stretch `json:"stretch"`
	Positions []string       `json:"positions,omitempty"` // who is there, by position; none: the whole team
}

// Has tells whether a position is there on the visit.
func (v Visit) Has(position string) bool {
	return len(v.Positions) == 0 || slices.Contains(v.Positions, position)
}

// Places are where and when an audit takes place, in the order of time.
func (a Audit) Places() []Visit {
	if len(a.Visits) == 0 && a.Stretch.From != 0 {
		return []Visit{{SiteID: a.SiteID, Stretch: a.Stretch}}
	}
	return a.Visits
}

// PlacesOf are where and when somebody in a seat is. Without visits a seat has
// its own part of the audit.
func (a Audit) PlacesOf(s Seat) []Visit {
	if len(a.Visits) == 0 {
		return []Visit{{SiteID: a.SiteID, Stretch: s.Stretch}}
	}
	var out []Visit
	for _, v := range a.Visits {
		if v.Has(s.PositionID) {
			out = append(out, v)
		}
	}
	return out
}

// SortVisits orders visits by their beginning.
func SortVisits(visits []Visit) {
	slices.SortStableFunc(visits, func(v, w Visit) int { return v.Stretch.Compare(w.Stretch) })
}

// Hull is the stretch from the first of some visits to the last.
func Hull(visits []Visit) domain.Stretch {
	var out domain.Stretch
	for i, v := range visits {
		if i == 0 {
			out = v.Stretch
			continue
		}
		if v.Stretch.Compare(out) < 0 {
			out.From, out.FromHalf = v.Stretch.From, v.Stretch.FromHalf
		}
		if v.Stretch.To > out.To || v.Stretch.To == out.To && v.Stretch.ToHalf == domain.PM {
			out.To, out.ToHalf = v.Stretch.To, v.Stretch.ToHalf
		}
	}
	return out
}
