package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
)

// AbsenceHit is time off that takes its person from audits they are booked for.
// Why they are away is not told.
type AbsenceHit struct {
	Absence auditor.Absence
	Name    string
	Audits  []audit.Audit        // by first day
	Clients map[domain.ID]string // of the audits
}

// AbsenceHits lists the absences of today and to come that hit bookings, soonest
// first: each waits for a repair.
func (a *App) AbsenceHits(ctx context.Context, actor domain.Actor) (out []AbsenceHit, err error) {
	if err := mustPlan(actor); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		absences, err := tx.Absences()
		if err != nil {
			return err
		}
		absences = slices.DeleteFunc(absences, func(x auditor.Absence) bool { return x.Period.To < today })
		if len(absences) == 0 {
			return nil
		}
		last := slices.MaxFunc(absences, func(x, y auditor.Absence) int { return cmp.Compare(x.Period.To, y.Period.To) })
		booked, err := tx.BookedBetween(domain.Period{From: today, To: last.Period.To})
		if err != nil {
			return err
		}
		for _, away := range absences {
			if hit := hitBy(away, booked); len(hit) > 0 {
				away.Why = ""
				out = append(out, AbsenceHit{Absence: away, Audits: hit})
			}
		}
		slices.SortStableFunc(out, func(x, y AbsenceHit) int {
			return cmp.Or(cmp.Compare(x.Audits[0].Stretch.From, y.Audits[0].Stretch.From), cmp.Compare(x.Absence.ID, y.Absence.ID))
		})
		return nameHits(tx, out)
	})
	return out, err
}

// hitBy are the audits not yet begun that an absence takes its person from.
func hitBy(away auditor.Absence, booked []audit.Audit) (out []audit.Audit) {
	for _, x := range booked {
		if x.State == audit.Owed && slices.ContainsFunc(x.Seats, func(s audit.Seat) bool { return s.PersonID == away.PersonID && missed(away, s) }) {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(x, y audit.Audit) int {
		return cmp.Or(cmp.Compare(x.Stretch.From, y.Stretch.From), cmp.Compare(x.No, y.No))
	})
	return out
}

func nameHits(tx Tx, hits []AbsenceHit) error {
	people, err := tx.Auditors()
	if err != nil {
		return err
	}
	var ids []domain.ID
	for i := range hits {
		h := &hits[i]
		if at := slices.IndexFunc(people, func(p auditor.Auditor) bool { return p.ID == h.Absence.PersonID }); at >= 0 {
			h.Name = people[at].Name
		}
		for _, x := range h.Audits {
			if !slices.Contains(ids, x.ClientID) {
				ids = append(ids, x.ClientID)
			}
		}
	}
	clients, err := tx.ClientsOf(ids)
	names := map[domain.ID]string{}
	for _, c := range clients {
		names[c.ID] = c.LegalName
	}
	for i := range hits {
		hits[i].Clients = names
	}
	return err
}
