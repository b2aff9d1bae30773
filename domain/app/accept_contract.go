package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
)

// AcceptContract signs an offered contract for the client and lays the first
// cycle out: Stage 1 and Stage 2 are owed from now on (9.1.3.2).
func (a *App) AcceptContract(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, signedBy string) (client.Contract, error) {
	var c client.Contract
	err := a.write(ctx, func(tx Tx) (err error) {
		if c, err = contractFor(tx, actor, id); err != nil {
			return err
		}
		if !actor.Is(domain.Client) || actor.ClientID != c.ClientID {
			return domain.MayNot("The client signs its contract itself.")
		}
		if err := sawLatest("contract", seen, c.Version); err != nil {
			return err
		}
		if c.State != client.ContractOffered {
			return domain.E(domain.Conflict, "not_offered", "Contract %s is %s already.", c.No, c.State)
		}
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		if open := client.OfferOpen(c.ValidUntil, today); !open.Met {
			return domain.Violated("rule_violated", "This offer can no longer be accepted.", []domain.Finding{open})
		}
		if c.Receipt.Asked != nil {
			return domain.E(domain.Conflict, "override_waits", "Another audit time waits for its approval; the contract can be accepted after that.")
		}
		if len(c.Receipt.Lines) > 0 && c.Receipt.Initial == 0 {
			return domain.E(domain.Conflict, "no_audit_time", "The contract has no audit time yet.")
		}
		var f domain.Fault
		f.Line("signed_by", signedBy)
		if err := f.Err(); err != nil {
			return err
		}
		return a.sign(tx, actor, &c, strings.TrimSpace(signedBy))
	})
	return c, err
}

func (a *App) sign(tx Tx, actor domain.Actor, c *client.Contract, signedBy string) error {
	at := a.now()
	today, err := a.todayIn(tx, at)
	if err != nil {
		return err
	}
	c.State, c.SignedOn, c.SignedBy = client.ContractActive, today, signedBy
	if err := tx.SaveContract(c); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{
		Verb: "accept_contract", Kind: "contract", Object: c.ID, ClientID: c.ClientID,
		Summary: fmt.Sprintf("Contract %s was accepted by %s.", c.No, signedBy), State: *c,
	}); err != nil {
		return err
	}
	if c.ApplicationID != "" {
		x, err := tx.Application(c.ApplicationID)
		if err != nil {
			return err
		}
		x.State = client.AppContracted
		if err := tx.SaveApplication(&x); err != nil {
			return err
		}
		if err := a.record(tx, actor, at, Act{
			Verb: "accept_contract", Kind: "application", Object: x.ID, ClientID: x.ClientID,
			Summary: fmt.Sprintf("Application %s became contract %s.", x.No, c.No), State: x,
		}); err != nil {
			return err
		}
	}
	return a.beginFirstCycle(tx, actor, *c)
}

// beginFirstCycle makes a contract's first programme with the two stages of the
// initial certification. Stage 2 gets its window when Stage 1 is booked.
func (a *App) beginFirstCycle(tx Tx, actor domain.Actor, c client.Contract) error {
	at := a.now()
	p := programme.Programme{
		ID: a.NewID(), ContractID: c.ID, ClientID: c.ClientID, SchemeID: c.SchemeID, SchemeVersion: c.SchemeVersion,
		Cycle: 1, State: programme.Planned,
	}
	if err := tx.SaveProgramme(&p); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{
		Verb: "begin_programme", Kind: "programme", Object: p.ID, ClientID: p.ClientID,
		Summary: fmt.Sprintf("The first cycle of contract %s was laid out.", c.No), State: p,
	}); err != nil {
		return err
	}
	one := owed(c, p, audit.Stage1, 0, halfDaysOf(c.Receipt, audit.Stage1))
	one.Window = audit.Window{Earliest: c.SignedOn, EarliestRule: programme.WindowRule.ID}
	two := owed(c, p, audit.Stage2, 0, halfDaysOf(c.Receipt, audit.Stage2))
	for _, x := range []*audit.Audit{&one, &two} {
		if err := a.owe(tx, actor, at, x); err != nil {
			return err
		}
	}
	return nil
}

// contractFor loads a contract the actor may see.
func contractFor(tx Tx, actor domain.Actor, id domain.ID) (client.Contract, error) {
	c, err := tx.Contract(id)
	if err != nil {
		return client.Contract{}, err
	}
	if ofClient(actor, c.ClientID) {
		return c, nil
	}
	audits, err := tx.AuditsOfContract(id)
	if err != nil {
		return client.Contract{}, err
	}
	for _, x := range audits {
		if onTeam(actor, x) {
			return c, nil
		}
	}
	return client.Contract{}, domain.NotFound("contract")
}
