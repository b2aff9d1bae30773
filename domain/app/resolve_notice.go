package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
	"github.com/certwright/certwright/domain/programme"
)

// specialPurposes are what a special audit that follows from a change is for:
// extending the scope (9.6.4.1), or looking at once (9.6.4.2).
var specialPurposes = []string{"extension", "short_notice"}

// Resolution is what a planner makes of a notice, other than an amendment, which
// OfferAmendment makes.
type Resolution struct {
	Outcome    client.NoticeOutcome // no_effect or special_audit
	Reason     string
	Purpose    string      // of a special audit: extension or short_notice
	ContractID domain.ID   // whose programme the audit belongs to; none needed where there is one
	HalfDays   int         // auditor half-days of the audit
	Latest     domain.Date // by when it takes place
}

// ResolveNotice settles a notice: it changes nothing, with the reason, or it
// needs a special audit, which is owed from now on. The client is told.
func (a *App) ResolveNotice(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, r Resolution) (client.Notice, error) {
	if err := mustPlan(actor); err != nil {
		return client.Notice{}, err
	}
	var n client.Notice
	err := a.write(ctx, func(tx Tx) (err error) {
		if n, err = tx.Notice(id); err != nil {
			return err
		}
		if err := sawLatest("notice", seen, n.Version); err != nil {
			return err
		}
		at := a.now()
		today, err := a.todayIn(tx, at)
		if err != nil {
			return err
		}
		if err := r.check(today); err != nil {
			return err
		}
		n.Resolved, n.Reason = r.Outcome, strings.TrimSpace(r.Reason)
		if r.Outcome == client.SpecialAudit {
			if n.AuditID, err = a.oweSpecial(tx, actor, at, n, r, today); err != nil {
				return err
			}
			n.Purpose = r.Purpose
		}
		return a.settleNotice(tx, actor, at, &n)
	})
	return n, err
}

func (r Resolution) check(today domain.Date) error {
	var f domain.Fault
	f.Need("reason", r.Reason)
	switch r.Outcome {
	case client.NoEffect:
	case client.SpecialAudit:
		if !slices.Contains(specialPurposes, r.Purpose) {
			f.Add("purpose", "is extension or short_notice")
		}
		if r.HalfDays < 1 || r.HalfDays > 200 {
			f.Add("half_days", "lie between 1 and 200")
		}
		if r.Latest < today {
			f.Add("latest", "is the last day on which it may take place, today or later")
		}
	default:
		f.Add("outcome", "is no_effect or special_audit; an amendment is offered on the contract")
	}
	return f.Err()
}

// settleNotice closes a notice once, and tells the client what came of it.
func (a *App) settleNotice(tx Tx, actor domain.Actor, at time.Time, n *client.Notice) error {
	if !n.Open() {
		return domain.E(domain.Conflict, "settled", "Notice %s is settled already, by %s.", n.No, n.ResolvedBy)
	}
	n.ResolvedBy, n.ResolvedAt = actor.Name, at
	if err := tx.SaveNotice(n); err != nil {
		return err
	}
	came := map[client.NoticeOutcome]string{
		client.NoEffect:     "it has no effect on your contract and your audits",
		client.Amended:      "we offer you an amendment of your contract, in a letter of its own",
		client.SpecialAudit: "it needs a special audit, for which we will propose dates",
	}[n.Resolved]
	if err := a.tellClient(tx, at, n.ClientID, "", letter.Contract, "notice:"+string(n.ID), "Your notice "+n.No, fmt.Sprintf("You told us of a change: %s\n\nWe have looked at it: %s.\nReason: %s", n.Text, came, n.Reason)); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{
		Verb: "settle_notice", Kind: "notice", Object: n.ID, ClientID: n.ClientID, Why: n.Reason, State: *n,
		Summary: fmt.Sprintf("Notice %s was settled: %s.", n.No, strings.ReplaceAll(string(n.Resolved), "_", " ")),
	})
}

// oweSpecial adds a special audit to the contract's running cycle (9.6.4).
func (a *App) oweSpecial(tx Tx, actor domain.Actor, at time.Time, n client.Notice, r Resolution, today domain.Date) (domain.ID, error) {
	c, err := theContract(tx, n.ClientID, r.ContractID)
	if err != nil {
		return "", err
	}
	cycles, err := tx.ProgrammesOfContract(c.ID)
	if err != nil {
		return "", err
	}
	if len(cycles) == 0 {
		return "", domain.E(domain.Conflict, "no_programme", "Contract %s has no cycle that an audit could belong to.", c.No)
	}
	p := cycles[len(cycles)-1]
	if p.State != programme.Planned && p.State != programme.Active {
		return "", domain.E(domain.Conflict, "no_programme", "The cycle of contract %s is %s; no audit is added to it.", c.No, p.State)
	}
	audits, err := tx.AuditsOfProgramme(p.ID)
	if err != nil {
		return "", err
	}
	number := 1
	for _, y := range audits {
		if y.Type == audit.Special {
			number = max(number, y.Number+1)
		}
	}
	x := owed(c, p, audit.Special, number, r.HalfDays)
	if n.SiteID != "" && n.Kind == client.NoticeSiteMoved {
		x.SiteID = n.SiteID
	}
	x.Due = r.Latest
	x.Window = audit.Window{Earliest: today, Latest: r.Latest, EarliestRule: programme.WindowRule.ID, LatestRule: programme.WindowRule.ID}
	err = a.owe(tx, actor, at, &x)
	return x.ID, err
}

// theContract is the contract named, or the one that is in force where only one is.
func theContract(tx Tx, of, named domain.ID) (client.Contract, error) {
	all, err := tx.ContractsOf(of)
	if err != nil {
		return client.Contract{}, err
	}
	var active []client.Contract
	for _, c := range all {
		if c.State == client.ContractActive && (named == "" || c.ID == named) {
			active = append(active, c)
		}
	}
	if len(active) == 1 {
		return active[0], nil
	}
	var f domain.Fault
	f.Add("contract_id", "names one of the client's %d contracts in force", len(active))
	return client.Contract{}, f.Err()
}
