package app

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// AmendmentAsked is what a planner wants a contract to say from a day on. The
// audit time follows from it, by the scheme's data of today.
type AmendmentAsked struct {
	Scope           string
	Codes           []string
	Persons         int // all, those in groups included
	IdenticalGroups []int
	SiteIDs         []domain.ID // the central function first
	SoAVersion      string
	Class           string // of complexity or risk, where the scheme's table has classes; none: as agreed
	Factors         []audittime.Factor
	Effective       domain.Date // none: today
	Why             string
	NoticeID        domain.ID // the notice it answers, if one led to it
}

// PreviewAmendment works out what an amendment would mean and keeps nothing: the
// receipt, and the audits owed that would change.
func (a *App) PreviewAmendment(ctx context.Context, actor domain.Actor, contract domain.ID, asked AmendmentAsked) (x client.Amendment, err error) {
	if err := mustPlan(actor); err != nil {
		return x, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		c, err := tx.Contract(contract)
		if err != nil {
			return err
		}
		if x, err = a.amendment(tx, c, asked); err != nil {
			return err
		}
		x.Audits, err = previewAudits(tx, c, x)
		return err
	})
	return x, err
}

// OfferAmendment offers the client other terms, with the working of their audit
// time. They hold once the client has accepted them and their day has come.
func (a *App) OfferAmendment(ctx context.Context, actor domain.Actor, contract domain.ID, seen domain.Version, asked AmendmentAsked) (client.Amendment, error) {
	if err := mustPlan(actor); err != nil {
		return client.Amendment{}, err
	}
	var x client.Amendment
	err := a.write(ctx, func(tx Tx) error {
		c, err := tx.Contract(contract)
		if err != nil {
			return err
		}
		if err := sawLatest("contract", seen, c.Version); err != nil {
			return err
		}
		if x, err = a.amendment(tx, c, asked); err != nil {
			return err
		}
		if err := underWay(tx, c); err != nil {
			return err
		}
		var f domain.Fault
		if f.Need("why", asked.Why); f.Err() != nil {
			return f.Err()
		}
		at := a.now()
		x.ID, x.OfferedBy, x.Why = a.NewID(), actor.Name, strings.TrimSpace(asked.Why)
		if err := tx.SaveAmendment(&x); err != nil {
			return err
		}
		if err := a.noticeAnswered(tx, actor, at, x); err != nil {
			return err
		}
		if err := a.tellOfAmendment(tx, at, c, x); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "offer_amendment", Kind: "amendment", Object: x.ID, ClientID: x.ClientID, Why: x.Why, Findings: x.After.Receipt.Findings, State: x,
			Summary: fmt.Sprintf("Revision %d of contract %s was offered: %s days for an initial audit instead of %s.", x.Revision, c.No, x.After.Receipt.Initial, x.Before.Receipt.Initial),
		})
	})
	return x, err
}

