package app

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// ContractDetail is a contract with its programme in force.
type ContractDetail struct {
	client.Contract
	ClientName  string
	ProgrammeID domain.ID // the newest cycle
}

// Contract gives one contract the actor may see.
func (a *App) Contract(ctx context.Context, actor domain.Actor, id domain.ID) (d ContractDetail, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error { d, err = contractDetail(tx, actor, id); return err })
	return d, err
}

func contractDetail(tx Tx, actor domain.Actor, id domain.ID) (d ContractDetail, err error) {
	if d.Contract, err = contractFor(tx, actor, id); err != nil {
		return d, err
	}
	c, err := tx.Client(d.ClientID)
	if err != nil {
		return d, err
	}
	d.ClientName = c.LegalName
	cycles, err := tx.ProgrammesOfContract(id)
	if len(cycles) > 0 {
		d.ProgrammeID = cycles[len(cycles)-1].ID
	}
	return d, err
}

// ReceiptPDF prints the working of a contract's audit time.
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
		Footer:   fmt.Sprintf("Computed on %s with %s of %s, scheme data version %d.", r.Date.Long(), r.Table, r.TableEdition, r.SchemeVersion),
	}
	working := SheetSection{Heading: "The working, step by step"}
	for _, l := range r.Lines {
		working.Rows = append(working.Rows, [2]string{l.Step, l.Working + " → " + l.Result + " (" + l.Rule + ")"})
	}
	verdicts := SheetSection{Heading: "What the rules say"}
	for _, f := range r.Findings {
		verdicts.Rows = append(verdicts.Rows, [2]string{f.Rule + ", " + f.Clause, f.Text})
	}
	s.Sections = []SheetSection{working, verdicts}
	return s
}
