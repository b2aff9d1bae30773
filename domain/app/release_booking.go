package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// ReleaseBooking takes dates and team off an owed audit, with the reason on
// record. It stays owed; calendars show its entries as cancelled.
func (a *App) ReleaseBooking(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, reason string) (audit.Audit, error) {
	return a.releaseWith(ctx, actor, id, seen, reason, nothingElse)
}

// releaseWith releases a booking and writes in the same transaction what else is
// to be known of it.
func (a *App) releaseWith(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, reason string, with func(Tx, audit.Audit) error) (audit.Audit, error) {
	if err := mustPlan(actor); err != nil {
		return audit.Audit{}, err
	}
	var x audit.Audit
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = tx.Audit(id); err != nil {
			return err
		}
		if err := sawLatest("audit", seen, x.Version); err != nil {
			return err
		}
		if x.State != audit.Owed || x.Dates == audit.Open {
			return domain.E(domain.Conflict, "not_booked", "%s (%s) has no booking to release.", x.Title(), x.No)
		}
		var f domain.Fault
		f.Need("reason", reason)
		if err := f.Err(); err != nil {
			return err
		}
		was := x
		x.Unbook()
		if err := a.release(tx, actor, was, &x, reason); err != nil {
			return err
		}
		return with(tx, x)
	})
	return x, err
}

// release keeps an audit whose dates and team were taken off; was is how it stood before.
func (a *App) release(tx Tx, actor domain.Actor, was audit.Audit, x *audit.Audit, reason string) error {
	if err := a.keepBooking(tx, actor, was, x, Act{Verb: "release_booking", Why: strings.TrimSpace(reason),
		Summary: fmt.Sprintf("The booking of %s (%s) for %s was released.", x.Title(), x.No, was.Period())}); err != nil {
		return err
	}
	return a.moveStage2Window(tx, actor, *x)
}

// stagePolicy is the distance of the stages in the version of the scheme that a
// programme runs by.
func stagePolicy(tx Tx, programme domain.ID) (audit.StagePolicy, error) {
	p, err := tx.Programme(programme)
	if err != nil {
		return audit.StagePolicy{}, err
	}
	s, err := tx.Scheme(p.SchemeID, p.SchemeVersion)
	return s.Stage2, err
}
