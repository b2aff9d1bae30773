package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/ledger"
)

// HeadBook keeps signed heads outside the database: who can put an old database
// back, or cut the end off its ledger, does not change what was kept elsewhere.
type HeadBook interface {
	Keep(h KeptHead) error     // returns once it is durable
	Kept() ([]KeptHead, error) // in the order of keeping; none in a fresh installation
}

// KeptHead is one line of a head book. Accepted is the reason for which an older
// ledger was accepted with this head: what was kept before it binds no longer.
type KeptHead struct {
	Signed   string
	At       time.Time
	Accepted string
}

// keeping is what a process knows of the head book.
type keeping struct {
	mu     sync.Mutex
	newest int64        // size of the newest kept head; nothing shorter is signed
	unkept *ledger.Head // signed, and not yet in the book
}

// bindingHeads are the kept heads that the ledger must continue.
func (a *App) bindingHeads() ([]ledger.Head, error) {
	if a.Heads == nil {
		return nil, nil
	}
	kept, err := a.Heads.Kept()
	if err != nil {
		return nil, fmt.Errorf("kept ledger heads: %w", err)
	}
	for i, k := range slices.Backward(kept) {
		if k.Accepted != "" {
			kept = kept[i:]
			break
		}
	}
	var out []ledger.Head
	for _, k := range kept {
		h := ledger.Head{Signed: k.Signed, At: k.At}
		if h.Size, h.Root, err = a.Seals.OpenHead(k.Signed); err != nil {
			return nil, domain.E(domain.Conflict, "foreign_heads",
				"The kept ledger heads are not signed with this installation's ledger key: the keys or the file of heads are those of another one.").Because(err)
		}
		out = append(out, h)
	}
	return out, nil
}

func newestOf(heads []ledger.Head) (newest ledger.Head) {
	for _, h := range heads {
		if h.Size >= newest.Size {
			newest = h
		}
	}
	return newest
}

// CompareKeptHeads refuses, as Conflict, a database whose ledger does not
// continue the newest head kept outside it. When it does, its own newest head is
// kept if that is newer.
func (a *App) CompareKeptHeads(ctx context.Context) error {
	heads, err := a.bindingHeads()
	if err != nil {
		return err
	}
	kept, own := newestOf(heads), ledger.Head{}
	err = a.Store.Read(ctx, func(tx Tx) error {
		if own, err = tx.LatestHead(); err != nil && domain.KindOf(err) != domain.Unknown {
			return err
		}
		return a.continues(tx, own, kept)
	})
	if err != nil {
		return err
	}
	a.keeping.mu.Lock()
	a.keeping.newest = kept.Size
	if own.Size > kept.Size {
		a.keeping.unkept = &own
	}
	a.keeping.mu.Unlock()
	return a.keepHead()
}

// continues tells whether the ledger begins with what a kept head speaks of.
func (a *App) continues(tx Tx, own, kept ledger.Head) error {
	if own.Size < kept.Size {
		return domain.E(domain.Conflict, "older_ledger",
			"The ledger in the database ends at %d entries, but a head of %d was signed on %s: this is an older database, or its ledger's end was cut off.",
			own.Size, kept.Size, kept.At.UTC().Format("2006-01-02 15:04 MST"))
	}
	if kept.Size == 0 {
		return nil
	}
	root, err := a.Tree.Root(kept.Size, tx.TreeHashes)
	if err == nil && root == kept.Root {
		return nil
	}
	return domain.E(domain.Conflict, "other_ledger",
		"The first %d entries of the ledger in the database are not those whose head was signed on %s: the database was put back to an older state and went on from there, or it was edited.",
		kept.Size, kept.At.UTC().Format("2006-01-02 15:04 MST")).Because(err)
}

// AcceptOlderLedger lets a database stand whose ledger does not continue the
// newest kept head: after the newer one was lost for good. The reason and the
// head that is given up go into the ledger. It is false when there is nothing
// to accept.
func (a *App) AcceptOlderLedger(ctx context.Context, actor domain.Actor, reason string) (bool, error) {
	if strings.TrimSpace(reason) == "" {
		return false, oneFault("reason", "says why the older ledger is to stand")
	}
	refused := a.CompareKeptHeads(ctx)
	if domain.KindOf(refused) != domain.Conflict {
		return false, refused
	}
	given := ledger.Head{}
	if heads, err := a.bindingHeads(); err == nil {
		given = newestOf(heads)
	}
	at := a.now()
	err := a.write(ctx, func(tx Tx) error {
		return a.record(tx, actor, at, Act{
			Verb: "accept_older_ledger", Kind: "ledger", Object: "ledger", Why: reason,
			Summary: fmt.Sprintf("An older ledger was accepted. The head of %d entries with root %s, signed before, is given up.", given.Size, given.Root),
		})
	})
	if err != nil {
		return false, err
	}
	a.keeping.mu.Lock()
	a.keeping.newest = 0
	a.keeping.mu.Unlock()
	if err := a.Sequence(ctx); err != nil {
		return false, err
	}
	own, err := a.LedgerHead(ctx)
	if err != nil {
		return false, err
	}
	if err := a.Heads.Keep(KeptHead{Signed: own.Signed, At: own.At, Accepted: reason}); err != nil {
		return false, fmt.Errorf("kept ledger heads: %w", err)
	}
	return true, a.CompareKeptHeads(ctx)
}

// toKeep notes a head that was just committed, to be kept next.
func (a *App) toKeep(h ledger.Head) {
	a.keeping.mu.Lock()
	defer a.keeping.mu.Unlock()
	if a.Heads != nil && h.Size > a.keeping.newest && (a.keeping.unkept == nil || h.Size > a.keeping.unkept.Size) {
		a.keeping.unkept = &h
	}
}

// keepHead writes the noted head into the book. What could not be written stays
// noted, so that the next call tries it again.
func (a *App) keepHead() error {
	a.keeping.mu.Lock()
	defer a.keeping.mu.Unlock()
	h := a.keeping.unkept
	if h == nil || a.Heads == nil {
		return nil
	}
	if err := a.Heads.Keep(KeptHead{Signed: h.Signed, At: h.At}); err != nil {
		return fmt.Errorf("the ledger's newest head could not be kept outside the database: %w", err)
	}
	a.keeping.newest, a.keeping.unkept = h.Size, nil
	return nil
}

// maySign refuses to sign a ledger that has become shorter under a running
// process: a second history would begin.
func (a *App) maySign(size int64) error {
	a.keeping.mu.Lock()
	defer a.keeping.mu.Unlock()
	if size < a.keeping.newest {
		return domain.E(domain.Conflict, "older_ledger",
			"The ledger in the database ends at %d entries, but a head of %d was signed; nothing is signed until the program is started again.", size, a.keeping.newest)
	}
	return nil
}
