package app

import (
	"encoding/base32"
	"fmt"
	"net/url"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
)

// grant begins the first cycle: the decision is its anchor, whatever day the
// audit or the print was (rule cycle.anchor).
func (a *App) grant(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision) error {
	i := x.issue()
	p := x.Programme
	p.State, p.OriginalDecision, p.Anchor, p.Expiry = programme.Active, i.Decision, i.Decision, i.Expiry
	if err := a.saveProgramme(tx, actor, at, "begin_cycle", "The cycle began; it runs until "+p.Expiry.Long()+".", &p); err != nil {
		return err
	}
	no, err := newCertificateNo(tx, x.Scheme.Short)
	if err != nil {
		return err
	}
	c := certificate.Certificate{
		ID: a.NewID(), No: no, ClientID: p.ClientID, ContractID: p.ContractID, ProgrammeID: p.ID, SchemeID: p.SchemeID,
		State: certificate.Draft, OriginalDecision: i.Decision,
	}
	if err := a.issueRevision(tx, actor, at, x, d, i, &c); err != nil {
		return err
	}
	return a.layOutCycle(tx, actor, at, p)
}

// renew ends a cycle and begins the next one, whose dates come from rule
// recert.outcome.
func (a *App) renew(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision) error {
	if x.Certificate == nil {
		return domain.E(domain.Conflict, "no_certificate", "There is no certificate to renew.")
	}
	i := x.issue()
	old := x.Programme
	old.State = programme.Completed
	if err := a.saveProgramme(tx, actor, at, "complete_cycle", "The cycle is followed by the next one.", &old); err != nil {
		return err
	}
	next := programme.Programme{
		ID: a.NewID(), ContractID: old.ContractID, ClientID: old.ClientID, SchemeID: old.SchemeID, SchemeVersion: old.SchemeVersion,
		Cycle: old.Cycle + 1, State: programme.Active, OriginalDecision: old.OriginalDecision, Anchor: i.Decision, Expiry: i.Expiry,
	}
	if err := a.saveProgramme(tx, actor, at, "begin_cycle", "The next cycle began; it runs until "+next.Expiry.Long()+".", &next); err != nil {
		return err
	}
	c := *x.Certificate
	c.ProgrammeID = next.ID
	if err := a.issueRevision(tx, actor, at, x, d, i, &c); err != nil {
		return err
	}
	return a.layOutCycle(tx, actor, at, next)
}

func (a *App) saveProgramme(tx Tx, actor domain.Actor, at time.Time, verb, summary string, p *programme.Programme) error {
	if err := tx.SaveProgramme(p); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{Verb: verb, Kind: "programme", Object: p.ID, ClientID: p.ClientID, Summary: summary, State: *p})
}

// newCertificateNo counts per scheme and passes by numbers that came with an import.
func newCertificateNo(tx Tx, head string) (string, error) {
	for {
		n, err := tx.Next("certificate_" + head)
		if err != nil {
			return "", err
		}
		no := fmt.Sprintf("%s-%05d", head, n)
		_, err = tx.CertificateByNo(no)
		switch {
		case err != nil && domain.KindOf(err) == domain.Unknown:
			return no, nil
		case err != nil:
			return "", err
		}
	}
}

// issueRevision freezes the next document of a certificate, makes the
// certificate valid and leaves the making of the file to a job: the frozen
// document is the certificate, the PDF only its picture.
func (a *App) issueRevision(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision, i issue, c *certificate.Certificate) error {
	head, err := headLine(tx)
	if err != nil {
		return err
	}
	from := c.State
	c.State, c.StateSince, c.Revision, c.Imported = certificate.Valid, i.Effective, c.Revision+1, false
	c.Decision, c.Effective, c.Expiry = i.Decision, i.Effective, i.Expiry
	c.ResolveBy = 0
	c.CheckCode = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(a.Random(16))

	doc := x.document(i)
	doc.Number, doc.Revision, doc.CheckCode, doc.LedgerHead = c.No, c.Revision, c.CheckCode, head
	doc.CheckURL = a.BaseURL + "/check?number=" + url.QueryEscape(c.No)
	doc.SignedBy, doc.SignedByRole = d.DecidedByName, "Certification decision"
	if err := doc.Check(); err != nil {
		return err
	}
	r := certificate.Revision{
		ID: a.NewID(), CertificateID: c.ID, Number: c.Revision, DecisionID: d.ID,
		Document: string(doc.Canonical()), ContentHash: doc.Hash(), IssuedAt: at,
	}
	if err := tx.SaveCertificate(c); err != nil {
		return err
	}
	if err := tx.InsertRevision(r); err != nil {
		return err
	}
	if err := a.changed(tx, at, *c, from, i.Effective, d.ID, "certification "+string(d.Outcome)); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{
		Verb: "issue_certificate", Kind: "certificate", Object: c.ID, ClientID: c.ClientID, State: *c,
		Summary: fmt.Sprintf("Certificate %s, revision %d, was issued: effective %s, until %s.", c.No, c.Revision, c.Effective.Long(), c.Expiry.Long()) + markWarning(x),
	}); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{
		Verb: "issue_certificate", Kind: "certificate_revision", Object: r.ID, ClientID: c.ClientID, State: r,
		Summary: fmt.Sprintf("Certificate %s, revision %d: its document has the SHA-256 %s.", c.No, r.Number, r.ContentHash),
	}); err != nil {
		return err
	}
	return a.renderJob(tx, at, r)
}

// markWarning says in the record why a certificate shows no accreditation mark.
func markWarning(x fileFacts) string {
	if _, warning := x.Settings.Accredited(x.Scheme.ID, x.Today); warning != "" {
		return " " + warning
	}
	return ""
}

func (a *App) renderJob(tx Tx, at time.Time, r certificate.Revision) error {
	return a.job(tx, at, "render_certificate", "render_certificate:"+string(r.ID), r.ID, nil, at)
}

// changed adds a step to a certificate's history.
func (a *App) changed(tx Tx, at time.Time, c certificate.Certificate, from certificate.State, on domain.Date, by domain.ID, why string) error {
	return tx.InsertChange(certificate.Change{
		ID: a.NewID(), CertificateID: c.ID, From: from, To: c.State, On: on, At: at, DecisionID: by, Why: why,
	})
}

// headLine is the newest ledger head as a document prints it: what was before
// the document cannot be rewritten without contradicting it.
func headLine(tx Tx) (string, error) {
	h, err := tx.LatestHead()
	if err != nil && domain.KindOf(err) == domain.Unknown {
		return "0 entries", nil
	}
	return fmt.Sprintf("%d entries, root %s", h.Size, h.Root), err
}
