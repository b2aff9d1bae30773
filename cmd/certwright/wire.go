package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/headbook"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/seal"
	"github.com/certwright/certwright/internal/store"
)

// house is an opened installation: the use cases and what has to be closed.
type house struct {
	app   *app.App
	store *store.Store
	keys  *seal.Keys
	log   *slog.Logger
}

// open opens the database of a configuration, brings its schema up to date and
// hangs the use cases on it. Nothing runs yet.
func (c *Config) open(ctx context.Context) (*house, error) {
	log := c.logger()
	if err := c.makeFolders(); err != nil {
		return nil, err
	}
	st, err := store.Open(c.database())
	if err != nil {
		return nil, err
	}
	h := &house{store: st, log: log}
	if err := st.Migrate(ctx); err != nil {
		h.close()
		return nil, err
	}
	if h.keys, err = seal.Load(c.keysDir(), "Certification body", c.origin(), time.Now()); err != nil {
		h.close()
		return nil, err
	}
	post, err := c.post()
	if err != nil {
		h.close()
		return nil, err
	}
	h.app = c.useCases(h)
	h.app.Seals, h.app.Post = h.keys, post
	for _, seed := range []func(context.Context) error{h.app.SeedSchemes, h.app.SeedHolidays} {
		if err := seed(ctx); err != nil {
			h.close()
			return nil, err
		}
	}
	return h, nil
}

// openToRead opens a database that is there, for a command that only reads:
// it makes no file and changes nothing. It needs no keys and takes none.
func (c *Config) openToRead(ctx context.Context) (*house, error) {
	st, err := store.OpenToRead(ctx, c.database())
	if errors.Is(err, store.ErrNone) {
		return nil, fmt.Errorf("%w; --data names the folder of an installation, --database its database", err)
	}
	if err != nil {
		return nil, err
	}
	h := &house{store: st, log: c.logger()}
	h.app = c.useCases(h)
	return h, nil
}

// useCases hangs the use cases on a database, without keys and without a post.
func (c *Config) useCases(h *house) *app.App {
	return &app.App{
		Store: h.store, Clock: domain.WallClock{}, NewID: newID, Random: random, Passwords: passwords{},
		Documents: pdf.Documents{}, Tree: merkle.Tree{}, Heads: headbook.In(c.ledgerHeads()), Log: h.log, BaseURL: c.baseURL(),
	}
}

func (h *house) close() {
	if err := h.store.Close(); err != nil {
		h.log.Error("closing the database", "error", err.Error())
	}
}

// makeFolders makes what the embedded default keeps things in; only the owner
// may look inside.
func (c *Config) makeFolders() error {
	dirs := []string{c.keysDir(), filepath.Dir(c.ledgerHeads())}
	if c.Database == "" || c.SMTP == "" {
		dirs = append(dirs, c.DataDir)
	}
	for _, d := range dirs {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
	}
	return nil
}

func (c *Config) logger() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

func (c *Config) mailDir() string { return filepath.Join(c.DataDir, "mail") }

func newID() domain.ID { return domain.ID(uuid.Must(uuid.NewV7()).String()) }

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: the program stops instead
	return b
}

// origin names the ledger in its signed heads: the installation's address,
// without what a key name may not hold.
func (c *Config) origin() string {
	_, host, _ := strings.Cut(c.baseURL(), "://")
	return strings.NewReplacer(" ", "", "+", "").Replace(host) + "/ledger"
}
