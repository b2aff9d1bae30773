package app

import (
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// withTime gives an owed audit the time it takes on today's data with the working
// of it: a surveillance and a recertification are counted from the persons there
// are now, not from what was agreed years ago. While nobody has dates the seats
// follow; a team that is booked stays, and the rules say whether it is enough.
func (a *App) withTime(tx Tx, x audit.Audit) (audit.Audit, error) {
	if x.State != audit.Owed || x.Type == audit.Special {
		return x, nil
	}
	if len(x.Parts) > 1 {
		return a.withJointTime(tx, x)
	}
	for _, id := range x.ProgrammeIDs {
		own, _, err := a.ownTime(tx, id, x.Type)
		if err != nil {
			return x, err
		}
		half := own.Days.HalfDays()
		if counted(x.Type) && !own.Imported && half != x.HalfDays {
			x.HalfDays = half
			if x.Dates == audit.Open {
				x.Positions = audit.TeamFor(half, x.SchemeID)
			}
		}
		x.Time = &own
	}
	return x, nil
}

// counted tells whether an audit's time is counted anew from today's persons.
func counted(t audit.Type) bool { return t == audit.Surveillance || t == audit.Recert }

func (a *App) withJointTime(tx Tx, x audit.Audit) (audit.Audit, error) {
	if x.Time == nil || x.Time.Joint == nil || x.Time.Joint.Integration == nil {
		return x, nil
	}
	own, parts, _, err := a.jointTime(tx, x.Type, x.Parts, *x.Time.Joint.Integration)
	if err != nil {
		return x, err
	}
	x.Parts, x.Time = parts, &own
	x.Settle()
	return x, nil
}

// jointTime puts the parts' own times today together, by the policy of the first.
func (a *App) jointTime(tx Tx, kind audit.Type, of []audit.Part, i audittime.Integration) (audittime.Own, []audit.Part, domain.Finding, error) {
	parts := slices.Clone(of)
	var names []string
	var each []audittime.Own
	var policy audittime.Policy
	for n, p := range parts {
		own, book, err := a.ownTime(tx, p.ProgrammeID, kind)
		if err != nil {
			return audittime.Own{}, nil, domain.Finding{}, err
		}
		if n == 0 {
			policy = book.Policy
		}
		if !counted(kind) || own.Imported {
			own.Days = audittime.Half(p.HalfDays)
		}
		parts[n].Time, parts[n].HalfDays = &own, own.Days.HalfDays()
		names, each = append(names, book.Scheme), append(each, own)
	}
	day, err := a.todayIn(tx, a.now())
	joint, finding := policy.Joined(string(kind), names, each, i, day)
	return joint, parts, finding, err
}

// ownTime works out what one programme's audit of a kind takes today.
func (a *App) ownTime(tx Tx, programme domain.ID, kind audit.Type) (own audittime.Own, book audittime.Book, err error) {
	p, err := tx.Programme(programme)
	if err != nil {
		return own, book, err
	}
	s, err := tx.Scheme(p.SchemeID, p.SchemeVersion)
	if err != nil {
		return own, book, err
	}
	c, err := tx.Contract(p.ContractID)
	if err != nil {
		return own, book, err
	}
	persons, err := personsNow(tx, c)
	if err != nil {
		return own, book, err
	}
	today, err := a.todayIn(tx, a.now())
	if err != nil {
		return own, book, err
	}
	book = s.AuditTimeBook()
	own, err = book.Own(string(kind), c.Receipt, persons, today)
	return own, book, err
}

// personsNow counts the persons at the contract's sites. Where one of them has no
// count, what was agreed is the best there is.
func personsNow(tx Tx, c client.Contract) (int, error) {
	sites, err := sitesOf(tx, c)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, s := range sites {
		if s.Persons == 0 {
			return c.Persons, nil
		}
		total += s.Persons
	}
	return max(total, 1), nil
}
