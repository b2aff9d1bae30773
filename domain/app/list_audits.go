package app

import (
	"context"
	"maps"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// expiringDays is within how many days the end of a certificate asks for an eye.
const expiringDays = 180

// offerDays is within how many days the end of an offer asks for an eye.
const offerDays = 7

// lookAhead says of each filter that asks for a planner's eye how many days ahead
// it looks. A count and the list it opens ask for the same.
var lookAhead = map[string]int{
	"late":      0,  // the window has passed
	"at_risk":   60, // the window ends, no agreed dates
	"unplanned": 90, // the window opens, no dates
}

// AuditsAsked narrows the list of audits; what may be seen is the actor's.
type AuditsAsked struct {
	List
	Late      bool // owed, and the window has passed
	AtRisk    bool // no agreed dates, and the window ends soon
	Unplanned bool // no dates, and the window opens soon
}

// ListAudits lists the audits the actor may see. Held dates are shown to
// planners and reviewers only.
func (a *App) ListAudits(ctx context.Context, actor domain.Actor, asked AuditsAsked) (page Page[AuditRow], today domain.Date, err error) {
	l, err := scope(actor, asked.List)
	if err != nil {
		return page, 0, err
	}
	l.Filter = maps.Clone(l.Filter)
	if l.Filter == nil {
		l.Filter = map[string]string{}
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		if today, err = a.todayIn(tx, a.now()); err != nil {
			return err
		}
		for name, wanted := range map[string]bool{"late": asked.Late, "at_risk": asked.AtRisk, "unplanned": asked.Unplanned} {
			if wanted {
				l.Filter[name] = today.AddDays(lookAhead[name]).String()
			}
		}
		page, err = tx.AuditList(l)
		return err
	})
	for i := range page.Rows {
		page.Rows[i] = shown(actor, page.Rows[i])
	}
	return page, today, err
}

// shown takes the planner's held dates off an audit for everybody else.
func shown(actor domain.Actor, r AuditRow) AuditRow {
	if r.Dates == audit.Hold && !actor.Staff() {
		r.Dates, r.Stretch, r.Seats, r.LeadName, r.Names = audit.Open, domain.Stretch{}, nil, "", nil
		r.Reason, r.Justified = "", nil
	}
	return r
}

// DueCounts is what waits: each count is that of a list.
type DueCounts struct {
	Late, AtRisk, Unplanned, Proposed         int64
	ExpiringCertificates, Applications, Files int64
	Notices                                   int64 // of clients, that wait for a planner
	Unresolved                                int64 // suspensions beyond the day they were to be resolved
	Dayless                                   int64 // suspensions that have no such day, because they were taken in without the day they began
	Offers                                    int64 // that run out soon, or ran out, and wait for the client
}

// Due counts what is late, at risk and unplanned, and what waits for somebody.
func (a *App) Due(ctx context.Context, actor domain.Actor) (out DueCounts, err error) {
	if !actor.Staff() {
		return out, domain.MayNot("The due list is for the staff.")
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		for into, filter := range map[*int64]map[string]string{
			&out.Late:      {"late": today.AddDays(lookAhead["late"]).String()},
			&out.AtRisk:    {"at_risk": today.AddDays(lookAhead["at_risk"]).String()},
			&out.Unplanned: {"unplanned": today.AddDays(lookAhead["unplanned"]).String()},
			&out.Proposed:  {"state": string(audit.Owed), "dates": string(audit.Proposed)},
		} {
			page, err := tx.AuditList(List{Filter: filter, Size: 1})
			if err != nil {
				return err
			}
			*into = page.Total
		}
		certificates, err := tx.CertificateList(List{Size: 1, Filter: map[string]string{"state": "valid", "expires_before": today.AddDays(expiringDays).String()}})
		if err != nil {
			return err
		}
		unresolved, err := tx.CertificateList(List{Size: 1, Filter: map[string]string{"resolve_before": today.String()}})
		if err != nil {
			return err
		}
		dayless, err := tx.CertificateList(List{Size: 1, Filter: map[string]string{"resolve_unknown": "true"}})
		if err != nil {
			return err
		}
		offers, err := tx.ContractList(List{Size: 1, Filter: map[string]string{"valid_before": today.AddDays(offerDays + 1).String()}})
		if err != nil {
			return err
		}
		applications, err := tx.ApplicationList(List{Size: 1, Filter: map[string]string{"to_review": "true"}})
		if err != nil {
			return err
		}
		files, err := tx.FileList(List{Size: 1, Filter: map[string]string{"state": "open"}})
		if err != nil {
			return err
		}
		notices, err := tx.NoticeList(List{Size: 1, Filter: map[string]string{"state": "open"}})
		out.Unresolved, out.Dayless, out.Offers = unresolved.Total, dayless.Total, offers.Total
		out.ExpiringCertificates, out.Applications, out.Files, out.Notices = certificates.Total, applications.Total, files.Total, notices.Total
		return err
	})
	return out, err
}
