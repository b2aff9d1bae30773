package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
)

// ReceiptPDF prints the working of a contract's audit time: every input, every
// step with its clause, and the samples of sites, so that whoever holds the
// paper can rebuild each figure.
func (a *App) ReceiptPDF(ctx context.Context, actor domain.Actor, id domain.ID) (name string, pdf []byte, err error) {
	d, err := a.Contract(ctx, actor, id)
	if err != nil {
		return "", nil, err
	}
	if len(d.Receipt.Lines) == 0 {
		return "", nil, domain.NotFound("receipt")
	}
	pdf, err = a.Documents.Sheet(receiptSheet(d))
	return "audit-time-" + d.No + ".pdf", pdf, err
}

func receiptSheet(d ContractDetail) Sheet {
	r := d.Receipt
	s := Sheet{
		Title:    "Audit time of contract " + d.No,
		Subtitle: d.ClientName + ", " + r.Scheme,
		Day:      r.Date,
		Sections: []SheetSection{receiptInputs(d), steps("The working, step by step", r.Lines), receiptVerdicts(r)},
		Footer:   fmt.Sprintf("Computed on %s with %s of %s, scheme data version %d.", r.Date.Long(), r.Table, r.TableEdition, r.SchemeVersion),
	}
	for _, sample := range r.Samples {
		s.Sections = append(s.Sections, sampleSection(sample))
	}
	return s
}

func receiptInputs(d ContractDetail) SheetSection {
	s := requestSection("What it is computed from", d.Receipt)
	s.Rows = append([]SheetRow{{Label: "Scope", Value: d.Scope}}, s.Rows...)
	s.Rows = append(s.Rows, SheetRow{Label: "Sites", Value: fmt.Sprint(len(d.SiteIDs))})
	return s
}

// requestSection holds every input of a receipt.
func requestSection(heading string, r audittime.Receipt) SheetSection {
	s := SheetSection{Heading: heading, Rows: []SheetRow{
		{Label: "Persons", Value: fmt.Sprint(r.Heads), Note: "in the scope, before grouping"},
		{Label: "Counted one by one", Value: fmt.Sprint(r.Request.Others)},
	}}
	for _, g := range r.Request.Groups {
		s.Rows = append(s.Rows, SheetRow{Label: "Group of identical work", Value: fmt.Sprint(g.Persons), Note: g.Activity + ": " + g.Rationale})
	}
	if r.Request.Class != "" {
		s.Rows = append(s.Rows, SheetRow{Label: "Class", Value: r.Request.Class, Note: "of complexity or risk"})
	}
	for _, f := range r.Request.Factors {
		s.Rows = append(s.Rows, SheetRow{Label: "Factor", Value: f.Percent.String() + " %", Note: f.Name + ": " + f.Justification})
	}
	s.Rows = append(s.Rows, SheetRow{Label: "Table", Value: r.Table, Note: r.TableEdition})
	return s
}

func steps(heading string, lines []audittime.Line) SheetSection {
	s := SheetSection{Heading: heading}
	for _, l := range lines {
		s.Rows = append(s.Rows, SheetRow{Label: l.Step, Value: l.Result, Note: l.Working + " (" + ruleText(l.Rule) + ")"})
	}
	return s
}

// ruleText is a rule's clause with its edition and name, as it is cited.
func ruleText(id string) string {
	for _, r := range audittime.Rules() {
		if r.ID == id {
			return r.Edition + ", " + r.Clause + "; rule " + id
		}
	}
	return "rule " + id
}

func receiptVerdicts(r audittime.Receipt) SheetSection {
	s := SheetSection{Heading: "What the rules say"}
	for _, f := range r.Findings {
		verdict := "held"
		if !f.Met {
			verdict = "not held"
		}
		s.Rows = append(s.Rows, SheetRow{Label: f.Rule, Value: verdict, Note: f.Text + " (" + ruleText(f.Rule) + ")"})
	}
	return s
}

func sampleSection(r audittime.SiteReceipt) SheetSection {
	s := steps(fmt.Sprintf("Sites to visit at %s", r.Request.Audit), r.Lines)
	var visits []string
	for _, id := range r.Visits {
		visits = append(visits, string(id))
	}
	s.Rows = append(s.Rows, SheetRow{Label: "Visits", Value: fmt.Sprintf("%d and the central function", len(visits)), Note: strings.Join(visits, ", "), Total: true})
	return s
}
