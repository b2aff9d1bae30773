package store

import (
	"errors"

	"gorm.io/gorm"

	"github.com/certwright/certwright/domain"
)

// settingsRow is the one row of the body's own facts and choices.
type settingsRow struct {
	ID      string
	Version int64
	Text    string
}

func (settingsRow) TableName() string     { return "settings" }
func (r *settingsRow) setVersion(v int64) { r.Version = v }

func (t *tx) Settings() (string, domain.Version, error) {
	var r settingsRow
	err := t.db.Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", 0, nil
	}
	return r.Text, domain.Version(r.Version), translate(err, "settings")
}

func (t *tx) SaveSettings(text string, seen domain.Version) error {
	row := settingsRow{ID: "body", Text: text}
	err := save(t, "settings", &row, "body", &seen)
	if domain.KindOf(err) == domain.Conflict { // somebody else kept the first ones
		return domain.E(domain.Stale, "stale", "The settings changed since you read them; look at them again.")
	}
	return err
}
