package app

import (
	"context"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
)

// AddAbsence keeps time off. It is never refused: what is booked in that time
// comes back as findings, for the planner to solve.
func (a *App) AddAbsence(ctx context.Context, actor domain.Actor, away auditor.Absence) (auditor.Absence, []domain.Finding, error) {
	if err := seePerson(actor, away.PersonID); err != nil {
		return away, nil, err
	}
	if !plansOrIs(actor, away.PersonID) {
		return away, nil, domain.MayNot("Time off is entered by the person or by a planner.")
	}
	var clashes []domain.Finding
	err := a.write(ctx, func(tx Tx) error {
		person, err := tx.Person(away.PersonID)
		if err != nil {
			return domain.NotFound("auditor")
		}
		away.ID, away.Why = a.NewID(), strings.TrimSpace(away.Why)
		if err := away.Check(); err != nil {
			return err
		}
		if err := tx.SaveAbsence(&away); err != nil {
			return err
		}
		if clashes, err = clashesWith(tx, away, person.Name); err != nil {
			return err
		}
		return a.record(tx, actor, a.now(), Act{
			Verb: "add_absence", Kind: "absence", Object: away.ID, Findings: clashes, State: away,
			Summary: person.Name + " is away " + away.Period.String() + ".",
		})
	})
	return away, clashes, err
}

// RemoveAbsence takes time off back.
func (a *App) RemoveAbsence(ctx context.Context, actor domain.Actor, id domain.ID) error {
	return a.write(ctx, func(tx Tx) error {
		away, err := tx.Absence(id)
		if err != nil {
			return err
		}
		if seePerson(actor, away.PersonID) != nil {
			return domain.NotFound("absence")
		}
		if !plansOrIs(actor, away.PersonID) {
			return domain.MayNot("Time off is taken back by the person or by a planner.")
		}
		if err := tx.DeleteAbsence(id); err != nil {
			return err
		}
		person, err := tx.Person(away.PersonID)
		if err != nil {
			return err
		}
		return a.record(tx, actor, a.now(), Act{
			Verb: "remove_absence", Kind: "absence", Object: id,
			Summary: person.Name + " is no longer away " + away.Period.String() + ".",
		})
	})
}

// clashesWith finds the booked audits that the absence takes a person from.
func clashesWith(tx Tx, away auditor.Absence, name string) ([]domain.Finding, error) {
	audits, err := tx.BookedBetween(away.Period, away.PersonID)
	if err != nil {
		return nil, err
	}
	var out []domain.Finding
	for _, x := range audits {
		if x.Held() {
			continue
		}
		for _, s := range x.Seats {
			if s.PersonID == away.PersonID && missed(away, s) {
				out = append(out, planning.Availability.
					Broken("Book another auditor for these days, or move the audit.",
						"%s is booked on %s (%s) %s while away.", name, x.No, x.Title(), s.Stretch.Period()).
					On(name).With("audit", x.ID).With("away", away.Period).With("booked", s.Stretch.Period()))
			}
		}
	}
	return out, nil
}

// missed tells whether the absence covers a half-day of the seat.
func missed(away auditor.Absence, s audit.Seat) bool {
	for _, d := range s.Stretch.Days() {
		for _, h := range halvesOn(s.Stretch, d) {
			if away.Away(d, h) {
				return true
			}
		}
	}
	return false
}

// halvesOn lists the halves of a day that lie in a stretch.
func halvesOn(s domain.Stretch, d domain.Date) []domain.Half {
	switch {
	case d < s.From || d > s.To:
		return nil
	case d == s.From && s.FromHalf == domain.PM:
		return []domain.Half{domain.PM}
	case d == s.To && s.ToHalf == domain.AM:
		return []domain.Half{domain.AM}
	}
	return []domain.Half{domain.AM, domain.PM}
}
