package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/letter"
	"github.com/certwright/certwright/domain/programme"
)

// IssuedReport is what the lead hands in (9.4.8, 9.5.3.1).
type IssuedReport struct {
	Summary        string
	Recommendation string // grant, refuse, maintain, renew; none for Stage 1
	ObjectivesMet  bool
	AuditedHalves  int // half-days spent
}

// recommendations are the words a lead may close each kind of audit with.
var recommendations = map[audit.Type][]string{
	audit.Stage1:       {""},
	audit.Stage2:       {"grant", "refuse"},
	audit.Surveillance: {"maintain", "refuse"},
	audit.Recert:       {"renew", "refuse"},
	audit.Special:      {"maintain", "refuse"},
}

// IssueReport issues the report of an audit under way. Only its lead does. The
// conclusions of Stage 1 stand at once; what needs a decision opens its file.
func (a *App) IssueReport(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, r IssuedReport) (audit.Audit, error) {
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = auditFor(tx, actor, id); err != nil {
			return err
		}
		if !onTeam(actor, x) || x.Lead() != actor.PersonID {
			return domain.MayNot("The lead of the audit issues its report.")
		}
		if err := sawLatest("audit", seen, x.Version); err != nil {
			return err
		}
		if x.State != audit.InProgress {
			return domain.E(domain.Conflict, "not_under_way", "%s (%s) is %s; a report is issued on an audit under way.", x.Title(), x.No, x.State)
		}
		if err := r.check(x); err != nil {
			return err
		}
		return a.issue(tx, actor, &x, r)
	})
	return x, err
}

func (r IssuedReport) check(x audit.Audit) error {
	var f domain.Fault
	f.Need("summary", r.Summary)
	if allowed := recommendations[x.Type]; !slices.Contains(allowed, r.Recommendation) {
		f.Add("recommendation", "%q does not fit %s; it is %s", r.Recommendation, x.Title(), orNone(allowed))
	}
	if r.AuditedHalves < 0 {
		f.Add("audited_half_days", "cannot be negative")
	}
	return f.Err()
}

func orNone(words []string) string {
	if len(words) == 1 && words[0] == "" {
		return "left empty"
	}
	return strings.Join(words, " or ")
}

func (a *App) issue(tx Tx, actor domain.Actor, x *audit.Audit, r IssuedReport) error {
	at := a.now()
	was := *x
	var err error
	if x.ReportOn, err = a.todayIn(tx, at); err != nil {
		return err
	}
	x.Report = audit.Report{Summary: strings.TrimSpace(r.Summary), Recommendation: r.Recommendation, ObjectivesMet: r.ObjectivesMet,
		AuditedDays: r.AuditedHalves, SubmittedBy: actor.PersonID, SubmittedAt: at}
	act := Act{Verb: "issue_report", Summary: fmt.Sprintf("The report of %s (%s) was issued.", x.Title(), x.No)}
	x.State = audit.Reported
	if x.Type == audit.Stage1 {
		x.State = audit.Concluded
	}
	if x.Type == audit.Surveillance {
		x.State = audit.Concluded
		for _, scheme := range x.Schemes() {
			route, err := routeOf(tx, *x, scheme)
			if err != nil {
				return err
			}
			if route != audit.MaintainOnLeader {
				x.State = audit.Reported
			}
			act.Findings = append(act.Findings, route.Finding())
		}
	}
	if err := a.keepBooking(tx, actor, was, x, act); err != nil {
		return err
	}
	if err := a.tellClient(tx, at, x.ClientID, x.SiteID, letter.FindingRaised, "report:"+string(x.ID), fmt.Sprintf("Report of %s (%s)", x.Title(), x.No),
		fmt.Sprintf("The report of %s, audit %s, was issued. Please sign in to read it and to answer its findings.", x.Title(), x.No)); err != nil {
		return err
	}
	if err := a.renewWindows(tx, actor, *x); err != nil {
		return err
	}
	return a.openFile(tx, actor, at, *x)
}

// routeOf says who settles a surveillance of a scheme (rule surveillance.major_route).
func routeOf(tx Tx, x audit.Audit, schemeID string) (audit.SurveillanceRoute, error) {
	majors, err := majorsOf(tx, x, schemeID)
	return audit.Route(majors, x.Report.Recommendation == "maintain" && x.Report.ObjectivesMet), err
}

// renewWindows lays the running cycles of an audit out anew: which calendar year
// a surveillance met moves the windows of those still owed.
func (a *App) renewWindows(tx Tx, actor domain.Actor, x audit.Audit) error {
	if x.Type != audit.Surveillance && x.Type != audit.Recert {
		return nil
	}
	for _, id := range x.ProgrammeIDs {
		p, err := tx.Programme(id)
		if err != nil {
			return err
		}
		if p.State != programme.Active {
			continue
		}
		if err := a.layOutCycle(tx, actor, a.now(), p); err != nil {
			return err
		}
	}
	return nil
}
