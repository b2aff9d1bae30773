package merkle

import (
	"bytes"
	"fmt"
	"testing"
)

// TestReplayIsTheStoredTree grows one log in batches and another entry by entry:
// the stored hashes and every root are the same.
func TestReplayIsTheStoredTree(t *testing.T) {
	stored := map[int64][]byte{}
	read := func(positions []int64) (map[int64][]byte, error) { return stored, nil }
	replayed := Tree{}.Replay()
	var kept int64
	for size := int64(0); size < 70; {
		batch := make([]string, size%5+1)
		for i := range batch {
			batch[i] = fmt.Sprintf("entry %d", size+int64(i))
		}
		first, hashes, err := Tree{}.Append(size, batch, read)
		if err != nil || first != int64(len(stored)) {
			t.Fatalf("append at %d starts at %d: %v", size, first, err)
		}
		for i, h := range hashes {
			stored[first+int64(i)] = h
		}
		for _, e := range batch {
			for _, h := range replayed.Add(e) {
				if !bytes.Equal(h, stored[kept]) {
					t.Fatalf("hash %d differs", kept)
				}
				kept++
			}
		}
		size += int64(len(batch))
		root, err := Tree{}.Root(size, read)
		if err != nil || root != replayed.Root() {
			t.Fatalf("at %d the root is %s, replayed %s: %v", size, root, replayed.Root(), err)
		}
	}
}

func TestADamagedTreeHasNoRoot(t *testing.T) {
	none := func([]int64) (map[int64][]byte, error) { return map[int64][]byte{0: {1}}, nil }
	if _, err := (Tree{}).Root(1, none); err == nil {
		t.Error("a hash of one byte was taken")
	}
	empty, err := Tree{}.Root(0, none)
	if err != nil || empty != (Tree{}).Replay().Root() {
		t.Errorf("the empty tree's root is %s: %v", empty, err)
	}
}
