package audit

import (
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
)

// Part is what one programme owes of an audit that serves several: the audit as
// it was before it was joined, and as it is again when they are parted.
type Part struct {
	AuditID     domain.ID      `json:"audit_id"`
	ProgrammeID domain.ID      `json:"programme_id"`
	ContractID  domain.ID      `json:"contract_id"`
	No          string         `json:"no"`
	SchemeID    string         `json:"scheme_id"`
	Number      int            `json:"number,omitempty"`
	Due         domain.Date    `json:"due,omitempty"`
	Window      Window         `json:"window"`
	HalfDays    int            `json:"half_days"`
	Cover       []string       `json:"cover,omitempty"`
	Positions   []Position     `json:"positions,omitempty"`
	Time        *audittime.Own `json:"time,omitempty"`
}

func (a Audit) part() Part {
	return Part{AuditID: a.ID, ProgrammeID: a.ProgrammeIDs[0], ContractID: a.ContractID, No: a.No, SchemeID: a.SchemeID, Number: a.Number,
		Due: a.Due, Window: a.Window, HalfDays: a.HalfDays, Cover: a.Cover, Positions: a.Positions, Time: a.Time}
}

// For is the audit as one of its programmes sees it: its scheme, number, due day
// and window there. It is for reading; saved is the whole audit only.
func (a Audit) For(programme domain.ID) Audit {
	for _, p := range a.Parts {
		if p.ProgrammeID == programme {
			a.ContractID, a.SchemeID, a.Number, a.Due, a.Window = p.ContractID, p.SchemeID, p.Number, p.Due, p.Window
		}
	}
	return a
}

// SetWindow gives an audit the due day and window that one of its programmes sets.
func (a *Audit) SetWindow(programme domain.ID, due domain.Date, w Window) {
	if len(a.Parts) < 2 {
		a.Due, a.Window = due, w
		return
	}
	a.Parts = slices.Clone(a.Parts)
	for i := range a.Parts {
		if a.Parts[i].ProgrammeID == programme {
			a.Parts[i].Due, a.Parts[i].Window = due, w
		}
	}
	a.Settle()
}

// Serves tells whether an audit serves all of some programmes.
func (a Audit) Serves(programmes []domain.ID) bool {
	return !slices.ContainsFunc(programmes, func(p domain.ID) bool { return !slices.Contains(a.ProgrammeIDs, p) })
}

// Schemes are the schemes an audit is against, its own first.
func (a Audit) Schemes() []string {
	out := []string{a.SchemeID}
	for _, p := range a.Parts {
		if !slices.Contains(out, p.SchemeID) {
			out = append(out, p.SchemeID)
		}
	}
	return out
}

// Between says in words from when to when, where a window has both ends.
func (w Window) Between() string {
	if w.Earliest == 0 || w.Latest == 0 {
		return ""
	}
	return fmt.Sprintf(" between %s and %s", w.Earliest.Long(), w.Latest.Long())
}

// Join makes an audit serve the programmes of others too, for so many auditor
// half-days together. The others keep what they were, cancelled by themselves.
func Join(host Audit, others []Audit, time *audittime.Own) (Audit, []Audit) {
	host.Parts = []Part{host.part()}
	joined := slices.Clone(others)
	for i := range joined {
		host.Parts = append(host.Parts, joined[i].part())
		host.ProgrammeIDs = append(host.ProgrammeIDs, joined[i].ProgrammeIDs...)
		joined[i].State, joined[i].JoinedInto = Cancelled, host.ID
	}
	host.Time = time
	host.Settle()
	return host, joined
}

// Settle derives from its parts and its time what a joined audit asks for:
// window, due day, audit time, seats and what the team must cover. When windows
// moved apart since they were joined, the one that ends first counts. A team that
// is booked stays.
func (a *Audit) Settle() {
	if len(a.Parts) < 2 {
		return
	}
	var windows []Window
	a.Due, a.Cover = 0, nil
	first := a.Parts[0].Window
	for _, p := range a.Parts {
		windows = append(windows, p.Window)
		a.Due = domain.Earlier(a.Due, p.Due)
		for _, c := range append(slices.Clone(p.Cover), Need("auditor", p.SchemeID)) {
			if !slices.Contains(a.Cover, c) {
				a.Cover = append(a.Cover, c)
			}
		}
		if p.Window.Latest != 0 && (first.Latest == 0 || p.Window.Latest < first.Latest) {
			first = p.Window
		}
	}
	if a.Window = Common(windows...); !a.Window.Holds() {
		a.Window = first
	}
	if a.Time != nil {
		a.HalfDays = max(a.Time.Days.HalfDays(), 1)
	}
	if a.Dates == Open {
		a.Positions = teamOfAll(a.HalfDays, a.Schemes())
	}
}

// teamOfAll proposes the seats of an integrated audit: the lead leads audits of
// the first scheme, each auditor beside is one of the next; that all schemes are
// audited by somebody authorised for them is for the team to cover.
func teamOfAll(halfDays int, schemes []string) []Position {
	seats := TeamFor(halfDays, schemes[0])
	for i := range seats[1:] {
		seats[i+1].Needs = []string{Need("auditor", schemes[(i+1)%len(schemes)])}
	}
	return seats
}

// Apart gives each programme its audit back: the host as it was, and the others
// owed again by themselves. The others are given as they were kept.
func Apart(host Audit, others []Audit) (Audit, []Audit) {
	again := func(a Audit, p Part) Audit {
		a.ProgrammeIDs, a.Parts, a.JoinedInto, a.State = []domain.ID{p.ProgrammeID}, nil, "", Owed
		a.Number, a.Due, a.Window, a.HalfDays = p.Number, p.Due, p.Window, p.HalfDays
		a.Cover, a.Positions, a.Time = p.Cover, p.Positions, p.Time
		return a
	}
	parts := host.Parts
	back := slices.Clone(others)
	for i := range back {
		for _, p := range parts {
			if p.AuditID == back[i].ID {
				back[i] = again(back[i], p)
			}
		}
	}
	return again(host, parts[0]), back
}
