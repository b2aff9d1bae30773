package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/importer"
)

// Imported is what an import did, or would do.
type Imported struct {
	Run      domain.ID
	Faults   []importer.Fault
	Warnings []importer.Fault
	Counts   []importer.Count
}

// Import takes old spreadsheets in. All records are held against the database
// and each other first; then what is good is written, a few hundred things a
// transaction, so that the screens keep answering. What lost a race in between
// is refused and named like any other record. A dry run stops before writing.
func (a *App) Import(ctx context.Context, actor domain.Actor, tables []importer.Table, dry bool, told func(done, total int)) (Imported, error) {
	if !actor.Is(domain.Admin, domain.Planner, domain.System) {
		return Imported{}, domain.MayNot("Only planners and administrators import.")
	}
	if actor.Is(domain.System) && !dry {
		if err := a.nobodyYet(ctx); err != nil {
			return Imported{}, err
		}
	}
	return a.runImport(ctx, actor, a.NewID(), tables, dry, told)
}

// nobodyYet lets the system itself take a body's old records in while there is
// no account that could: after that an import, which authorises people and
// declares their interests, is somebody's.
func (a *App) nobodyYet(ctx context.Context) error {
	empty, err := a.SetupNeeded(ctx)
	if err == nil && !empty {
		err = domain.MayNot("People work here already: an import is one of theirs. Name a planner or an administrator with --as EMAIL.")
	}
	return err
}

func (a *App) runImport(ctx context.Context, actor domain.Actor, id domain.ID, tables []importer.Table, dry bool, told func(done, total int)) (Imported, error) {
	if told == nil {
		told = func(int, int) {}
	}
	known, err := a.importKnown(ctx)
	if err != nil {
		return Imported{}, err
	}
	records := 0
	for _, t := range tables {
		records += len(t.Rows)
	}
	plan := importer.Make(tables, known, func(done, _ int) { told(done, records) })
	if !dry {
		total := records + plan.Steps()
		c := &carrying{App: a, ctx: ctx, actor: actor, plan: &plan, told: func(n int) { told(records+n, total) }}
		if err := c.out(); err != nil {
			return Imported{}, err
		}
		told(total, total)
	}
	return Imported{Run: id, Faults: plan.Faults, Warnings: plan.Warnings, Counts: plan.Counts}, nil
}

func (a *App) importKnown(ctx context.Context) (importer.Known, error) {
	var known importer.Known
	err := a.Store.Read(ctx, func(tx Tx) (err error) {
		if known, err = tx.Known(); err != nil {
			return err
		}
		known.Today, err = a.todayIn(tx, a.now())
		return err
	})
	known.NewID = a.NewID
	return known, err
}

// StartImport begins an import in the background of this process and gives the
// run to ask about.
func (a *App) StartImport(ctx context.Context, actor domain.Actor, tables []importer.Table, dry bool) (ImportRun, error) {
	if !actor.Is(domain.Admin, domain.Planner) {
		return ImportRun{}, domain.MayNot("Only planners and administrators import.")
	}
	hash, keep, err := readHash(tables)
	if err != nil {
		return ImportRun{}, err
	}
	run := a.newRun(actor, tables, dry, hash)
	err = a.write(ctx, func(tx Tx) error {
		if err := tx.SaveImportRun(run); err != nil || !dry || keep == nil {
			return err
		}
		return tx.SaveUpload(Upload{RunID: run.ID, UserID: actor.UserID, Content: keep, EndsAt: run.StartedAt.Add(uploadLasts)})
	})
	if err != nil {
		return ImportRun{}, err
	}
	// The request that began it may end before it does.
	go a.finishImport(context.WithoutCancel(ctx), actor, run, tables)
	return run, nil
}

func (a *App) newRun(actor domain.Actor, tables []importer.Table, dry bool, hash string) ImportRun {
	total := 0
	for _, t := range tables {
		total += len(t.Rows)
	}
	at := a.now()
	return ImportRun{
		ID: a.NewID(), DryRun: dry, State: "running", Total: total, Hash: hash, StartedBy: actor.Name, StartedAt: at, SeenAt: at,
		Report: json.RawMessage("[]"), Counts: json.RawMessage("[]"), Warnings: json.RawMessage("[]"),
	}
}

// finishImport carries a started import through and keeps how it ended.
func (a *App) finishImport(ctx context.Context, actor domain.Actor, run ImportRun, tables []importer.Table) {
	told := func(done, total int) {
		run.Done, run.Total, run.SeenAt = done, total, a.now()
		if err := a.saveRun(ctx, run); err != nil {
			a.Log.Warn("import progress", "run", string(run.ID), "error", err.Error())
		}
	}
	stop := a.sayAlive(ctx, run)
	result, err := a.safely(func() (Imported, error) { return a.runImport(ctx, actor, run.ID, tables, run.DryRun, told) })
	stop()
	run.State, run.EndedAt = "done", a.now()
	if err != nil {
		a.Log.Error("import", "run", string(run.ID), "error", err.Error())
		run.State = "failed"
		result.Faults = append(result.Faults, importer.Fault{Message: "The import stopped: " + plainly(err)})
	}
	run.Done = run.Total
	run.Report, run.Counts, run.Warnings = asJSON(result.Faults), asJSON(result.Counts), asJSON(result.Warnings)
	if err := a.saveRun(ctx, run); err != nil {
		a.Log.Error("import result not kept", "run", string(run.ID), "error", err.Error())
	}
}

// safely keeps a fault in an import from ending the whole process.
func (a *App) safely(work func() (Imported, error)) (r Imported, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = domain.E(domain.Internal, "internal", "The import failed.").Because(fmt.Errorf("panic: %v", p))
		}
	}()
	return work()
}

// plainly is an error as people may read it.
func plainly(err error) string {
	var e *domain.Error
	if errors.As(err, &e) && e.Kind != domain.Internal {
		return e.Message
	}
	return "something went wrong on our side; it is in the log"
}

func asJSON[T any](v []T) json.RawMessage {
	if v == nil {
		v = []T{}
	}
	b, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("[]")
	}
	return b
}

func (a *App) saveRun(ctx context.Context, run ImportRun) error {
	return a.Store.Write(ctx, func(tx Tx) error { return tx.SaveImportRun(run) })
}

// ImportRuns lists imports, newest first; ImportRunOf is one.
func (a *App) ImportRuns(ctx context.Context, actor domain.Actor, l List) (Page[ImportRun], error) {
	var page Page[ImportRun]
	if !actor.Is(domain.Admin, domain.Planner) {
		return page, domain.MayNot("Only planners and administrators import.")
	}
	err := a.Store.Read(ctx, func(tx Tx) (err error) {
		page, err = tx.ImportList(l)
		return err
	})
	return page, err
}

// ImportRunOf is one import with its report; mayFollow tells whether the actor
// may import what this dry run has read.
func (a *App) ImportRunOf(ctx context.Context, actor domain.Actor, id domain.ID) (run ImportRun, mayFollow bool, err error) {
	if !actor.Is(domain.Admin, domain.Planner) {
		return run, false, domain.MayNot("Only planners and administrators import.")
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		if run, err = tx.ImportRun(id); err != nil {
			return err
		}
		mayFollow = a.uploadOf(tx, actor, run) == nil
		return nil
	})
	return run, mayFollow, err
}
