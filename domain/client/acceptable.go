package client

import "github.com/certwright/certwright/domain"

// ReviewRule is judged by Acceptable.
var ReviewRule = domain.Rule{
	ID: "application.review", Title: "An application is accepted when every point of its review is met", Clause: "9.1.2", Edition: "ISO/IEC 17021-1:2015",
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Whoever accepts what the body does not understand, cannot staff or may not judge promises an audit that should not take place.",
}

// Rules lists the cards of this package.
func Rules() []domain.Rule { return []domain.Rule{ReviewRule, OfferOpenRule, OfferWorkingRule} }

// Acceptable judges a review: one finding a point. A point without an answer
// stands against accepting as one answered with no does.
func Acceptable(answers []Answered) []domain.Finding {
	given := map[string]Answered{}
	for _, x := range answers {
		given[x.Point] = x
	}
	var out []domain.Finding
	for _, p := range ReviewPoints {
		switch x := given[p.ID]; x.Answer {
		case Yes:
			out = append(out, ReviewRule.Met("%s.", p.Title).On(p.ID))
		case No:
			out = append(out, ReviewRule.Broken("Resolve it and answer yes, ask the client for information, or decline the application.",
				"Answered with no (%s): %s.", p.Clause, p.Title).On(p.ID).With("note", x.Note))
		default:
			out = append(out, ReviewRule.Broken("Answer the point.", "Not answered (%s): %s.", p.Clause, p.Title).On(p.ID))
		}
	}
	return out
}
