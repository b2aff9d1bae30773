package app

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
)

// GateLine is one thing that must hold before a positive decision, with the
// evidence it is judged by.
type GateLine struct {
	Finding       domain.Finding
	EvidenceKind  string // audit, finding, contract, certificate
	EvidenceID    domain.ID
	EvidenceTitle string
}

// gate lists all that must hold before a positive decision, met or not (9.5.2,
// 9.5.3.1).
func (x fileFacts) gate() []GateLine {
	if change, proposed := decision.ChangeOf(x.File.Kind); proposed {
		return x.changeGate(change)
	}
	var out []GateLine
	for _, a := range x.Audits {
		out = append(out, auditLine(a, reportFinding(a)))
	}
	last := x.called()
	if x.recommendation() != "" {
		out = append(out, auditLine(last, decision.ReadinessRule.Met("The team recommends to %s.", last.Report.Recommendation)))
	} else {
		out = append(out, auditLine(last, decision.Readiness(nil, true, "")))
	}
	for _, f := range x.ncs() {
		ready := decision.Readiness([]decision.NC{{Grade: string(f.Grade), State: string(f.State)}}, true, "given").On(f.No)
		if ready.Met {
			ready.Text = "Settled as it must be: the " + string(f.Grade) + " is " + stateWords[f.State] + "."
		} else {
			ready.Text = "The " + string(f.Grade) + " is " + stateWords[f.State] + "."
		}
		out = append(out, GateLine{ready, "finding", f.ID, f.No})
		if x.File.Kind == "initial" && f.Grade == audit.Major {
			status := x.Scheme.Nonconformities.MajorCheck(last.Stretch.To, verifiedOn(f), x.Today)
			out = append(out, GateLine{status.Finding().On(f.No), "finding", f.ID, f.No})
		}
	}
	out = append(out, x.contractLine())
	i := x.issue()
	if x.File.Kind != "surveillance" {
		doc := x.document(i)
		doc.Number = "given when issued"
		content := certificate.Content(x.Scheme.CertificateContent, doc.Shown())
		if x.File.Kind == "recertification" {
			out = append(out, GateLine{Finding: i.Finding})
		}
		out = append(out, GateLine{content, "contract", x.Contract.ID, x.Contract.No})
	}
	return out
}

var stateWords = map[audit.FindingState]string{
	audit.Raised: "not answered", audit.Answered: "answered and not reviewed", audit.PlanAccepted: "open with an accepted plan",
	audit.PlanRejected: "to be answered again", audit.EvidenceIn: "waiting for its evidence to be judged", audit.Verified: "verified",
	audit.NotEffective: "reopened: the action did not work",
}

func auditLine(a audit.Audit, f domain.Finding) GateLine {
	return GateLine{f.On(a.No), "audit", a.ID, a.Title() + " " + a.No}
}

func reportFinding(a audit.Audit) domain.Finding {
	switch {
	case !a.Held():
		return decision.ReadinessRule.Broken("Complete the report.", "%s has no report.", a.Title())
	case !a.Imported && !a.Report.ObjectivesMet && a.Report.Summary != "":
		return decision.ReadinessRule.Broken("Have the team meet the objectives left open, or confirm that they were met.",
			"The report of %s does not confirm that the audit's objectives were met.", a.Title())
	}
	return decision.ReadinessRule.Met("%s was reported on %s.", a.Title(), a.ReportOn.Long())
}

func verifiedOn(f audit.Finding) domain.Date {
	if f.State == audit.Verified {
		return f.Verdict.On
	}
	return 0
}

func (x fileFacts) contractLine() GateLine {
	f := decision.ReadinessRule.Met("Contract %s was signed on %s: scope, sites and persons stand.", x.Contract.No, x.Contract.SignedOn.Long())
	if x.Contract.State != client.ContractActive {
		f = decision.ReadinessRule.Broken("Have the client sign the contract.", "Contract %s is %s.", x.Contract.No, x.Contract.State)
	}
	return GateLine{f, "contract", x.Contract.ID, x.Contract.No}
}

// metLines counts the gate's lines that hold.
func metLines(gate []GateLine) (met int) {
	for _, l := range gate {
		if l.Finding.Met {
			met++
		}
	}
	return met
}

