package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/facts"
)

// Expiring is an authorisation that ends soon, or ended, and what that does.
type Expiring struct {
	Authorisation auditor.Authorisation
	AuditorName   string
	DaysLeft      int        // negative: it ended so long ago
	Audits        []AuditHit // booked audits that lack it on their own days
}

// AuditHit is a booked audit that an authorisation's end takes something from.
type AuditHit struct {
	Audit      audit.Audit
	ClientName string
}

// ExpiringAuthorisations lists the authorisations that end within so many days
// and are not followed by another, and those that ended already and are missed
// by a booked audit. An audit is judged at its own days (ISO/IEC 17021-1 7.2):
// it is hit when a seat or the team lacks, on one of them, what it would have if
// the authorisation went on.
func (a *App) ExpiringAuthorisations(ctx context.Context, actor domain.Actor, within int) (out []Expiring, err error) {
	if err := mustPlan(actor); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		h, err := readHeld(tx, today)
		if err != nil {
			return err
		}
		for _, p := range h.permits {
			if p.Valid.To == 0 || p.Valid.To > today.AddDays(within) {
				continue
			}
			e := Expiring{Authorisation: p, AuditorName: h.names[p.PersonID], DaysLeft: p.Valid.To.DaysSince(today)}
			if e.Audits, err = h.hits(tx, p); err != nil {
				return err
			}
			if len(e.Audits) > 0 || e.DaysLeft >= 0 && !h.followed(p) {
				out = append(out, e)
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(x, y Expiring) int { return cmp.Compare(x.DaysLeft, y.DaysLeft) })
	return out, err
}

// held is who may do what, and who is booked where, from a day on.
type held struct {
	permits []auditor.Authorisation
	of      map[domain.ID][]auditor.Authorisation
	names   map[domain.ID]string
	booked  map[domain.ID][]audit.Audit // by person
	clients map[domain.ID]string
}

func readHeld(tx Tx, today domain.Date) (*held, error) {
	h := &held{
		of: map[domain.ID][]auditor.Authorisation{}, names: map[domain.ID]string{},
		booked: map[domain.ID][]audit.Audit{}, clients: map[domain.ID]string{},
	}
	var err error
	if h.permits, err = tx.Authorisations(); err != nil {
		return nil, err
	}
	for _, p := range h.permits {
		h.of[p.PersonID] = append(h.of[p.PersonID], p)
	}
	people, err := tx.Auditors()
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		h.names[p.ID] = p.Name
	}
	audits, err := tx.BookedBetween(domain.Period{From: today})
	if err != nil {
		return nil, err
	}
	for _, x := range audits {
		if x.Held() {
			continue
		}
		for _, p := range x.Team() {
			h.booked[p] = append(h.booked[p], x)
		}
	}
	return h, nil
}

// followed tells whether the same authorisation goes on on the next day.
func (h *held) followed(p auditor.Authorisation) bool {
	return slices.ContainsFunc(h.of[p.PersonID], func(q auditor.Authorisation) bool {
		return q.ID != p.ID && q.SchemeID == p.SchemeID && q.Role == p.Role && q.Code == p.Code && q.Valid.Contains(p.Valid.To.AddDays(1))
	})
}

func (h *held) hits(tx Tx, p auditor.Authorisation) (out []AuditHit, err error) {
	longer := p
	longer.Valid.To = 0
	for _, x := range h.booked[p.PersonID] {
		if x.Stretch.To <= p.Valid.To || !slices.Contains(x.Schemes(), p.SchemeID) {
			continue
		}
		before := h.lacks(x, p)
		if after := h.lacks(x, longer); len(after) == len(before) {
			continue
		}
		if _, known := h.clients[x.ClientID]; !known {
			c, err := tx.Client(x.ClientID)
			if err != nil {
				return nil, err
			}
			h.clients[x.ClientID] = c.LegalName
		}
		out = append(out, AuditHit{Audit: x, ClientName: h.clients[x.ClientID]})
	}
	return out, nil
}

// lacks lists what the seats and the team of an audit are missing on its days,
// with p in the place of the authorisation of its ID.
func (h *held) lacks(x audit.Audit, p auditor.Authorisation) (out []string) {
	has := func(s audit.Seat, code string) bool {
		permits := slices.Clone(h.of[s.PersonID])
		for i := range permits {
			if permits[i].ID == p.ID {
				permits[i] = p
			}
		}
		return holdsOn(facts.Quals(permits), code, s.Stretch.Period())
	}
	for _, s := range x.Seats {
		position, _ := x.Position(s.PositionID)
		for _, code := range position.Needs {
			if !has(s, code) {
				out = append(out, s.PositionID+" "+code)
			}
		}
	}
	for _, code := range x.Cover {
		if !slices.ContainsFunc(x.Seats, func(s audit.Seat) bool { return has(s, code) }) {
			out = append(out, code)
		}
	}
	return out
}

func holdsOn(qs []planning.Qual, code string, days domain.Period) bool {
	return slices.ContainsFunc(qs, func(q planning.Qual) bool {
		return q.Code == code && (q.From == 0 || q.From <= days.From) && (q.To == 0 || q.To >= days.To)
	})
}
