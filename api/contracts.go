package api

import (
	"bytes"
	"context"
	"strconv"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audittime"
)

// OfferContract offers a contract on an accepted application.
func (s *Server) OfferContract(ctx context.Context, r gen.OfferContractRequestObject) (gen.OfferContractResponseObject, error) {
	factors, err := factorsIn(r.Body.Factors)
	if err != nil {
		return nil, err
	}
	o := app.Offer{Class: string(r.Body.Risk), Factors: factors, Persons: r.Body.Persons, ValidUntil: r.Body.ValidUntil}
	if r.Body.Override.Days != 0 || r.Body.Override.Reason != "" {
		asked, err := overrideIn(r.Body.Override)
		if err != nil {
			return nil, err
		}
		o.Override = &asked
	}
	c, err := s.App.OfferContract(ctx, actorOf(ctx), domain.ID(r.Id), o)
	if err != nil {
		return nil, err
	}
	d, err := s.App.Contract(ctx, actorOf(ctx), c.ID)
	return gen.OfferContract201JSONResponse(contractOut(d)), err
}

// ListContracts lists contracts, offers among them.
func (s *Server) ListContracts(ctx context.Context, r gen.ListContractsRequestObject) (gen.ListContractsResponseObject, error) {
	p := r.Params
	page, err := s.App.Contracts(ctx, actorOf(ctx), app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size,
		Filter: filters("state", string(p.State), "client", p.Client, "valid_before", dateIn(p.ValidBefore).String())})
	return gen.ListContracts200JSONResponse{Total: page.Total, Rows: each(page.Rows, func(c app.ContractRow) gen.ContractRow {
		return gen.ContractRow{Id: string(c.ID), No: c.No, ClientId: string(c.ClientID), ClientName: c.ClientName, SchemeId: c.SchemeID,
			State: gen.ContractRowState(c.State), Persons: c.Persons, OfferedOn: c.OfferedOn, ValidUntil: c.ValidUntil, RenewalAsked: c.RenewalAsked, SignedOn: c.SignedOn}
	})}, err
}

// GetContract gives one contract.
func (s *Server) GetContract(ctx context.Context, r gen.GetContractRequestObject) (gen.GetContractResponseObject, error) {
	d, err := s.App.Contract(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetContract200JSONResponse(contractOut(d)), err
}

// AcceptContract signs a contract for the client.
func (s *Server) AcceptContract(ctx context.Context, r gen.AcceptContractRequestObject) (gen.AcceptContractResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.AcceptContract(ctx, actorOf(ctx), domain.ID(r.Id), seen, r.Body.SignedBy); err != nil {
		return nil, err
	}
	d, err := s.App.Contract(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.AcceptContract200JSONResponse(contractOut(d)), err
}

// DeclineOffer says no to an offered contract for the client.
func (s *Server) DeclineOffer(ctx context.Context, r gen.DeclineOfferRequestObject) (gen.DeclineOfferResponseObject, error) {
	out, err := s.changedContract(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.DeclineOffer(ctx, actorOf(ctx), id, seen, r.Body.Reason)
		return err
	})
	return gen.DeclineOffer200JSONResponse(out), err
}

// WithdrawOffer takes an offered contract back.
func (s *Server) WithdrawOffer(ctx context.Context, r gen.WithdrawOfferRequestObject) (gen.WithdrawOfferResponseObject, error) {
	out, err := s.changedContract(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.WithdrawOffer(ctx, actorOf(ctx), id, seen, r.Body.Reason)
		return err
	})
	return gen.WithdrawOffer200JSONResponse(out), err
}

// RenewOffer lets an offer stand longer.
func (s *Server) RenewOffer(ctx context.Context, r gen.RenewOfferRequestObject) (gen.RenewOfferResponseObject, error) {
	out, err := s.changedContract(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.RenewOffer(ctx, actorOf(ctx), id, seen, app.Renewal{Until: r.Body.ValidUntil, TakeNew: r.Body.TakeNew, WhyKept: r.Body.WhyKept})
		return err
	})
	return gen.RenewOffer200JSONResponse(out), err
}

// AskRenewal asks for an offer that ran out to be renewed.
func (s *Server) AskRenewal(ctx context.Context, r gen.AskRenewalRequestObject) (gen.AskRenewalResponseObject, error) {
	out, err := s.changedContract(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.AskRenewal(ctx, actorOf(ctx), id, seen)
		return err
	})
	return gen.AskRenewal200JSONResponse(out), err
}

// GetReceiptPdf prints the working of a contract's audit time.
func (s *Server) GetReceiptPdf(ctx context.Context, r gen.GetReceiptPdfRequestObject) (gen.GetReceiptPdfResponseObject, error) {
	name, pdf, err := s.App.ReceiptPDF(ctx, actorOf(ctx), domain.ID(r.Id), r.Params.Revision)
	if err != nil {
		return nil, err
	}
	return gen.GetReceiptPdf200ApplicationpdfResponse{Body: bytes.NewReader(pdf), ContentLength: int64(len(pdf)),
		Headers: gen.GetReceiptPdf200ResponseHeaders{ContentDisposition: `inline; filename="` + name + `"`}}, nil
}