// amendment works out other terms for a contract in force.
func (a *App) amendment(tx Tx, c client.Contract, asked AmendmentAsked) (client.Amendment, error) {
	none := client.Amendment{}
	if c.State != client.ContractActive {
		return none, domain.E(domain.Conflict, "not_active", "Contract %s is %s; only one in force is amended.", c.No, c.State)
	}
	as := client.Application{SchemeID: c.SchemeID, Scope: asked.Scope, Codes: asked.Codes, Persons: asked.Persons,
		IdenticalGroups: asked.IdenticalGroups, SiteIDs: asked.SiteIDs, SoAVersion: asked.SoAVersion}
	if err := checkReferences(tx, c.ClientID, as); err != nil {
		return none, err
	}
	if err := complete(tx, as); err != nil {
		return none, err
	}
	today, err := a.todayIn(tx, a.now())
	if err != nil {
		return none, err
	}
	if asked.Effective == 0 {
		asked.Effective = today
	}
	var f domain.Fault
	if asked.Effective < today {
		f.Add("effective", "is %s; an amendment holds from today or later", asked.Effective.Long())
		return none, f.Err()
	}
	if asked.Class == "" {
		asked.Class = c.Receipt.Request.Class
	}
	receipt, err := a.receipt(tx, AuditTimeAsked{SchemeID: c.SchemeID, Persons: asked.Persons, IdenticalGroups: asked.IdenticalGroups,
		Class: asked.Class, Factors: asked.Factors})
	if err != nil {
		return none, err
	}
	if domain.HardBroken(receipt.Findings) {
		return none, domain.Violated("rule_violated", "This audit time cannot be offered.", receipt.Findings)
	}
	if receipt.Initial == 0 {
		return none, domain.E(domain.Invalid, "no_table_value", "%s has no value for %d persons.", receipt.Table, receipt.Effective)
	}
	after := client.Terms{SchemeVersion: receipt.SchemeVersion, Scope: strings.TrimSpace(asked.Scope), Codes: asked.Codes, Persons: receipt.Heads,
		SiteIDs: asked.SiteIDs, SoAVersion: strings.TrimSpace(asked.SoAVersion), Receipt: receipt}
	if same(c.Terms(), after) {
		return none, domain.E(domain.Invalid, "nothing_changes", "Nothing of contract %s would change: scope, areas, persons, sites and scheme data are those agreed.", c.No)
	}
	return client.Amendment{ContractID: c.ID, ClientID: c.ClientID, Revision: c.Revision + 1, State: client.AmendmentOffered,
		NoticeID: asked.NoticeID, Effective: asked.Effective, Before: c.Terms(), After: after, OfferedOn: today}, nil
}

// same tells whether two terms agree the same.
func same(a, b client.Terms) bool {
	return a.SchemeVersion == b.SchemeVersion && a.Scope == b.Scope && slices.Equal(a.Codes, b.Codes) && a.Persons == b.Persons &&
		slices.Equal(a.SiteIDs, b.SiteIDs) && a.SoAVersion == b.SoAVersion && a.Receipt.Initial == b.Receipt.Initial &&
		reflect.DeepEqual(a.Receipt.Request, b.Receipt.Request)
}

// underWay refuses a second change of a contract before the first has ended.
func underWay(tx Tx, c client.Contract) error {
	all, err := tx.AmendmentsOf(c.ID)
	for _, x := range all {
		if x.State == client.AmendmentOffered || x.State == client.AmendmentAccepted {
			return domain.E(domain.Conflict, "amendment_under_way", "Revision %d of contract %s is %s; it comes into force or is withdrawn before another is offered.", x.Revision, c.No, x.State)
		}
	}
	return err
}

func (a *App) tellOfAmendment(tx Tx, at time.Time, c client.Contract, x client.Amendment) error {
	receipt, err := a.printedReceipt(tx, c, x.After, x.Revision)
	if err != nil {
		return err
	}
	was, now := x.Before.Receipt, x.After.Receipt
	text := fmt.Sprintf(`We offer you revision %d of contract %s, from %s on: %s

Scope: %s
Persons: %d (before: %d); sites: %d (before: %d)
Initial audit: %s days (before: %s)
Each surveillance: %s days (before: %s); recertification: %s days (before: %s)

The working of these figures is attached. Please sign in to see it beside the present one, and to accept or decline it. Until you accept it the contract stands as it is.`,
		x.Revision, c.No, x.Effective.Long(), x.Why, x.After.Scope, x.After.Persons, x.Before.Persons, len(x.After.SiteIDs), len(x.Before.SiteIDs),
		now.Initial, was.Initial, now.Surveillance, was.Surveillance, now.Recert, was.Recert)
	return a.tellClient(tx, at, c.ClientID, "", letter.Contract, "amendment:"+string(x.ID), fmt.Sprintf("Revision %d of your contract %s", x.Revision, c.No), text, receipt)
}
