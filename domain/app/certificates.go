package app

import (
	"context"
	"fmt"
	"net/url"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/country"
	"github.com/certwright/certwright/domain/decision"
)

// CertificateView is a certificate with its documents and its history.
type CertificateView struct {
	certificate.Certificate
	ClientName string
	Scope      string
	Sites      []string
	CheckURL   string                 // where anyone may check the newest document
	Revisions  []certificate.Revision // newest first
	History    []certificate.Change   // oldest first
	Programme  ProgrammeDetail        // the cycle it stands in
	Reasons    string                 // of the decision by which it is suspended or withdrawn
	Proposed   decision.File          // a change that waits for its decision; the client sees what it asked for
	TakesBack  bool                   // the actor may take it back
	TakenBack  []decision.File        // proposals that were taken back, oldest first; the client sees what it asked for
	MayPropose []decision.Change      // what the actor may propose now
	Contracted []client.Site          // of the contract, where its sites matter to a proposal
}

// Certificates is a page of certificates: all for staff, one's own for a client,
// those of contracts an auditor is on for the auditor.
func (a *App) Certificates(ctx context.Context, actor domain.Actor, l List) (out Page[CertificateRow], err error) {
	switch {
	case actor.Staff():
	case actor.Is(domain.Client) && actor.ClientID != "":
		l.Only = actor.ClientID
	case actor.Is(domain.Auditor) && actor.PersonID != "":
		l.Persons = actor.PersonID
	default:
		return out, domain.MayNot("Sign in to see certificates.")
	}
	err = a.Store.Read(ctx, func(tx Tx) error { out, err = tx.CertificateList(l); return err })
	return out, err
}

// Certificate is one certificate the actor may see.
func (a *App) Certificate(ctx context.Context, actor domain.Actor, id domain.ID) (v CertificateView, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		if v.Certificate, err = certificateFor(tx, actor, id); err != nil {
			return err
		}
		if v.Revisions, err = tx.Revisions(id); err != nil {
			return err
		}
		if v.History, err = tx.Changes(id); err != nil {
			return err
		}
		c, err := tx.Client(v.ClientID)
		if err != nil {
			return err
		}
		v.ClientName = c.LegalName
		v.CheckURL = a.BaseURL + "/check?number=" + url.QueryEscape(v.No)
		if v.CheckCode != "" {
			v.CheckURL += "&code=" + v.CheckCode
		}
		if v.Scope, v.Sites, err = statement(tx, v.Certificate, v.Revisions); err != nil {
			return err
		}
		if v.Programme, err = a.programmeDetail(tx, actor, v.ProgrammeID); err != nil {
			return err
		}
		return v.changes(tx, actor)
	})
	return v, err
}

// changes says why a certificate stands as it does, and what may be proposed.
func (v *CertificateView) changes(tx Tx, actor domain.Actor) (err error) {
	if last := len(v.History) - 1; last >= 0 && v.History[last].DecisionID != "" && slices.Contains([]certificate.State{certificate.Suspended, certificate.Withdrawn, certificate.CancelledS}, v.State) {
		d, err := tx.Decision(v.History[last].DecisionID)
		if err != nil {
			return err
		}
		v.Reasons = d.Reasons
	}
	client := actor.Is(domain.Client) && actor.ClientID == v.ClientID
	if !actor.Staff() && !client {
		return nil
	}
	waits, err := v.proposals(tx, actor)
	if err != nil || waits {
		return err
	}
	for _, change := range decision.Changes {
		if client && !actor.Staff() {
			change.Grounds = slices.DeleteFunc(slices.Clone(change.Grounds), func(g decision.Ground) bool { return !change.AtRequest(g.ID) })
		}
		if len(change.Grounds) > 0 && (client || actor.Is(domain.Planner, domain.Reviewer)) && mayChange(v.Certificate, change, v.Programme.Today).Met {
			v.MayPropose = append(v.MayPropose, change)
		}
	}
	if client {
		return nil
	}
	v.Contracted, err = sitesOf(tx, v.Programme.Contract)
	return err
}

// proposals finds the change that waits for its decision and those that were taken
// back, and tells whether one waits, be it the actor's to see or not.
func (v *CertificateView) proposals(tx Tx, actor domain.Actor) (waits bool, err error) {
	files, err := tx.FilesOfProgramme(v.ProgrammeID)
	if err != nil {
		return false, err
	}
	for _, f := range files {
		if f.Proposal == nil || f.CertificateID != v.ID || f.State == decision.FileDecided {
			continue
		}
		waits = waits || f.State == decision.FileOpen
		if change, _ := decision.ChangeOf(f.Kind); !actor.Staff() && !change.AtRequest(f.Proposal.Grounds) {
			continue
		}
		if f.State == decision.FileTakenBack {
			v.TakenBack = append(v.TakenBack, f)
			continue
		}
		v.Proposed = f
		err := mayTakeBack(tx, actor, f)
		if v.TakesBack = err == nil; err != nil && domain.KindOf(err) != domain.Forbidden {
			return true, err
		}
	}
	return waits, nil
}

// statement is the certified scope and the sites: of the newest document, or of
// the contract where the certificate was issued before Certwright.
func statement(tx Tx, c certificate.Certificate, revisions []certificate.Revision) (scope string, sites []string, err error) {
	if len(revisions) > 0 {
		doc, err := certificate.ReadDocument([]byte(revisions[0].Document))
		for _, s := range doc.Sites {
			sites = append(sites, s.Name+", "+s.Address)
		}
		return doc.Scope, sites, err
	}
	contract, err := tx.Contract(c.ContractID)
	if err != nil {
		return "", nil, err
	}
	covered, err := sitesOf(tx, contract)
	for _, s := range covered {
		sites = append(sites, fmt.Sprintf("%s, %s, %s", s.Name, s.City, country.Name(s.Country)))
	}
	return contract.Scope, sites, err
}

// certificateFor loads a certificate the actor may see; a foreign one is as
// unknown as one that is not there.
func certificateFor(tx Tx, actor domain.Actor, id domain.ID) (certificate.Certificate, error) {
	c, err := tx.Certificate(id)
	if err != nil {
		return certificate.Certificate{}, err
	}
	if ofClient(actor, c.ClientID) {
		return c, nil
	}
	audits, err := tx.AuditsOfContract(c.ContractID)
	if err != nil {
		return certificate.Certificate{}, err
	}
	for _, x := range audits {
		if onTeam(actor, x) {
			return c, nil
		}
	}
	return certificate.Certificate{}, domain.NotFound("certificate")
}

// CertificatePDF is the sealed file of the newest revision and its name.
func (a *App) CertificatePDF(ctx context.Context, actor domain.Actor, id domain.ID) (name string, content []byte, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		c, err := certificateFor(tx, actor, id)
		if err != nil {
			return err
		}
		revisions, err := tx.Revisions(id)
		if err != nil {
			return err
		}
		switch {
		case len(revisions) == 0:
			return domain.E(domain.Unknown, "no_document", "Certificate %s was issued before Certwright; there is no document of ours.", c.No)
		case revisions[0].FileHash == "":
			return domain.E(domain.Unavailable, "not_made_yet", "The document of certificate %s is being made; try again in a moment.", c.No)
		}
		name = documentName(c, revisions[0])
		_, content, err = tx.GetFile(revisions[0].FileHash)
		return err
	})
	return name, content, err
}
