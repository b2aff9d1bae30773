package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/letter"
)

// TakeBackChange ends a proposed change of a certificate before it is decided, with
// grounds. Whoever proposed it takes it back, or in that person's place a colleague
// of the same side: a planner or admin what the body proposed, who acts for the
// client what the client asked for. All others have it decided.
func (a *App) TakeBackChange(ctx context.Context, actor domain.Actor, certificate domain.ID, seen domain.Version, why string) (f decision.File, err error) {
	err = a.write(ctx, func(tx Tx) error {
		c, err := certificateFor(tx, actor, certificate)
		if err != nil {
			return err
		}
		if err := sawLatest("certificate", seen, c.Version); err != nil {
			return err
		}
		if f, err = proposedFor(tx, c); err != nil {
			return err
		}
		if f.ID == "" {
			return domain.E(domain.Conflict, "nothing_proposed", "No change of certificate %s waits for its decision.", c.No)
		}
		if err := mayTakeBack(tx, actor, f); err != nil {
			return err
		}
		var wrong domain.Fault
		wrong.Need("reason", why)
		if err := wrong.Err(); err != nil {
			return err
		}
		at := a.now()
		p := *f.Proposal
		if p.TakenBackOn, err = a.todayIn(tx, at); err != nil {
			return err
		}
		p.WhyTakenBack, p.TakenBackBy, p.TakenBackByName = strings.TrimSpace(why), actor.PersonID, actor.Name
		f.State, f.Proposal = decision.FileTakenBack, &p
		if err := tx.SaveFile(&f); err != nil {
			return err
		}
		if err := a.tellTakenBack(tx, at, c, f); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "take_back_change", Kind: "decision_file", Object: f.ID, ClientID: f.ClientID, Why: p.WhyTakenBack, State: f,
			Summary: fmt.Sprintf("The proposed %s of certificate %s was taken back (file %s)%s.", f.Kind, c.No, f.No, inPlaceOf(p)),
		})
	})
	return f, err
}

// mayTakeBack lets the side through that proposed it.
func mayTakeBack(tx Tx, actor domain.Actor, f decision.File) error {
	p := f.Proposal
	if actor.PersonID != "" && actor.PersonID == p.ProposedBy {
		return nil
	}
	asked, err := askedByClient(tx, f)
	switch {
	case err != nil:
		return err
	case asked && actor.Is(domain.Client) && actor.ClientID == f.ClientID && !actor.ReadOnly:
		return nil
	case asked:
		return domain.MayNot("%s asked for it on the client's side, who may take it back; a reviewer may decide against it.", p.ProposedByName)
	case actor.Is(domain.Planner, domain.Admin):
		return nil
	}
	return domain.MayNot("%s proposed it; that person, a planner or an admin may take it back, and a reviewer may decide against it.", p.ProposedByName)
}

// askedByClient tells whether the person who proposed it has an account of the client.
func askedByClient(tx Tx, f decision.File) (bool, error) {
	users, err := tx.UsersOfClient(f.ClientID)
	return slices.ContainsFunc(users, func(u User) bool { return u.PersonID == f.Proposal.ProposedBy }), err
}

// inPlaceOf says whose proposal somebody else took back; nothing of one's own.
func inPlaceOf(p decision.Proposal) string {
	if p.TakenBackFor() == "" {
		return ""
	}
	return fmt.Sprintf(" by %s; %s had proposed it", p.TakenBackByName, p.TakenBackFor())
}

// tellTakenBack tells the reviewers that there is nothing to decide, and whoever
// proposed it that somebody else took it back.
func (a *App) tellTakenBack(tx Tx, at time.Time, c certificate.Certificate, f decision.File) error {
	p := *f.Proposal
	key, subject := "taken-back:"+string(f.ID), fmt.Sprintf("Nothing to decide any more: %s of certificate %s", f.Kind, c.No)
	text := fmt.Sprintf("%s took the proposed %s of certificate %s (file %s) back: %s", p.TakenBackByName, f.Kind, c.No, f.No, p.WhyTakenBack)
	if err := a.tellRole(tx, at, domain.Reviewer, letter.Suspension, key, subject, text); err != nil || p.TakenBackFor() == "" {
		return err
	}
	proposer, err := tx.Person(p.ProposedBy)
	if err != nil {
		return err
	}
	u, err := tx.UserByEmail(proposer.Email)
	if err != nil && domain.KindOf(err) != domain.Unknown {
		return err
	}
	if err != nil || u.Disabled { // has left
		return nil
	}
	return a.tellPerson(tx, at, p.ProposedBy, letter.Suspension, key+":proposer", fmt.Sprintf("Taken back for you: %s of certificate %s", f.Kind, c.No),
		text+"\n\nYou proposed it on "+p.ProposedOn.Long()+". Nothing is decided; it can be proposed again.")
}
