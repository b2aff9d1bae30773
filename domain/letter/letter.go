// Package letter names the kinds of letters a certification body writes, who
// gets them, and which of them the standard makes it send.
package letter

import (
	"slices"

	"github.com/certwright/certwright/domain"
)

// Kind says what a letter is about. A letter of no kind (an invitation) is
// always sent.
type Kind string

const (
	PlanProposed    Kind = "plan_proposed"
	PlanConfirmed   Kind = "plan_confirmed"
	PlanChanged     Kind = "plan_changed"
	Question        Kind = "question"
	FindingRaised   Kind = "finding_raised"
	FindingAnswered Kind = "finding_answered"
	FindingJudged   Kind = "finding_judged"
	Contract        Kind = "contract"
	Decision        Kind = "decision"
	Certificate     Kind = "certificate"
	Suspension      Kind = "suspension"
	Reminder        Kind = "reminder"
)

// Card is a kind of letter as people choose it.
type Card struct {
	Kind    Kind
	Title   string
	For     []domain.Role // who gets such letters
	Obliged []domain.Role // who cannot switch them off
	Why     string        // they cannot, with the clause; "" where everybody can
}

var clientOnly = []domain.Role{domain.Client}

// cards, in the order of a certification.
var cards = []Card{
	{Contract, "Your application, a contract or a change of it", clientOnly, clientOnly, "Certification rests on an agreement both sides know (ISO/IEC 17021-1, 5.1.2)."},
	{PlanProposed, "Dates and a team are proposed", []domain.Role{domain.Client, domain.Auditor}, clientOnly,
		"You may object to a member of the team, and must hear of it in time (ISO/IEC 17021-1, 9.2.3.5)."},
	{PlanConfirmed, "Dates are agreed", []domain.Role{domain.Client, domain.Auditor}, nil, ""},
	{PlanChanged, "Dates or the team changed, or fell away", []domain.Role{domain.Client, domain.Auditor}, nil, ""},
	{Question, "Somebody objects, or waits for your approval", []domain.Role{domain.Planner, domain.Reviewer}, nil, ""},
	{FindingRaised, "The report with its findings", clientOnly, clientOnly,
		"Every audit ends with a written report, and findings run against a clock (ISO/IEC 17021-1, 9.4.8 and 9.4.9)."},
	{FindingAnswered, "The client answered a finding", []domain.Role{domain.Auditor}, nil, ""},
	{FindingJudged, "An answer to a finding was judged", clientOnly, clientOnly,
		"You must be told whether your answer is enough or another audit is needed (ISO/IEC 17021-1, 9.4.10)."},
	{Decision, "A certification decision", clientOnly, clientOnly, "A decision and its reasons are owed to you, and you may appeal (ISO/IEC 17021-1, 9.5 and 9.7)."},
	{Certificate, "A certificate is ready", clientOnly, nil, ""},
	{Suspension, "Suspension, withdrawal, expiry", []domain.Role{domain.Client, domain.Planner, domain.Reviewer},
		[]domain.Role{domain.Client, domain.Planner, domain.Reviewer},
		"Who may no longer use a certificate, and who must act on it, is told at once (ISO/IEC 17021-1, 9.6.5)."},
	{Reminder, "Something is coming due", []domain.Role{domain.Client, domain.Planner}, nil, ""},
}

// Of are the kinds that somebody of these roles gets.
func Of(roles []domain.Role) (out []Card) {
	for _, c := range cards {
		if overlap(c.For, roles) {
			out = append(out, c)
		}
	}
	return out
}

// Title is a kind in words.
func Title(k Kind) string {
	i := slices.IndexFunc(cards, func(c Card) bool { return c.Kind == k })
	if i < 0 {
		return string(k)
	}
	return cards[i].Title
}

// Obliged says why somebody of these roles cannot switch a kind off; "" when
// they can. A kind they do not get is no choice of theirs either.
func Obliged(k Kind, roles []domain.Role) string {
	i := slices.IndexFunc(cards, func(c Card) bool { return c.Kind == k })
	switch {
	case i < 0 || !overlap(cards[i].For, roles):
		return "no such letter is written to you"
	case overlap(cards[i].Obliged, roles):
		return cards[i].Why
	}
	return ""
}

func overlap(a, b []domain.Role) bool {
	return slices.ContainsFunc(a, func(r domain.Role) bool { return slices.Contains(b, r) })
}
