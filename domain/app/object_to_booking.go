package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/letter"
)

// Objected is a client's no to a booking: to its dates, or to a person of the
// team (9.2.3.5).
type Objected struct {
	Reason string
	Person domain.ID // none: the dates
}

// ObjectToBooking records the client's objection. The dates go back to a hold,
// so that the planner sees them and nobody travels; an objection to a person is
// kept as an interest and bars that person from now on.
func (a *App) ObjectToBooking(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, o Objected) (audit.Audit, error) {
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = auditFor(tx, actor, id); err != nil {
			return err
		}
		if !actor.Is(domain.Client) || actor.ClientID != x.ClientID {
			return domain.MayNot("It is the client who objects.")
		}
		if err := sawLatest("audit", seen, x.Version); err != nil {
			return err
		}
		if x.State != audit.Owed || !x.Told() {
			return domain.E(domain.Conflict, "not_proposed", "%s (%s) has no dates to object to.", x.Title(), x.No)
		}
		var f domain.Fault
		f.Need("reason", o.Reason)
		if o.Person != "" && !x.On(o.Person) {
			f.Add("person_id", "is not on the team of this audit")
		}
		if err := f.Err(); err != nil {
			return err
		}
		what := "its dates"
		if o.Person != "" {
			if what, err = a.objectToPerson(tx, actor, x, o); err != nil {
				return err
			}
		}
		was := x
		x.Dates = audit.Hold
		if err := a.keepBooking(tx, actor, was, &x, Act{Verb: "object_to_booking", Why: strings.TrimSpace(o.Reason),
			Summary: fmt.Sprintf("The client objects to %s of %s (%s).", what, x.Title(), x.No)}); err != nil {
			return err
		}
		return a.tellPlanners(tx, x, o.Reason, what)
	})
	return x, err
}

func (a *App) objectToPerson(tx Tx, actor domain.Actor, x audit.Audit, o Objected) (string, error) {
	at := a.now()
	today, err := a.todayIn(tx, at)
	if err != nil {
		return "", err
	}
	p, err := tx.Person(o.Person)
	if err != nil {
		return "", err
	}
	i := auditor.Interest{ID: a.NewID(), PersonID: p.ID, ClientID: x.ClientID, Kind: auditor.Objection,
		Period: domain.Period{From: today}, Note: strings.TrimSpace(o.Reason)}
	if err := tx.SaveInterest(&i); err != nil {
		return "", err
	}
	return p.Name, a.record(tx, actor, at, Act{Verb: "object_to_booking", Kind: "interest", Object: i.ID, ClientID: x.ClientID,
		Why: i.Note, Summary: fmt.Sprintf("The client objects to %s.", p.Name), State: i})
}

// tellPlanners writes to everybody who plans.
func (a *App) tellPlanners(tx Tx, x audit.Audit, reason, what string) error {
	planners, err := tx.UsersWithRole(domain.Planner)
	if err != nil {
		return err
	}
	for _, u := range planners {
		if u.Disabled || !u.wants(letter.Question) {
			continue
		}
		err := a.post(tx, x.ChangedAt, Mail{Key: fmt.Sprintf("objection:%s:%d:%s", x.ID, x.Version, u.ID), To: u.Email, PersonID: u.PersonID,
			ClientID: x.ClientID, Subject: fmt.Sprintf("Objection to %s (%s)", x.Title(), x.No),
			Text: fmt.Sprintf("The client objects to %s of %s, audit %s: %s\n\nThe dates are held until you plan anew.\n\n%s\n", what, x.Title(), x.No, strings.TrimSpace(reason), a.BaseURL)})
		if err != nil {
			return err
		}
	}
	return nil
}
