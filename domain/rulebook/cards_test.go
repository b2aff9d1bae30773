package rulebook

import (
	"slices"
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestEveryCardIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range All() {
		if seen[r.ID] {
			t.Errorf("%s stands twice", r.ID)
		}
		seen[r.ID] = true
		for field, value := range map[string]string{"title": r.Title, "clause": r.Clause, "edition": r.Edition, "why": r.Why} {
			if value == "" {
				t.Errorf("%s has no %s", r.ID, field)
			}
		}
		if !slices.Contains([]domain.RuleKind{domain.Hard, domain.Soft, domain.Value}, r.Kind) {
			t.Errorf("%s is of no kind: %q", r.ID, r.Kind)
		}
		if !slices.Contains([]domain.Basis{domain.Confirmed, domain.Recalled, domain.Policy}, r.Basis) {
			t.Errorf("%s has no basis: %q", r.ID, r.Basis)
		}
		if got, ok := Find(r.ID); !ok || got != r {
			t.Errorf("%s is not found by its ID", r.ID)
		}
	}
}

// TestEveryRuleIsTried wants of every rule here: a verdict has a case that passes
// and one that fails, a value has at least two, and every answered rule a card.
// The rules of planning are tried in their own package.
func TestEveryRuleIsTried(t *testing.T) {
	passes, fails, cases := map[string]int{}, map[string]int{}, map[string]int{}
	for _, v := range append(readVectors(t, "testdata/vectors.json"), readVectors(t, "testdata/own.json")...) {
		if _, ok := Find(v.Rule); !ok {
			t.Errorf("%s has no card", v.Rule)
		}
		_, findings := rules[v.Rule](v.Given)
		cases[v.Rule]++
		for _, f := range findings {
			if f.Rule != v.Rule {
				t.Errorf("%s: the finding is of rule %s", v.ID, f.Rule)
			}
			if f.Text == "" || !f.Met && f.Remedy == "" {
				t.Errorf("%s: a finding needs a text, a refusal also what would turn it into a yes: %+v", v.ID, f)
			}
			if f.Met {
				passes[v.Rule]++
			} else {
				fails[v.Rule]++
			}
		}
	}
	for id := range rules {
		r, _ := Find(id)
		if r.Kind == domain.Value && cases[id] < 2 {
			t.Errorf("%s, a value, has %d case(s)", id, cases[id])
		}
		if r.Kind != domain.Value && (passes[id] == 0 || fails[id] == 0) {
			t.Errorf("%s, a verdict, passes in %d case(s) and fails in %d", id, passes[id], fails[id])
		}
	}
	for _, r := range All() {
		if _, tried := rules[r.ID]; !tried && len(r.ID) > 9 && r.ID[:9] != "planning." {
			t.Errorf("%s has no case", r.ID)
		}
	}
}
