package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/letter"
	"github.com/certwright/certwright/domain/state"
)

// ChangeProposed is a suspension, restoration, withdrawal, cancellation or change of scope as
// it is proposed.
type ChangeProposed struct {
	Kind    string // of a decision.Change
	Grounds string // ID of one of its grounds
	Facts   string
	Scope   string      // of a reduction: what stays certified
	SiteIDs []domain.ID // of a reduction: the sites that stay
}

// ProposeChange opens the decision file of a change of certification. Everyone on
// the audits of the cycle stands on its audit side, and so does whoever proposes:
// somebody else decides.
func (a *App) ProposeChange(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, in ChangeProposed) (f decision.File, err error) {
	change, err := in.check(actor)
	if err != nil {
		return f, err
	}
	err = a.write(ctx, func(tx Tx) error {
		at := a.now()
		c, err := certificateFor(tx, actor, id)
		if err != nil {
			return err
		}
		if err := sawLatest("certificate", seen, c.Version); err != nil {
			return err
		}
		today, err := a.todayIn(tx, at)
		if err != nil {
			return err
		}
		if may := mayChange(c, change, today); !may.Met {
			return domain.Violated("rule_violated", "This cannot be proposed for the certificate as it stands.", []domain.Finding{may})
		}
		if err := noneProposed(tx, c); err != nil {
			return err
		}
		p := decision.Proposal{Grounds: in.Grounds, Facts: strings.TrimSpace(in.Facts), ProposedBy: actor.PersonID, ProposedByName: actor.Name, ProposedOn: today}
		if change.Scope {
			if err := scopeChange(tx, c, change, in, &p); err != nil {
				return err
			}
		}
		f = decision.File{
			ID: a.NewID(), Kind: change.Kind, ProgrammeID: c.ProgrammeID, ClientID: c.ClientID, ContractID: c.ContractID, CertificateID: c.ID,
			State: decision.FileOpen, DueOn: dueOf(change, c, today), OpenedAt: at, Proposal: &p,
		}
		return a.openChange(tx, actor, at, c, change, &f)
	})
	return f, err
}

// check refuses who may not propose it, and what is no proposal. A client asks for
// the end of its own certification only; planners and reviewers propose them all.
func (in ChangeProposed) check(actor domain.Actor) (decision.Change, error) {
	var f domain.Fault
	change, known := decision.ChangeOf(in.Kind)
	if !actor.Is(domain.Planner, domain.Reviewer) && !(actor.Is(domain.Client) && known && change.AtRequest(in.Grounds)) {
		return change, domain.MayNot("You may not propose this change of certification; a client asks for the end of its own.")
	}
	if !known {
		f.Add("kind", "is suspension, restoration, withdrawal, cancellation, extension or reduction")
	} else if _, ok := change.Ground(in.Grounds); !ok {
		var ids []string
		for _, g := range change.Grounds {
			ids = append(ids, g.ID)
		}
		f.Add("grounds", "%q is no ground for it; there are %s", in.Grounds, strings.Join(ids, ", "))
	}
	f.Need("facts", in.Facts)
	return change, f.Err()
}

// mayChange judges whether a certificate as it stands can change so (rule
// state.transition).
func mayChange(c certificate.Certificate, change decision.Change, today domain.Date) domain.Finding {
	from := string(c.State)
	if (c.State == certificate.Valid || c.State == certificate.Suspended) && today > c.Expiry {
		from = string(certificate.Expired)
	}
	if slices.Contains(change.From, from) {
		return state.TransitionRule.Met("A certificate that is %s may go through a %s.", from, change.Kind).On(c.No)
	}
	remedy := "Nothing of this kind follows; certification begins anew with an application."
	switch from {
	case string(certificate.Valid):
		remedy = "Propose a suspension first."
	case string(certificate.Suspended):
		remedy = "Propose its restoration, its withdrawal or a smaller scope."
	}
	return state.TransitionRule.Broken(remedy, "The certificate is %s; a %s is for one that is %s.", from, change.Kind, strings.Join(change.From, " or ")).On(c.No)
}

// noneProposed refuses a second proposal beside one that waits for its decision.
func noneProposed(tx Tx, c certificate.Certificate) error {
	open, err := proposedFor(tx, c)
	if err == nil && open.ID != "" {
		err = domain.E(domain.Conflict, "proposed_already", "File %s proposes a %s already; have it decided first.", open.No, open.Kind)
	}
	return err
}

// proposedFor is the open file of a change of a certificate; none when there is none.
func proposedFor(tx Tx, c certificate.Certificate) (decision.File, error) {
	files, err := tx.FilesOfProgramme(c.ProgrammeID)
	for _, f := range files {
		if f.Proposal != nil && f.State == decision.FileOpen && f.CertificateID == c.ID {
			return f, err
		}
	}
	return decision.File{}, err
}

