package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

// Declare keeps a person's declaration with the interests on record that day.
// Auditors sign their own today; staff enter one signed on paper, with its day
// and where the paper is.
func (a *App) Declare(ctx context.Context, actor domain.Actor, d auditor.Declaration) (auditor.Declaration, error) {
	if err := seePerson(actor, d.PersonID); err != nil {
		return d, err
	}
	err := a.write(ctx, func(tx Tx) error {
		now := a.now()
		today, err := a.todayIn(tx, now)
		if err != nil {
			return err
		}
		who, err := tx.Auditor(d.PersonID)
		if err != nil {
			return err
		}
		own := actor.PersonID == d.PersonID
		if own {
			d.On, d.Evidence = today, ""
		}
		if err := d.Check(who.Name, today, !own); err != nil {
			return err
		}
		d.ID, d.Text = a.NewID(), auditor.DeclarationText
		if d.Links, err = linksOf(tx, d.PersonID); err != nil {
			return err
		}
		if err := tx.InsertDeclaration(d); err != nil {
			return err
		}
		return a.record(tx, actor, now, Act{
			Verb: "declare", Kind: "declaration", Object: d.ID, State: d,
			Summary: who.Name + " declared links and confidentiality on " + d.On.String() + ".",
		})
	})
	return d, err
}

// linksOf writes down a person's interests as they are now.
func linksOf(tx Tx, person domain.ID) (string, error) {
	interests, err := tx.Interests(person)
	if err != nil {
		return "", err
	}
	var lines []string
	for _, i := range interests {
		c, err := tx.Client(i.ClientID)
		if err != nil {
			return "", err
		}
		line := fmt.Sprintf("%s: %s from %s", c.LegalName, i.Kind, i.Period.From)
		if i.Period.To != 0 {
			line += " to " + i.Period.To.String()
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n"), nil
}

// DeclarationDue is when an auditor is to declare next.
type DeclarationDue struct {
	PersonID domain.ID
	Name     string
	Last     auditor.Declaration // zero: never
	Due      domain.Date
	DaysLeft int // negative: late
}

// ListDeclarationsDue lists every active auditor with when they are to declare
// next, the latest first.
func (a *App) ListDeclarationsDue(ctx context.Context, actor domain.Actor) (out []DeclarationDue, err error) {
	if err := mustKeepRegister(actor); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		people, err := tx.Auditors()
		if err != nil {
			return err
		}
		all, err := tx.Declarations()
		if err != nil {
			return err
		}
		last := map[domain.ID]auditor.Declaration{}
		for _, d := range all { // by day: the last one stays
			last[d.PersonID] = d
		}
		for _, p := range people {
			if !p.Active {
				continue
			}
			due := auditor.DeclarationDue(last[p.ID], today)
			out = append(out, DeclarationDue{PersonID: p.ID, Name: p.Name, Last: last[p.ID], Due: due, DaysLeft: due.DaysSince(today)})
		}
		return nil
	})
	slices.SortStableFunc(out, func(x, y DeclarationDue) int { return cmp.Compare(x.Due, y.Due) })
	return out, err
}
