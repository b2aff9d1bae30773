package merkle

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// table is a store in memory.
type table map[int64]Hash

func (t table) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, x := range indexes {
		h, ok := t[x]
		if !ok {
			return nil, fmt.Errorf("hash %d is not stored", x)
		}
		out[i] = h
	}
	return out, nil
}

func leaves(from, n int) []Hash {
	out := make([]Hash, n)
	for i := range out {
		out[i] = Leaf(fmt.Appendf(nil, "entry %d", from+i))
	}
	return out
}

// plainRoot is RFC 6962 §2.1 word for word, the judge of the fast form.
func plainRoot(l []Hash) Hash {
	switch len(l) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return l[0]
	}
	k := 1
	for k*2 < len(l) {
		k *= 2
	}
	a, b := plainRoot(l[:k]), plainRoot(l[k:])
	return sha256.Sum256(append(append([]byte{1}, a[:]...), b[:]...))
}

// grow appends the batches one after the other.
func grow(t *testing.T, batches ...int) (table, int64) {
	t.Helper()
	store, size := table{}, int64(0)
	for _, n := range batches {
		made, err := Append(size, leaves(int(size), n), store)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range made {
			if _, twice := store[s.Index]; twice {
				t.Fatalf("index %d is stored twice", s.Index)
			}
			store[s.Index] = s.Hash
		}
		size += int64(n)
	}
	return store, size
}

func TestBatchesGiveTheSameTreeAsRFC6962(t *testing.T) {
	for _, batches := range [][]int{{}, {1}, {2}, {1, 1, 1}, {3, 0, 4}, {7, 1, 8, 13}, {64}, {5, 59, 1}} {
		store, size := grow(t, batches...)
		got, err := Root(size, store)
		if want := plainRoot(leaves(0, int(size))); err != nil || got != want {
			t.Errorf("batches %v: root %v (%v), want %v", batches, got, err, want)
		}
	}
}

func TestEveryProofOfASmallLog(t *testing.T) {
	store, size := grow(t, 3, 10, 8)
	all := leaves(0, int(size))
	for n := int64(1); n <= size; n++ {
		root, err := Root(n, store)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			p, err := Inclusion(n, i, store)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckInclusion(p, n, root, i, all[i]); err != nil {
				t.Error(err)
			}
			if CheckInclusion(p, n, root, i, Leaf([]byte("forged"))) == nil {
				t.Errorf("a forged entry passed as entry %d of %d", i, n)
			}
		}
		for old := range n + 1 {
			p, err := Consistency(n, old, store)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckConsistency(p, n, root, old, plainRoot(all[:old])); err != nil {
				t.Error(err)
			}
			if old > 0 && CheckConsistency(p, n, root, old, Leaf([]byte("other past"))) == nil {
				t.Errorf("a rewritten log of %d passed as the start of %d", old, n)
			}
		}
	}
	if CheckInclusion(nil, size, Hash{}, size, Hash{}) == nil || CheckConsistency(nil, 3, Hash{}, 4, Hash{}) == nil {
		t.Error("numbers beyond the log must be refused")
	}
}

func TestAppendToADamagedStore(t *testing.T) {
	store, size := grow(t, 5)
	delete(store, 6) // the root of the first four, which entry 7 closes upon
	if _, err := Append(size, leaves(5, 3), store); err == nil {
		t.Error("a missing hash must stop the append")
	}
}

func keyPair(t *testing.T, seed, name string) (note.Signer, note.Verifier) {
	t.Helper()
	skey, vkey, err := note.GenerateKey(strings.NewReader(strings.Repeat(seed, 64)), name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := note.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

func TestHeadRoundTrip(t *testing.T) {
	s, v := keyPair(t, "a", "certwright.example/ledger")
	h := Head{Origin: s.Name(), Size: 21, Root: plainRoot(leaves(0, 21))}
	cp, err := Sign(h, s)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(cp, h.Text()+"\n\u2014 certwright.example/ledger ") {
		t.Errorf("not the form of a signed note:\n%s", cp)
	}
	if got, err := Open(cp, v); err != nil || got != h {
		t.Errorf("came back as %v, %v", got, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	s, v := keyPair(t, "a", "certwright.example/ledger")
	stranger, strangerKey := keyPair(t, "b", "elsewhere.example/ledger")
	good, err := Sign(Head{Origin: s.Name(), Size: 3}, s)
	if err != nil {
		t.Fatal(err)
	}
	signed := func(text string, by note.Signer) string {
		b, err := note.Sign(&note.Note{Text: text}, by)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	zero := strings.Repeat("A", 43) + "=\n" // a root hash of nought
	for name, cp := range map[string]string{
		"empty":          "",
		"size changed":   strings.Replace(good, "\n3\n", "\n4\n", 1),
		"unknown key":    signed(s.Name()+"\n3\n"+zero, stranger),
		"foreign log":    signed(s.Name()+"\n3\n"+zero, stranger),
		"two lines":      signed(s.Name()+"\n3\n", s),
		"size not plain": signed(s.Name()+"\n+3\n"+zero, s),
		"negative size":  signed(s.Name()+"\n-3\n"+zero, s),
		"short root":     signed(s.Name()+"\n3\nAAAA\n", s),
	} {
		keys := []note.Verifier{v}
		if name == "foreign log" {
			keys = append(keys, strangerKey) // known, but not the key of this log
		}
		if h, err := Open(cp, keys...); err == nil {
			t.Errorf("%s: taken as %v", name, h)
		}
	}
	if _, err := Sign(Head{Origin: "another"}, s); err == nil {
		t.Error("a key must sign only its own log")
	}
}
