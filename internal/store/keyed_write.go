package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type answerRow struct {
	Key      string
	Actor    string
	BodyHash string
	State    string
	Status   int64
	Body     string
	At       time.Time
}

func (answerRow) TableName() string { return "answers" }

func (t *tx) TakeKey(k app.KeyedWrite) (bool, error) {
	row := answerRow{Key: k.Key, Actor: string(k.Actor), BodyHash: k.BodyHash, State: string(k.State), Status: int64(k.Status), Body: k.Body, At: k.At.UTC()}
	done := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	return done.RowsAffected == 1, translate(done.Error, "key")
}

// keyed is the row of a key; "key" is a word of SQL, so the dialect quotes it.
func (t *tx) keyed(key string, actor domain.ID) *gorm.DB {
	return t.db.Model(&answerRow{}).Where(clause.Eq{Column: clause.Column{Name: "key"}, Value: key}).Where("actor = ?", string(actor))
}

func (t *tx) KeyedWrite(key string, actor domain.ID) (app.KeyedWrite, error) {
	var r answerRow
	err := t.keyed(key, actor).Take(&r).Error
	return app.KeyedWrite{
		Key: r.Key, Actor: domain.ID(r.Actor), BodyHash: r.BodyHash, State: app.KeyState(r.State), Status: int(r.Status), Body: r.Body, At: r.At.UTC(),
	}, translate(err, "key")
}

func (t *tx) RetakeKey(k app.KeyedWrite, seen time.Time) (bool, error) {
	done := t.keyed(k.Key, k.Actor).Where("state = ? AND at = ?", string(app.KeyRunning), seen.UTC()).Update("at", k.At.UTC())
	return done.RowsAffected == 1, translate(done.Error, "key")
}

// NoteEffect leaves an answered key answered: what a request began may go on
// after its answer.
func (t *tx) NoteEffect(k app.KeyedWrite) (bool, error) {
	done := t.keyed(k.Key, k.Actor).Where("at = ?", k.At.UTC()).
		Update("state", gorm.Expr("CASE WHEN state = ? THEN ? ELSE state END", string(app.KeyRunning), string(app.KeyEffected)))
	return done.RowsAffected == 1, translate(done.Error, "key")
}

func (t *tx) KeepAnswer(k app.KeyedWrite) error {
	return translate(t.keyed(k.Key, k.Actor).Where("at = ?", k.At.UTC()).
		Updates(map[string]any{"state": string(k.State), "status": int64(k.Status), "body": k.Body}).Error, "key")
}

func (t *tx) ReleaseKey(k app.KeyedWrite, states ...app.KeyState) error {
	return translate(t.keyed(k.Key, k.Actor).Where("at = ? AND state IN ?", k.At.UTC(), states).Delete(&answerRow{}).Error, "key")
}

func (t *tx) DeleteKeys(before time.Time) error {
	return translate(t.db.Where("at < ?", before.UTC()).Delete(&answerRow{}).Error, "key")
}
