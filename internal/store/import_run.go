package store

import (
	"time"

	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type importRow struct {
	ID        string
	DryRun    bool
	State     string
	Done      int64
	Total     int64
	Report    string
	Counts    string
	Warnings  string
	Hash      string
	StartedBy string
	StartedAt time.Time
	SeenAt    *time.Time
	EndedAt   *time.Time
}

func (importRow) TableName() string { return "import_runs" }
func (r importRow) domain() app.ImportRun {
	return app.ImportRun{
		ID: domain.ID(r.ID), DryRun: r.DryRun, State: r.State, Done: int(r.Done), Total: int(r.Total),
		Report: rawJSON(r.Report), Counts: rawJSON(r.Counts), Warnings: rawJSON(r.Warnings), Hash: r.Hash, StartedBy: r.StartedBy,
		StartedAt: r.StartedAt.UTC(), SeenAt: toInstant(r.SeenAt), EndedAt: toInstant(r.EndedAt),
	}
}

func (t *tx) ImportRun(id domain.ID) (app.ImportRun, error) {
	r, err := first[importRow](t, "import", "id", string(id))
	return r.domain(), err
}

// SaveImportRun inserts or replaces: only the import itself writes its run.
func (t *tx) SaveImportRun(r app.ImportRun) error {
	row := importRow{
		ID: string(r.ID), DryRun: r.DryRun, State: r.State, Done: int64(r.Done), Total: int64(r.Total),
		Report: string(r.Report), Counts: string(r.Counts), Warnings: string(r.Warnings), Hash: r.Hash, StartedBy: r.StartedBy,
		StartedAt: r.StartedAt.UTC(), SeenAt: instant(r.SeenAt), EndedAt: instant(r.EndedAt),
	}
	return translate(t.db.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}}, UpdateAll: true,
	}).Create(&row).Error, "import")
}

func (t *tx) TouchImport(id domain.ID, at time.Time) error {
	return translate(t.db.Model(&importRow{}).Where("id = ? AND state = 'running'", string(id)).Update("seen_at", at.UTC()).Error, "import")
}

func (t *tx) SilentImports(since time.Time) ([]app.ImportRun, error) {
	return all[importRow](t.db.Where("state = 'running' AND COALESCE(seen_at, started_at) < ?", since.UTC()).Order("id"), "import")
}

// ImportList lists imports without their reports, the newest first.
func (t *tx) ImportList(l app.List) (app.Page[app.ImportRun], error) {
	if err := knows(l, "state"); err != nil {
		return app.Page[app.ImportRun]{}, err
	}
	q := t.db.Table("import_runs").
		Select("id, dry_run, state, done, total, '' AS report, counts, '' AS warnings, hash, started_by, started_at, seen_at, ended_at")
	return page[importRow](filtered(q, l, "state", "state"), l, listing{
		sorts: map[string]string{"started": "started_at"}, first: "-started", id: "id",
	})
}
