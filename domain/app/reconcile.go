package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
)

// Reconcile derives from contracts, cycles, audits and certificates which rows
// must exist, writes those that are missing and reports what is strange. It
// heals a restore, a fault in a use case, a row deleted by hand. It never
// changes what is there, so that it may run at any time and any number of times.
func (a *App) Reconcile(ctx context.Context, j Job) error {
	for _, step := range []func(context.Context) error{a.missingOffers, a.missingProgrammes, a.missingAmendments, a.missingWork, a.missingSuspensions, a.missingDocuments, a.missingLetters} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return a.claim(ctx, j, func(Tx, time.Time) error { return nil })
}

// missingProgrammes begins the first cycle of signed contracts that have none.
func (a *App) missingProgrammes(ctx context.Context) error {
	var ids []domain.ID
	err := a.Store.Read(ctx, func(tx Tx) (err error) { ids, err = tx.ContractsWithout(); return err })
	if err != nil {
		return err
	}
	for _, id := range ids {
		a.strange("a signed contract has no programme", "contract", id)
		err := a.write(ctx, func(tx Tx) error {
			c, err := tx.Contract(id)
			if err != nil {
				return err
			}
			return a.beginFirstCycle(tx, domain.SystemActor("job"), c)
		})
		if err != nil {
			return fmt.Errorf("contract %s: %w", id, err)
		}
	}
	return nil
}

// missingAmendments asks again for what accepted amendments wait for.
func (a *App) missingAmendments(ctx context.Context) error {
	return a.each(ctx, "amendment", func(tx Tx, at time.Time, id domain.ID) error {
		x, err := tx.Amendment(id)
		if err != nil || x.State != client.AmendmentAccepted {
			return err
		}
		return a.amendLater(tx, at, x)
	})
}

// missingWork lays every running cycle out again, opens the files its audits call
// for and writes its reminders.
func (a *App) missingWork(ctx context.Context) error {
	return a.each(ctx, "programme", func(tx Tx, at time.Time, id domain.ID) error {
		p, err := tx.Programme(id)
		if err != nil || p.State != programme.Planned && p.State != programme.Active {
			return err
		}
		if p.State == programme.Active {
			if err := a.layOutCycle(tx, domain.SystemActor("job"), at, p); err != nil {
				return err
			}
		}
		s, err := tx.Scheme(p.SchemeID, p.SchemeVersion)
		if err != nil {
			return err
		}
		audits, err := tx.AuditsOfProgramme(id)
		if err != nil {
			return err
		}
		for _, x := range audits {
			if err := a.planReminders(tx, at, x, s.Programme.WarnDays); err != nil {
				return err
			}
			if err := a.missingFile(tx, at, x); err != nil {
				return err
			}
		}
		return nil
	})
}

// missingFile opens the file of a reported audit that has none.
func (a *App) missingFile(tx Tx, at time.Time, x audit.Audit) error {
	if x.State != audit.Reported || x.Imported {
		return nil
	}
	files, err := tx.FilesOfAudit(x.ID)
	if err != nil || slices.ContainsFunc(files, func(f decision.File) bool { return f.Proposal == nil }) {
		return err
	}
	return a.openFile(tx, domain.SystemActor("job"), at, x)
}

// missingSuspensions asks again for what follows a suspension that is not resolved.
func (a *App) missingSuspensions(ctx context.Context) error {
	return a.each(ctx, "certificate", func(tx Tx, at time.Time, id domain.ID) error {
		c, err := tx.Certificate(id)
		if err != nil {
			return err
		}
		return a.unresolvedLater(tx, at, c)
	})
}

// missingDocuments asks again for files of issued documents that were never made.
func (a *App) missingDocuments(ctx context.Context) error {
	return a.each(ctx, "certificate_revision", func(tx Tx, at time.Time, id domain.ID) error {
		r, err := tx.Revision(id)
		if err != nil || r.FileHash != "" {
			return err
		}
		return a.renderJob(tx, at, r)
	})
}

// missingLetters asks again for the sending of letters whose job is gone.
func (a *App) missingLetters(ctx context.Context) error {
	for page := 1; ; page++ {
		var mails Page[Mail]
		err := a.write(ctx, func(tx Tx) (err error) {
			mails, err = tx.MailList(List{Filter: map[string]string{"state": "queued"}, Sort: "created_at", Page: page, Size: 200})
			if err != nil {
				return err
			}
			for _, m := range mails.Rows {
				if err := a.sendJob(tx, a.now(), m); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(mails.Rows) < 200 {
			return err
		}
	}
}

// each runs a step for every object of a kind, each in a transaction of its own.
func (a *App) each(ctx context.Context, kind string, step func(tx Tx, at time.Time, id domain.ID) error) error {
	after := domain.ID("")
	for {
		var page []domain.ID
		err := a.Store.Read(ctx, func(tx Tx) (err error) { page, err = tx.Objects(kind, after, 200); return err })
		if err != nil || len(page) == 0 {
			return err
		}
		for _, id := range page {
			if err := a.write(ctx, func(tx Tx) error { return step(tx, a.now(), id) }); err != nil {
				return fmt.Errorf("%s %s: %w", kind, id, err)
			}
		}
		after = page[len(page)-1]
	}
}

func (a *App) strange(what, kind string, id domain.ID) {
	if a.Log != nil {
		a.Log.Warn("reconcile", "what", what, "kind", kind, "object", string(id))
	}
}