// dueOf is by when a proposal is to be decided: a suspension at once, what ends
// one in its time.
func dueOf(change decision.Change, c certificate.Certificate, today domain.Date) domain.Date {
	if change.Kind == "suspension" {
		return today
	}
	return domain.Earlier(c.ResolveBy, c.Expiry)
}

// scopeChange notes what is certified and what would be. An extension takes the
// terms that the client has signed; a reduction says what stays.
func scopeChange(tx Tx, c certificate.Certificate, change decision.Change, in ChangeProposed, p *decision.Proposal) error {
	revisions, err := tx.Revisions(c.ID)
	if err != nil {
		return err
	}
	if p.ScopeBefore, p.SitesBefore, err = statement(tx, c, revisions); err != nil {
		return err
	}
	contract, err := tx.Contract(c.ContractID)
	if err != nil {
		return err
	}
	sites, err := sitesOf(tx, contract)
	if err != nil {
		return err
	}
	p.Scope = contract.Scope
	if change.Outcome == decision.Reduced {
		if p.Scope, sites, err = reducedTo(in, contract, sites); err != nil {
			return err
		}
	}
	for _, s := range sites {
		p.SiteIDs, p.Sites = append(p.SiteIDs, s.ID), append(p.Sites, s.Name+", "+siteAddress(s))
	}
	if p.Scope != p.ScopeBefore || !slices.Equal(p.Sites, p.SitesBefore) {
		return nil
	}
	if change.Outcome == decision.Reduced {
		return oneFault("scope", "is what is certified now; write what stays, or leave a site out")
	}
	return domain.E(domain.Conflict, "nothing_to_extend", "The contract in force says what the certificate says. Have the client sign an amendment with the larger scope first.")
}

// reducedTo is what stays certified by a proposed reduction.
func reducedTo(in ChangeProposed, contract client.Contract, sites []client.Site) (string, []client.Site, error) {
	var f domain.Fault
	scope := strings.TrimSpace(in.Scope)
	if scope == "" {
		scope = contract.Scope
	}
	if len(in.SiteIDs) == 0 {
		return scope, sites, nil
	}
	var stay []client.Site
	for _, s := range sites {
		if slices.Contains(in.SiteIDs, s.ID) {
			stay = append(stay, s)
		}
	}
	if len(stay) != len(in.SiteIDs) {
		f.Add("site_ids", "name sites of the contract, each once")
	}
	return scope, stay, f.Err()
}

// openChange keeps the file, puts everyone it rests on and the proposer onto its
// audit side, and tells the reviewers.
func (a *App) openChange(tx Tx, actor domain.Actor, at time.Time, c certificate.Certificate, change decision.Change, f *decision.File) error {
	n, err := tx.Next("decision_file")
	if err != nil {
		return err
	}
	f.No = fmt.Sprintf("F%05d", n)
	if f.AuditIDs, err = heldIn(tx, f.ProgrammeID); err != nil {
		return err
	}
	if err := tx.SaveFile(f); err != nil {
		return err
	}
	if err := keepSides(tx, *f); err != nil {
		return err
	}
	if actor.PersonID != "" {
		if err := tx.TakeSide(f.ID, actor.PersonID, decision.AuditSide, "proposed "+f.No); err != nil {
			return err
		}
	}
	of, err := tx.Client(f.ClientID)
	if err != nil {
		return err
	}
	ground, _ := change.Ground(f.Proposal.Grounds)
	text := fmt.Sprintf("%s proposes the %s of certificate %s of %s. Grounds: %s (%s).\nFacts: %s\n\nFile %s waits for its decision.",
		actor.Name, change.Kind, c.No, of.LegalName, ground.Text, ground.Clause, f.Proposal.Facts, f.No)
	if err := a.tellRole(tx, at, domain.Reviewer, letter.Suspension, "proposed:"+string(f.ID), fmt.Sprintf("To decide: %s of certificate %s", change.Kind, c.No), text); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{
		Verb: "propose_change", Kind: "decision_file", Object: f.ID, ClientID: f.ClientID, Why: f.Proposal.Facts, State: *f,
		Summary: fmt.Sprintf("The %s of certificate %s was proposed (file %s): %s.", change.Kind, c.No, f.No, ground.Text),
	})
}

// heldIn are the audits of a cycle that took place or have begun, in their order.
func heldIn(tx Tx, programme domain.ID) (out []domain.ID, err error) {
	audits, err := tx.AuditsOfProgramme(programme)
	for _, x := range audits {
		if x.Held() || x.State == audit.InProgress {
			out = append(out, x.ID)
		}
	}
	return out, err
}
