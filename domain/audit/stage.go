package audit

import "github.com/certwright/certwright/domain"

// StageWindowRule is computed by StagePolicy.Window.
var StageWindowRule = domain.Rule{
	ID: "stage.window", Title: "When Stage 2 should begin", Clause: "9.3.1.2.4", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "The client needs time to resolve areas of concern, and Stage 1 must still be true when Stage 2 begins. The standard gives no number; the weeks are the body's own.",
}

// StageCheckRule is judged by StagePolicy.Check.
var StageCheckRule = domain.Rule{
	ID: "stage.check", Title: "Time between Stage 1 and Stage 2", Clause: "9.3.1.2.4", Edition: iso17021,
	Kind: domain.Soft, Basis: domain.Policy,
	Why: "Outside the window a recorded justification, or a decision that Stage 1 is still valid, is needed and told to the client; beyond the hard limit Stage 1 is repeated.",
}

// StageOrderRule is judged by StageOrder.
var StageOrderRule = domain.Rule{
	ID: "stage.order", Title: "Stage 1 is concluded before Stage 2 starts", Clause: "9.3.1.1, 9.3.1.2.4", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Recalled,
	Why: "Stage 2 rests on the written conclusions of Stage 1. It may be booked before, but not started.",
}

// StagePolicy is the distance of Stage 2 from Stage 1, scheme data.
type StagePolicy struct {
	Preset     string `json:"preset"` // the name of the choice, "cb_default"
	MinWeeks   int    `json:"min_weeks"`
	MaxWeeks   int    `json:"max_weeks"`
	HardMonths int    `json:"hard_months"` // beyond it Stage 1 is repeated; 0 is no limit
}

// StagePresets are the choices a scheme is set up from.
var StagePresets = []StagePolicy{
	{Preset: "cb_default", MinWeeks: 4, MaxWeeks: 12, HardMonths: 6},
	{Preset: "weeks_4_12", MinWeeks: 4, MaxWeeks: 12},
	{Preset: "weeks_4_6", MinWeeks: 4, MaxWeeks: 6},
}

// Validate says which numbers of a policy cannot be; path names where it stands.
func (p StagePolicy) Validate(path string, f *domain.Fault) {
	if p.MinWeeks < 0 {
		f.Add(path+".min_weeks", "is %d; it cannot be negative", p.MinWeeks)
	}
	if p.MaxWeeks < p.MinWeeks {
		f.Add(path+".max_weeks", "is %d; it must be at least min_weeks (%d)", p.MaxWeeks, p.MinWeeks)
	}
	if p.HardMonths < 0 {
		f.Add(path+".hard_months", "is %d; it cannot be negative (0 is no limit)", p.HardMonths)
	}
	if p.MaxWeeks > 520 || p.HardMonths > 120 {
		f.Add(path, "is longer than ten years")
	}
}

// StageWindow is when Stage 2 should begin, both days included. Hard is the
// last day before Stage 1 must be repeated; none without a limit.
type StageWindow struct {
	Earliest, Latest, Hard domain.Date
}

// Window counts from the last day of Stage 1.
func (p StagePolicy) Window(stage1Last domain.Date) StageWindow {
	w := StageWindow{Earliest: stage1Last.AddDays(7 * p.MinWeeks), Latest: stage1Last.AddDays(7 * p.MaxWeeks)}
	if p.HardMonths > 0 {
		w.Hard = stage1Last.AddMonths(p.HardMonths)
	}
	return w
}

// Window is the Stage 2 window as every audit carries one.
func (w StageWindow) Window() Window {
	return Window{
		Earliest: w.Earliest, Latest: w.Latest, HardLimit: w.Hard,
		EarliestRule: StageWindowRule.ID, LatestRule: StageWindowRule.ID, HardRule: StageCheckRule.ID,
	}
}

// StageGap is how the first day of Stage 2 lies to its window.
type StageGap struct {
	Verdict     GapVerdict
	DaysOutside int // of the window, either side
	Window      StageWindow
}

// GapVerdict is what the distance between the stages asks for.
type GapVerdict string

const (
	GapFits   GapVerdict = "ok"
	GapEarly  GapVerdict = "early_needs_justification"
	GapLate   GapVerdict = "late_needs_stage1_revalidation"
	GapRepeat GapVerdict = "repeat_stage1"
)

// Check judges the first day of Stage 2 by the last day of Stage 1.
func (p StagePolicy) Check(stage1Last, stage2First domain.Date) StageGap {
	w := p.Window(stage1Last)
	before, past := w.Earliest.DaysSince(stage2First), stage2First.DaysSince(w.Latest)
	g := StageGap{Verdict: GapFits, DaysOutside: max(0, before, past), Window: w}
	switch {
	case w.Hard != 0 && stage2First > w.Hard:
		g.Verdict = GapRepeat
	case before > 0:
		g.Verdict = GapEarly
	case past > 0:
		g.Verdict = GapLate
	}
	return g
}

// Finding is the gap as a verdict of stage.check: soft outside the window, hard
// beyond the limit.
func (g StageGap) Finding() domain.Finding {
	w := g.Window
	switch g.Verdict {
	case GapEarly:
		return StageCheckRule.Broken("Record why Stage 1 leaves the client enough time, or begin on "+w.Earliest.Long()+".",
			"Stage 2 begins %d day(s) before its window.", g.DaysOutside).With("earliest", w.Earliest)
	case GapLate:
		return StageCheckRule.Broken("Record that Stage 1 is still valid and tell the client, or begin by "+w.Latest.Long()+".",
			"Stage 2 begins %d day(s) past its window.", g.DaysOutside).With("latest", w.Latest)
	case GapRepeat:
		return StageCheckRule.Broken("Repeat Stage 1, or begin Stage 2 by "+w.Hard.Long()+".",
			"Stage 2 begins past the limit of %s: Stage 1 is out of date.", w.Hard.Long()).With("hard_limit", w.Hard).As(domain.Hard)
	}
	return StageCheckRule.Met("Stage 2 begins within its window of %s to %s.", w.Earliest.Long(), w.Latest.Long()).
		With("earliest", w.Earliest).With("latest", w.Latest)
}

// StageOrder judges whether Stage 2 may start: Stage 1 has ended and its report,
// none while there is none, has been issued by then.
func StageOrder(stage1Last, report, stage2First domain.Date) domain.Finding {
	if report == 0 || report > stage2First || stage1Last > stage2First {
		return StageOrderRule.Broken("Issue the Stage 1 report first.",
			"Stage 1 is not concluded by %s.", stage2First.Long()).With("reason", "stage1_not_concluded")
	}
	return StageOrderRule.Met("The Stage 1 report was issued on %s.", report.Long())
}
