// Package merkle is the arithmetic of the ledger's Merkle log (RFC 6962 as in
// Go's checksum database): what to store for new leaves, the root, the proofs,
// and the signed head. It keeps nothing; storage is someone else's.
package merkle

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a node or leaf of the tree, 32 bytes of SHA-256.
type Hash = tlog.Hash

// Reader fetches stored hashes by index, in the order asked. It fails if one is
// missing.
type Reader interface {
	ReadHashes(indexes []int64) ([]Hash, error)
}

// Stored is one hash to keep, forever, under its index.
type Stored struct {
	Index int64
	Hash  Hash
}

// Leaf is the leaf hash of an entry's stored bytes.
func Leaf(entry []byte) Hash { return tlog.RecordHash(entry) }

// Append gives what must be stored when leaves join a log of size entries.
// Their numbers are size, size+1, …; the log's size is then size+len(leaves).
func Append(size int64, leaves []Hash, r Reader) ([]Stored, error) {
	if size < 0 {
		return nil, fmt.Errorf("a log cannot have %d entries", size)
	}
	fresh := fresh{base: r, first: tlog.StoredHashCount(size)}
	for i, leaf := range leaves {
		made, err := tlog.StoredHashesForRecordHash(size+int64(i), leaf, &fresh)
		if err != nil {
			return nil, fmt.Errorf("append entry %d: %w", size+int64(i), err)
		}
		fresh.made = append(fresh.made, made...)
	}
	out := make([]Stored, len(fresh.made))
	for i, h := range fresh.made {
		out[i] = Stored{Index: fresh.first + int64(i), Hash: h}
	}
	return out, nil
}

// fresh reads the hashes made in this batch before the stored ones.
type fresh struct {
	base  Reader
	first int64 // index of made[0]
	made  []Hash
}

func (f *fresh) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	var ask []int64
	var at []int
	for i, x := range indexes {
		if x < f.first {
			ask, at = append(ask, x), append(at, i)
			continue
		}
		if x-f.first >= int64(len(f.made)) {
			return nil, fmt.Errorf("hash %d is not made yet", x)
		}
		out[i] = f.made[x-f.first]
	}
	if len(ask) == 0 {
		return out, nil
	}
	got, err := f.base.ReadHashes(ask)
	if err != nil {
		return nil, err
	}
	if len(got) != len(ask) {
		return nil, fmt.Errorf("asked for %d stored hashes, got %d", len(ask), len(got))
	}
	for i, h := range got {
		out[at[i]] = h
	}
	return out, nil
}

// Root is the root hash of the first size entries; of none it is the hash of
// the empty text (RFC 6962).
func Root(size int64, r Reader) (Hash, error) { return tlog.TreeHash(size, r) }

// Inclusion proves that entry n is in the log of that size.
func Inclusion(size, n int64, r Reader) ([]Hash, error) {
	p, err := tlog.ProveRecord(size, n, r)
	return p, err
}

// CheckInclusion tells why the proof does not show that leaf is entry n of the
// log with that size and root; nil if it does.
func CheckInclusion(proof []Hash, size int64, root Hash, n int64, leaf Hash) error {
	if size < 1 || n < 0 || n >= size {
		return fmt.Errorf("a log of %d entries has no entry %d", size, n)
	}
	if err := tlog.CheckRecord(proof, size, root, n, leaf); err != nil {
		return fmt.Errorf("entry %d is not in the log of %d entries with root %s: %w", n, size, root, err)
	}
	return nil
}

// Consistency proves that the log of size entries begins with the log of old
// entries. Every log continues the empty one, so that needs no proof.
func Consistency(size, old int64, r Reader) ([]Hash, error) {
	if old == 0 {
		return nil, nil
	}
	p, err := tlog.ProveTree(size, old, r)
	return p, err
}

// CheckConsistency tells why the proof does not show that the newer log only
// continues the older one; nil if it does.
func CheckConsistency(proof []Hash, size int64, root Hash, old int64, oldRoot Hash) error {
	switch {
	case old < 0 || old > size:
		return fmt.Errorf("a log of %d entries cannot continue one of %d", size, old)
	case old == 0:
		return nil
	}
	if err := tlog.CheckTree(proof, size, root, old, oldRoot); err != nil {
		return fmt.Errorf("the log of %d entries does not continue the one of %d with root %s: %w", size, old, oldRoot, err)
	}
	return nil
}
