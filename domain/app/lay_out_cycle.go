package app

import (
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
)

// layOutCycle brings what an active programme owes into the caseload: its
// surveillances and the recertification, each with its window and the rule of
// each end. What it owes already only gets its window renewed while nobody has
// booked it, so that laying out twice changes nothing.
func (a *App) layOutCycle(tx Tx, actor domain.Actor, at time.Time, p programme.Programme) error {
	c, err := tx.Contract(p.ContractID)
	if err != nil {
		return err
	}
	s, err := tx.Scheme(p.SchemeID, p.SchemeVersion)
	if err != nil {
		return err
	}
	audits, err := tx.AuditsOfProgramme(p.ID)
	if err != nil {
		return err
	}
	cycle := programme.Cycle{Decision: p.Anchor, Expiry: p.Expiry, Initial: p.Cycle == 1}
	for _, o := range programme.Owing(cycle, programme.HeldOf(audits, s.Programme), s.Programme) {
		x, there := owedAlready(audits, p.ID, o)
		if there && (x.State != audit.Owed || x.Dates != audit.Open) {
			continue
		}
		if !there {
			x = owed(c, p, audit.Type(o.Type), o.Number, halfDaysOf(c.Receipt, audit.Type(o.Type)))
			x.No = freeNumber(x.No, audits)
		}
		was := x
		x.SetWindow(p.ID, o.Due, audit.Window(o.Window))
		if x, err = a.withTime(tx, x); err != nil {
			return err
		}
		if there && x.HalfDays == was.HalfDays && x.For(p.ID).Window == was.For(p.ID).Window && x.For(p.ID).Due == was.For(p.ID).Due {
			continue
		}
		if err := a.owe(tx, actor, at, &x); err != nil {
			return err
		}
		if err := a.planReminders(tx, at, x, s.Programme.WarnDays); err != nil {
			return err
		}
	}
	return nil
}

// owedAlready finds the audit that settles what a programme owes.
func owedAlready(audits []audit.Audit, programme domain.ID, o programme.Owed) (audit.Audit, bool) {
	for _, x := range audits {
		if x.State != audit.Cancelled && string(x.Type) == o.Type && (x.Type == audit.Recert || x.For(programme).Number == o.Number) {
			return x, true
		}
	}
	return audit.Audit{}, false
}

// freeNumber is an audit's number, or with a letter after it the next one where
// an audit of that number was cancelled.
func freeNumber(no string, audits []audit.Audit) string {
	taken := func(n string) bool {
		return slices.ContainsFunc(audits, func(x audit.Audit) bool { return x.No == n })
	}
	free := no
	for letter := 'b'; taken(free) && letter <= 'z'; letter++ {
		free = no + string(letter)
	}
	return free
}

// halfDaysOf is the audit time a contract's receipt sets for a kind of audit.
// An imported contract has no receipt: its audits ask for one day.
func halfDaysOf(r audittime.Receipt, kind audit.Type) int {
	if len(r.Lines) == 0 {
		return 2
	}
	switch kind {
	case audit.Stage1:
		return r.Stage1.HalfDays()
	case audit.Stage2:
		return r.Stage2.HalfDays()
	case audit.Recert:
		return max(r.Recert.HalfDays(), 2)
	}
	return max(r.Surveillance.HalfDays(), 2)
}

// owed is an audit that a programme owes and nobody has booked: at the central
// site, with the seats its audit time asks for and the contract's areas to cover.
func owed(c client.Contract, p programme.Programme, kind audit.Type, number, halfDays int) audit.Audit {
	x := audit.Audit{
		No: audit.NumberFor(c.No, p.Cycle, kind, max(number, 1)), ClientID: c.ClientID, ContractID: c.ID, ProgrammeIDs: []domain.ID{p.ID},
		SchemeID: c.SchemeID, Type: kind, Number: number, HalfDays: halfDays,
		Positions: audit.TeamFor(halfDays, c.SchemeID), State: audit.Owed, Dates: audit.Open,
	}
	if len(c.SiteIDs) > 0 {
		x.SiteID = c.SiteIDs[0]
	}
	x.Cover = areasOf(c.SchemeID, c.Codes)
	return x
}

func areasOf(schemeID string, codes []string) (out []string) {
	for _, code := range codes {
		out = append(out, audit.Area(schemeID, code))
	}
	return out
}

// owe keeps an owed audit, new or with another window.
func (a *App) owe(tx Tx, actor domain.Actor, at time.Time, x *audit.Audit) error {
	if x.SiteID == "" {
		sites, err := tx.Sites(x.ClientID)
		if err != nil {
			return err
		}
		if len(sites) == 0 {
			return domain.E(domain.Invalid, "no_site", "The client has no site; an audit needs a place.")
		}
		x.SiteID = sites[0].ID
	}
	if x.ID == "" {
		x.ID = a.NewID()
	}
	x.ChangedAt = at
	if err := tx.SaveAudit(x, time.UTC); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{
		Verb: "owe_audit", Kind: "audit", Object: x.ID, ClientID: x.ClientID,
		Summary: fmt.Sprintf("%s (%s) is owed%s.", x.Title(), x.No, dueText(*x)), State: *x,
	})
}

func dueText(x audit.Audit) string {
	if x.Due == 0 {
		return ""
	}
	return ", due on " + x.Due.Long()
}
