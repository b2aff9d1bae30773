package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
)

// Joining says which audits are to be held with one, and what the reduction of
// the integrated audit time rests on (IAF MD 11).
type Joining struct {
	With        []domain.ID
	Integration audittime.Integration
}

// JoinAudits makes one audit of several that different programmes of a client
// owe. Its window is what they have in common, its time the integrated one with
// its receipt, and its team covers every scheme. Each programme's decision rests
// on it.
func (a *App) JoinAudits(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, j Joining) (audit.Audit, error) {
	if err := mustPlan(actor); err != nil {
		return audit.Audit{}, err
	}
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = tx.Audit(id); err != nil {
			return err
		}
		if err := sawLatest("audit", seen, x.Version); err != nil {
			return err
		}
		if err := j.check(); err != nil {
			return err
		}
		others, err := others(tx, x, j.With)
		if err != nil {
			return err
		}
		findings := joinable(append([]audit.Audit{x}, others...))
		if domain.HardBroken(findings) {
			return domain.Violated("rule_violated", "These audits are not held as one.", findings)
		}
		return a.join(tx, actor, &x, others, j.Integration, findings)
	})
	return x, err
}

func (j Joining) check() error {
	if len(j.With) == 0 {
		return oneFault("with", "name at least one other audit")
	}
	return j.Integration.Check()
}

// others loads the audits to join; one of another client is as unknown as one
// that is not there.
func others(tx Tx, x audit.Audit, ids []domain.ID) ([]audit.Audit, error) {
	var out []audit.Audit
	seen := map[domain.ID]bool{x.ID: true}
	for i, id := range ids {
		o, err := tx.Audit(id)
		if domain.KindOf(err) == domain.Unknown && err != nil || err == nil && o.ClientID != x.ClientID {
			return nil, oneFault(fmt.Sprintf("with[%d]", i), "the client has no audit %q", id)
		}
		if err != nil {
			return nil, err
		}
		if seen[o.ID] {
			return nil, oneFault(fmt.Sprintf("with[%d]", i), "%s stands twice", o.No)
		}
		seen[o.ID] = true
		out = append(out, o)
	}
	return out, nil
}

// joinable judges each pair of audits.
func joinable(all []audit.Audit) []domain.Finding {
	var out []domain.Finding
	for i, x := range all {
		for _, y := range all[i+1:] {
			out = append(out, audit.Joinable(x, y))
		}
	}
	return out
}

func (a *App) join(tx Tx, actor domain.Actor, x *audit.Audit, others []audit.Audit, i audittime.Integration, findings []domain.Finding) error {
	was := *x
	host, joined := audit.Join(*x, others, nil)
	own, parts, time, err := a.jointTime(tx, host.Type, host.Parts, i)
	if err != nil {
		return err
	}
	findings = append(findings, time)
	if !time.Met {
		return domain.Violated("rule_violated", "The integrated audit time is cut too far.", findings)
	}
	host.Parts, host.Time = parts, &own
	host.Settle()
	var numbers []string
	for n := range joined {
		before := others[n]
		numbers = append(numbers, before.No)
		if err := a.keepBooking(tx, actor, before, &joined[n], Act{Verb: "join_audits",
			Summary: fmt.Sprintf("%s (%s) is held as part of %s.", before.Title(), before.No, host.No)}); err != nil {
			return err
		}
	}
	*x = host
	return a.keepBooking(tx, actor, was, x, Act{Verb: "join_audits", Why: strings.TrimSpace(i.Justification), Findings: findings,
		Summary: fmt.Sprintf("%s (%s) is held together with %s: %s days.", was.Title(), x.No, strings.Join(numbers, ", "), own.Days)})
}

// PartAudits gives each programme of a joined audit its own audit back. One that
// is booked is released first, so that nobody's calendar changes unseen.
func (a *App) PartAudits(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, reason string) (audit.Audit, error) {
	if err := mustPlan(actor); err != nil {
		return audit.Audit{}, err
	}
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = tx.Audit(id); err != nil {
			return err
		}
		if err := sawLatest("audit", seen, x.Version); err != nil {
			return err
		}
		var f domain.Fault
		f.Need("reason", reason)
		if err := f.Err(); err != nil {
			return err
		}
		if len(x.Parts) < 2 {
			return domain.E(domain.Conflict, "not_joined", "%s (%s) serves one programme.", x.Title(), x.No)
		}
		if x.State != audit.Owed || x.Dates != audit.Open {
			finding := audit.JoinRule.Broken("Release its booking first; once it has begun it stays one.", "%s is %s with dates %s.", x.No, x.State, x.Dates)
			return domain.Violated("rule_violated", "This audit is not parted as it stands.", []domain.Finding{finding})
		}
		return a.part(tx, actor, &x, strings.TrimSpace(reason))
	})
	return x, err
}

func (a *App) part(tx Tx, actor domain.Actor, x *audit.Audit, reason string) error {
	was := *x
	var joined []audit.Audit
	for _, p := range x.Parts[1:] {
		o, err := tx.Audit(p.AuditID)
		if err != nil {
			return err
		}
		joined = append(joined, o)
	}
	host, back := audit.Apart(*x, joined)
	for n := range back {
		if err := a.keepBooking(tx, actor, joined[n], &back[n], Act{Verb: "part_audits", Why: reason,
			Summary: fmt.Sprintf("%s (%s) is owed by itself again.", back[n].Title(), back[n].No)}); err != nil {
			return err
		}
	}
	*x = host
	return a.keepBooking(tx, actor, was, x, Act{Verb: "part_audits", Why: reason,
		Summary: fmt.Sprintf("%s (%s) was parted into the audits of its programmes.", x.Title(), x.No)})
}

// Joinable is another audit of the client, and whether it may be held with one.
type Joinable struct {
	Row     AuditRow
	Finding domain.Finding
}

// joinables are the audits of other standards that are owed to the client, each
// with what stands against holding it with this one.
func joinables(tx Tx, x audit.Audit) ([]Joinable, error) {
	if x.State != audit.Owed {
		return nil, nil
	}
	page, err := tx.AuditList(List{Only: x.ClientID, Filter: map[string]string{"state": string(audit.Owed)}, Size: 50})
	var out []Joinable
	for _, r := range page.Rows {
		if r.ID != x.ID && r.SchemeID != x.SchemeID && r.Type == x.Type {
			out = append(out, Joinable{r, audit.Joinable(x, r.Audit)})
		}
	}
	return out, err
}
