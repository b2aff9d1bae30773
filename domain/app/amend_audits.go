package app

import (
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// amended is an audit as an amendment leaves it, and the line that says so.
type amended struct {
	audit audit.Audit
	line  client.AmendedAudit
}

// reached are the contract's audits that an amendment changes: those not begun
// that take place from its day on. Special audits keep the length they were
// ordered with, and one held together with other standards keeps the time worked
// out for all of them until a planner works it out anew.
func reached(tx Tx, c client.Contract, x client.Amendment) (out []amended, err error) {
	cycles, err := tx.ProgrammesOfContract(c.ID)
	var audits []audit.Audit
	for _, p := range cycles {
		of, err := tx.AuditsOfProgramme(p.ID)
		if err != nil {
			return nil, err
		}
		audits = append(audits, of...)
	}
	for _, y := range audits {
		if !y.ReachedBy(x.Effective) {
			continue
		}
		if len(y.Parts) > 1 {
			out = append(out, amended{y, client.AmendedAudit{AuditID: y.ID, No: y.No, Title: y.Title(), From: y.HalfDays, To: y.HalfDays, Booked: y.Period(),
				ToDo: "It is held together with other standards: work its time out anew."}})
			continue
		}
		length, was := y.HalfDays, y
		if y.Type != audit.Special {
			length = halfDaysOf(x.After.Receipt, y.Type)
		}
		line := client.AmendedAudit{AuditID: y.ID, No: y.No, Title: y.Title(), From: y.HalfDays, To: length, Booked: y.Period()}
		line.ToDo = y.Amend(length, areasOf(c.SchemeID, x.After.Codes), x.After.SiteIDs)
		if line.ToDo != "" || changes(was, y) {
			out = append(out, amended{y, line})
		}
	}
	return out, err
}

// changes tells whether an amendment left a mark on the audit.
func changes(was, now audit.Audit) bool {
	return was.HalfDays != now.HalfDays || was.SiteID != now.SiteID || !slices.Equal(was.Cover, now.Cover)
}

// previewAudits are the lines an amendment would leave.
func previewAudits(tx Tx, c client.Contract, x client.Amendment) ([]client.AmendedAudit, error) {
	var lines []client.AmendedAudit
	all, err := reached(tx, c, x)
	for _, y := range all {
		lines = append(lines, y.line)
	}
	return lines, err
}

// amendAudits gives the audits an amendment reaches their new lengths, and tells
// the planners of those whose booking no longer fits.
func (a *App) amendAudits(tx Tx, actor domain.Actor, at time.Time, c client.Contract, x client.Amendment) ([]client.AmendedAudit, error) {
	all, err := reached(tx, c, x)
	if err != nil {
		return nil, err
	}
	var lines []client.AmendedAudit
	toDo := ""
	for _, y := range all {
		site, err := tx.Site(y.audit.SiteID)
		if err != nil {
			return nil, err
		}
		y.audit.ChangedAt = at
		if err := tx.SaveAudit(&y.audit, site.Zone()); err != nil {
			return nil, err
		}
		if err := a.record(tx, actor, at, Act{
			Verb: "amend_audit", Kind: "audit", Object: y.audit.ID, ClientID: c.ClientID, State: y.audit,
			Summary: fmt.Sprintf("%s (%s) follows revision %d of contract %s: %d auditor half-days instead of %d.", y.line.Title, y.line.No, x.Revision, c.No, y.line.To, y.line.From),
		}); err != nil {
			return nil, err
		}
		y.line.Left = y.audit.Version
		if lines = append(lines, y.line); y.line.ToDo != "" {
			toDo += "\n" + y.line.Title + " (" + y.line.No + "): " + y.line.ToDo
		}
	}
	if toDo == "" {
		return lines, nil
	}
	return lines, a.tellRole(tx, at, domain.Planner, letter.Question, "amended:"+string(x.ID), fmt.Sprintf("Contract %s was amended: bookings to see to", c.No),
		fmt.Sprintf("Revision %d of contract %s is in force.\n%s", x.Revision, c.No, toDo))
}
