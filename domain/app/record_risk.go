package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/impartiality"
)

// mustKeepRegister lets those through who answer for impartiality.
func mustKeepRegister(actor domain.Actor) error {
	return allow(actor, "see the register of threats to impartiality", domain.Admin, domain.Planner, domain.Reviewer)
}

// ListRisks lists the register; late counts the reviews that are overdue.
func (a *App) ListRisks(ctx context.Context, actor domain.Actor, l List) (page Page[RiskRow], today domain.Date, err error) {
	if err := mustKeepRegister(actor); err != nil {
		return page, 0, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		if today, err = a.todayIn(tx, a.now()); err != nil {
			return err
		}
		page, err = tx.RiskList(l)
		return err
	})
	return page, today, err
}

// AddRisk enters a threat to impartiality into the register.
func (a *App) AddRisk(ctx context.Context, actor domain.Actor, r impartiality.Risk) (impartiality.Risk, error) {
	if err := mustKeepRegister(actor); err != nil {
		return r, err
	}
	err := a.write(ctx, func(tx Tx) error {
		n, err := tx.Next("risk")
		if err != nil {
			return err
		}
		r.ID, r.Version, r.No, r.State = a.NewID(), 0, fmt.Sprintf("R%04d", n), impartiality.Open
		return a.keepRisk(tx, actor, &r, "add_risk", "was entered")
	})
	return r, err
}

// ReviewRisk records that a risk was looked at: what is known about it now, and
// when it is looked at again, or that the threat is gone. r carries the version
// seen.
func (a *App) ReviewRisk(ctx context.Context, actor domain.Actor, r impartiality.Risk) (impartiality.Risk, error) {
	if err := mustKeepRegister(actor); err != nil {
		return r, err
	}
	err := a.write(ctx, func(tx Tx) error {
		old, err := tx.Risk(r.ID)
		if err != nil {
			return err
		}
		r.No = old.No
		did := "was reviewed"
		if r.State == impartiality.Closed {
			did = "was closed"
		}
		return a.keepRisk(tx, actor, &r, "review_risk", did)
	})
	return r, err
}

func (a *App) keepRisk(tx Tx, actor domain.Actor, r *impartiality.Risk, verb, did string) error {
	now := a.now()
	today, err := a.todayIn(tx, now)
	if err != nil {
		return err
	}
	r.Subject, r.Safeguards, r.Owner, r.Note = strings.TrimSpace(r.Subject), strings.TrimSpace(r.Safeguards), strings.TrimSpace(r.Owner), strings.TrimSpace(r.Note)
	r.ReviewedOn = today
	if err := r.Check(today); err != nil {
		return err
	}
	if err := known(tx, r.ClientID, r.PersonID); err != nil {
		return err
	}
	if err := tx.SaveRisk(r); err != nil {
		return err
	}
	return a.record(tx, actor, now, Act{
		Verb: verb, Kind: "risk", Object: r.ID, ClientID: r.ClientID, Why: r.Note,
		Summary: "Risk " + r.No + " (" + strings.ReplaceAll(r.Threat, "_", " ") + ") " + did + ".", State: *r,
	})
}

// known names the field of a client or person that is not there.
func known(tx Tx, client, person domain.ID) error {
	var f domain.Fault
	if client != "" {
		if _, err := tx.Client(client); err != nil {
			f.Add("client_id", "there is no such client")
		}
	}
	if person != "" {
		if _, err := tx.Person(person); err != nil {
			f.Add("person_id", "there is no such person")
		}
	}
	return f.Err()
}