// ComputeAuditTime works an audit time out and keeps nothing.
func (s *Server) ComputeAuditTime(ctx context.Context, r gen.ComputeAuditTimeRequestObject) (gen.ComputeAuditTimeResponseObject, error) {
	factors, err := factorsIn(r.Body.Factors)
	if err != nil {
		return nil, err
	}
	receipt, err := s.App.ComputeAuditTime(ctx, actorOf(ctx), app.AuditTimeAsked{SchemeID: r.Body.SchemeId, Persons: r.Body.Persons,
		IdenticalGroups: r.Body.IdenticalGroups, Class: string(r.Body.Risk), Factors: factors})
	return gen.ComputeAuditTime200JSONResponse(receiptOut(receipt)), err
}

func contractOut(d app.ContractDetail) gen.Contract {
	c := d.Contract
	terms := termsOut(c.Terms())
	return gen.Contract{
		Risk: terms.Risk, IdenticalGroups: terms.IdenticalGroups, Factors: terms.Factors,
		Id: string(c.ID), Version: int64(c.Version), No: c.No, ClientId: string(c.ClientID), ClientName: d.ClientName,
		ApplicationId: string(c.ApplicationID), SchemeId: c.SchemeID, SchemeVersion: c.SchemeVersion, State: gen.ContractState(c.State),
		Scope: c.Scope, Codes: words[string](c.Codes), Persons: c.Persons, SiteIds: words[string](c.SiteIDs), SoaVersion: c.SoAVersion,
		Receipt: receiptOut(c.Receipt), OfferedOn: c.OfferedOn, ValidUntil: c.ValidUntil, RenewalAsked: c.RenewalAsked, Offer: d.Offer,
		SignedOn: c.SignedOn, SignedBy: c.SignedBy, ProgrammeId: string(d.ProgrammeID),
		Revision: c.Revision, TermsFrom: c.TermsFrom, EndedOn: c.EndedOn, WhyEnded: c.WhyEnded,
		Amendments: each(d.Amendments, amendmentOut), Unfit: each(d.Unfit, amendedAuditOut),
		NewWorking: newWorkingOut(c.Receipt, d.Working),
	}
}

func newWorkingOut(was audittime.Receipt, n *app.NewWorking) gen.NewWorking {
	if n == nil {
		return gen.NewWorking{}
	}
	return gen.NewWorking{Version: n.Version, Finding: n.Finding, InitialDays: number(n.Receipt.Initial), Differences: differencesOut(was, n.Receipt), Blocked: n.Blocked}
}

func keptOut(k *audittime.Kept) gen.KeptWorking {
	if k == nil {
		return gen.KeptWorking{}
	}
	return gen.KeptWorking{Version: k.Version, InitialDays: number(k.Initial), Reason: k.Reason, By: k.ByName, On: k.On}
}

func receiptOut(r audittime.Receipt) gen.Receipt {
	out := gen.Receipt{
		Table: r.Table, Edition: r.TableEdition, InitialDays: number(r.Initial), Stage1Days: number(r.Stage1), Stage2Days: number(r.Stage2),
		SurveillanceDays: number(r.Surveillance), RecertDays: number(r.Recert), Findings: r.Findings,
		Accepted: r.Initial > 0 && !domain.HardBroken(r.Findings),
		Lines:    each(r.Lines, receiptLineOut), Override: overrideOut(r.Override), Asked: overrideOut(r.Asked), Kept: keptOut(r.Kept), Samples: each(r.Samples, sampleOut),
	}
	if len(r.Lines) > 1 { // the table's own rule
		out.Rule, out.Clause = r.Lines[1].Rule, out.Lines[1].Clause
	}
	return out
}

func receiptLineOut(l audittime.Line) gen.ReceiptLine {
	return gen.ReceiptLine{Label: l.Step, Working: l.Working, Value: l.Result, Clause: clauseOf(l.Rule)}
}

func clauseOf(rule string) string {
	for _, r := range audittime.Rules() {
		if r.ID == rule {
			return r.Clause
		}
	}
	return ""
}

// number is a decimal as JSON has it; days are exact to four places.
func number[T interface{ String() string }](v T) float64 {
	f, _ := strconv.ParseFloat(v.String(), 64) // always a decimal
	return f
}

func factorsIn(in []gen.Factor) ([]audittime.Factor, error) {
	var out []audittime.Factor
	var f domain.Fault
	for i, x := range in {
		p, err := audittime.ParsePercent(strconv.FormatFloat(float64(x.Percent), 'f', -1, 32))
		if err != nil {
			f.Add("factors["+strconv.Itoa(i)+"].percent", "%v", err)
		}
		out = append(out, audittime.Factor{Name: x.Code, Percent: p, Justification: x.Justification})
	}
	return out, f.Err()
}

func factorsOut(in []audittime.Factor) []gen.Factor {
	return each(in, func(x audittime.Factor) gen.Factor {
		return gen.Factor{Code: x.Name, Percent: float32(number(x.Percent)), Justification: x.Justification}
	})
}
