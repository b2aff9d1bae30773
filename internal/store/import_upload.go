package store

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type uploadRow struct {
	RunID   string
	UserID  string
	Content []byte
	EndsAt  time.Time
}

func (uploadRow) TableName() string { return "import_uploads" }
func (r uploadRow) domain() app.Upload {
	return app.Upload{RunID: domain.ID(r.RunID), UserID: domain.ID(r.UserID), Content: r.Content, EndsAt: r.EndsAt.UTC()}
}

func (t *tx) SaveUpload(u app.Upload) error {
	if err := t.db.Where("user_id = ?", string(u.UserID)).Delete(&uploadRow{}).Error; err != nil {
		return translate(err, "upload")
	}
	row := uploadRow{RunID: string(u.RunID), UserID: string(u.UserID), Content: u.Content, EndsAt: u.EndsAt.UTC()}
	return translate(t.db.Create(&row).Error, "upload")
}

func (t *tx) Upload(run domain.ID) (app.Upload, error) {
	r, err := first[uploadRow](t, "upload", "run_id", string(run))
	return r.domain(), err
}

func (t *tx) DeleteUpload(run domain.ID) (bool, error) {
	done := t.db.Where("run_id = ?", string(run)).Delete(&uploadRow{})
	return done.RowsAffected == 1, translate(done.Error, "upload")
}

func (t *tx) DeleteUploadsEnded(by time.Time) error {
	return translate(t.db.Where("ends_at <= ?", by.UTC()).Delete(&uploadRow{}).Error, "upload")
}
