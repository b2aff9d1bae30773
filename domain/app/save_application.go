package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// CreateApplication keeps what a client asks for as a draft (9.1.1). A client
// user applies for the own organisation, a planner for the one in the draft.
func (a *App) CreateApplication(ctx context.Context, actor domain.Actor, draft client.Application) (client.Application, error) {
	if actor.Is(domain.Client) {
		draft.ClientID = actor.ClientID
	} else if err := mustPlan(actor); err != nil {
		return client.Application{}, err
	}
	x := client.Application{ID: a.NewID(), ClientID: draft.ClientID, State: client.AppDraft}
	err := a.write(ctx, func(tx Tx) error {
		number, err := tx.Next("application")
		if err != nil {
			return err
		}
		x.No = fmt.Sprintf("A%05d", number)
		return a.keepDraft(tx, actor, "create_application", &x, draft)
	})
	return x, err
}

// ChangeApplication changes a draft, or an application whose review asked for
// information. What is submitted otherwise stands as it is.
func (a *App) ChangeApplication(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, draft client.Application) (client.Application, error) {
	var x client.Application
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = applicationFor(tx, actor, id); err != nil {
			return err
		}
		if err := sawLatest("application", seen, x.Version); err != nil {
			return err
		}
		if x.State != client.AppDraft && x.State != client.AppInfoRequested {
			return domain.E(domain.Conflict, "not_a_draft", "Application %s was submitted; what was asked for stays on record.", x.No)
		}
		return a.keepDraft(tx, actor, "change_application", &x, draft)
	})
	return x, err
}

// applicationFor loads an application the actor may write or see.
func applicationFor(tx Tx, actor domain.Actor, id domain.ID) (client.Application, error) {
	x, err := tx.Application(id)
	if err != nil {
		return client.Application{}, err
	}
	if !ofClient(actor, x.ClientID) {
		return client.Application{}, domain.NotFound("application")
	}
	return x, nil
}

func (a *App) keepDraft(tx Tx, actor domain.Actor, verb string, x *client.Application, draft client.Application) error {
	if !ofClient(actor, x.ClientID) || !actor.Is(domain.Client, domain.Planner, domain.Admin, domain.System) {
		return domain.MayNot("Applications are written by the client or a planner.")
	}
	if err := checkReferences(tx, x.ClientID, draft); err != nil {
		return err
	}
	x.SchemeID, x.Scope, x.Codes, x.Persons = draft.SchemeID, draft.Scope, draft.Codes, draft.Persons
	x.IdenticalGroups, x.SiteIDs, x.Processes = draft.IdenticalGroups, draft.SiteIDs, draft.Processes
	x.Outsourced, x.Legal, x.Consultancy = draft.Outsourced, draft.Legal, draft.Consultancy
	x.SoAVersion, x.Factors = draft.SoAVersion, draft.Factors
	if err := tx.SaveApplication(x); err != nil {
		return err
	}
	return a.record(tx, actor, a.now(), Act{
		Verb: verb, Kind: "application", Object: x.ID, ClientID: x.ClientID,
		Summary: fmt.Sprintf("Application %s was kept; it is %s.", x.No, strings.ReplaceAll(string(x.State), "_", " ")), State: *x,
	})
}

// checkReferences says which of the things an application names are not there.
// A site of another client is as unknown as none.
func checkReferences(tx Tx, of domain.ID, draft client.Application) error {
	var f domain.Fault
	if _, err := tx.Client(of); domain.KindOf(err) == domain.Unknown && err != nil {
		f.Add("client_id", "there is no such client")
		return f.Err()
	} else if err != nil {
		return err
	}
	if _, err := tx.ActiveScheme(draft.SchemeID); err != nil {
		if domain.KindOf(err) != domain.Unknown {
			return err
		}
		f.Add("scheme_id", "%q is no scheme of this body", draft.SchemeID)
	}
	sites, err := tx.Sites(of)
	if err != nil {
		return err
	}
	for i, id := range draft.SiteIDs {
		if !slices.ContainsFunc(sites, func(s client.Site) bool { return s.ID == id }) {
			f.Add(fmt.Sprintf("site_ids[%d]", i), "there is no such site of this client")
		}
	}
	return f.Err()
}
