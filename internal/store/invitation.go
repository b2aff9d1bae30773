package store

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type invitationRow struct {
	TokenHash string
	UserID    string
	MadeAt    time.Time
	EndsAt    time.Time
}

func (invitationRow) TableName() string { return "invitations" }

func (t *tx) Invitation(tokenHash string) (app.Invitation, error) {
	r, err := first[invitationRow](t, "invitation", "token_hash", tokenHash)
	return app.Invitation{TokenHash: r.TokenHash, UserID: domain.ID(r.UserID), MadeAt: r.MadeAt.UTC(), EndsAt: r.EndsAt.UTC()}, err
}

func (t *tx) InsertInvitation(i app.Invitation) error {
	row := invitationRow{TokenHash: i.TokenHash, UserID: string(i.UserID), MadeAt: i.MadeAt.UTC(), EndsAt: i.EndsAt.UTC()}
	return translate(t.db.Create(&row).Error, "invitation")
}

func (t *tx) DeleteInvitationsOf(user domain.ID) error {
	return translate(t.db.Delete(&invitationRow{}, "user_id = ?", string(user)).Error, "invitation")
}
