package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/ledger"
)

// Fault is something `certwright verify` found: which object, and what does not
// agree.
type Fault struct {
	Kind   string // of the object; "ledger" for the record itself
	Object domain.ID
	No     string // the number or name people know it by
	What   string
}

func (f Fault) String() string {
	name := strings.TrimSpace(f.Kind + " " + f.No)
	if f.Object != "" {
		name += " (" + string(f.Object) + ")"
	}
	return name + ": " + f.What
}

// Verified counts what was looked at.
type Verified struct {
	Entries   int64
	Heads     int64
	Kept      int64 // heads kept outside the database
	Objects   int64
	Decisions int64
	Documents int64
	Faults    []Fault
}

// Summary says in one line what was looked at.
func (v Verified) Summary() string {
	return fmt.Sprintf("%d ledger entries, %d signed heads (%d kept outside the database), %d objects, %d decisions and %d documents verified: %d fault(s).",
		v.Entries, v.Heads, v.Kept, v.Objects, v.Decisions, v.Documents, len(v.Faults))
}

// verifyPage is how many rows are held at once.
const verifyPage = 200

// verification is one run: it reads page by page, each in one consistent state,
// so that it may run beside the living system.
type verification struct {
	*App
	ctx    context.Context
	kept   map[int64][]ledger.Head // outside the database, by size
	counts Verified
}

// Verify compares what is stored with what was recorded and signed: every entry
// with the tree and its heads, those kept outside the database too, every object with the newest entry about it,
// every decision and document with its signature and hashes, every booking
// with its hours.
func (a *App) Verify(ctx context.Context) (Verified, error) {
	v := &verification{App: a, ctx: ctx}
	for _, step := range []func() error{v.keptHeads, v.tree, v.recorded, v.unrecorded} {
		if err := step(); err != nil {
			return v.counts, err
		}
	}
	return v.counts, nil
}

func (v *verification) report(f Fault) { v.counts.Faults = append(v.counts.Faults, f) }

func (v *verification) ledgerFault(format string, args ...any) {
	v.report(Fault{Kind: "ledger", What: fmt.Sprintf(format, args...)})
}

// tree builds the tree anew from the stored texts and compares every hash and
// every head; one tree behind all heads means that each continues the last.
func (v *verification) tree() error {
	var heads []ledger.Head
	var size int64
	err := v.Store.Read(v.ctx, func(tx Tx) error {
		latest, err := tx.LatestHead()
		if err != nil && domain.KindOf(err) != domain.Unknown {
			return err
		}
		size = latest.Size
		entries, leaves, waiting, err := tx.CountEntries()
		if err == nil && entries != leaves+waiting {
			v.ledgerFault("%d entries are stored, %d are in the tree and %d wait for it", entries, leaves, waiting)
		}
		if err == nil && leaves != size {
			v.ledgerFault("%d entries are in the tree, the newest head speaks of %d", leaves, size)
		}
		return err
	})
	replay, n, position := v.Tree.Replay(), int64(0), int64(0)
	for err == nil && n < size {
		err = v.Store.Read(v.ctx, func(tx Tx) error {
			if len(heads) == 0 {
				if heads, err = tx.Heads(n, verifyPage); err != nil {
					return err
				}
			}
			leaves, err := tx.Leaves(n, verifyPage)
			if err != nil {
				return err
			}
			if len(leaves) == 0 {
				v.ledgerFault("the entries from %d on are gone", n)
				n = size
				return nil
			}
			for _, l := range leaves {
				if l.Leaf != n {
					v.ledgerFault("entry %d is gone", n)
					n = size
					return nil
				}
				hashes := replay.Add(l.Text)
				if err := v.hashes(tx, l, position, hashes); err != nil {
					return err
				}
				n, position = n+1, position+int64(len(hashes))
				if len(heads) > 0 && heads[0].Size == n {
					v.head(heads[0], replay.Root())
					heads = heads[1:]
				}
				v.keptHead(n, replay.Root)
			}
			return nil
		})
	}
	v.counts.Entries = n
	v.keptBeyond(n)
	return err
}

