package app

import (
	"context"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

// AddAuthorisation authorises a person for a scheme, a role and a code.
func (a *App) AddAuthorisation(ctx context.Context, actor domain.Actor, p auditor.Authorisation) (auditor.Authorisation, error) {
	if err := allow(actor, "authorise auditors", domain.Admin, domain.Planner); err != nil {
		return p, err
	}
	err := a.write(ctx, func(tx Tx) error {
		if _, err := tx.Person(p.PersonID); err != nil {
			return domain.NotFound("auditor")
		}
		if err := notOneself(actor, p.PersonID); err != nil {
			return err
		}
		p.ID, p.Version = a.NewID(), 0
		return a.keepAuthorisation(tx, actor, &p, "add_authorisation", "authorised")
	})
	return p, err
}

// ChangeAuthorisation replaces an authorisation; p carries the version seen. To
// end one, set its last day. Whose it is stays.
func (a *App) ChangeAuthorisation(ctx context.Context, actor domain.Actor, p auditor.Authorisation) (auditor.Authorisation, error) {
	if err := allow(actor, "authorise auditors", domain.Admin, domain.Planner); err != nil {
		return p, err
	}
	err := a.write(ctx, func(tx Tx) error {
		old, err := tx.Authorisation(p.ID)
		if err != nil {
			return err
		}
		p.PersonID = old.PersonID
		if err := notOneself(actor, p.PersonID); err != nil {
			return err
		}
		return a.keepAuthorisation(tx, actor, &p, "change_authorisation", "authorisation changed")
	})
	return p, err
}

// notOneself refuses to record somebody's own competence on their own word.
func notOneself(actor domain.Actor, person domain.ID) error {
	if actor.PersonID != "" && actor.PersonID == person {
		return domain.MayNot("An authorisation is given and changed by somebody else than the person it is for.")
	}
	return nil
}

func (a *App) keepAuthorisation(tx Tx, actor domain.Actor, p *auditor.Authorisation, verb, did string) error {
	p.Code, p.Evidence = strings.TrimSpace(p.Code), strings.TrimSpace(p.Evidence)
	if err := p.Check(); err != nil {
		return err
	}
	if _, err := tx.ActiveScheme(p.SchemeID); err != nil {
		if domain.KindOf(err) != domain.Unknown {
			return err
		}
		var f domain.Fault
		f.Add("scheme_id", "%q is no scheme of this body", p.SchemeID)
		return f.Err()
	}
	if err := tx.SaveAuthorisation(p); err != nil {
		return err
	}
	person, err := tx.Person(p.PersonID)
	if err != nil {
		return err
	}
	return a.record(tx, actor, a.now(), Act{
		Verb: verb, Kind: "authorisation", Object: p.ID, State: *p,
		Summary: person.Name + " " + did + ": " + p.SchemeID + ", " + p.Role + ", " + p.Code + ", " + validText(p.Valid) + ".",
	})
}

func validText(v domain.Period) string {
	if v.To == 0 {
		return "from " + v.From.String()
	}
	return v.String()
}
