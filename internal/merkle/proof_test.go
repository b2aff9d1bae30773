package merkle_test

import (
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"github.com/certwright/certwright/internal/merkle"
)

// provable is a small log with its key and the proof of each entry.
func provable(t testing.TB, n int64) (key string, proofs []string) {
	t.Helper()
	private, key, err := note.GenerateKey(rand.Reader, "body.example/ledger")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	var entries []string
	for i := range n {
		entries = append(entries, strings.Repeat("entry ", int(i)+1))
	}
	stored := map[int64][]byte{}
	read := func([]int64) (map[int64][]byte, error) { return stored, nil }
	first, made, err := merkle.Tree{}.Append(0, entries, read)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range made {
		stored[first+int64(i)] = h
	}
	root, err := merkle.Tree{}.Root(n, read)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := base64.StdEncoding.DecodeString(root)
	if err != nil {
		t.Fatal(err)
	}
	head := merkle.Head{Origin: signer.Name(), Size: n, Root: merkle.Hash(raw)}
	signed, err := merkle.Sign(head, signer)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		p, err := merkle.Tree{}.Proof(e, int64(i), n, signed, read)
		if err != nil {
			t.Fatal(err)
		}
		proofs = append(proofs, p)
	}
	return key, proofs
}

func TestAProofHoldsForItsEntryOnly(t *testing.T) {
	key, proofs := provable(t, 7)
	otherKey, others := provable(t, 7)
	for i, text := range proofs {
		p, err := merkle.ParseProof(text)
		if err != nil {
			t.Fatal(err)
		}
		if h, err := p.Check(key + "\n"); err != nil || h.Size != 7 || p.Text() != text || p.Index != int64(i) {
			t.Errorf("entry %d: %v, %+v", i, err, h)
		}
		for what, spoil := range map[string]func(p *merkle.Proof){
			"another entry": func(p *merkle.Proof) { p.Entry = append([]byte("x"), p.Entry...) },
			"another index": func(p *merkle.Proof) { p.Index = (p.Index + 1) % 7 },
			"a cut path":    func(p *merkle.Proof) { p.Path = p.Path[1:] },
			"a longer path": func(p *merkle.Proof) { p.Path = append(p.Path, p.Path[0]) },
			"another hash":  func(p *merkle.Proof) { p.Path[0][3] ^= 1 },
			"another size":  func(p *merkle.Proof) { p.Checkpoint = strings.Replace(p.Checkpoint, "\n7\n", "\n8\n", 1) },
			"a head of another log": func(p *merkle.Proof) {
				o, _ := merkle.ParseProof(others[i])
				p.Checkpoint = o.Checkpoint
			},
		} {
			spoilt, _ := merkle.ParseProof(text)
			spoil(&spoilt)
			if _, err := spoilt.Check(key); err == nil {
				t.Errorf("entry %d: the proof holds with %s", i, what)
			}
		}
		if _, err := p.Check(otherKey); err == nil {
			t.Error("the proof holds under another key")
		}
	}
}

func FuzzProof(f *testing.F) {
	key, proofs := provable(f, 3)
	for _, p := range proofs {
		f.Add(p)
	}
	f.Add("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := merkle.ParseProof(text)
		if err != nil {
			return
		}
		if p.Text() != text {
			t.Errorf("read and written again it is %q, was %q", p.Text(), text)
		}
		_, _ = p.Check(key)
	})
}
