package store

import (
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/letter"
)

type userRow struct {
	ID           string
	Version      int64
	PersonID     string
	Email        string
	Name         string
	PasswordHash string
	Roles        asJSON[[]domain.Role]
	ClientID     *string
	ClientRight  string
	Disabled     bool
	InVain       bool
	Muted        asJSON[[]letter.Kind]
	CreatedAt    time.Time
}

func (userRow) TableName() string     { return "users" }
func (r *userRow) setVersion(v int64) { r.Version = v }
func (r userRow) domain() app.User {
	return app.User{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), PersonID: domain.ID(r.PersonID), Email: r.Email,
		Name: r.Name, PasswordHash: r.PasswordHash, Roles: r.Roles.V,
		ClientID: fromOptional(r.ClientID), Right: app.Right(r.ClientRight), Disabled: r.Disabled, InVain: r.InVain, Muted: r.Muted.V, CreatedAt: r.CreatedAt.UTC(),
	}
}

func (t *tx) User(id domain.ID) (app.User, error) {
	r, err := first[userRow](t, "user", "id", string(id))
	return r.domain(), err
}

// UserByEmail finds an account by its address in any case.
func (t *tx) UserByEmail(email string) (app.User, error) {
	found, err := t.users(t.db.Where("email = ? AND NOT in_vain", strings.ToLower(email)).Limit(1))
	if err == nil && len(found) == 0 {
		err = domain.NotFound("user")
	}
	if err != nil {
		return app.User{}, err
	}
	return found[0], nil
}

func (t *tx) users(q *gorm.DB) ([]app.User, error) {
	return all[userRow](q.Order("email"), "user")
}

func (t *tx) UsersOfPerson(person domain.ID) ([]app.User, error) {
	return t.users(t.db.Where("person_id = ? AND NOT in_vain", string(person)))
}

func (t *tx) UsersOfClient(client domain.ID) ([]app.User, error) {
	return t.users(t.db.Where("client_id = ?", string(client)))
}

func (t *tx) UsersWithRole(role domain.Role) ([]app.User, error) {
	return t.users(t.db.Where("roles LIKE ? ESCAPE '!'", pattern(`"`+string(role)+`"`)))
}

func (t *tx) SaveUser(u *app.User) error {
	row := userRow{
		ID: string(u.ID), PersonID: string(u.PersonID), Email: strings.ToLower(u.Email), Name: u.Name,
		PasswordHash: u.PasswordHash, Roles: kept(u.Roles), ClientID: optional(u.ClientID),
		ClientRight: string(u.Right), Disabled: u.Disabled, InVain: u.InVain, Muted: kept(u.Muted), CreatedAt: u.CreatedAt.UTC(),
	}
	return save(t, "user", &row, u.ID, &u.Version)
}

func (t *tx) CountUsers() (n int64, err error) {
	return n, translate(t.db.Model(&userRow{}).Count(&n).Error, "user")
}

// UserList filters by role, client and state (active, disabled).
func (t *tx) UserList(l app.List) (app.Page[app.User], error) {
	if err := knows(l, "role", "client", "state"); err != nil {
		return app.Page[app.User]{}, err
	}
	q := t.db.Table("users").Select("users.*").Joins("JOIN persons ON persons.id = users.person_id")
	q = holding(filtered(q, l, "client", "users.client_id"), l.Query, "persons.search", "users.email")
	if role := l.Filter["role"]; role != "" {
		q = q.Where("users.roles LIKE ? ESCAPE '!'", pattern(`"`+role+`"`))
	}
	switch l.Filter["state"] {
	case "":
	case "active", "disabled":
		q = q.Where("users.disabled = ?", l.Filter["state"] == "disabled")
	default:
		return app.Page[app.User]{}, badFilter("state", "active or disabled")
	}
	return page[userRow](q, l, listing{
		sorts: map[string]string{"name": "persons.search", "email": "users.email", "created": "users.created_at"},
		first: "name", id: "users.id",
	})
}

func badFilter(filter, right string) error {
	var f domain.Fault
	f.Add(filter, "is %s", right)
	return f.Err()
}

