package auditor

import "github.com/certwright/certwright/domain"

// EntryRule is judged by EntryPolicy.Check.
var EntryRule = domain.Rule{
	ID: "auditor.isms_entry", Title: "From trainee to ISMS auditor", Clause: "7.2.1.1 d", Edition: "ISO/IEC 27006:2015/Amd 1:2020",
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "A trainee has been watched in a whole initial or recertification audit and in a surveillance, and has enough days on site to have seen how a system lives.",
}

// AuthorisedRule is judged by AuthorisedOn.
var AuthorisedRule = domain.Rule{
	ID: "auditor.authorised_on", Title: "Authorised on every day of the audit", Clause: "7.2, 7.4", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Recalled,
	Why: "An authorisation that ends during an audit leaves its last days without evidence of competence.",
}

// EntryPolicy is what a trainee must have done in the last years, scheme data.
type EntryPolicy struct {
	InitialOrRecert int `json:"initial_or_recert"`
	Surveillance    int `json:"surveillance"`
	OnsiteDays      int `json:"onsite_days"`
	Years           int `json:"years"`
}

// EntryDefaults are the numbers of ISO/IEC 27006:2015/Amd 1:2020.
func EntryDefaults() EntryPolicy {
	return EntryPolicy{InitialOrRecert: 1, Surveillance: 1, OnsiteDays: 10, Years: 5}
}

// Experience is what a trainee did, observed, within the policy's years. Days
// are counted in halves.
type Experience struct {
	InitialOrRecert int // whole initial (both stages) or recertification audits
	Surveillance    int
	OnsiteHalfDays  int
}

// Check judges a trainee's experience.
func (p EntryPolicy) Check(e Experience) domain.Finding {
	if e.InitialOrRecert >= p.InitialOrRecert && e.Surveillance >= p.Surveillance && e.OnsiteHalfDays >= 2*p.OnsiteDays {
		return EntryRule.Met("The trainee has the experience asked for.")
	}
	return EntryRule.Broken("Take the trainee along until the numbers are reached.",
		"Needed in the last %d years: %d initial or recertification audit(s), %d surveillance(s), %d days on site; there are %d, %d and %d half-days.",
		p.Years, p.InitialOrRecert, p.Surveillance, p.OnsiteDays, e.InitialOrRecert, e.Surveillance, e.OnsiteHalfDays)
}

// FirstUncovered is the first day of an audit that an authorisation does not
// cover; none when it covers them all. Open ends cover everything on their side.
func FirstUncovered(valid, audit domain.Period) domain.Date {
	switch {
	case valid.From != 0 && audit.From < valid.From:
		return audit.From
	case valid.To != 0 && audit.To > valid.To:
		return max(audit.From, valid.To.AddDays(1))
	}
	return 0
}

// AuthorisedOn judges an authorisation by the days of an audit.
func AuthorisedOn(valid, audit domain.Period) domain.Finding {
	if day := FirstUncovered(valid, audit); day != 0 {
		return AuthorisedRule.Broken("Extend the authorisation on evidence, or put somebody else in the seat.",
			"The authorisation does not cover %s.", day.Long()).With("first_uncovered_day", day)
	}
	return AuthorisedRule.Met("The authorisation covers %s.", audit)
}
