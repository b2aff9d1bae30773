package main

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"github.com/certwright/certwright/internal/merkle"
)

// TestVerifyChecksAHandedOutProofOffline gives the command a proof and a public
// key and nothing else: no database, no data folder.
func TestVerifyChecksAHandedOutProofOffline(t *testing.T) {
	private, key, err := note.GenerateKey(rand.Reader, "body.example/ledger")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	entry := []byte(`{"name":"Rita","summary":"Certificate 27001-00001, revision 1"}`)
	signed, err := merkle.Sign(merkle.Head{Origin: signer.Name(), Size: 1, Root: merkle.Leaf(entry)}, signer)
	if err != nil {
		t.Fatal(err)
	}
	text := merkle.Proof{Entry: entry, Checkpoint: signed}.Text()
	run := func(text, key string) error {
		file := filepath.Join(t.TempDir(), "certificate.tlog-proof")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return VerifyCmd{Proof: file, LedgerKey: key}.Run(t.Context(), &Config{DataDir: "/nowhere"})
	}
	if err := run(text, key); err != nil {
		t.Errorf("a good proof is refused: %v", err)
	}
	other := merkle.Proof{Entry: []byte(strings.Replace(string(entry), "Rita", "Anna", 1)), Checkpoint: signed}.Text()
	_, otherKey, err := note.GenerateKey(rand.Reader, "body.example/ledger")
	if err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"another entry": run(other, key), "another key": run(text, otherKey), "no proof": run("hello", key), "cut off": run(text[:len(text)/2], key),
	} {
		var exit exitError
		if !errors.As(err, &exit) || exit.code != 1 {
			t.Errorf("%s: %v, want exit code 1", what, err)
		}
	}
	if err := run(text, ""); err == nil || !strings.Contains(err.Error(), "--ledger-key") {
		t.Errorf("without a key: %v", err)
	}
}
