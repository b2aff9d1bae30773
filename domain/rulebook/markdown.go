package rulebook

import (
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Family is a chapter of the rule page: the rules whose IDs begin alike.
type Family struct {
	Prefix string        `json:"prefix"`
	Title  string        `json:"title"`
	Rules  []domain.Rule `json:"rules"`
}

var titles = []Family{
	{Prefix: "date", Title: "Counting days"},
	{Prefix: "application", Title: "Applications"},
	{Prefix: "contract", Title: "Contracts"},
	{Prefix: "stage", Title: "Stage 1 and Stage 2"},
	{Prefix: "cycle", Title: "The cycle"},
	{Prefix: "programme", Title: "The programme"},
	{Prefix: "surveillance", Title: "Surveillance"},
	{Prefix: "recert", Title: "Recertification"},
	{Prefix: "suspension", Title: "Suspension"},
	{Prefix: "transfer", Title: "Transfer from another body"},
	{Prefix: "transition", Title: "Transition to a new edition"},
	{Prefix: "at", Title: "Audit time"},
	{Prefix: "ms", Title: "Several sites"},
	{Prefix: "team", Title: "The team"},
	{Prefix: "auditor", Title: "Auditors"},
	{Prefix: "impartiality", Title: "Impartiality"},
	{Prefix: "planning", Title: "Planning"},
	{Prefix: "finding", Title: "Findings"},
	{Prefix: "nc", Title: "Nonconformities"},
	{Prefix: "decision", Title: "Decisions"},
	{Prefix: "certificate", Title: "Certificates"},
	{Prefix: "state", Title: "States"},
	{Prefix: "appeal", Title: "Appeals and complaints"},
	{Prefix: "register", Title: "The public register"},
	{Prefix: "records", Title: "Records"},
}

// Families lists every rule by chapter, in reading order. A rule of a family
// nobody named stands in a last chapter.
func Families() []Family {
	left := All()
	var out []Family
	for _, family := range append(titles, Family{Title: "Further rules"}) {
		var rest []domain.Rule
		for _, r := range left {
			if prefix, _, _ := strings.Cut(r.ID, "."); prefix == family.Prefix || family.Prefix == "" {
				family.Rules = append(family.Rules, r)
			} else {
				rest = append(rest, r)
			}
		}
		if left = rest; len(family.Rules) > 0 {
			out = append(out, family)
		}
	}
	return out
}

// Markdown is the rule page, docs/rules.md.
func Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, `# The rules

<!-- Written by "certwright rules" from the rules' own cards. Change them there. -->

Certwright holds itself to these %d rules. Bookings, gates, receipts and screens name them by their IDs.

- **hard**: nobody may pass it by. **soft**: a written reason may. **value**: a date or figure that is computed.
- **confirmed**: the number was seen in a source. **recalled**: it is known from the standard, not seen in a source; have a
  licence holder check it. **policy**: the standard gives no number; it is the body's own choice, and scheme data.
`, len(All()))
	for _, family := range Families() {
		fmt.Fprintf(&b, "\n## %s\n", family.Title)
		for _, r := range family.Rules {
			fmt.Fprintf(&b, "\n### `%s`\n\n%s. *%s, %s* · %s, %s\n\n%s\n", r.ID, r.Title, r.Kind, r.Basis, r.Edition, r.Clause, r.Why)
		}
	}
	return b.String()
}
