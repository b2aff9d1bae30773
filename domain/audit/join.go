package audit

import (
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
)

// JoinRule is judged by Joinable.
var JoinRule = domain.Rule{
	ID: "programme.join", Title: "Which audits are held as one", Clause: "9.1.6; IAF MD 11:2023, 1.1", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Policy,
	Why: "One audit may serve several standards of one organisation. Each cycle keeps its own limits, so the audits must be of one kind and their windows must have days in common.",
}

// Joinable judges whether an audit may be held as one with another.
func Joinable(a, b Audit) domain.Finding {
	no := func(remedy, format string, args ...any) domain.Finding {
		return JoinRule.Broken(remedy, format, args...).With("audit", b.No)
	}
	w := Common(a.Window, b.Window)
	switch {
	case a.ClientID != b.ClientID:
		return no("Join audits of one client.", "%s is of another client.", b.No)
	case a.State != Owed || b.State != Owed:
		return no("Join audits that are owed and not begun.", "%s is %s, %s is %s.", a.No, a.State, b.No, b.State)
	case len(b.Parts) > 1 || len(a.Parts) > 1:
		return no("Part the joined audit first, then join all of them at once.", "One of %s and %s is joined already.", a.No, b.No)
	case shared(a.ProgrammeIDs, b.ProgrammeIDs) || a.SchemeID == b.SchemeID:
		return no("Join audits of different standards.", "%s and %s are against the same standard.", a.No, b.No)
	case a.Type != b.Type:
		return no("Join audits of one kind, as a surveillance with a surveillance.", "%s is a %s, %s a %s.", a.No, a.Title(), b.No, b.Title())
	case a.Dates != Open || b.Dates != Open:
		return no("Release the booking first; the joined audit is booked anew.", "%s or %s has dates already.", a.No, b.No)
	case !w.Holds():
		return no(fmt.Sprintf("Hold them apart, or lay one out so that it may begin by %s.", w.Latest.Long()),
			"Their windows have no day in common: %s to %s and %s to %s.", a.Window.Earliest, a.Window.Latest, b.Window.Earliest, b.Window.Latest)
	}
	return JoinRule.Met("%s may be held with %s%s.", b.No, a.No, w.Between()).With("audit", b.No)
}

func shared(a, b []domain.ID) bool {
	return slices.ContainsFunc(a, func(id domain.ID) bool { return slices.Contains(b, id) })
}

// Common is the window in which several audits may be held as one: each end is
// that of the audit that sets it, with its rule.
func Common(windows ...Window) Window {
	var out Window
	for _, w := range windows {
		if w.Earliest > out.Earliest {
			out.Earliest, out.EarliestRule = w.Earliest, w.EarliestRule
		}
		if w.Latest != 0 && (out.Latest == 0 || w.Latest < out.Latest) {
			out.Latest, out.LatestRule = w.Latest, w.LatestRule
		}
		if w.HardLimit != 0 && (out.HardLimit == 0 || w.HardLimit < out.HardLimit) {
			out.HardLimit, out.HardRule = w.HardLimit, w.HardRule
		}
	}
	return out
}

// Holds tells whether a window has a day in it.
func (w Window) Holds() bool { return w.Latest == 0 || w.Earliest <= w.Latest }
