package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/letter"
)

// PlanLetter is a letter that goes out at once when a line is booked or taken back.
type PlanLetter struct {
	AuditNo string
	Kind    letter.Kind
	Title   string // of its kind, in words
	Name    string // of the reader
	Email   string
	Client  bool // a contact of the client; else somebody of the team
	Subject string
}

// PlanLetters says which letters booking lines of a proposal would send, should
// every line pass: to whom, of which kind.
func (a *App) PlanLetters(ctx context.Context, actor domain.Actor, id domain.ID, cmd PlanAccepted) (out []PlanLetter, err error) {
	p, err := a.ReadProposal(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	lines, err := p.chosen(cmd.Audits)
	if err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		for _, l := range lines {
			if !l.bookable() {
				continue
			}
			letters, err := a.lettersOf(tx, l.Audit, l.booking(cmd))
			if err != nil {
				return err
			}
			out = append(out, letters...)
		}
		return nil
	})
	return out, err
}

// lettersOf are the letters sent when an audit gets another booking, or none.
func (a *App) lettersOf(tx Tx, was audit.Audit, b *Booking) ([]PlanLetter, error) {
	x := was
	x.Unbook()
	if b != nil {
		x.Stretch, x.Dates = b.Stretch, b.Dates
		for _, s := range b.Seats {
			x.Seats = append(x.Seats, audit.Seat{PositionID: s.PositionID, PersonID: s.PersonID})
		}
	}
	var out []PlanLetter
	for _, n := range bookingNotices(was, x, "") {
		l := PlanLetter{AuditNo: x.No, Kind: n.kind, Title: letter.Title(n.kind), Client: n.person == "", Subject: n.subject}
		if n.person != "" {
			p, err := tx.Person(n.person)
			if err != nil {
				return nil, err
			}
			muted, err := a.mutedAt(tx, p.Email, n.kind)
			if err != nil {
				return nil, err
			}
			if l.Name, l.Email = p.Name, p.Email; !muted {
				out = append(out, l)
			}
			continue
		}
		readers, err := a.clientReaders(tx, x.ClientID, x.SiteID, n.kind)
		if err != nil {
			return nil, err
		}
		for _, r := range readers {
			l.Name, l.Email = r.Name, r.Email
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(x, y PlanLetter) int {
		return cmp.Or(cmp.Compare(x.AuditNo, y.AuditNo), cmp.Compare(x.Subject, y.Subject))
	})
	return out, nil
}
