package client

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
)

// ReviewPoint is one thing that 9.1.2 asks to be looked at before an application
// is accepted.
type ReviewPoint struct {
	ID     string
	Clause string
	Title  string
}

// ReviewPoints are the points of the application review.
var ReviewPoints = []ReviewPoint{
	{"information", "9.1.2.1 a", "The information about the client and its system is enough to plan the audits"},
	{"differences", "9.1.2.1 b", "Known differences of understanding with the client are resolved"},
	{"competence", "9.1.2.1 c", "The body has the competence and the ability to do it"},
	{"scope", "9.1.2.1 d", "Scope, sites, audit time, language and safety are considered"},
	{"impartiality", "9.1.2.1 d", "Nothing threatens the body's impartiality"},
	{"team", "9.1.2.3", "The competence that the team and the decision need is determined"},
}

// Answer is what a reviewer found on a point of the review.
type Answer string

const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// Answered is a point of the review with its answer.
type Answered struct {
	Point  string
	Answer Answer // none: not looked at yet
	Note   string // needed where the answer is no
}

// EveryPoint answers all points of the review alike.
func EveryPoint(a Answer) []Answered {
	var out []Answered
	for _, p := range ReviewPoints {
		out = append(out, Answered{Point: p.ID, Answer: a})
	}
	return out
}

// DeclineReasons are the grounds on which an application is declined (9.1.2.2).
var DeclineReasons = []string{"information_missing", "differences_unresolved", "no_competence", "outside_accreditation", "not_impartial", "no_capacity", "other"}

// Review is the record of the application review of 9.1.2.
type Review struct {
	Points   []Answered
	Requests []InfoRequest
	By       domain.ID // person
	ByName   string
	At       time.Time // of the verdict
	Accepted bool
	Declined []string // of DeclineReasons
	Reasons  string   // needed to decline
}

// InfoRequest is a question of the review to the client, with its answer.
type InfoRequest struct {
	Text       string
	By         string
	At         time.Time
	Answer     string
	AnsweredBy string
	AnsweredAt time.Time // zero while it waits
}

// Waiting tells whether the client has yet to answer.
func (r Review) Waiting() bool {
	return slices.ContainsFunc(r.Requests, func(q InfoRequest) bool { return q.AnsweredAt.IsZero() })
}

// CheckPoints says which answers are wrong: a point nobody asks for, one answered twice, a no without a note.
func CheckPoints(answers []Answered) error {
	var f domain.Fault
	seen := map[string]bool{}
	for i, x := range answers {
		at := fmt.Sprintf("points[%d]", i)
		if !slices.ContainsFunc(ReviewPoints, func(p ReviewPoint) bool { return p.ID == x.Point }) {
			f.Add(at+".point", "%q is no point of the review", x.Point)
		}
		if seen[x.Point] {
			f.Add(at+".point", "%q is answered twice", x.Point)
		}
		seen[x.Point] = true
		switch x.Answer {
		case Yes, "":
		case No:
			if strings.TrimSpace(x.Note) == "" {
				f.Add(at+".note", "says why %q is not met", x.Point)
			}
		default:
			f.Add(at+".answer", "is yes, no or empty")
		}
	}
	return f.Err()
}

// CheckDecline says what a decline still needs: a named reason and a text.
func CheckDecline(reasons []string, text string) error {
	var f domain.Fault
	if len(reasons) == 0 {
		f.Add("declined", "names at least one of %s (9.1.2.2)", strings.Join(DeclineReasons, ", "))
	}
	for i, r := range reasons {
		if !slices.Contains(DeclineReasons, r) {
			f.Add(fmt.Sprintf("declined[%d]", i), "%q is none of %s", r, strings.Join(DeclineReasons, ", "))
		}
	}
	if strings.TrimSpace(text) == "" {
		f.Add("reasons", "are needed to decline (9.1.2.2); the client reads them")
	}
	return f.Err()
}
