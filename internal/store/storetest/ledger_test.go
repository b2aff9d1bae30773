package storetest

import (
	"fmt"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/ledger"
)

func TestLedgerEntriesRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		var e ledger.Entry
		Fill(t, &e, map[string]any{"Nth": 1})
		RoundTrip(t, s, &e, func(tx app.Tx, e *ledger.Entry) error { return tx.InsertEntry(*e) }, func(tx app.Tx) (ledger.Entry, error) {
			list, err := tx.Entries(e.Kind, e.Object, 5)
			return only(t, list), err
		})
		var h ledger.Head
		Fill(t, &h, map[string]any{"Size": 3})
		RoundTrip(t, s, &h, func(tx app.Tx, h *ledger.Head) error { return tx.InsertHead(*h) },
			func(tx app.Tx) (ledger.Head, error) { return tx.HeadOfSize(3) })
	})
}

func TestTheLedgerGrowsByLeaves(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		var ids []domain.ID
		Write(t, s, func(tx app.Tx) error {
			for i := range 4 {
				id := domain.ID(fmt.Sprintf("e%d", i))
				ids = append(ids, id)
				e := ledger.Entry{ID: id, At: noon, Kind: "audit", Object: domain.ID(fmt.Sprintf("a%d", i%2)), Verb: "book_audit"}
				if err := tx.InsertEntry(e); err != nil {
					return err
				}
			}
			return nil
		})
		Read(t, s, func(tx app.Tx) error {
			latest, err := tx.LatestEntries("", "", 10)
			if len(latest) != 2 || latest[0].ID != "e2" || latest[1].ID != "e3" || latest[1].Nth != 2 {
				t.Errorf("the latest entries are %+v", latest)
			}
			rest, restErr := tx.LatestEntries("audit", "a0", 10)
			if len(rest) != 1 || rest[0].ID != "e3" {
				t.Errorf("after the first object come %+v", rest)
			}
			_, none := tx.LeafOf("e0")
			if domain.KindOf(none) != domain.Unknown {
				t.Errorf("a waiting entry has a leaf: %v", none)
			}
			waiting, waitErr := tx.Unsequenced(3)
			if len(waiting) != 3 || waiting[0].ID != "e0" || waiting[0].Text == "" {
				t.Errorf("waiting are %+v", waiting)
			}
			return firstOf(err, restErr, waitErr)
		})
		Write(t, s, func(tx app.Tx) error {
			return firstOf(tx.Sequence(ids, 0), tx.SaveTreeHashes(0, [][]byte{{1}, {2, 3}}), tx.InsertHead(ledger.Head{Size: 4, At: noon}))
		})
		Read(t, s, func(tx app.Tx) error {
			leaves, err := tx.Leaves(1, 2)
			if len(leaves) != 2 || leaves[0].ID != "e1" || leaves[1].Leaf != 2 {
				t.Errorf("leaves from 1 on are %+v", leaves)
			}
			entries, sequenced, waiting, countErr := tx.CountEntries()
			if entries != 4 || sequenced != 4 || waiting != 0 {
				t.Errorf("%d entries, %d leaves, %d waiting", entries, sequenced, waiting)
			}
			hashes, hashErr := tx.TreeHashes([]int64{1, 7})
			Same(t, hashes, map[int64][]byte{1: {2, 3}})
			head, headErr := tx.LatestHead()
			if head.Size != 4 {
				t.Errorf("the latest head has size %d", head.Size)
			}
			heads, headsErr := tx.Heads(0, 5)
			Same(t, heads, []ledger.Head{head})
			return firstOf(err, countErr, hashErr, headErr, headsErr)
		})
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.Sequence(ids[:1], 9) })
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.InsertHead(ledger.Head{Size: 4, At: noon}) })
	})
}
