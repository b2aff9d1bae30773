// Package store keeps everything in a database: SQLite in one file, or
// Postgres. It is the only package that knows gorm. This file is the only place
// that knows one engine from the other.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the Postgres driver of database/sql
	_ "github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/gormlite"
	"github.com/pressly/goose/v3"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/certwright/certwright/migrations"
)

// Store is an open database. SQLite has one writing connection, because more
// would only wait for each other, and a pool of readers beside it; Postgres has
// one pool for both.
type Store struct {
	dialect string
	write   *gorm.DB
	read    *gorm.DB
	pools   []*sql.DB
}

// Open opens the database at an address: "postgres://…" or the path of a SQLite
// file, which is created when it is not there.
func Open(address string) (*Store, error) {
	if onPostgres(address) {
		return openPostgres(address)
	}
	return openSQLite(address, sqliteOptions)
}

func onPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// sqliteOptions: foreign keys are off by default in SQLite and transactions
// deferred, which turns every read-then-write race into "database is locked".
// Every commit is on the disk before it is acknowledged: a ledger head kept
// elsewhere must not outlive its entries. Times are UTC text of fixed width, so
// that they sort.
const sqliteOptions = "_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=foreign_keys(1)" +
	"&_pragma=synchronous(full)&_timefmt=2006-01-02%2015:04:05.000"

func openSQLite(path, options string) (*Store, error) {
	base := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + options
	writer, err := sql.Open("sqlite3", base+"&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite3", base+"&_txlock=deferred")
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	reader.SetMaxOpenConns(8)
	s := &Store{dialect: "sqlite", pools: []*sql.DB{writer, reader}}
	if s.write, err = gorm.Open(gormlite.OpenDB(writer), gormConfig()); err == nil {
		s.read, err = gorm.Open(gormlite.OpenDB(reader), gormConfig())
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return s, nil
}

func openPostgres(address string) (*Store, error) {
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return nil, fmt.Errorf("open Postgres: %w", err)
	}
	pool.SetMaxOpenConns(40)
	pool.SetMaxIdleConns(20)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), gormConfig())
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("open Postgres: %w", err)
	}
	return &Store{dialect: "postgres", write: db, read: db, pools: []*sql.DB{pool}}, nil
}

func gormConfig() *gorm.Config {
	return &gorm.Config{
		Logger:                 logger.Discard,
		SkipDefaultTransaction: true,
		NowFunc:                func() time.Time { return time.Now().UTC().Truncate(time.Millisecond) },
		DisableAutomaticPing:   true,
	}
}

// Close closes all connections.
func (s *Store) Close() error {
	var first error
	for _, p := range s.pools {
		if err := p.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// Dialect is "sqlite" or "postgres".
func (s *Store) Dialect() string { return s.dialect }

func (s *Store) provider() (*goose.Provider, error) {
	steps, err := migrations.For(s.dialect)
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectSQLite3
	if s.dialect == "postgres" {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, s.pools[0], steps)
}

// Migrate brings the schema up to date, one step a transaction. Several
// programs may start at once: on Postgres a lock makes the others wait.
// A schema newer than this program is refused.
func (s *Store) Migrate(ctx context.Context) error {
	unlock, err := s.lockMigrations(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	p, err := s.provider()
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("schema version: %w", err)
	}
	latest, err := migrations.Latest(s.dialect)
	if err != nil {
		return err
	}
	if have > latest {
		return fmt.Errorf("the database has schema %d, this program knows %d: use the newer program", have, latest)
	}
	done, err := p.Up(ctx)
	for _, r := range done {
		slog.Info("schema step", "step", r.Source.Path, "took", r.Duration.String())
	}
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// migrationLock is the number of our advisory lock in Postgres.
const migrationLock = 7_205_120_211

func (s *Store) lockMigrations(ctx context.Context) (unlock func(), err error) {
	if s.dialect != "postgres" {
		return func() {}, nil // SQLite: the one writer waits its turn
	}
	conn, err := s.pools[0].Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock)); err != nil {
		conn.Close()
		return nil, fmt.Errorf("migrate: %w", err)
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrationLock))
		conn.Close()
	}, nil
}

// Ready tells whether the database answers and has this program's schema.
func (s *Store) Ready(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	return s.mustBeLatest(have)
}

func (s *Store) mustBeLatest(have int64) error {
	latest, err := migrations.Latest(s.dialect)
	if err != nil {
		return err
	}
	if have != latest {
		return fmt.Errorf("the database has schema %d, this program needs %d", have, latest)
	}
	return nil
}
