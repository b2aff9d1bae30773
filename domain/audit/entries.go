package audit

import (
	"time"

	"github.com/certwright/certwright/domain"
)

// Entries brings an audit's calendar entries up to what it is now and gives
// those that changed. Each day keeps the UID of its ordinal for ever; a change of
// time, place or status raises the sequence, and what is no more stays as
// cancelled, so that every calendar that ever saw it can follow. A change of the
// team alone only marks the entry as changed. was is the audit before.
func (a Audit) Entries(was Audit, have []Block, at time.Time, newUID func() string) []Block {
	var days []domain.Date
	if a.Told() {
		days = a.workdays()
	}
	status := was.Dates != a.Dates || was.SiteID != a.SiteID || was.State == Cancelled
	team := !sameTeam(was.Seats, a.Seats)
	var out []Block
	for i, day := range days {
		want := Block{AuditID: a.ID, Ordinal: i + 1, Day: day, FromHalf: domain.AM, ToHalf: domain.PM, Team: a.Team(), ChangedAt: at}
		if day == a.Stretch.From {
			want.FromHalf = a.Stretch.FromHalf
		}
		if day == a.Stretch.To {
			want.ToHalf = a.Stretch.ToHalf
		}
		if i >= len(have) {
			want.UID = newUID()
			out = append(out, want)
			continue
		}
		old := have[i]
		want.UID, want.Sequence = old.UID, old.Sequence
		moved := old.Day != want.Day || old.FromHalf != want.FromHalf || old.ToHalf != want.ToHalf || !old.CancelledAt.IsZero()
		if moved || status {
			want.Sequence++
		}
		if moved || status || team {
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

// workdays are the days of the stretch somebody works: weekends only where the
// audit begins or ends on one.
func (a Audit) workdays() []domain.Date {
	var out []domain.Date
	for _, d := range a.Stretch.Days() {
		if !d.IsWeekend() || d == a.Stretch.From || d == a.Stretch.To {
			out = append(out, d)
		}
	}
	return out
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
