package app

import (
	"context"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
)

// WorkingPDF prints the working of one audit's time: what each standard takes on
// today's data with every input, how far the integration cuts it, and the limits
// of the window with the rule each comes from.
func (a *App) WorkingPDF(ctx context.Context, actor domain.Actor, id domain.ID) (name string, pdf []byte, err error) {
	d, err := a.Audit(ctx, actor, id)
	if err != nil {
		return "", nil, err
	}
	x := d.Row.Audit
	if x.Time == nil {
		return "", nil, domain.NotFound("receipt")
	}
	pdf, err = a.Documents.Sheet(workingSheet(d.Client.LegalName, x))
	return "audit-time-" + x.No + ".pdf", pdf, err
}

func workingSheet(client string, x audit.Audit) Sheet {
	t := x.Time
	s := Sheet{
		Title: "Audit time of " + x.No, Subtitle: client + ", " + x.Title(), Day: t.On,
		Sections: []SheetSection{windowSection(x.Window)},
		Footer:   fmt.Sprintf("Worked out on %s.", t.On.Long()),
	}
	parts := x.Parts
	if len(parts) == 0 {
		parts = []audit.Part{{No: x.No, SchemeID: x.SchemeID, Time: t}}
	}
	for _, p := range parts {
		if p.Time == nil {
			continue
		}
		s.Sections = append(s.Sections, steps(p.No+", "+p.SchemeID, p.Time.Lines))
		if r := p.Time.Receipt; r != nil {
			s.Sections = append(s.Sections, requestSection(p.No+", counted from", *r), steps(p.No+", step by step", r.Lines))
		}
	}
	if t.Joint != nil {
		s.Sections = append(s.Sections, integrationSection(*t.Joint), steps("Put together", t.Joint.Lines))
	}
	return s
}

func windowSection(w audit.Window) SheetSection {
	s := SheetSection{Heading: "Window"}
	for _, end := range []struct {
		label, rule string
		day         domain.Date
	}{{"Opens", w.EarliestRule, w.Earliest}, {"Target", w.LatestRule, w.Latest}, {"Hard limit", w.HardRule, w.HardLimit}} {
		if end.day != 0 {
			s.Rows = append(s.Rows, SheetRow{Label: end.label, Value: end.day.Long(), Note: "rule " + end.rule})
		}
	}
	return s
}

func integrationSection(j audittime.Joint) SheetSection {
	s := SheetSection{Heading: "Integration"}
	if j.Integration == nil {
		return s
	}
	for _, p := range audittime.IntegrationPoints {
		holds := "no"
		if slices.Contains(j.Integration.Points, p) {
			holds = "yes"
		}
		s.Rows = append(s.Rows, SheetRow{Label: "Integrated " + p, Value: holds})
	}
	s.Rows = append(s.Rows, SheetRow{Label: "Ability of the team", Value: j.Integration.Ability.String() + " %", Note: j.Integration.Justification})
	return s
}
