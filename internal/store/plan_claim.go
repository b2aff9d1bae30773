package store

import (
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type planClaimRow struct {
	AuditID string
	No      string
	RunID   string
}

func (r planClaimRow) domain() app.PlanClaim {
	return app.PlanClaim{AuditID: domain.ID(r.AuditID), No: r.No, Run: domain.ID(r.RunID)}
}

// selectClaims asks for claims with the numbers of their audits.
const selectClaims = "SELECT c.audit_id AS audit_id, a.no AS no, c.run_id AS run_id FROM plan_claims c JOIN audits a ON a.id = c.audit_id"

func (t *tx) PlanClaims() ([]app.PlanClaim, error) {
	return all[planClaimRow](t.db.Raw(selectClaims+" ORDER BY a.no"), "plan")
}

// ClaimAudits inserts in the order of the numbers, so that two runs that want
// the same audits wait in one direction. What another has is left out by the
// database and missed in the count; when it has gone by the time it is asked
// for, it is taken after all.
func (t *tx) ClaimAudits(run domain.ID, nos []string) (others []app.PlanClaim, err error) {
	for part := range slices.Chunk(slices.Sorted(slices.Values(nos)), 500) {
		for range 2 {
			done := t.db.Exec(`INSERT INTO plan_claims (audit_id, run_id) SELECT id, ? FROM audits WHERE no IN ? ORDER BY no ON CONFLICT DO NOTHING`, string(run), part)
			if done.Error != nil {
				return nil, translate(done.Error, "plan")
			}
			if done.RowsAffected == int64(len(part)) {
				break
			}
			held, err := all[planClaimRow](t.db.Raw(selectClaims+" WHERE a.no IN ? AND c.run_id <> ? ORDER BY a.no", part, string(run)), "plan")
			if err != nil {
				return nil, err
			}
			if len(held) > 0 {
				others = append(others, held...)
				break
			}
		}
	}
	return others, nil
}

func (t *tx) KeepPlanClaims(run domain.ID, nos []string) error {
	mine, err := all[planClaimRow](t.db.Raw(selectClaims+" WHERE c.run_id = ?", string(run)), "plan")
	if err != nil {
		return err
	}
	stays := map[string]bool{}
	for _, no := range nos {
		stays[no] = true
	}
	var gone []domain.ID
	for _, c := range mine {
		if !stays[c.No] {
			gone = append(gone, c.AuditID)
		}
	}
	for part := range slices.Chunk(gone, 500) {
		if err := t.db.Exec("DELETE FROM plan_claims WHERE run_id = ? AND audit_id IN ?", string(run), part).Error; err != nil {
			return translate(err, "plan")
		}
	}
	return nil
}

func (t *tx) EndPlanClaim(audit domain.ID) error {
	return translate(t.db.Exec("DELETE FROM plan_claims WHERE audit_id = ?", string(audit)).Error, "plan")
}
