package testenv

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// dialLimit bounds one try to reach a server that may not be there.
const dialLimit = 3 * time.Second

// usualPostgres are the addresses tried before a private server is started for
// a whole run:
// the local socket as ourselves, then the usual port as postgres.
var usualPostgres = []string{
	"host=/var/run/postgresql dbname=postgres",
	"postgres://postgres@127.0.0.1:5432/postgres?sslmode=prefer",
	"postgres://postgres:postgres@127.0.0.1:5432/postgres?sslmode=prefer",
}

// Postgres returns the address of a fresh database that goes with the test.
// With migrate it is a copy of a template that migrate filled once in this
// process; every caller of one test binary passes the same migrate, and
// migrate leaves no connection open.
func Postgres(t testing.TB, migrate func(dsn string) error) string {
	t.Helper()
	admin, err := sharedPostgres()
	if err != nil {
		t.Fatal(err)
	}
	template := ""
	if migrate != nil {
		if template, err = templates.get(admin, migrate); err != nil {
			t.Fatalf("filling the template database: %v", err)
		}
	}
	dsn, drop, err := createDatabase(admin, template)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := drop(); err != nil {
			t.Errorf("dropping the test's database: %v", err)
		}
	})
	return dsn
}

// templates keeps the one migrated database of this process.
var templates templateDatabase

type templateDatabase struct {
	once sync.Once
	name string
	err  error
}

func (d *templateDatabase) get(admin string, migrate func(dsn string) error) (string, error) {
	d.once.Do(func() {
		dsn, _, err := createDatabase(admin, "")
		if err != nil {
			d.err = err
			return
		}
		config, err := pgx.ParseConfig(dsn)
		if err != nil {
			d.err = err
			return
		}
		d.name, d.err = config.Database, migrate(dsn)
	})
	return d.name, d.err
}

// createDatabase makes a database, as a copy of template unless that is empty.
func createDatabase(admin, template string) (dsn string, drop func() error, err error) {
	name := databasePrefix() + strings.ToLower(rand.Text()[:12])
	statement := "CREATE DATABASE " + name
	if template != "" {
		statement += " TEMPLATE " + template
	}
	if err := execute(admin, statement); err != nil {
		return "", nil, fmt.Errorf("%s: %w", statement, err)
	}
	drop = func() error { return execute(admin, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") }
	return withDatabase(admin, name), drop, nil
}

// databasePrefix marks the databases of this run.
func databasePrefix() string {
	run := os.Getenv(RunEnv)
	if run == "" {
		run = strconv.Itoa(os.Getpid())
	}
	return "certwright_test_" + run + "_"
}

// sweepPostgres drops what the databases of this run left, whoever made them.
func sweepPostgres(admin string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, admin)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, `SELECT datname FROM pg_database WHERE starts_with(datname, $1)`, databasePrefix())
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, name := range names {
		_, e := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
		err = errors.Join(err, e)
	}
	return err
}

// sharedPostgres is the server that this process's tests share: the one of the
// whole run, else a private one, for nobody would sweep after us elsewhere.
var sharedPostgres = sync.OnceValues(func() (string, error) {
	if dsn := os.Getenv(PostgresEnv); dsn != "" {
		return dsn, nil
	}
	s, err := startPostgres()
	if err != nil {
		return "", err
	}
	return s.postgresURL(), nil
})

// findOrStartPostgres gives the server of a whole run; private is nil when it
// was there before us.
func findOrStartPostgres() (dsn string, private *server, err error) {
	if dsn := os.Getenv(PostgresEnv); dsn != "" {
		if err := mayCreateDatabases(dsn); err != nil {
			return "", nil, fmt.Errorf("%s: %w", PostgresEnv, err)
		}
		return dsn, nil, nil
	}
	for _, dsn := range usualPostgres {
		if mayCreateDatabases(dsn) == nil {
			return dsn, nil, nil
		}
	}
	s, err := startPostgres()
	if err != nil {
		return "", nil, err
	}
	return s.postgresURL(), s, nil
}

func mayCreateDatabases(dsn string) error {
	ctx, cancel := context.WithTimeout(context.Background(), dialLimit)
	defer cancel()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var may bool
	err = conn.QueryRow(ctx, `SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user`).Scan(&may)
	if err == nil && !may {
		err = errors.New("the role may not create databases")
	}
	return err
}

// startPostgres makes a cluster in a folder of its own and starts it. It does
// not wait for the disk: a killed server keeps what it acknowledged, and no
// test pulls the plug of the machine.
func startPostgres() (*server, error) {
	bin, err := postgresPrograms()
	if err != nil {
		return nil, err
	}
	f, err := newFolder("postgres", "QUIT", true)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(f.path, "data")
	initdb := f.command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	if out, err := initdb.CombinedOutput(); err != nil {
		f.close()
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	port, err := freePort()
	if err != nil {
		f.close()
		return nil, err
	}
	s := &server{name: "PostgreSQL", folder: f, port: port, stop: syscall.SIGINT}
	s.argv = []string{filepath.Join(bin, "postgres"), "-D", data, "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=" + f.path, "-c", "max_connections=300", "-c", "fsync=off", "-c", "full_page_writes=off"}
	s.answer = func() error { return mayCreateDatabases(s.postgresURL()) }
	if err := s.start(); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *server) postgresURL() string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", s.port)
}

// postgresPrograms is the folder of the newest installed server programs.
// Debian keeps them outside PATH.
func postgresPrograms() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	newest, version := "", 0
	for _, path := range found {
		n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
		if err == nil && n > version {
			newest, version = path, n
		}
	}
	if newest == "" {
		path, err := exec.LookPath("initdb")
		if err != nil {
			return "", errors.New("PostgreSQL is neither reachable nor installed; run: scripts/packages install")
		}
		if newest, err = filepath.EvalSymlinks(path); err != nil {
			return "", err
		}
	}
	return filepath.Dir(newest), nil
}

func execute(dsn, statement string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}

// withDatabase is the same address with another database.
func withDatabase(dsn, name string) string {
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme == "" {
		return dsn + " dbname=" + name // keyword form: the last one counts
	}
	u.Path = "/" + name
	return u.String()
}
