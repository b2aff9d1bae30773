package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/importer"
)

// What a dry run read is kept for the import that may follow: the newest of each
// person, for an hour, up to a size.
const (
	uploadLasts = time.Hour
	uploadBytes = 32 << 20
)

// readHash names what an import read; keep is its content, where it is small
// enough to be kept.
func readHash(tables []importer.Table) (hash string, keep []byte, err error) {
	text, err := json.Marshal(tables)
	if err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256(text)
	if len(text) <= uploadBytes {
		keep = text
	}
	return hex.EncodeToString(sum[:]), keep, nil
}

// ImportNow imports what a finished dry run of the same person has read, once.
func (a *App) ImportNow(ctx context.Context, actor domain.Actor, dry domain.ID) (ImportRun, error) {
	var tables []importer.Table
	var run ImportRun
	if !actor.Is(domain.Admin, domain.Planner) {
		return run, domain.MayNot("Only planners and administrators import.")
	}
	err := a.write(ctx, func(tx Tx) error {
		was, err := tx.ImportRun(dry)
		if err != nil {
			return err
		}
		if tables, err = a.takeUpload(tx, actor, was); err != nil {
			return err
		}
		run = a.newRun(actor, tables, false, was.Hash)
		return tx.SaveImportRun(run)
	})
	if err == nil {
		go a.finishImport(context.WithoutCancel(ctx), actor, run, tables)
	}
	return run, err
}

// takeUpload takes what a dry run has read away, and gives it when it is still
// what the dry run looked at.
func (a *App) takeUpload(tx Tx, actor domain.Actor, was ImportRun) ([]importer.Table, error) {
	if err := a.uploadOf(tx, actor, was); err != nil {
		return nil, err
	}
	u, err := tx.Upload(was.ID)
	if err != nil {
		return nil, err
	}
	if mine, err := tx.DeleteUpload(was.ID); err != nil || !mine {
		return nil, uploadGone()
	}
	var tables []importer.Table
	if err := json.Unmarshal(u.Content, &tables); err != nil {
		return nil, err
	}
	if hash, _, err := readHash(tables); err != nil || hash != was.Hash {
		return nil, domain.E(domain.Conflict, "upload_changed", "What was kept is not what the dry run looked at; choose the file again.")
	}
	return tables, nil
}

// uploadOf refuses an import that cannot follow a dry run, by its reason.
func (a *App) uploadOf(tx Tx, actor domain.Actor, was ImportRun) error {
	if !was.DryRun || was.State != "done" {
		return domain.E(domain.Conflict, "no_dry_run", "Only what a finished dry run looked at is imported from here.")
	}
	u, err := tx.Upload(was.ID)
	switch {
	case err != nil && domain.KindOf(err) != domain.Unknown:
		return err
	case err != nil || !a.now().Before(u.EndsAt):
		return uploadGone()
	case u.UserID != actor.UserID:
		return domain.MayNot("Only %s, who did the dry run, imports from it; choose the file yourself.", was.StartedBy)
	}
	return nil
}

func uploadGone() error {
	return domain.E(domain.Conflict, "upload_gone", "The file of a dry run is kept for an hour, until it is imported or you look at another; choose it again.")
}
