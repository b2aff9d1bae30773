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
	Sites    []client.Site    // of the contracts it serves: where it may visit
	Drawn    []string         // numbers of the sites drawn for it
	Joinable []Joinable       // for planners: other audits it might be held with
	Into     AuditRow         // the audit it is held in, if it is part of another
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
	if x, err = a.withTime(tx, x); err != nil {
		return d, err
	}
	d.Row.Time, d.Row.HalfDays, d.Row.Positions = x.Time, x.HalfDays, x.Positions
	if d.Today, err = a.todayIn(tx, a.now()); err != nil {
		return d, err
	}
	if d.Client, err = tx.Client(x.ClientID); err != nil {
		return d, err
	}
	if d.Site, err = tx.Site(x.SiteID); err != nil {
		return d, err
	}
	if err := d.addContracts(tx, x); err != nil {
		return d, err
	}
	if mustPlan(actor) == nil {
		if d.Joinable, err = joinables(tx, x); err != nil {
			return d, err
		}
	}
	if x.JoinedInto != "" {
		into, err := tx.AuditList(List{Filter: map[string]string{"id": string(x.JoinedInto)}})
		if err != nil || len(into.Rows) == 0 {
			return d, err
		}
		d.Into = shown(actor, into.Rows[0])
	}
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

// addContracts reads what the contracts say that an audit serves: the scope of its
// own, and where it may visit.
func (d *AuditDetail) addContracts(tx Tx, x audit.Audit) error {
	contracts, err := contractsOf(tx, x)
	if err != nil {
		return err
	}
	for i, c := range contracts {
		if i == 0 {
			d.Scope = c.Scope
		}
		sites, err := sitesOf(tx, c)
		if err != nil {
			return err
		}
		for _, s := range sites {
			if !slices.ContainsFunc(d.Sites, func(have client.Site) bool { return have.ID == s.ID }) {
				d.Sites = append(d.Sites, s)
			}
		}
		d.Drawn = append(d.Drawn, drawnFor(c, x)...)
	}
	return nil
}

// contractsOf are the contracts an audit serves, its own first.
func contractsOf(tx Tx, x audit.Audit) ([]client.Contract, error) {
	ids := []domain.ID{x.ContractID}
	for _, p := range x.Parts {
		if !slices.Contains(ids, p.ContractID) {
			ids = append(ids, p.ContractID)
		}
	}
	var out []client.Contract
	for _, id := range ids {
		c, err := tx.Contract(id)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// drawnFor are the numbers of the sites that a contract's sample names for an audit.
func drawnFor(c client.Contract, x audit.Audit) []string {
	var out []string
	for _, s := range c.Receipt.Samples {
		mine := s.Request.Audit == x.No || slices.ContainsFunc(x.Parts, func(p audit.Part) bool { return p.No == s.Request.Audit })
		if !mine {
			continue
		}
		for _, id := range s.Visits {
			out = append(out, string(id))
		}
	}
	return out
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
	add(plans && owed && len(x.Parts) < 2, "cancel")
	add(plans && owed && len(x.Parts) > 1 && x.Dates == audit.Open, "part")
	add((plans || own) && owed && x.Dates == audit.Proposed, "confirm")
	add(own && owed && x.Told(), "object")
	add((plans || member) && owed && x.Dates == audit.Confirmed, "start")
	add(member && x.State == audit.InProgress && x.Lead() == actor.PersonID, "report")
	add(member && x.State == audit.InProgress, "raise_finding")
	add(slices.ContainsFunc(findings, func(f FindingRow) bool { return slices.Contains(f.May, "answer") }), "answer")
	add(slices.ContainsFunc(findings, func(f FindingRow) bool { return len(f.May) > 0 && f.May[0] != "answer" }), "judge")
	return out
}
