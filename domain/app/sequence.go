package app

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/ledger"
)

// sequenceBatch bounds how long one transaction of the sequencer lasts.
const sequenceBatch = 500

// Sequence puts all waiting entries into the ledger's tree, batch by batch, and
// signs a head for each, which is kept outside the database too. Any number of
// processes may call it: a locked counter lets one work at a time, and the
// others find nothing left.
func (a *App) Sequence(ctx context.Context) error {
	for {
		if err := a.keepHead(); err != nil {
			return err
		}
		waiting := 0
		err := a.Store.Read(ctx, func(tx Tx) error {
			some, err := tx.Unsequenced(1)
			waiting = len(some)
			return err
		})
		if err != nil || waiting == 0 {
			return err
		}
		var head ledger.Head
		err = a.Store.Write(ctx, func(tx Tx) (err error) {
			head, err = a.sequence(tx)
			return err
		})
		if err != nil {
			return err
		}
		a.toKeep(head)
	}
}

func (a *App) sequence(tx Tx) (none ledger.Head, err error) {
	if _, err := tx.Next("ledger_batch"); err != nil { // the row is ours until the commit
		return none, err
	}
	waiting, err := tx.Unsequenced(sequenceBatch)
	if err != nil || len(waiting) == 0 {
		return none, err
	}
	size, err := headSize(tx)
	if err != nil {
		return none, err
	}
	if err := a.maySign(size); err != nil {
		return none, err
	}
	texts, ids := make([]string, len(waiting)), make([]domain.ID, len(waiting))
	for i, w := range waiting {
		texts[i], ids[i] = w.Text, w.ID
	}
	first, hashes, err := a.Tree.Append(size, texts, tx.TreeHashes)
	if err != nil {
		return none, fmt.Errorf("ledger: %w", err)
	}
	if err := tx.SaveTreeHashes(first, hashes); err != nil {
		return none, err
	}
	if err := tx.Sequence(ids, size); err != nil {
		return none, err
	}
	return a.signHead(tx, size, size+int64(len(ids)))
}

func headSize(tx Tx) (int64, error) {
	h, err := tx.LatestHead()
	if err != nil && domain.KindOf(err) != domain.Unknown {
		return 0, err
	}
	return h.Size, nil
}

// signHead reads back what was stored and signs only what it finds: a bit that
// flipped between hashing and storing would else be vouched for, for ever.
func (a *App) signHead(tx Tx, from, size int64) (none ledger.Head, err error) {
	leaves, err := tx.Leaves(from, int(size-from))
	if err != nil {
		return none, err
	}
	texts := make([]string, len(leaves))
	for i, l := range leaves {
		texts[i] = l.Text
	}
	first, want, err := a.Tree.Append(from, texts, tx.TreeHashes)
	if err != nil {
		return none, fmt.Errorf("ledger: %w", err)
	}
	positions := make([]int64, len(want))
	for i := range want {
		positions[i] = first + int64(i)
	}
	stored, err := tx.TreeHashes(positions)
	if err != nil {
		return none, err
	}
	for i, h := range want {
		if string(stored[positions[i]]) != string(h) || int64(len(leaves)) != size-from {
			return none, fmt.Errorf("ledger: what is stored at %d is not what was hashed; nothing is signed", positions[i])
		}
	}
	root, err := a.Tree.Root(size, tx.TreeHashes)
	if err != nil {
		return none, fmt.Errorf("ledger: %w", err)
	}
	signed, err := a.Seals.Head(size, root)
	if err != nil {
		return none, fmt.Errorf("ledger: sign the head: %w", err)
	}
	head := ledger.Head{Size: size, Root: root, Signed: signed, At: a.now()}
	return head, tx.InsertHead(head)
}

// hashOf is the SHA-256 of bytes in hex: the name of a file, the hash of a text.
func hashOf[T string | []byte](content T) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(content)))
}

// LedgerHead is the newest signed head; a fresh installation has none.
func (a *App) LedgerHead(ctx context.Context) (h ledger.Head, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error { h, err = tx.LatestHead(); return err })
	return h, err
}

// History is what happened to one object, newest first, for those who work on it.
func (a *App) History(ctx context.Context, actor domain.Actor, kind string, object domain.ID) (out []ledger.Entry, err error) {
	if !actor.Staff() {
		return nil, domain.NotFound("history")
	}
	err = a.Store.Read(ctx, func(tx Tx) error { out, err = tx.Entries(kind, object, 200); return err })
	return out, err
}
