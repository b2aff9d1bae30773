package store

import (
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

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

type answerRow struct {
	Key      string
	Actor    string
	BodyHash string
	Status   int64
	Body     string
	At       time.Time
}

func (answerRow) TableName() string { return "answers" }

func (t *tx) Answer(key string, actor domain.ID) (bodyHash string, status int, body string, err error) {
	var r answerRow
	err = t.db.Where(clause.Eq{Column: clause.Column{Name: "key"}, Value: key}).Where("actor = ?", string(actor)).Take(&r).Error
	return r.BodyHash, int(r.Status), r.Body, translate(err, "answer")
}

func (t *tx) SaveAnswer(key string, actor domain.ID, bodyHash string, status int, body string, at time.Time) error {
	row := answerRow{Key: key, Actor: string(actor), BodyHash: bodyHash, Status: int64(status), Body: body, At: at.UTC()}
	return translate(t.db.Create(&row).Error, "answer")
}
