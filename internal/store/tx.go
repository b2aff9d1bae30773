package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/ncruces/go-sqlite3"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// tx is one open transaction; the other files of this package hang the
// aggregates on it.
type tx struct {
	db      *gorm.DB
	dialect string
}

var (
	_ app.Tx    = (*tx)(nil)
	_ app.Store = (*Store)(nil)
)

// Write runs work in a transaction that may write.
func (s *Store) Write(ctx context.Context, work func(app.Tx) error) error {
	return s.run(ctx, s.write, nil, work)
}

// Read runs work on one consistent state, without standing in a writer's way.
func (s *Store) Read(ctx context.Context, work func(app.Tx) error) error {
	return s.run(ctx, s.read, &sql.TxOptions{ReadOnly: true, Isolation: s.snapshot()}, work)
}

// snapshot is the isolation at which all reads of a transaction see one state.
func (s *Store) snapshot() sql.IsolationLevel {
	if s.dialect == "postgres" {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault // a SQLite read transaction is one snapshot by nature
}

func (s *Store) run(ctx context.Context, db *gorm.DB, opts *sql.TxOptions, work func(app.Tx) error) error {
	var all []*sql.TxOptions
	if opts != nil {
		all = append(all, opts)
	}
	err := db.WithContext(ctx).Transaction(func(g *gorm.DB) error {
		return work(&tx{db: g, dialect: s.dialect})
	}, all...)
	return translate(err, "")
}

// translate turns what an engine says into the domain's words. What is already
// a domain error passes through.
func translate(err error, what string) error {
	var known *domain.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound):
		return domain.NotFound(what)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return domain.E(domain.Unavailable, "timeout", "The request was cut off before it was done.").Because(err)
	}
	switch kind, where := classify(err); kind {
	case uniqueBroken:
		return domain.E(domain.Conflict, "exists", "There is one already (%s).", where).Because(err)
	case referenceBroken:
		return domain.E(domain.Invalid, "dangling_reference", "It refers to something that is not there, or something refers to it.").Because(err)
	case checkBroken:
		return domain.E(domain.Invalid, "out_of_range", "A value lies outside what the database allows (%s).", where).Because(err)
	case busy:
		return domain.E(domain.Unavailable, "busy", "The database is busy; try again in a moment.").Because(err)
	case serialization:
		return domain.E(domain.Conflict, "raced", "Somebody else changed the same thing at this moment; look again.").Because(err)
	case appendOnly:
		return domain.E(domain.Forbidden, "append_only", "This record can only be added to, never changed.").Because(err)
	}
	return err
}

type broken int

const (
	notBroken broken = iota
	uniqueBroken
	referenceBroken
	checkBroken
	busy
	serialization
	appendOnly
)

// classify says which promise of the schema an engine's error is about, and
// where: gorm's own translation drops the name of the index.
func classify(err error) (broken, string) {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "23505":
			return uniqueBroken, pg.ConstraintName
		case "23503":
			return referenceBroken, pg.ConstraintName
		case "23514":
			return checkBroken, pg.ConstraintName
		case "40001", "40P01":
			return serialization, ""
		case "42501":
			return appendOnly, pg.Message
		case "53300", "57P03", "57P01":
			return busy, ""
		}
		return notBroken, ""
	}
	var connect *pgconn.ConnectError
	var network *net.OpError
	if errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return busy, "" // the server went away; it may come back
	}
	message := err.Error()
	switch {
	case errors.Is(err, sqlite3.CONSTRAINT_UNIQUE), errors.Is(err, sqlite3.CONSTRAINT_PRIMARYKEY):
		return uniqueBroken, after(message, "constraint failed: ")
	case errors.Is(err, sqlite3.CONSTRAINT_FOREIGNKEY):
		return referenceBroken, ""
	case errors.Is(err, sqlite3.CONSTRAINT_CHECK):
		return checkBroken, after(message, "constraint failed: ")
	case errors.Is(err, sqlite3.CONSTRAINT_TRIGGER), strings.Contains(message, "append-only"):
		return appendOnly, message
	case errors.Is(err, sqlite3.BUSY), errors.Is(err, sqlite3.LOCKED):
		return busy, ""
	}
	return notBroken, ""
}

func after(s, mark string) string {
	if i := strings.LastIndex(s, mark); i >= 0 {
		return s[i+len(mark):]
	}
	return ""
}

// first loads the row whose column has a value. The column is a name in our own
// code, never outside text.
func first[R any](t *tx, what, column string, value any) (R, error) {
	var r R
	err := t.db.Where(clause.Eq{Column: clause.Column{Name: column}, Value: value}).Take(&r).Error
	return r, translate(err, what)
}

// save inserts a row at version 0 and otherwise replaces the row that still has
// the version the caller saw; it sets the new version.
func save[R any](t *tx, what string, row *R, id domain.ID, version *domain.Version) error {
	if *version == 0 {
		*version = 1
		if err := t.db.Create(setVersion(row, 1)).Error; err != nil {
			*version = 0
			return translate(err, what)
		}
		return nil
	}
	seen := *version
	done := t.db.Model(row).Where("id = ? AND version = ?", string(id), int64(seen)).
		Select("*").Omit("id").Updates(setVersion(row, int64(seen)+1))
	if done.Error != nil {
		return translate(done.Error, what)
	}
	if done.RowsAffected == 0 {
		return domain.E(domain.Stale, "stale", "The %s changed since you read it; look at it again.", what)
	}
	*version = seen + 1
	return nil
}

// versioned is a row that carries the version people edit against.
type versioned interface{ setVersion(v int64) }

func setVersion[R any](row *R, v int64) *R {
	if r, ok := any(row).(versioned); ok {
		r.setVersion(v)
	}
	return row
}

// day and toDay keep a civil date as its ten characters; no date is "".
func day(d domain.Date) string { return d.String() }

func toDay(s string) domain.Date {
	d, err := domain.ParseDate(s)
	if err != nil {
		return 0
	}
	return d
}

// instant and toInstant keep a zero time as NULL and every other as UTC milliseconds.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	u := t.UTC().Truncate(time.Millisecond)
	return &u
}

func toInstant(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// optional keeps an empty reference as NULL.
func optional(id domain.ID) *string {
	if id == "" {
		return nil
	}
	s := string(id)
	return &s
}

func fromOptional(s *string) domain.ID {
	if s == nil {
		return ""
	}
	return domain.ID(*s)
}

// rawJSON is a stored JSON text; "" is none.
func rawJSON(text string) json.RawMessage {
	if text == "" {
		return nil
	}
	return json.RawMessage(text)
}

// all loads the rows that a condition leaves, as domain values.
func all[R interface{ domain() D }, D any](q *gorm.DB, what string) ([]D, error) {
	var rows []R
	if err := q.Find(&rows).Error; err != nil {
		return nil, translate(err, what)
	}
	out := make([]D, len(rows))
	for i, r := range rows {
		out[i] = r.domain()
	}
	return out, nil
}

// Next counts a named sequence up by one, without gaps: the row stays locked
// until the transaction ends.
func (t *tx) Next(name string) (int64, error) {
	err := t.db.Exec("INSERT INTO counters (name, value) VALUES (?, 0) ON CONFLICT DO NOTHING", name).Error
	if err != nil {
		return 0, translate(err, "counter")
	}
	var value int64
	err = t.db.Raw("UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value", name).Scan(&value).Error
	if err != nil {
		return 0, translate(err, "counter")
	}
	if value < 1 {
		return 0, fmt.Errorf("counter %s gave %d", name, value)
	}
	return value, nil
}
