package app

import (
	"context"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/letter"
)

// RenderCertificate makes the sealed PDF of a revision from its frozen document.
// The same revision gives the same bytes, so a worker that dies after the sealing
// costs nothing but time.
func (a *App) RenderCertificate(ctx context.Context, j Job) error {
	var r certificate.Revision
	err := a.Store.Read(ctx, func(tx Tx) (err error) { r, err = tx.Revision(j.Object); return err })
	if err != nil {
		return err
	}
	if r.FileHash != "" {
		return a.claim(ctx, j, func(Tx, time.Time) error { return nil })
	}
	sealed, err := a.sealedPDF(r)
	if err != nil {
		return err
	}
	return a.claim(ctx, j, func(tx Tx, at time.Time) error {
		r.FileHash = hashOf(sealed)
		if err := tx.PutFile(r.FileHash, "application/pdf", sealed); err != nil {
			return err
		}
		if err := tx.SetFileHash(r.ID, r.FileHash); err != nil {
			return err
		}
		c, err := tx.Certificate(r.CertificateID)
		if err != nil {
			return err
		}
		if err := a.record(tx, domain.SystemActor("job"), at, Act{
			Verb: "render_certificate", Kind: "certificate_revision", Object: r.ID, ClientID: c.ClientID, State: r,
			Summary: fmt.Sprintf("The file of certificate %s, revision %d, was made: SHA-256 %s.", c.No, r.Number, r.FileHash),
		}); err != nil {
			return err
		}
		return a.tellClient(tx, at, c.ClientID, "", letter.Certificate, "certificate:"+string(r.ID), "Your certificate "+c.No,
			fmt.Sprintf("Certificate %s, revision %d, is ready. Sign in to download it. Anyone can check it with its number and check code.", c.No, r.Number))
	})
}

func (a *App) sealedPDF(r certificate.Revision) ([]byte, error) {
	doc, err := certificate.ReadDocument([]byte(r.Document))
	if err != nil {
		return nil, err
	}
	token, err := a.Seals.Code(PrintedCode{Number: doc.Number, Revision: doc.Revision, CheckCode: doc.CheckCode, Hash: r.ContentHash})
	if err != nil {
		return nil, err
	}
	pdf, err := a.Documents.Certificate(r.Document, a.BaseURL+"/check?qr="+token)
	if err != nil {
		return nil, err
	}
	return a.Seals.PDF(pdf, r.IssuedAt)
}
