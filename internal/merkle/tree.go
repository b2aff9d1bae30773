package merkle

import (
	"bytes"
	"encoding/base64"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/certwright/certwright/domain/app"
)

// Tree is the ledger's tree as the use cases ask for it.
type Tree struct{}

var _ app.Tree = Tree{}

// reader reads hashes through the use case's transaction.
type reader app.TreeReader

func (r reader) ReadHashes(indexes []int64) ([]Hash, error) {
	got, err := r(indexes)
	if err != nil {
		return nil, err
	}
	out := make([]Hash, len(indexes))
	for i, x := range indexes {
		if len(got[x]) != len(out[i]) {
			return nil, fmt.Errorf("the stored hash %d is missing or damaged", x)
		}
		copy(out[i][:], got[x])
	}
	return out, nil
}

// Append gives what to store when entries join.
func (Tree) Append(size int64, entries []string, stored app.TreeReader) (int64, [][]byte, error) {
	leaves := make([]Hash, len(entries))
	for i, e := range entries {
		leaves[i] = Leaf([]byte(e))
	}
	made, err := Append(size, leaves, reader(stored))
	out := make([][]byte, len(made))
	for i, h := range made {
		out[i] = h.Hash[:]
	}
	return tlog.StoredHashCount(size), out, err
}

// Root is the root of the first size entries, base64.
func (Tree) Root(size int64, stored app.TreeReader) (string, error) {
	root, err := Root(size, reader(stored))
	return base64.StdEncoding.EncodeToString(root[:]), err
}

// Replay builds the tree from its entries in memory that grows with the
// logarithm of their number.
func (Tree) Replay() app.Replay { return &replay{} }

// replay keeps the roots of the complete subtrees on the tree's right edge, the
// largest first.
type replay struct {
	edge []subtree
}

type subtree struct {
	level int
	root  Hash
}

// Add joins the new leaf with every complete neighbour of its own size; the
// hashes come in the order in which a log stores them.
func (r *replay) Add(entry string) [][]byte {
	s := subtree{root: Leaf([]byte(entry))}
	hashes := [][]byte{bytes.Clone(s.root[:])}
	for n := len(r.edge); n > 0 && r.edge[n-1].level == s.level; n = len(r.edge) {
		s = subtree{level: s.level + 1, root: tlog.NodeHash(r.edge[n-1].root, s.root)}
		r.edge = r.edge[:n-1]
		hashes = append(hashes, bytes.Clone(s.root[:]))
	}
	r.edge = append(r.edge, s)
	return hashes
}

func (r *replay) Root() string {
	root, _ := tlog.TreeHash(0, nil) // of no entries
	for i := len(r.edge) - 1; i >= 0; i-- {
		if i == len(r.edge)-1 {
			root = r.edge[i].root
			continue
		}
		root = tlog.NodeHash(r.edge[i].root, root)
	}
	return base64.StdEncoding.EncodeToString(root[:])
}
