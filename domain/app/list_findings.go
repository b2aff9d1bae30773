package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// FindingRow is a finding as its page shows it.
type FindingRow struct {
	audit.Finding
	AuditTitle string
	JudgedBy   string   // name
	May        []string // answer, accept_plan, reject_plan, verify, not_effective
}

// ListFindings lists the findings of the audits the actor may see.
func (a *App) ListFindings(ctx context.Context, actor domain.Actor, l List) (out Page[FindingRow], err error) {
	if l, err = scope(actor, l); err != nil {
		return out, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		page, err := tx.FindingList(l)
		if err != nil {
			return err
		}
		out.Total = page.Total
		audits := map[domain.ID]audit.Audit{}
		for _, f := range page.Rows {
			x, known := audits[f.AuditID]
			if !known {
				if x, err = tx.Audit(f.AuditID); err != nil {
					return err
				}
				audits[f.AuditID] = x
			}
			r, err := findingRow(tx, actor, f, x)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, r)
		}
		return nil
	})
	return out, err
}

// Finding gives one finding the actor may see.
func (a *App) Finding(ctx context.Context, actor domain.Actor, id domain.ID) (r FindingRow, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		f, err := findingFor(tx, actor, id)
		if err != nil {
			return err
		}
		x, err := tx.Audit(f.AuditID)
		if err != nil {
			return err
		}
		r, err = findingRow(tx, actor, f, x)
		return err
	})
	return r, err
}

func findingRow(tx Tx, actor domain.Actor, f audit.Finding, x audit.Audit) (FindingRow, error) {
	r := FindingRow{Finding: f, AuditTitle: x.Title()}
	if by := f.Verdict.By; by != "" {
		p, err := tx.Person(by)
		if err != nil {
			return r, err
		}
		r.JudgedBy = p.Name
	}
	if f.Grade != audit.Major && f.Grade != audit.Minor {
		return r, nil
	}
	if actor.Is(domain.Client) && actor.ClientID == f.ClientID && !actor.ReadOnly && (f.State.May(audit.Answered) || f.State == audit.PlanAccepted) {
		r.May = append(r.May, "answer")
	}
	if onTeam(actor, x) && audits(x, actor.PersonID) {
		for _, v := range []string{"accept_plan", "reject_plan", "verify", "not_effective"} {
			promise := v == "verify" && f.Grade == audit.Major && f.State != audit.EvidenceIn
			if f.State.May(verdicts[v]) && !promise {
				r.May = append(r.May, v)
			}
		}
	}
	return r, nil
}
