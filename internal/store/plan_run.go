package store

import (
	"time"

	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type planRunRow struct {
	ID        string
	Version   int64
	Kind      string
	State     string
	Asked     asJSON[app.PlanAsked]
	Stop      bool
	Begun     int64
	Holder    int64
	Cost      int64
	Bound     int64
	LeftOut   int64
	PlanHash  string
	Prices    string
	Notes     asJSON[[]string]
	Taken     asJSON[[]app.PlanTaken]
	Accepted  int64
	Problem   string
	StartedBy string
	CreatedAt time.Time
	BegunAt   *time.Time
	EndedAt   *time.Time
}

func (planRunRow) TableName() string     { return "plan_runs" }
func (r *planRunRow) setVersion(v int64) { r.Version = v }
func (r planRunRow) domain() app.PlanRun {
	return app.PlanRun{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), Kind: app.PlanKind(r.Kind), State: app.PlanState(r.State),
		Asked: r.Asked.V, Stop: r.Stop, Begun: int(r.Begun), Holder: int(r.Holder), Cost: int(r.Cost), Bound: int(r.Bound),
		LeftOut: int(r.LeftOut), PlanHash: r.PlanHash, Prices: r.Prices, Notes: r.Notes.V, Taken: r.Taken.V, Accepted: int(r.Accepted), Problem: r.Problem,
		StartedBy: r.StartedBy, CreatedAt: r.CreatedAt.UTC(), BegunAt: toInstant(r.BegunAt), EndedAt: toInstant(r.EndedAt),
	}
}

func (t *tx) PlanRun(id domain.ID) (app.PlanRun, error) {
	r, err := first[planRunRow](t, "plan run", "id", string(id))
	return r.domain(), err
}

func (t *tx) SavePlanRun(r *app.PlanRun) error {
	row := planRunRow{
		ID: string(r.ID), Kind: string(r.Kind), State: string(r.State), Asked: kept(r.Asked), Stop: r.Stop, Begun: int64(r.Begun),
		Holder: int64(r.Holder), Cost: int64(r.Cost), Bound: int64(r.Bound), LeftOut: int64(r.LeftOut), PlanHash: r.PlanHash,
		Prices: r.Prices, Notes: kept(r.Notes), Taken: kept(r.Taken), Accepted: int64(r.Accepted), Problem: r.Problem, StartedBy: r.StartedBy,
		CreatedAt: r.CreatedAt.UTC().Truncate(time.Millisecond), BegunAt: instant(r.BegunAt), EndedAt: instant(r.EndedAt),
	}
	return save(t, "plan run", &row, r.ID, &r.Version)
}

// PlanRunList filters by state and kind.
func (t *tx) PlanRunList(l app.List) (app.Page[app.PlanRun], error) {
	if err := knows(l, "state", "kind"); err != nil {
		return app.Page[app.PlanRun]{}, err
	}
	q := filtered(filtered(t.db.Table("plan_runs"), l, "state", "state"), l, "kind", "kind")
	return page[planRunRow](q, l, listing{sorts: map[string]string{"created": "created_at"}, first: "-created", id: "id"})
}

type planTextRow struct {
	RunID string
	Name  string
	Text  string
}

func (planTextRow) TableName() string { return "plan_texts" }

func (t *tx) PlanText(run domain.ID, name string) (string, error) {
	var r planTextRow
	err := t.db.Where("run_id = ? AND name = ?", string(run), name).Take(&r).Error
	return r.Text, translate(err, "plan")
}

func (t *tx) SavePlanText(run domain.ID, name, text string) error {
	row := planTextRow{string(run), name, text}
	return translate(t.db.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "run_id"}, {Name: "name"}}, UpdateAll: true,
	}).Create(&row).Error, "plan")
}

type planPointRow struct {
	RunID   string
	N       int64
	MS      int64 `gorm:"column:ms"`
	Cost    int64
	Bound   int64
	LeftOut int64
	Moves   int64
	Done    int64
}

func (planPointRow) TableName() string { return "plan_points" }
func (r planPointRow) domain() app.PlanPoint {
	return app.PlanPoint{N: int(r.N), MS: int(r.MS), Cost: int(r.Cost), Bound: int(r.Bound), LeftOut: int(r.LeftOut), Moves: int(r.Moves), Done: int(r.Done)}
}

func (t *tx) PlanPoints(run domain.ID, after int) ([]app.PlanPoint, error) {
	return all[planPointRow](t.db.Where("run_id = ? AND n > ?", string(run), after).Order("n"), "plan")
}

func (t *tx) InsertPlanPoint(run domain.ID, holder int, p app.PlanPoint) (bool, error) {
	done := t.db.Exec(`INSERT INTO plan_points (run_id, n, ms, cost, bound, left_out, moves, done)
		SELECT id, ?, ?, ?, ?, ?, ?, ? FROM plan_runs WHERE id = ? AND holder = ? AND state = 'running'`,
		p.N, p.MS, p.Cost, p.Bound, p.LeftOut, p.Moves, p.Done, string(run), holder)
	return done.RowsAffected == 1, translate(done.Error, "plan")
}
