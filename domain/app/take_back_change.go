package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/letter"
)

// TakeBackChange ends a proposed change of a certificate before it is decided, with
// grounds. Whoever proposed it takes it back, nobody else: others have it decided.
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
		switch {
		case f.ID == "":
			return domain.E(domain.Conflict, "nothing_proposed", "No change of certificate %s waits for its decision.", c.No)
		case actor.PersonID == "" || actor.PersonID != f.Proposal.ProposedBy:
			return domain.MayNot("%s proposed it and may take it back; a reviewer may decide against it.", f.Proposal.ProposedByName)
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
		p.WhyTakenBack = strings.TrimSpace(why)
		f.State, f.Proposal = decision.FileTakenBack, &p
		if err := tx.SaveFile(&f); err != nil {
			return err
		}
		if err := a.tellRole(tx, at, domain.Reviewer, letter.Suspension, "taken-back:"+string(f.ID),
			fmt.Sprintf("Nothing to decide any more: %s of certificate %s", f.Kind, c.No),
			fmt.Sprintf("%s took the proposed %s of certificate %s (file %s) back: %s", actor.Name, f.Kind, c.No, f.No, p.WhyTakenBack)); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "take_back_change", Kind: "decision_file", Object: f.ID, ClientID: f.ClientID, Why: p.WhyTakenBack, State: f,
			Summary: fmt.Sprintf("The proposed %s of certificate %s was taken back (file %s).", f.Kind, c.No, f.No),
		})
	})
	return f, err
}
