package app

import (
	"context"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

// AddInterest records a fact that bears on a person's impartiality: staff for
// anybody, auditors for themselves.
func (a *App) AddInterest(ctx context.Context, actor domain.Actor, i auditor.Interest) (auditor.Interest, error) {
	if err := seePerson(actor, i.PersonID); err != nil {
		return i, err
	}
	err := a.write(ctx, func(tx Tx) error {
		i.ID, i.Version = a.NewID(), 0
		return a.keepInterest(tx, actor, &i, "add_interest")
	})
	return i, err
}

// ChangeInterest replaces an interest; i carries the version seen. To end one,
// set its last day. Only staff change what was declared: a declaration cannot
// be taken back by the person it bears on.
func (a *App) ChangeInterest(ctx context.Context, actor domain.Actor, i auditor.Interest) (auditor.Interest, error) {
	err := a.write(ctx, func(tx Tx) error {
		old, err := tx.Interest(i.ID)
		if err != nil {
			return err
		}
		if seePerson(actor, old.PersonID) != nil {
			return domain.NotFound("interest")
		}
		if err := allow(actor, "change a declared interest", domain.Admin, domain.Planner, domain.Reviewer); err != nil {
			return err
		}
		if err := notOnesOwn(actor, old.PersonID); err != nil {
			return err
		}
		i.PersonID, i.ClientID = old.PersonID, old.ClientID
		return a.keepInterest(tx, actor, &i, "change_interest")
	})
	return i, err
}

// notOnesOwn keeps a person from taking back what they declared.
func notOnesOwn(actor domain.Actor, person domain.ID) error {
	if actor.PersonID != "" && actor.PersonID == person {
		return domain.MayNot("A declaration is changed by somebody else than the person it bears on.")
	}
	return nil
}

func (a *App) keepInterest(tx Tx, actor domain.Actor, i *auditor.Interest, verb string) error {
	person, err := tx.Person(i.PersonID)
	if err != nil {
		return domain.NotFound("auditor")
	}
	i.Note = strings.TrimSpace(i.Note)
	var f domain.Fault
	c, err := tx.Client(i.ClientID)
	if err != nil {
		f.Add("client_id", "there is no such client")
	}
	if !slices.Contains(auditor.InterestKinds, i.Kind) {
		f.Add("kind", "%q is no kind of interest", i.Kind)
	}
	if i.Period.From == 0 {
		f.Add("from", "is needed")
	}
	if i.Period.To != 0 && i.Period.To < i.Period.From {
		f.Add("to", "%s lies before from %s", i.Period.To, i.Period.From)
	}
	if err := f.Err(); err != nil {
		return err
	}
	if err := tx.SaveInterest(i); err != nil {
		return err
	}
	return a.record(tx, actor, a.now(), Act{
		Verb: verb, Kind: "interest", Object: i.ID, ClientID: i.ClientID, State: *i,
		Summary: person.Name + ", " + strings.ReplaceAll(string(i.Kind), "_", " ") + ", " + c.LegalName + ", " + validText(i.Period) + ".",
	})
}
