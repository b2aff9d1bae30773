package audit

import (
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
)

// Entries brings an audit's calendar entries up to what it is now and gives
// those that changed. Each day keeps the UID of its ordinal for ever; a change of
// time, place or status raises the sequence, and what is no more stays as
// cancelled, so that every calendar that ever saw it can follow. A change of the
// team alone only marks the entry as changed. was is the audit before.
func (a Audit) Entries(was Audit, have []Block, at time.Time, newUID func() string) []Block {
	var days []Block
	if a.Told() {
		days = a.workdays()
	}
	status := was.Dates != a.Dates || was.SiteID != a.SiteID || was.State == Cancelled
	team := !sameTeam(was.Seats, a.Seats)
	var out []Block
	for i, want := range days {
		want.AuditID, want.Ordinal, want.ChangedAt = a.ID, i+1, at
		if i >= len(have) {
			want.UID = newUID()
			out = append(out, want)
			continue
		}
		old := have[i]
		want.UID, want.Sequence = old.UID, old.Sequence
		moved := old.Day != want.Day || old.FromHalf != want.FromHalf || old.ToHalf != want.ToHalf ||
			old.SiteID != want.SiteID || !old.CancelledAt.IsZero()
		if moved || status {
			want.Sequence++
		}
		if moved || status || team || !slices.Equal(old.Team, want.Team) {
			out = append(out, want)
		}
	}
	for _, old := range have[min(len(days), len(have)):] {
		if old.CancelledAt.IsZero() {
			old.CancelledAt, old.ChangedAt = at, at
			old.Sequence++
			out = append(out, old)
		}
	}
	return out
}

// workdays are the days on which somebody works at a place of the audit, with the
// people who are there: weekends only where a visit begins or ends on one.
func (a Audit) workdays() []Block {
	var out []Block
	for _, v := range a.Places() {
		team := a.at(v)
		for _, d := range v.Stretch.Days() {
			if d.IsWeekend() && d != v.Stretch.From && d != v.Stretch.To {
				continue
			}
			b := Block{Day: d, FromHalf: domain.AM, ToHalf: domain.PM, Team: team}
			if d == v.Stretch.From {
				b.FromHalf = v.Stretch.FromHalf
			}
			if d == v.Stretch.To {
				b.ToHalf = v.Stretch.ToHalf
			}
			if len(a.Visits) > 0 {
				b.SiteID = v.SiteID
			}
			out = append(out, b)
		}
	}
	return out
}

// at lists the people who are on a visit, each once.
func (a Audit) at(v Visit) []domain.ID {
	there := Audit{Seats: slices.DeleteFunc(slices.Clone(a.Seats), func(s Seat) bool { return !v.Has(s.PositionID) })}
	return there.Team()
}

func sameTeam(x, y []Seat) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].PositionID != y[i].PositionID || x[i].PersonID != y[i].PersonID {
			return false
		}
	}
	return true
}
