package app

import (
	"context"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain/importer"
)

const (
	importSaysEvery = 10 * time.Second
	// importSilence is how long a running import may say nothing before it counts
	// as ended with its process.
	importSilence = time.Minute
)

// SweepImports marks the imports that fell silent as failed, says what to do, and
// lets go of uploads that were kept long enough.
func (a *App) SweepImports(ctx context.Context) error {
	if err := a.Store.Write(ctx, func(tx Tx) error { return tx.DeleteUploadsEnded(a.now()) }); err != nil {
		return err
	}
	return a.stopImports(ctx, a.now().Add(-importSilence))
}

// StopImports marks every running import as failed: for an installation of one
// process, which is just starting and so runs none.
func (a *App) StopImports(ctx context.Context) error {
	return a.stopImports(ctx, a.now().Add(time.Second))
}

func (a *App) stopImports(ctx context.Context, silentSince time.Time) error {
	return a.Store.Write(ctx, func(tx Tx) error {
		dead, err := tx.SilentImports(silentSince)
		if err != nil {
			return err
		}
		for _, run := range dead {
			told := fmt.Sprintf("The program ended while this import ran, at %d of %d. What it had taken in stays; run it again: nothing is taken in twice.", run.Done, run.Total)
			if run.DryRun {
				told = fmt.Sprintf("The program ended while this dry run ran, at %d of %d. Nothing was written; run it again.", run.Done, run.Total)
			}
			run.State, run.EndedAt, run.Report = "failed", a.now(), asJSON([]importer.Fault{{Message: told}})
			if err := tx.SaveImportRun(run); err != nil {
				return err
			}
		}
		return nil
	})
}

// sayAlive notes now and then that an import is under way, however long one of
// its steps takes, until stop is called.
func (a *App) sayAlive(ctx context.Context, run ImportRun) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(importSaysEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if err := a.Store.Write(ctx, func(tx Tx) error { return tx.TouchImport(run.ID, a.now()) }); err != nil && ctx.Err() == nil {
					a.Log.Warn("import under way", "run", string(run.ID), "error", err.Error())
				}
			}
		}
	}()
	return func() { cancel(); <-done }
}
