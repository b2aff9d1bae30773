package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

// ListAuditors lists all auditors by number.
func (a *App) ListAuditors(ctx context.Context, actor domain.Actor) (list []auditor.Auditor, err error) {
	if err := allow(actor, "see the list of auditors", domain.Admin, domain.Planner, domain.Reviewer); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) (err error) { list, err = tx.Auditors(); return err })
	for i := range list {
		list[i] = payFor(actor, list[i])
	}
	return list, err
}

// AuditorDetail is an auditor with what bears on whether they may go.
type AuditorDetail struct {
	Auditor        auditor.Auditor
	Authorisations []auditor.Authorisation
	Absences       []auditor.Absence
	Interests      []auditor.Interest
	Observations   []auditor.Observation
	Declarations   []auditor.Declaration // by day
	ClientNames    map[domain.ID]string  // of the interests
}

// Auditor gives one auditor the actor may see: staff see all, auditors themselves.
func (a *App) Auditor(ctx context.Context, actor domain.Actor, id domain.ID) (d AuditorDetail, err error) {
	if err := seePerson(actor, id); err != nil {
		return d, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		if d.Auditor, err = tx.Auditor(id); err != nil {
			return err
		}
		d.Auditor = payFor(actor, d.Auditor)
		if d.Authorisations, err = tx.Authorisations(id); err != nil {
			return err
		}
		if d.Absences, err = tx.Absences(id); err != nil {
			return err
		}
		if !plansOrIs(actor, id) {
			for i := range d.Absences {
				d.Absences[i].Why = ""
			}
		}
		if d.Interests, err = tx.Interests(id); err != nil {
			return err
		}
		if d.Observations, err = tx.Observations(id); err != nil {
			return err
		}
		if d.Declarations, err = tx.Declarations(id); err != nil {
			return err
		}
		d.ClientNames = map[domain.ID]string{}
		for _, i := range d.Interests {
			c, err := tx.Client(i.ClientID)
			if err != nil {
				return err
			}
			d.ClientNames[i.ClientID] = c.LegalName
		}
		return nil
	})
	return d, err
}

// plansOrIs: why somebody is away and what they cost is for them and for those who plan.
func plansOrIs(actor domain.Actor, person domain.ID) bool {
	return actor.Is(domain.Admin, domain.Planner, domain.System) || actor.PersonID == person
}

func payFor(actor domain.Actor, p auditor.Auditor) auditor.Auditor {
	if !plansOrIs(actor, p.ID) {
		p.DayRate = 0
	}
	return p
}
