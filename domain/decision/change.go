package decision

import "github.com/certwright/certwright/domain"

// Change is a decision on a certification that stands, other than its renewal:
// it is proposed with grounds and facts, and decided like a grant (9.5.1.1).
type Change struct {
	Kind    string   // of its decision file
	Title   string   // "Suspend"
	Outcome Outcome  // of a yes
	From    []string // states of the certificate in which it may be proposed
	To      string   // state it brings about
	Scope   bool     // it changes what is certified
	Grounds []Ground // on which it may be proposed
}

// Ground is a reason the standard knows for a change.
type Ground struct {
	ID     string
	Text   string
	Clause string // of ISO/IEC 17021-1:2015
}

var asked = Ground{"client_request", "The client asks for it", "9.6.5.2"}

// Changes lists the changes there are.
var Changes = []Change{
	{"suspension", "Suspend", Suspended, []string{"valid"}, "suspended", false, []Ground{
		{"failure", "The management system persistently or seriously fails to meet the requirements", "9.6.5.2"},
		{"audits_not_allowed", "Surveillance or recertification was not held, or not allowed, at the required frequency", "9.6.5.2"},
		asked,
	}},
	{"restoration", "Restore", Restored, []string{"suspended"}, "valid", false, []Ground{
		{"resolved", "What led to the suspension has been resolved", "9.6.5.4"},
	}},
	{"withdrawal", "Withdraw", Withdrawn, []string{"suspended"}, "withdrawn", false, []Ground{
		{"not_resolved", "What led to the suspension was not resolved in the time set", "9.6.5.4"},
		asked,
	}},
	{"cancellation", "End at the client's request", Cancelled, []string{"valid"}, "cancelled", false, []Ground{
		{asked.ID, "The client gives the certification up", "9.6.5"},
	}},
	{"extension", "Extend the scope", Extended, []string{"valid"}, "valid", true, []Ground{
		{asked.ID, asked.Text, "9.6.4.1"},
	}},
	{"reduction", "Reduce the scope", Reduced, []string{"valid", "suspended"}, "valid", true, []Ground{
		{"failing_part", "A part persistently or seriously fails to meet the requirements", "9.6.5.5"},
		asked,
	}},
}

// ChangeOf finds a change by the kind of its file.
func ChangeOf(kind string) (Change, bool) {
	for _, c := range Changes {
		if c.Kind == kind {
			return c, true
		}
	}
	return Change{}, false
}

// Ground finds one of the grounds of a change.
func (c Change) Ground(id string) (Ground, bool) {
	for _, g := range c.Grounds {
		if g.ID == id {
			return g, true
		}
	}
	return Ground{}, false
}

// Proposal is what a change was proposed with.
type Proposal struct {
	Grounds        string // ID of a Ground
	Facts          string
	ProposedBy     domain.ID // person; whoever proposes does not decide
	ProposedByName string
	ProposedOn     domain.Date
	// How it was taken back, by whoever proposed it or a colleague in that place; empty for one that was not.
	TakenBackOn     domain.Date `json:",omitempty"`
	WhyTakenBack    string      `json:",omitempty"`
	TakenBackBy     domain.ID   `json:",omitempty"` // person; "" in records from when only the proposer could
	TakenBackByName string      `json:",omitempty"`
	// What is certified now and would be: of a change of scope only.
	ScopeBefore, Scope string      `json:",omitempty"`
	SitesBefore, Sites []string    `json:",omitempty"` // names and places
	SiteIDs            []domain.ID `json:",omitempty"` // that would stay or come
}

// TakenBackFor is who had proposed what somebody else took back; "" where the
// proposer did so.
func (p Proposal) TakenBackFor() string {
	if p.TakenBackBy == "" || p.TakenBackBy == p.ProposedBy {
		return ""
	}
	return p.ProposedByName
}

// AtRequest tells whether a change ends the certification because the client asks:
// what a client may propose itself.
func (c Change) AtRequest(grounds string) bool {
	return grounds == asked.ID && (c.Outcome == Cancelled || c.Outcome == Withdrawn)
}

// Meaning is what a signature under an outcome of this file means.
func (f File) Meaning(o Outcome) string {
	if c, proposed := ChangeOf(f.Kind); proposed && o == Refused {
		return "I decide against the proposed " + c.Kind + "; the certification stays as it is."
	}
	return o.Meaning()
}
