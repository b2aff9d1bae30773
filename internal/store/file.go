package store

import (
	"gorm.io/gorm/clause"
)

type contentRow struct {
	Hash      string
	MediaType string
	Content   []byte
}

func (contentRow) TableName() string { return "files" }

func (t *tx) PutFile(hash, mediaType string, content []byte) error {
	row := contentRow{Hash: hash, MediaType: mediaType, Content: content}
	return translate(t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error, "file")
}

func (t *tx) GetFile(hash string) (mediaType string, content []byte, err error) {
	r, err := first[contentRow](t, "file", "hash", hash)
	return r.MediaType, r.Content, err
}
