package app

import (
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
)

// AuditDetail is an audit with everything its page shows.
type AuditDetail struct {
	Row      AuditRow
	Today    domain.Date
	Client   client.Client
	Site     client.Site
	Scope    string
	Findings []FindingRow
	Reporter string           // who issued the report
	FileID   domain.ID        // the decision file that rests on it; for the staff
	May      []string         // what the actor may do now
	Blocked  []domain.Finding // what stands against starting it
}

// Audit gives one audit the actor may see.
func (a *App) Audit(ctx context.Context, actor domain.Actor, id domain.ID) (d AuditDetail, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error { d, err = a.auditDetail(tx, actor, id); return err })
	return d, err
}

func (a *App) auditDetail(tx Tx, actor domain.Actor, id domain.ID) (d AuditDetail, err error) {
	x, err := auditFor(tx, actor, id)
	if err != nil {
		return d, err
	}
	page, err := tx.AuditList(List{Filter: map[string]string{"id": string(id)}})
	if err != nil || len(page.Rows) == 0 {
		return d, err
	}
	d.Row = shown(actor, page.Rows[0])
	if d.Today, err = a.todayIn(tx, a.now()); err != nil {
		return d, err
	}
	if d.Client, err = tx.Client(x.ClientID); err != nil {
		return d, err
	}
	if d.Site, err = tx.Site(x.SiteID); err != nil {
		return d, err
	}
	c, err := tx.Contract(x.ContractID)
	if err != nil {
		return d, err
	}
	d.Scope = c.Scope
	if err := d.addFindings(tx, actor, x); err != nil {
		return d, err
	}
	if actor.Staff() {
		files, err := tx.FilesOfAudit(x.ID)
		if err != nil {
			return d, err
		}
		if len(files) > 0 {
			d.FileID = files[len(files)-1].ID
		}
	}
	if by := x.Report.SubmittedBy; by != "" {
		p, err := tx.Person(by)
		if err != nil {
			return d, err
		}
		d.Reporter = p.Name
	}
	d.May = mayDo(actor, x, d.Findings)
	if x.State == audit.Owed && x.Dates == audit.Confirmed {
		findings, err := a.standingInTheWay(tx, x)
		if err != nil {
			return d, err
		}
		d.Blocked = slices.DeleteFunc(findings, func(f domain.Finding) bool { return f.Met })
	}
	return d, nil
}

func (d *AuditDetail) addFindings(tx Tx, actor domain.Actor, x audit.Audit) error {
	findings, err := tx.FindingsOfAudit(x.ID)
	if err != nil {
		return err
	}
	for _, f := range findings {
		r, err := findingRow(tx, actor, f, x)
		if err != nil {
			return err
		}
		d.Findings = append(d.Findings, r)
	}
	return nil
}

// mayDo lists what an actor may do to an audit as it stands: the same questions
// the use cases ask.
func mayDo(actor domain.Actor, x audit.Audit, findings []FindingRow) []string {
	plans := mustPlan(actor) == nil
	own := actor.Is(domain.Client) && actor.ClientID == x.ClientID && !actor.ReadOnly
	member := onTeam(actor, x)
	owed := x.State == audit.Owed
	var out []string
	add := func(may bool, what string) {
		if may {
			out = append(out, what)
		}
	}
	add(plans && owed, "book")
	add(plans && owed && x.Dates != audit.Open, "release")
	add((plans || own) && owed && x.Dates == audit.Proposed, "confirm")
	add(own && owed && x.Told(), "object")
	add((plans || member) && owed && x.Dates == audit.Confirmed, "start")
	add(member && x.State == audit.InProgress && x.Lead() == actor.PersonID, "report")
	add(member && x.State == audit.InProgress, "raise_finding")
	add(slices.ContainsFunc(findings, func(f FindingRow) bool { return slices.Contains(f.May, "answer") }), "answer")
	add(slices.ContainsFunc(findings, func(f FindingRow) bool { return len(f.May) > 0 && f.May[0] != "answer" }), "judge")
	return out
}
