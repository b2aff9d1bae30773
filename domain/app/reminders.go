package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/letter"
	"github.com/certwright/certwright/domain/programme"
)

// remindAt is the hour of the body's morning at which reminders become due.
const remindAt = 7 * time.Hour

// reminder is what a reminder's job holds: which due day it speaks of, so that it
// says nothing when the day has moved since.
type reminder struct {
	Due  domain.Date `json:"due"`
	Days int         `json:"days,omitempty"` // before the due day
}

// planReminders writes the jobs that remind of an owed audit before its due day
// and ask for a suspension decision the day after its last one. Written twice
// they are the same jobs.
func (a *App) planReminders(tx Tx, at time.Time, x audit.Audit, warnDays []int) error {
	if x.State != audit.Owed || x.Due == 0 {
		return nil
	}
	s, _, err := SettingsIn(tx)
	if err != nil {
		return err
	}
	today := domain.DateOf(at, s.Zone())
	for i, days := range warnDays {
		on := x.Due.AddDays(-days)
		passed := i+1 < len(warnDays) && x.Due.AddDays(-warnDays[i+1]) <= today
		if passed || x.Due < today { // a later reminder says it better, or it is no reminder any more
			continue
		}
		key := fmt.Sprintf("remind_audit:%s:%s:%d", x.ID, x.Due, days)
		if err := a.job(tx, at, "remind_audit", key, x.ID, reminder{x.Due, days}, on.In(s.Zone()).Add(remindAt)); err != nil {
			return err
		}
	}
	limit := lastDay(x)
	key := fmt.Sprintf("audit_overdue:%s:%s", x.ID, limit)
	return a.job(tx, at, "audit_overdue", key, x.ID, reminder{Due: limit}, limit.AddDays(1).In(s.Zone()).Add(remindAt))
}

// lastDay is the day after which an audit not held breaks its rule.
func lastDay(x audit.Audit) domain.Date {
	if x.Window.HardLimit != 0 {
		return x.Window.HardLimit
	}
	return x.Due
}

// RemindAudit writes to the client and to the planners that an audit is coming
// due, unless it is confirmed, held, or due on another day by now.
func (a *App) RemindAudit(ctx context.Context, j Job) error {
	var r reminder
	if err := json.Unmarshal(j.Body, &r); err != nil {
		return unreadableJob(err)
	}
	return a.claim(ctx, j, func(tx Tx, at time.Time) error {
		x, err := tx.Audit(j.Object)
		if err != nil {
			return err
		}
		if x.State != audit.Owed || x.Dates == audit.Confirmed || x.Due != r.Due {
			return nil
		}
		c, err := tx.Client(x.ClientID)
		if err != nil {
			return err
		}
		text := fmt.Sprintf("%s (%s) is due on %s and has no confirmed dates yet.", x.Title(), x.No, x.Due.Long())
		key := fmt.Sprintf("remind:%s:%s:%d", x.ID, x.Due, r.Days)
		if err := a.tellClient(tx, at, x.ClientID, x.SiteID, letter.Reminder, key, x.Title()+" is due on "+x.Due.Long(), text+" We will propose dates, or you may name dates that suit you."); err != nil {
			return err
		}
		return a.tellRole(tx, at, domain.Planner, letter.Reminder, key, fmt.Sprintf("%s: %s due on %s", c.LegalName, x.Title(), x.Due.Long()), c.LegalName+": "+text)
	})
}

// AuditOverdue asks planners and reviewers for a suspension decision the day
// after the last day on which an audit could be held (rule
// surveillance.overdue_action).
func (a *App) AuditOverdue(ctx context.Context, j Job) error {
	var r reminder
	if err := json.Unmarshal(j.Body, &r); err != nil {
		return unreadableJob(err)
	}
	return a.claim(ctx, j, func(tx Tx, at time.Time) error {
		x, err := tx.Audit(j.Object)
		if err != nil {
			return err
		}
		today, err := a.todayIn(tx, at)
		if err != nil {
			return err
		}
		finding := programme.Overdue(r.Due, 0, today)
		if x.State != audit.Owed || lastDay(x) != r.Due || finding.Met {
			return nil
		}
		c, err := tx.Client(x.ClientID)
		if err != nil {
			return err
		}
		subject := fmt.Sprintf("%s: suspension to be decided, %s overdue", c.LegalName, x.Title())
		for _, role := range []domain.Role{domain.Planner, domain.Reviewer} {
			if err := a.tellRole(tx, at, role, letter.Suspension, "overdue:"+string(x.ID)+":"+r.Due.String(), subject, finding.Text+" "+finding.Remedy); err != nil {
				return err
			}
		}
		return a.record(tx, domain.SystemActor("job"), at, Act{
			Verb: "audit_overdue", Kind: "audit", Object: x.ID, ClientID: x.ClientID, Findings: []domain.Finding{finding},
			Summary: fmt.Sprintf("%s (%s) is overdue: a suspension decision is due.", x.Title(), x.No), State: x,
		})
	})
}

// tellRole writes to everybody with a role, each person once: the letter's key is
// made of the given one and the person.
func (a *App) tellRole(tx Tx, at time.Time, role domain.Role, k letter.Kind, key, subject, text string) error {
	users, err := tx.UsersWithRole(role)
	if err != nil {
		return err
	}
	var told []domain.ID
	for _, u := range users {
		if u.Disabled || slices.Contains(told, u.PersonID) {
			continue
		}
		told = append(told, u.PersonID)
		if err := a.tellPerson(tx, at, u.PersonID, k, key+":"+string(u.PersonID), subject, text); err != nil {
			return err
		}
	}
	return nil
}

func unreadableJob(err error) error {
	return domain.E(domain.Invalid, "unreadable_job", "The arguments of this job cannot be read.").Because(err)
}
