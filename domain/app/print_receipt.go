package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// ReceiptPDF prints the working of the audit time of a contract's revision, or of
// the one in force for 0: every input, every step with its clause, and the
// samples of sites, so that whoever holds the paper can rebuild each figure.
func (a *App) ReceiptPDF(ctx context.Context, actor domain.Actor, id domain.ID, revision int) (name string, pdf []byte, err error) {
	d, err := a.Contract(ctx, actor, id)
	if err != nil {
		return "", nil, err
	}
	terms, known := d.TermsOf(revision)
	if !known || len(terms.Receipt.Lines) == 0 {
		return "", nil, domain.NotFound("receipt")
	}
	if revision == 0 {
		revision = d.Revision
	}
	pdf, err = a.Documents.Sheet(receiptSheet(d.Contract, d.ClientName, terms, revision))
	return receiptName(d.Contract, revision), pdf, err
}

// printedReceipt prints a receipt to go with a letter, and keeps it as it went.
func (a *App) printedReceipt(tx Tx, c client.Contract, terms client.Terms, revision int) (Attached, error) {
	of, err := tx.Client(c.ClientID)
	if err != nil {
		return Attached{}, err
	}
	pdf, err := a.Documents.Sheet(receiptSheet(c, of.LegalName, terms, revision))
	if err != nil {
		return Attached{}, err
	}
	x := Attached{Name: receiptName(c, revision), Type: "application/pdf", Hash: hashOf(pdf)}
	return x, tx.PutFile(x.Hash, x.Type, pdf)
}

func receiptName(c client.Contract, revision int) string {
	if revision > 1 {
		return fmt.Sprintf("audit-time-%s-revision-%d.pdf", c.No, revision)
	}
	return "audit-time-" + c.No + ".pdf"
}

func receiptSheet(c client.Contract, clientName string, t client.Terms, revision int) Sheet {
	r := t.Receipt
	title := "Audit time of contract " + c.No
	if revision > 1 {
		title += fmt.Sprintf(", revision %d", revision)
	}
	s := Sheet{
		Title:    title,
		Subtitle: clientName + ", " + r.Scheme,
		Day:      r.Date,
		Sections: []SheetSection{receiptInputs(c, t, revision), steps("The working, step by step", r.Lines), receiptVerdicts(r)},
		Footer:   fmt.Sprintf("Computed on %s with %s of %s, scheme data version %d.", r.Date.Long(), r.Table, r.TableEdition, r.SchemeVersion),
	}
	if r.Kept != nil {
		s.Sections = append(s.Sections, keptSection(r))
	}
	for _, sample := range r.Samples {
		s.Sections = append(s.Sections, sampleSection(sample))
	}
	return s
}

// receiptInputs holds what a receipt is computed from, and of an offer its last day.
func receiptInputs(c client.Contract, t client.Terms, revision int) SheetSection {
	s := requestSection("What it is computed from", t.Receipt)
	s.Rows = append([]SheetRow{{Label: "Scope", Value: t.Scope}}, s.Rows...)
	s.Rows = append(s.Rows, SheetRow{Label: "Sites", Value: fmt.Sprint(len(t.SiteIDs))})
	if revision == 1 && c.ValidUntil != 0 {
		s.Rows = append(s.Rows, SheetRow{Label: "Last day of the offer", Value: c.ValidUntil.Long()})
	}
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

// keptSection says why a working stands although other scheme data were in force.
func keptSection(r audittime.Receipt) SheetSection {
	k, now := r.Kept, "none"
	if k.Initial != 0 {
		now = k.Initial.String()
	}
	return SheetSection{Heading: "Kept when the offer was renewed", Rows: []SheetRow{
		{Label: "Days that stand", Value: r.Initial.String(), Note: fmt.Sprintf("for the initial audit, scheme data version %d", r.SchemeVersion)},
		{Label: "By the data then in force", Value: now, Note: fmt.Sprintf("for the initial audit, scheme data version %d", k.Version)},
		{Label: "Kept by", Value: k.ByName, Note: k.On.Long() + ": " + k.Reason},
	}}
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
