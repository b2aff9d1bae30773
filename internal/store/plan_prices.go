package store

import (
	"errors"

	"gorm.io/gorm"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/planning"
)

// planPricesRow is the one row of the body's prices.
type planPricesRow struct {
	ID      string
	Version int64
	Prices  asJSON[planning.Prices]
}

func (planPricesRow) TableName() string     { return "plan_prices" }
func (r *planPricesRow) setVersion(v int64) { r.Version = v }

func (t *tx) PlanPrices() (app.PlanPrices, error) {
	var r planPricesRow
	err := t.db.Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return app.PlanPrices{Prices: planning.DefaultPrices()}, nil
	}
	return app.PlanPrices{Version: domain.Version(r.Version), Prices: r.Prices.V}, translate(err, "price list")
}

func (t *tx) SavePlanPrices(p *app.PlanPrices) error {
	row := planPricesRow{ID: "body", Prices: kept(p.Prices)}
	err := save(t, "price list", &row, "body", &p.Version)
	if domain.KindOf(err) == domain.Conflict { // somebody else kept the first ones
		return domain.E(domain.Stale, "stale", "The price list changed since you read it; look at it again.")
	}
	return err
}
