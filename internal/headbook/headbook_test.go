package headbook_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/headbook"
)

var at = time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)

func TestHeadsComeBackInOrder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heads.jsonl")
	if kept, err := headbook.In(path).Kept(); err != nil || len(kept) != 0 {
		t.Fatalf("a book that was never written holds %v, %v", kept, err)
	}
	want := []app.KeptHead{{Signed: "one\n\nsigned\n", At: at}, {Signed: "two", At: at}, {Signed: "three", At: at, Accepted: "the disk \"died\"\n"}}
	for _, h := range want { // each by a process of its own
		if err := headbook.In(path).Keep(h); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := headbook.In(path).Kept(); err != nil || !slices.Equal(kept, want) {
		t.Errorf("kept %v, %v", kept, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v", info.Mode(), err)
	}
}

func TestALineCutOffByACrashSpoilsNoOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heads.jsonl")
	one, two := app.KeptHead{Signed: "one", At: at}, app.KeptHead{Signed: "two", At: at}
	if err := headbook.In(path).Keep(one); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, slices.Concat(whole, whole[:len(whole)/2]), 0o600); err != nil {
		t.Fatal(err)
	}
	if kept, err := headbook.In(path).Kept(); err != nil || !slices.Equal(kept, []app.KeptHead{one}) {
		t.Errorf("kept %v, %v", kept, err)
	}
	if err := headbook.In(path).Keep(two); err != nil {
		t.Fatal(err)
	}
	if kept, err := headbook.In(path).Kept(); err != nil || !slices.Equal(kept, []app.KeptHead{one, two}) {
		t.Errorf("kept %v, %v", kept, err)
	}
}
