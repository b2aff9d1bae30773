package store

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type feedRow struct {
	ID        string
	PersonID  string
	Label     string
	Privacy   string
	TokenHash string
	CreatedAt time.Time
	ChangedAt time.Time
	RevokedAt *time.Time
	FetchedAt *time.Time
	FetchedBy string
}

func (feedRow) TableName() string { return "feeds" }
func (r feedRow) domain() app.Feed {
	return app.Feed{
		ID: domain.ID(r.ID), PersonID: domain.ID(r.PersonID), Label: r.Label, Privacy: r.Privacy, TokenHash: r.TokenHash,
		CreatedAt: r.CreatedAt.UTC(), ChangedAt: r.ChangedAt.UTC(), RevokedAt: toInstant(r.RevokedAt),
		FetchedAt: toInstant(r.FetchedAt), FetchedBy: r.FetchedBy,
	}
}

func (t *tx) Feed(id domain.ID) (app.Feed, error) {
	r, err := first[feedRow](t, "calendar feed", "id", string(id))
	return r.domain(), err
}

func (t *tx) FeedByToken(tokenHash string) (app.Feed, error) {
	r, err := first[feedRow](t, "calendar feed", "token_hash", tokenHash)
	return r.domain(), err
}

// FeedsOf lists a person's feeds, the newest first, the revoked ones too.
func (t *tx) FeedsOf(person domain.ID) ([]app.Feed, error) {
	return all[feedRow](t.db.Where("person_id = ?", string(person)).Order("created_at DESC, id"), "calendar feed")
}

func (t *tx) InsertFeed(f app.Feed) error {
	row := feedRow{
		ID: string(f.ID), PersonID: string(f.PersonID), Label: f.Label, Privacy: f.Privacy, TokenHash: f.TokenHash,
		CreatedAt: f.CreatedAt.UTC(), ChangedAt: f.ChangedAt.UTC(), RevokedAt: instant(f.RevokedAt),
		FetchedAt: instant(f.FetchedAt), FetchedBy: f.FetchedBy,
	}
	return translate(t.db.Create(&row).Error, "calendar feed")
}

func (t *tx) RevokeFeed(id domain.ID, at time.Time) error {
	return mustHit(t.db.Model(&feedRow{}).Where("id = ?", string(id)).Update("revoked_at", at.UTC()), "calendar feed")
}

// NoteFetch leaves changed_at alone: that somebody looked changes nothing of
// what is seen.
func (t *tx) NoteFetch(id domain.ID, at time.Time, userAgent string) error {
	return mustHit(t.db.Model(&feedRow{}).Where("id = ?", string(id)).
		Updates(map[string]any{"fetched_at": at.UTC(), "fetched_by": userAgent}), "calendar feed")
}

// TouchFeeds never moves a feed's change time back: a client that asks by date
// would stay on its old copy for good.
func (t *tx) TouchFeeds(at time.Time, people ...domain.ID) error {
	if len(people) == 0 {
		return nil
	}
	return translate(t.db.Model(&feedRow{}).Where("person_id IN ? AND changed_at < ?", people, at.UTC()).
		Update("changed_at", at.UTC()).Error, "calendar feed")
}
