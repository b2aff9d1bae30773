package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
)

// ListCertificates lists the certificates the caller may see.
func (s *Server) ListCertificates(ctx context.Context, r gen.ListCertificatesRequestObject) (gen.ListCertificatesResponseObject, error) {
	p := r.Params
	l := app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size,
		Filter: filters("state", string(p.State), "expires_before", dateIn(p.ExpiresBefore).String(), "resolve_before", dateIn(p.ResolveBefore).String())}
	if p.ResolveUnknown {
		l.Filter["resolve_unknown"] = "true"
	}
	page, err := s.App.Certificates(ctx, actorOf(ctx), l)
	return gen.ListCertificates200JSONResponse{Total: page.Total, Rows: each(page.Rows, certificateRowOut)}, err
}

func certificateRowOut(r app.CertificateRow) gen.Certificate {
	return certificateOut(r.Certificate, r.ClientName)
}

// GetCertificate gives one certificate with its documents and its history.
func (s *Server) GetCertificate(ctx context.Context, r gen.GetCertificateRequestObject) (gen.GetCertificateResponseObject, error) {
	v, err := s.App.Certificate(ctx, actorOf(ctx), domain.ID(r.Id))
	if err != nil {
		return nil, err
	}
	out := gen.GetCertificate200JSONResponse{
		Certificate: certificateOut(v.Certificate, v.ClientName), Scope: v.Scope, Sites: v.Sites,
		History: each(v.History, changeOut), CheckUrl: v.CheckURL,
		Programme: programmeOut(v.Programme),
		PdfReady:  len(v.Revisions) > 0 && v.Revisions[0].FileHash != "",
		Reasons:   v.Reasons, MayPropose: each(v.MayPropose, proposableOut), TakenBack: each(v.TakenBack, takenBackOut),
	}
	if v.Proposed.ID != "" {
		out.Proposed.Id, out.Proposed.No, out.Proposed.Kind, out.Proposed.TakesBack = string(v.Proposed.ID), v.Proposed.No, v.Proposed.Kind, v.TakesBack
		p := v.Proposed.Proposal
		out.Proposed.ProposedBy, out.Proposed.Own = p.ProposedByName, p.ProposedBy == actorOf(ctx).PersonID
	}
	if len(v.MayPropose) > 0 {
		out.ContractScope = v.Programme.Contract.Scope
		out.ContractSites = each(v.Contracted, func(s client.Site) (x struct {
			Id   string `json:"id"`
			Name string `json:"name"`
		}) {
			x.Id, x.Name = string(s.ID), s.Name+", "+s.City
			return x
		})
	}
	out.Revisions = each(v.Revisions, func(r certificate.Revision) (x struct {
		ContentHash string    `json:"content_hash"`
		FileHash    string    `json:"file_hash,omitempty,omitzero"`
		IssuedAt    time.Time `json:"issued_at"`
		Number      int       `json:"number"`
	}) {
		x.ContentHash, x.FileHash, x.IssuedAt, x.Number = r.ContentHash, r.FileHash, r.IssuedAt, r.Number
		return x
	})
	return out, nil
}

func changeOut(c certificate.Change) gen.CertificateChange {
	return gen.CertificateChange{From: string(c.From), To: string(c.To), On: c.On, Why: c.Why}
}

// GetCertificatePdf gives the sealed file of the newest revision.
func (s *Server) GetCertificatePdf(ctx context.Context, r gen.GetCertificatePdfRequestObject) (gen.GetCertificatePdfResponseObject, error) {
	name, content, err := s.App.CertificatePDF(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetCertificatePdf200ApplicationpdfResponse{
		Body: bytes.NewReader(content), ContentLength: int64(len(content)),
		Headers: gen.GetCertificatePdf200ResponseHeaders{ContentDisposition: fmt.Sprintf("attachment; filename=%q", name)},
	}, err
}

// checksPerMinute is how often one address may ask about certificates: enough
// for people and scanners at a door, too little to try out numbers.
const checksPerMinute = 30

// CheckCertificate tells anyone whether a certificate is real.
func (s *Server) CheckCertificate(ctx context.Context, r gen.CheckCertificateRequestObject) (gen.CheckCertificateResponseObject, error) {
	if err := s.throttle.allow("check "+peerOf(ctx), checksPerMinute); err != nil {
		return nil, err
	}
	p := r.Params
	a, err := s.App.Check(ctx, app.Question{Number: p.Number, Code: p.Code, SHA256: p.Sha256, QR: p.Qr})
	return gen.CheckCertificate200JSONResponse(verdictOut(a)), err
}

// GetPublicDocument gives the sealed PDF to whoever holds its check code.
func (s *Server) GetPublicDocument(ctx context.Context, r gen.GetPublicDocumentRequestObject) (gen.GetPublicDocumentResponseObject, error) {
	if err := s.throttle.allow("check "+peerOf(ctx), checksPerMinute); err != nil {
		return nil, err
	}
	name, hash, content, err := s.App.PublicDocument(ctx, r.Params.Number, r.Params.Code)
	if err != nil {
		return nil, err
	}
	sum, err := hex.DecodeString(hash)
	return gen.GetPublicDocument200ApplicationpdfResponse{
		Body: bytes.NewReader(content), ContentLength: int64(len(content)),
		Headers: gen.GetPublicDocument200ResponseHeaders{
			ContentDisposition: fmt.Sprintf("attachment; filename=%q", name),
			ReprDigest:         "sha-256=:" + base64.StdEncoding.EncodeToString(sum) + ":",
		},
	}, err
}

func verdictOut(a app.Answer) gen.Verdict {
	c, d := a.Certificate, a.Document
	v := gen.Verdict{
		Verdict: gen.VerdictVerdict(a.Verdict), Title: a.Title, Text: a.Text, AsOf: a.AsOf, BodyName: a.Body, Number: c.No,
		ClientName: d.Client, ClientLocation: d.Address, Standard: d.Standard, Scope: d.Scope, SoaVersion: d.SoA,
		OriginalDecision: d.OriginalOn, Effective: d.EffectiveOn, Expiry: d.ExpiresOn, Revision: d.Revision,
		State: string(c.State), StateSince: c.StateSince, NewestRevision: c.Revision, ContentHash: a.ContentHash,
		CheckCode: d.CheckCode, FileHash: a.FileHash, Proof: a.Proof,
		History: each(a.History, changeOut), LedgerSize: a.Head.Size, LedgerRoot: a.Head.Root,
	}
	for _, site := range d.Sites {
		v.Sites = append(v.Sites, site.Name+", "+site.Address)
	}
	if c.ID != "" {
		v.Cycle = gen.PublicCycle{Anchor: c.Decision, Expiry: c.Expiry}
	}
	for _, x := range a.Audits {
		v.Cycle.Audits = append(v.Cycle.Audits, struct {
			Due   gen.Date `json:"due,omitempty,omitzero"`
			Mark  string   `json:"mark"`
			Title string   `json:"title"`
		}{x.Due, string(x.MarkOn(a.Today)), x.Title()})
	}
	return v
}
