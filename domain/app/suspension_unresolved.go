package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/letter"
	"github.com/certwright/certwright/domain/programme"
)

// unresolvedLater writes the job of the day after a suspension is to be resolved.
// Nobody knows that day of one that was taken in without the day it began: the
// due list names it.
func (a *App) unresolvedLater(tx Tx, at time.Time, c certificate.Certificate) error {
	if c.ResolveBy == 0 {
		return nil
	}
	s, _, err := SettingsIn(tx)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("suspension_unresolved:%s:%s", c.ID, c.ResolveBy)
	return a.job(tx, at, "suspension_unresolved", key, c.ID, reminder{Due: c.ResolveBy}, c.ResolveBy.AddDays(1).In(s.Zone()).Add(remindAt))
}

// SuspensionUnresolved asks planners and reviewers for a withdrawal or a smaller
// scope the day after a suspension was to be resolved (rule suspension.next).
func (a *App) SuspensionUnresolved(ctx context.Context, j Job) error {
	var r reminder
	if err := json.Unmarshal(j.Body, &r); err != nil {
		return unreadableJob(err)
	}
	return a.claim(ctx, j, func(tx Tx, at time.Time) error {
		c, err := tx.Certificate(j.Object)
		if err != nil {
			return err
		}
		today, err := a.todayIn(tx, at)
		if err != nil {
			return err
		}
		finding := programme.SuspensionNext(r.Due, 0, today)
		if c.State != certificate.Suspended || c.ResolveBy != r.Due || finding.Met {
			return nil
		}
		of, err := tx.Client(c.ClientID)
		if err != nil {
			return err
		}
		for _, role := range []domain.Role{domain.Planner, domain.Reviewer} {
			if err := a.tellRole(tx, at, role, letter.Suspension, "unresolved:"+string(c.ID)+":"+r.Due.String(),
				fmt.Sprintf("%s: the suspension of certificate %s was not resolved", of.LegalName, c.No), finding.Text+" "+finding.Remedy); err != nil {
				return err
			}
		}
		return a.record(tx, domain.SystemActor("job"), at, Act{
			Verb: "suspension_unresolved", Kind: "certificate", Object: c.ID, ClientID: c.ClientID, Findings: []domain.Finding{finding}, State: c,
			Summary: fmt.Sprintf("The suspension of certificate %s was to be resolved by %s: a withdrawal or a smaller scope is due.", c.No, r.Due.Long()),
		})
	})
}