func findingsOf(gate []GateLine) []domain.Finding {
	out := make([]domain.Finding, len(gate))
	for i, l := range gate {
		out[i] = l.Finding
	}
	return out
}

// Decider is a person with reviewer work, and whether they may decide a file.
type Decider struct {
	PersonID domain.ID
	Name     string
	May      bool
	Findings []domain.Finding
}

// decider judges a person by facts alone: the sides of the file, the person's
// links to the client, the person's authorisations. Nobody declares anything.
func (a *App) decider(tx Tx, x fileFacts, person auditor.Person) (Decider, error) {
	d := Decider{PersonID: person.ID, Name: person.Name}
	var auditSide []string
	for id, side := range x.Sides {
		if side == decision.AuditSide {
			auditSide = append(auditSide, string(id))
		}
	}
	for _, one := range x.Audits { // whoever sat on an audit counts, whatever the sides say
		for _, id := range one.Team() {
			auditSide = append(auditSide, string(id))
		}
	}
	rule, independent := decision.IndependenceRule, decision.Independent(auditSide, []string{string(person.ID)})
	if x.File.Proposal != nil {
		rule, independent = decision.RestoreWhoRule, decision.RestoreIndependent(auditSide, []string{string(person.ID)})
	}
	switch namesake, err := hasNamesake(tx, auditSide, person); {
	case err != nil:
		return d, err
	case !independent.Met && x.File.Proposal != nil && x.File.Proposal.ProposedBy == person.ID:
		independent.Text, independent.Facts = person.Name+" proposed it, and whoever proposes does not decide.", nil
	case !independent.Met:
		independent.Text, independent.Facts = person.Name+" took part in an audit this decision rests on.", nil
	case namesake:
		independent = rule.Broken("Let somebody else decide; or, if they are two people, have an admin tell their names apart.",
			"%s, under another address, took part in an audit this decision rests on.", person.Name)
	default:
		independent.Text = person.Name + " was on none of the audits this decision rests on."
	}
	d.Findings = append(d.Findings, independent.On(person.Name))
	interests, err := tx.Interests(person.ID)
	if err != nil {
		return d, err
	}
	for _, i := range interests {
		if i.ClientID == x.Client.ID {
			bar := i.Bars(x.Today, x.Scheme.Impartiality.CoolingYears)
			d.Findings = append(d.Findings, bar.On(person.Name))
		}
	}
	permits, err := tx.Authorisations(person.ID)
	if err != nil {
		return d, err
	}
	for _, code := range x.Contract.Codes {
		d.Findings = append(d.Findings, reviewerFor(permits, x.Scheme.ID, x.Scheme.Name, code, x.Today).On(person.Name))
	}
	d.May = !domain.HardBroken(d.Findings)
	return d, nil
}

// hasNamesake tells whether somebody of the audit side has a person's name. Two
// addresses of one human are two persons to us; their name shows it.
func hasNamesake(tx Tx, auditSide []string, person auditor.Person) (bool, error) {
	name := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for _, id := range slices.Compact(slices.Sorted(slices.Values(auditSide))) {
		if id == string(person.ID) {
			continue
		}
		other, err := tx.Person(domain.ID(id))
		if err != nil {
			return false, err
		}
		if strings.EqualFold(name(other.Name), name(person.Name)) {
			return true, nil
		}
	}
	return false, nil
}

// reviewerFor judges whether one of the authorisations lets a person review in a
// scheme and area on a day.
func reviewerFor(permits []auditor.Authorisation, schemeID, schemeName, code string, day domain.Date) domain.Finding {
	best := auditor.AuthorisedRule.Broken("Authorise the person as reviewer for "+schemeName+", "+code+", on evidence.",
		"There is no authorisation as reviewer for %s, %s.", schemeName, code)
	for _, p := range permits {
		if p.Role != "reviewer" || p.SchemeID != schemeID || p.Code != code {
			continue
		}
		f := auditor.AuthorisedOn(p.Valid, domain.Period{From: day, To: day})
		if f.Met {
			return auditor.AuthorisedRule.Met("Authorised as reviewer for %s, %s (%s).", schemeName, code, p.Evidence)
		}
		best = f
	}
	return best
}
