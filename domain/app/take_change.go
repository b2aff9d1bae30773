package app

import (
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/letter"
	"github.com/certwright/certwright/domain/programme"
)

// takeChange lets the decision on a proposed change take effect.
func (a *App) takeChange(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision) error {
	c := *x.Certificate
	switch d.Outcome {
	case decision.Refused:
		if x.File.Proposal.Grounds != "client_request" {
			return nil // the client was told of nothing
		}
		return a.tellClient(tx, at, x.Client.ID, "", letter.Decision, "decision:"+string(d.ID), "Your certification: what you asked for",
			fmt.Sprintf("You asked for a %s of certificate %s. On %s we decided against it; the certification stays as it is.\n\nReasons: %s", x.File.Kind, c.No, d.DecidedOn.Long(), d.Reasons))
	case decision.Suspended:
		return a.suspend(tx, actor, at, x, d, c)
	case decision.Restored:
		c.ResolveBy = 0
		return a.standing(tx, actor, at, x, d, c, certificate.Valid, "Your certification is restored",
			fmt.Sprintf("Certificate %s is valid again from today. You may use it and our mark again. Its expiry, %s, and the days your audits are due have not moved.", c.No, c.Expiry.Long()))
	case decision.Withdrawn:
		return a.end(tx, actor, at, x, d, c, certificate.Withdrawn, "Your certification is withdrawn",
			fmt.Sprintf("Certificate %s is withdrawn from today and cannot be restored. ", c.No))
	case decision.Cancelled:
		return a.end(tx, actor, at, x, d, c, certificate.CancelledS, "Your certification has ended at your request",
			fmt.Sprintf("Certificate %s has ended from today, as you asked, and cannot be restored. ", c.No))
	}
	return a.rescope(tx, actor, at, x, d, c)
}

// suspend takes the validity away until the suspension is resolved (9.6.5). No
// due date moves (rule suspension.cycle_effect).
func (a *App) suspend(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision, c certificate.Certificate) error {
	r := programme.ResolveBy(x.Today, c.Expiry, x.Scheme.Programme)
	c.ResolveBy = r.By
	if err := a.standing(tx, actor, at, x, d, c, certificate.Suspended, "Your certification is suspended",
		fmt.Sprintf("Certificate %s is not valid from today. Do not use it, our mark or any statement of certification until it is restored; anyone who checks it is told.\n\n"+
			"Resolve what led to this by %s. What is not resolved by then leads to withdrawal or to a smaller scope (ISO/IEC 17021-1, 9.6.5). "+
			"The days your audits are due do not move.", c.No, r.By.Long())); err != nil {
		return err
	}
	return a.unresolvedLater(tx, at, c)
}

// end ends the certification and its cycle, withdrawn by the body or given up by
// the client: what the cycle still owed falls away.
func (a *App) end(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision, c certificate.Certificate, as certificate.State, subject, text string) error {
	c.ResolveBy = 0
	text += "Stop using it, our mark and every statement of certification, and give back or destroy its copies. You may apply for certification again."
	if err := a.standing(tx, actor, at, x, d, c, as, subject, text); err != nil {
		return err
	}
	p := x.Programme
	p.State = programme.Broken
	if err := a.saveProgramme(tx, actor, at, "break_cycle", "The cycle ended with the certification.", &p); err != nil {
		return err
	}
	audits, err := tx.AuditsOfProgramme(p.ID)
	if err != nil {
		return err
	}
	for _, y := range audits {
		if y.State != audit.Owed || len(y.ProgrammeIDs) > 1 { // one that serves another programme too is parted by a planner
			continue
		}
		fallsAway := programme.MayFallAway(y.Title(), false, false, y.Window)
		if err := a.cancel(tx, actor, &y, Cancellation{Reason: "The certification has ended."}, fallsAway); err != nil {
			return err
		}
	}
	return nil
}

// standing brings a certificate into another state and tells the client and the
// planners, with the reasons of the decision.
func (a *App) standing(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision, c certificate.Certificate, to certificate.State, subject, text string) error {
	from := c.State
	c.State, c.StateSince = to, x.Today
	if err := tx.SaveCertificate(&c); err != nil {
		return err
	}
	if err := a.changed(tx, at, c, from, c.StateSince, d.ID, "certification "+string(d.Outcome)); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{
		Verb: "change_certificate", Kind: "certificate", Object: c.ID, ClientID: c.ClientID, Why: d.Reasons, State: c,
		Summary: fmt.Sprintf("Certificate %s was %s (file %s).", c.No, d.Outcome, x.File.No),
	}); err != nil {
		return err
	}
	text = fmt.Sprintf("On %s we decided on your certification against %s.\n\n%s\n\nReasons: %s\n\nYou may appeal against this decision.", d.DecidedOn.Long(), x.Scheme.Name, text, d.Reasons)
	if err := a.tellClient(tx, at, x.Client.ID, "", letter.Suspension, "decision:"+string(d.ID), subject+": "+c.No, text); err != nil {
		return err
	}
	return a.tellRole(tx, at, domain.Planner, letter.Suspension, "decided:"+string(d.ID), fmt.Sprintf("%s: certificate %s is %s", x.Client.LegalName, c.No, d.Outcome),
		fmt.Sprintf("%s decided: %s\n\nReasons: %s", d.DecidedByName, d.Meaning, d.Reasons))
}

// rescope issues the next revision with another scope, effective today; the
// expiry stays. A reduction binds the contract too, so that no later document
// brings back what was taken out, and ends a suspension for the rest.
func (a *App) rescope(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision, c certificate.Certificate) error {
	if d.Outcome == decision.Reduced {
		contract, err := tx.Contract(x.Contract.ID)
		if err != nil {
			return err
		}
		contract.Scope, contract.SiteIDs = x.File.Proposal.Scope, x.File.Proposal.SiteIDs
		if err := tx.SaveContract(&contract); err != nil {
			return err
		}
		if err := a.record(tx, actor, at, Act{
			Verb: "reduce_scope", Kind: "contract", Object: contract.ID, ClientID: contract.ClientID, Why: d.Reasons, State: contract,
			Summary: fmt.Sprintf("Contract %s covers the reduced scope, by decision (file %s).", contract.No, x.File.No),
		}); err != nil {
			return err
		}
	}
	if err := a.issueRevision(tx, actor, at, x, d, x.issue(), &c); err != nil {
		return err
	}
	return a.tellClient(tx, at, x.Client.ID, "", letter.Decision, "decision:"+string(d.ID), "Your certification: the scope is "+string(d.Outcome),
		fmt.Sprintf("On %s we decided on your certification against %s: the scope is %s.\n\nScope from today: %s\nCertificate %s, revision %d, replaces the earlier one; its expiry stays %s. "+
			"Please use the new one only, and change what you say of your certification.\n\nReasons: %s",
			d.DecidedOn.Long(), x.Scheme.Name, d.Outcome, x.Contract.Scope, c.No, c.Revision, c.Expiry.Long(), d.Reasons))
}
