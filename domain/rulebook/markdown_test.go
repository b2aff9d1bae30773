package rulebook

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/rules.md anew")

const page = "../../docs/rules.md"

// TestRulePageIsCurrent compares docs/rules.md with the cards. After a change of
// a card: go test ./domain/rulebook -run TestRulePageIsCurrent -update
func TestRulePageIsCurrent(t *testing.T) {
	if *update {
		if err := os.WriteFile(page, []byte(Markdown()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(b) != Markdown() {
		t.Error("docs/rules.md is not what the cards say; write it anew with -update")
	}
}

func TestFamiliesHoldEveryRuleOnce(t *testing.T) {
	n := 0
	for _, f := range Families() {
		n += len(f.Rules)
		for _, r := range f.Rules {
			if f.Title == "Further rules" || !strings.HasPrefix(r.ID, f.Prefix+".") {
				t.Errorf("%s stands under %q", r.ID, f.Title)
			}
		}
	}
	if n != len(All()) {
		t.Errorf("the chapters hold %d rules of %d", n, len(All()))
	}
}
