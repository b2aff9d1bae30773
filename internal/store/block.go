package store

import (
	"time"

	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

type blockRow struct {
	UID         string `gorm:"primaryKey"`
	AuditID     string
	Ordinal     int
	SiteID      string
	Day         string
	FromHalf    string
	ToHalf      string
	Sequence    int
	Team        asJSON[[]domain.ID]
	ChangedAt   time.Time
	CancelledAt *time.Time
}

func (blockRow) TableName() string { return "blocks" }
func (r blockRow) domain() audit.Block {
	return audit.Block{UID: r.UID, AuditID: domain.ID(r.AuditID), Ordinal: r.Ordinal, SiteID: domain.ID(r.SiteID), Day: toDay(r.Day),
		FromHalf: domain.Half(r.FromHalf), ToHalf: domain.Half(r.ToHalf), Sequence: r.Sequence, Team: r.Team.V,
		ChangedAt: r.ChangedAt.UTC(), CancelledAt: toInstant(r.CancelledAt)}
}

func blockRowOf(b audit.Block) blockRow {
	return blockRow{UID: b.UID, AuditID: string(b.AuditID), Ordinal: b.Ordinal, SiteID: string(b.SiteID), Day: day(b.Day), FromHalf: string(b.FromHalf),
		ToHalf: string(b.ToHalf), Sequence: b.Sequence, Team: kept(b.Team), ChangedAt: b.ChangedAt.UTC().Truncate(time.Millisecond),
		CancelledAt: instant(b.CancelledAt)}
}

func (t *tx) Blocks(of domain.ID) ([]audit.Block, error) {
	return all[blockRow](t.db.Where("audit_id = ?", string(of)).Order("ordinal"), "calendar entry")
}

// SaveBlocks inserts new entries and replaces those whose UID is known.
func (t *tx) SaveBlocks(blocks []audit.Block) error {
	if len(blocks) == 0 {
		return nil
	}
	rows := make([]blockRow, len(blocks))
	for i, b := range blocks {
		rows[i] = blockRowOf(b)
	}
	err := t.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "uid"}}, UpdateAll: true}).Create(&rows).Error
	return translate(err, "calendar entry")
}