type sessionRow struct {
	TokenHash string
	UserID    string
	CreatedAt time.Time
	LastSeen  time.Time
	EndsAt    time.Time
	UserAgent string
}

func (sessionRow) TableName() string { return "sessions" }

func (t *tx) Session(tokenHash string) (app.Session, error) {
	r, err := first[sessionRow](t, "session", "token_hash", tokenHash)
	return app.Session{
		TokenHash: r.TokenHash, UserID: domain.ID(r.UserID), CreatedAt: r.CreatedAt.UTC(), LastSeen: r.LastSeen.UTC(),
		EndsAt: r.EndsAt.UTC(), UserAgent: r.UserAgent,
	}, err
}

func (t *tx) InsertSession(s app.Session) error {
	row := sessionRow{
		TokenHash: s.TokenHash, UserID: string(s.UserID), CreatedAt: s.CreatedAt.UTC(), LastSeen: s.LastSeen.UTC(),
		EndsAt: s.EndsAt.UTC(), UserAgent: s.UserAgent,
	}
	return translate(t.db.Create(&row).Error, "session")
}

func (t *tx) TouchSession(tokenHash string, at time.Time) error {
	return mustHit(t.db.Model(&sessionRow{}).Where("token_hash = ?", tokenHash).Update("last_seen", at.UTC()), "session")
}

// DeleteSession ends a session; one that ended already is no error.
func (t *tx) DeleteSession(tokenHash string) error {
	return translate(t.db.Delete(&sessionRow{}, "token_hash = ?", tokenHash).Error, "session")
}

func (t *tx) DeleteSessionsOf(user domain.ID) error {
	return translate(t.db.Delete(&sessionRow{}, "user_id = ?", string(user)).Error, "session")
}

func (t *tx) DeleteEnded(ended, seen time.Time) error {
	err := t.db.Delete(&sessionRow{}, "ends_at < ? OR last_seen < ?", ended.UTC(), seen.UTC()).Error
	if err == nil {
		err = t.db.Delete(&invitationRow{}, "ends_at < ?", ended.UTC()).Error
	}
	if err == nil {
		err = t.db.Delete(&attemptRow{}, "clear_at < ?", ended.UTC()).Error
	}
	return translate(err, "session")
}

type attemptRow struct {
	Subject string
	ClearAt time.Time
}

func (attemptRow) TableName() string { return "attempts" }

// beginning stands for "nothing owed" in a row that exists only to be locked.
var beginning = time.Unix(0, 0).UTC()

func (t *tx) Owed(subject string) (time.Time, error) {
	row := attemptRow{Subject: subject, ClearAt: beginning}
	if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return time.Time{}, translate(err, "attempt")
	}
	row = attemptRow{}
	err := t.db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("subject = ?", subject).Take(&row).Error
	if err != nil || row.ClearAt.Equal(beginning) {
		return time.Time{}, translate(err, "attempt")
	}
	return row.ClearAt.UTC(), nil
}

func (t *tx) SetOwed(subject string, until time.Time) error {
	if until.IsZero() {
		until = beginning
	}
	return mustHit(t.db.Model(&attemptRow{}).Where("subject = ?", subject).Update("clear_at", until.UTC()), "attempt")
}

type addressRow struct {
	UserID  string
	Address string
	At      time.Time
}

func (addressRow) TableName() string { return "usual_addresses" }

func (t *tx) UsualAddress(user domain.ID, address string, since time.Time) (bool, error) {
	var n int64
	err := t.db.Model(&addressRow{}).
		Where("user_id = ? AND address = ? AND at >= ?", string(user), address, since.UTC()).Count(&n).Error
	return n > 0, translate(err, "address")
}

func (t *tx) NoteAddress(user domain.ID, address string, at time.Time) error {
	row := addressRow{UserID: string(user), Address: address, At: at.UTC()}
	return translate(t.db.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "user_id"}, {Name: "address"}}, DoUpdates: clause.AssignmentColumns([]string{"at"}),
	}).Create(&row).Error, "address")
}
