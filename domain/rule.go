package domain

import "fmt"

// RuleKind tells what a rule gives: a verdict that nobody may pass by (hard), a
// verdict that a written reason may pass by (soft), or a computed value.
type RuleKind string

const (
	Hard  RuleKind = "hard"
	Soft  RuleKind = "soft"
	Value RuleKind = "value"
)

// Basis tells how sure we are of a rule's number.
type Basis string

const (
	Confirmed Basis = "confirmed" // seen in a source
	Recalled  Basis = "recalled"  // known from the standard, not seen in a source
	Policy    Basis = "policy"    // the certification body's own choice; data, not law
)

// Rule is a rule's name card: the same value stands in bookings, gates,
// receipts, screens and the generated rule page.
type Rule struct {
	ID      string   `json:"id"`      // "stage.check"; the name of its cases
	Title   string   `json:"title"`   // in a few words
	Clause  string   `json:"clause"`  // "9.3.1.2.4"
	Edition string   `json:"edition"` // "ISO/IEC 17021-1:2015"
	Kind    RuleKind `json:"kind"`
	Basis   Basis    `json:"basis"`
	Why     string   `json:"why"` // what it protects, in one or two sentences
}

// Fact is one input a finding rests on.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Finding is what a rule found: met or not, why, resting on which facts, and
// what would turn a no into a yes. (A nonconformity found by an auditor is an
// audit finding, package audit.)
type Finding struct {
	Rule    string   `json:"rule"`
	Clause  string   `json:"clause"`
	Kind    RuleKind `json:"kind"`
	Met     bool     `json:"met"`
	Subject string   `json:"subject,omitempty"` // whom or what it is about
	Text    string   `json:"text"`
	Remedy  string   `json:"remedy,omitempty"`
	Facts   []Fact   `json:"facts,omitempty"`
}

// Met is the finding of a rule that holds.
func (r Rule) Met(format string, args ...any) Finding {
	return Finding{Rule: r.ID, Clause: r.Clause, Kind: r.Kind, Met: true, Text: fmt.Sprintf(format, args...)}
}

// Broken is the finding of a rule that does not hold; remedy says what would
// turn it into a yes.
func (r Rule) Broken(remedy, format string, args ...any) Finding {
	return Finding{Rule: r.ID, Clause: r.Clause, Kind: r.Kind, Text: fmt.Sprintf(format, args...), Remedy: remedy}
}

// On names whom or what the finding is about.
func (f Finding) On(subject string) Finding { f.Subject = subject; return f }

// As overrides the kind: a rule may be hard beyond one limit and soft before it.
func (f Finding) As(kind RuleKind) Finding { f.Kind = kind; return f }

// With adds a fact the finding rests on.
func (f Finding) With(name string, value any) Finding {
	f.Facts = append(f.Facts[:len(f.Facts):len(f.Facts)], Fact{Name: name, Value: fmt.Sprint(value)})
	return f
}

// Fact is the value of a fact by its name, "" when the finding has none.
func (f Finding) Fact(name string) string {
	for _, x := range f.Facts {
		if x.Name == name {
			return x.Value
		}
	}
	return ""
}

// HardBroken tells whether a hard rule stands against it.
func HardBroken(fs []Finding) bool { return anyBroken(fs, Hard) }

// SoftBroken tells whether a soft rule wants a written reason.
func SoftBroken(fs []Finding) bool { return anyBroken(fs, Soft) }

func anyBroken(fs []Finding, kind RuleKind) bool {
	for _, f := range fs {
		if !f.Met && f.Kind == kind {
			return true
		}
	}
	return false
}
