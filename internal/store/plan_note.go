package store

import (
	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type planNoteRow struct {
	RunID   string
	AuditID string
	Note    asJSON[app.PlanTaken]
}

func (planNoteRow) TableName() string       { return "plan_notes" }
func (r planNoteRow) domain() app.PlanTaken { return r.Note.V }

func (t *tx) PlanNotes(run domain.ID) ([]app.PlanTaken, error) {
	return all[planNoteRow](t.db.Where("run_id = ?", string(run)).Order("audit_id"), "plan")
}

func (t *tx) SavePlanNote(run domain.ID, n app.PlanTaken) error {
	row := planNoteRow{string(run), string(n.AuditID), kept(n)}
	return translate(t.db.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "run_id"}, {Name: "audit_id"}}, UpdateAll: true,
	}).Create(&row).Error, "plan")
}

// TakePlanNotes gives exactly what it takes away: a note that another writes at
// that moment stays.
func (t *tx) TakePlanNotes(run domain.ID) ([]app.PlanTaken, error) {
	var rows []planNoteRow
	err := t.db.Raw("DELETE FROM plan_notes WHERE run_id = ? RETURNING *", string(run)).Scan(&rows).Error
	var out []app.PlanTaken
	for _, r := range rows {
		out = append(out, r.domain())
	}
	return out, translate(err, "plan")
}