// hashes compares the hashes that an entry adds with the stored ones.
func (v *verification) hashes(tx Tx, l Stored, position int64, want [][]byte) error {
	positions := make([]int64, len(want))
	for i := range want {
		positions[i] = position + int64(i)
	}
	stored, err := tx.TreeHashes(positions)
	if err != nil {
		return err
	}
	for i, h := range want {
		if string(stored[positions[i]]) != string(h) {
			v.report(Fault{Kind: "ledger", Object: l.ID, No: fmt.Sprintf("entry %d", l.Leaf), What: "its text is not the one that was put into the tree"})
			return nil
		}
	}
	return nil
}

func (v *verification) head(h ledger.Head, root string) {
	v.counts.Heads++
	size, signed, err := v.Seals.OpenHead(h.Signed)
	switch {
	case err != nil:
		v.ledgerFault("the head of %d entries is not signed by us: %v", h.Size, err)
	case size != h.Size || signed != h.Root:
		v.ledgerFault("the head of %d entries is signed over another size or root", h.Size)
	case h.Root != root:
		v.ledgerFault("the entries up to %d do not give the root that was signed", h.Size)
	}
}

// recorded compares each object of which the ledger speaks with the newest entry
// about it.
func (v *verification) recorded() error {
	kind, object := "", domain.ID("")
	for {
		var page []ledger.Entry
		err := v.Store.Read(v.ctx, func(tx Tx) (err error) {
			if page, err = tx.LatestEntries(kind, object, verifyPage); err != nil {
				return err
			}
			for _, e := range page {
				if err := v.object(tx, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(page) == 0 {
			return err
		}
		last := page[len(page)-1]
		kind, object = last.Kind, last.Object
	}
}

// object compares one object with its newest entry that tells a state.
func (v *verification) object(tx Tx, e ledger.Entry) error {
	load, known := objects[e.Kind]
	if !known || e.Object == "" {
		return nil
	}
	v.counts.Objects++
	if e.StateHash == "" {
		older, err := tx.Entries(e.Kind, e.Object, 1000)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(older, func(o ledger.Entry) bool { return o.StateHash != "" })
		if i < 0 {
			return nil
		}
		e = older[i]
	}
	state, no, err := load(tx, e.Object)
	if domain.KindOf(err) == domain.Unknown && err != nil {
		v.report(Fault{Kind: e.Kind, Object: e.Object, What: fmt.Sprintf("the row is gone; the ledger knows it since %q on %s", e.Verb, e.At.Format("2006-01-02 15:04"))})
		return nil
	}
	if err != nil && domain.KindOf(err) == domain.Internal {
		v.report(Fault{Kind: e.Kind, Object: e.Object, What: fmt.Sprintf("the stored row cannot be read: %v", err)})
		return nil
	}
	if err != nil {
		return err
	}
	hash, err := ledger.StateHash(state)
	if err != nil {
		return err
	}
	if hash != e.StateHash {
		v.report(Fault{Kind: e.Kind, Object: e.Object, No: no, What: fmt.Sprintf(
			"the stored row is not what the ledger recorded at %q by %s on %s", e.Verb, e.Name, e.At.Format("2006-01-02 15:04"))})
	}
	return v.proofs(tx, e.Kind, no, state)
}

// unrecorded finds objects of which the ledger knows nothing.
func (v *verification) unrecorded() error {
	for _, kind := range slices.Sorted(maps.Keys(objects)) {
		after := domain.ID("")
		for {
			var page []domain.ID
			err := v.Store.Read(v.ctx, func(tx Tx) (err error) {
				if page, err = tx.Objects(kind, after, verifyPage); err != nil {
					return err
				}
				for _, id := range page {
					entries, err := tx.Entries(kind, id, 1)
					if err != nil {
						return err
					}
					if len(entries) == 0 {
						_, no, _ := objects[kind](tx, id)
						v.report(Fault{Kind: kind, Object: id, No: no, What: "the ledger knows nothing of this row"})
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			if len(page) == 0 {
				break
			}
			after = page[len(page)-1]
		}
	}
	return nil
}
