package main

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
)

// OlderLedger is the way forward when the newest database is lost for good and
// an older one has to stand.
type OlderLedger struct {
	AcceptOlderLedger string `name:"accept-older-ledger" placeholder:"REASON" help:"Start although the ledger does not continue the newest head kept outside the database. The reason is recorded in the ledger; give it once."`
}

// stand compares the ledger with the newest head kept outside the database; one
// that does not continue it is refused, or accepted for the given reason.
func (o OlderLedger) stand(ctx context.Context, h *house) error {
	if o.AcceptOlderLedger != "" {
		accepted, err := h.app.AcceptOlderLedger(ctx, domain.SystemActor("command"), o.AcceptOlderLedger)
		switch {
		case err != nil:
			return err
		case accepted:
			h.log.Warn("an older ledger was accepted", "reason", o.AcceptOlderLedger)
		default:
			h.log.Warn("the ledger continues the newest kept head: there was nothing to accept; take --accept-older-ledger away again")
		}
		return nil
	}
	err := h.app.CompareKeptHeads(ctx)
	if domain.KindOf(err) == domain.Conflict {
		return fmt.Errorf("%w\nBring the newest database back, then `certwright verify`. If it is lost for good, start once with --accept-older-ledger \"why\": "+
			"the reason is recorded in the ledger, and whoever holds a newer head can see that it was given up", err)
	}
	return err
}
