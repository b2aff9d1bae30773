package app

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// AuditTimeAsked is what an audit time is asked for.
type AuditTimeAsked struct {
	SchemeID        string
	Persons         int // all, those in groups included
	IdenticalGroups []int
	Class           string // of complexity or risk, where the scheme's table has classes
	Factors         []audittime.Factor
}

// ComputeAuditTime gives the receipt of an audit time by today's scheme data and
// keeps nothing.
func (a *App) ComputeAuditTime(ctx context.Context, actor domain.Actor, asked AuditTimeAsked) (audittime.Receipt, error) {
	if !actor.Staff() && !actor.Is(domain.Client) {
		return audittime.Receipt{}, domain.MayNot("Sign in to have an audit time computed.")
	}
	var r audittime.Receipt
	err := a.Store.Read(ctx, func(tx Tx) (err error) {
		r, err = a.receipt(tx, asked)
		return err
	})
	return r, err
}

// receipt computes with the scheme's active version, on today's date.
func (a *App) receipt(tx Tx, asked AuditTimeAsked) (audittime.Receipt, error) {
	s, err := tx.ActiveScheme(asked.SchemeID)
	if err != nil {
		return audittime.Receipt{}, err
	}
	today, err := a.todayIn(tx, a.now())
	if err != nil {
		return audittime.Receipt{}, err
	}
	request := audittime.Request{Others: asked.Persons, Class: asked.Class, Factors: asked.Factors}
	for i, n := range asked.IdenticalGroups {
		request.Others -= n
		request.Groups = append(request.Groups, audittime.Group{Persons: n,
			Activity: fmt.Sprintf("identical work, group %d", i+1), Rationale: "stated in the application, confirmed at its review"})
	}
	if request.Others < 0 {
		var f domain.Fault
		f.Add("identical_groups", "hold more people than the %d in all", asked.Persons)
		return audittime.Receipt{}, f.Err()
	}
	return s.AuditTimeBook().Compute(request, today)
}

// askedBy is what an application asks audit time for.
func askedBy(x client.Application) AuditTimeAsked {
	return AuditTimeAsked{SchemeID: x.SchemeID, Persons: x.Persons, IdenticalGroups: x.IdenticalGroups, Factors: x.Factors}
}
