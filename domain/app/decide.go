package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/letter"
)

// DecideCommand is a decision on a file as its decider hands it in.
type DecideCommand struct {
	File          domain.ID
	Seen          domain.Version // of the file the decider looked at
	Outcome       decision.Outcome
	Reasons       string
	Justification string // for going against the team's recommendation
	Password      string // asked again, whoever is signed in
}

// Decided is a decision and the certificate it issued, if it issued one.
type Decided struct {
	decision.Decision
	CertificateID domain.ID
}

// freshFor is how old the proof of a person's identity may be when it is used.
const freshFor = 60 * time.Second

// Decide takes a certification decision (9.5). The decider's password is checked
// first; then one transaction judges the person by facts, takes the decision
// side of the file for good, holds the gate, freezes the file, signs the record
// and lets it take effect.
func (a *App) Decide(ctx context.Context, actor domain.Actor, c DecideCommand) (Decided, error) {
	var d Decided
	if !actor.Is(domain.Reviewer) {
		return d, domain.MayNot("Decisions are for reviewers.")
	}
	var f domain.Fault
	f.Need("reasons", c.Reasons)
	if err := f.Err(); err != nil {
		return d, err
	}
	if err := a.Reauthenticate(ctx, actor, c.Password); err != nil {
		return d, err
	}
	proved := a.now()
	err := a.write(ctx, func(tx Tx) error {
		at := a.now()
		if at.Sub(proved) > freshFor {
			return domain.E(domain.Unavailable, "signature_stale", "It took too long since the password was given; give it again.")
		}
		file, err := tx.File(c.File)
		if err != nil {
			return err
		}
		if file.State == decision.FileTakenBack {
			return domain.E(domain.Conflict, "taken_back", "What file %s proposes was taken back; there is nothing to decide.", file.No)
		}
		if file.State != decision.FileOpen {
			return domain.E(domain.Conflict, "already_decided", "File %s is decided already.", file.No)
		}
		if err := sawLatest("decision file", c.Seen, file.Version); err != nil {
			return err
		}
		x, err := a.factsOf(tx, file, at)
		if err != nil {
			return err
		}
		person := auditor.Person{ID: actor.PersonID, Name: actor.Name}
		findings, err := a.mayDecide(tx, x, person, c)
		if err != nil {
			return err
		}
		if d.Decision, err = a.signed(x, at, person, c, findings); err != nil {
			return err
		}
		if err := a.takeEffect(tx, actor, at, x, d.Decision); err != nil {
			return err
		}
		d.CertificateID, err = issuedBy(tx, d.Decision)
		return err
	})
	return d, err
}

// mayDecide gives all findings a decision rests on, or refuses it with them.
func (a *App) mayDecide(tx Tx, x fileFacts, person auditor.Person, c DecideCommand) ([]domain.Finding, error) {
	who, err := a.decider(tx, x, person)
	if err != nil {
		return nil, err
	}
	if !who.May {
		return nil, domain.Violated("may_not_decide", "You may not decide this file.", who.Findings)
	}
	if err := tx.TakeSide(x.File.ID, person.ID, decision.DecisionSide, "decided "+x.File.No); err != nil {
		return nil, err
	}
	if !slices.Contains(x.outcomes(), c.Outcome) {
		return nil, oneFault("outcome", "%q is no outcome of this file; there are %s", c.Outcome, joined(x.outcomes()))
	}
	findings := who.Findings
	if c.Outcome != decision.Refused {
		gate := findingsOf(x.gate())
		if domain.HardBroken(gate) {
			return nil, domain.Violated("gate_open", "Something is still missing in this file.", gate)
		}
		findings = append(findings, gate...)
	}
	overturn := decision.Overturn(x.recommendation(), string(c.Outcome), c.Justification)
	if !overturn.Met {
		return nil, domain.Violated("overturn_needs_justification", "The team recommends otherwise; write down why you do not follow.", append(findings, overturn))
	}
	return append(findings, overturn), nil
}

func oneFault(field, format string, args ...any) error {
	var f domain.Fault
	f.Add(field, format, args...)
	return f.Err()
}

func joined[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, ", ")
}

// signed freezes the file as decided on and signs the decision over its hash.
func (a *App) signed(x fileFacts, at time.Time, person auditor.Person, c DecideCommand, findings []domain.Finding) (decision.Decision, error) {
	frozen, err := json.Marshal(x)
	if err != nil {
		return decision.Decision{}, fmt.Errorf("freeze file %s: %w", x.File.No, err)
	}
	d := decision.Decision{
		ID: a.NewID(), FileID: x.File.ID, FileVersion: x.File.Version, ClientID: x.File.ClientID, ProgrammeID: x.File.ProgrammeID,
		Outcome: c.Outcome, DecidedBy: person.ID, DecidedByName: person.Name, DecidedOn: x.Today, DecidedAt: at,
		Meaning: x.File.Meaning(c.Outcome), Reasons: strings.TrimSpace(c.Reasons), Justification: strings.TrimSpace(c.Justification),
		Findings: findings, FileBytes: string(frozen), FileHash: hashOf(frozen),
	}
	d.Signature, d.KeyID, err = a.Seals.Text(d.Canonical())
	return d, err
}

// takeEffect writes the decision and all that follows from it.
func (a *App) takeEffect(tx Tx, actor domain.Actor, at time.Time, x fileFacts, d decision.Decision) error {
	if err := tx.InsertDecision(d); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{
		Verb: "decide", Kind: "decision", Object: d.ID, ClientID: d.ClientID, Why: d.Reasons, Findings: d.Findings, State: d,
		Summary: fmt.Sprintf("%s: %s (file %s).", d.DecidedByName, d.Meaning, x.File.No),
	}); err != nil {
		return err
	}
	file := x.File
	file.State = decision.FileDecided
	if err := tx.SaveFile(&file); err != nil {
		return err
	}
	if err := a.record(tx, actor, at, Act{
		Verb: "decide", Kind: "decision_file", Object: file.ID, ClientID: file.ClientID,
		Summary: fmt.Sprintf("Decision file %s was decided: %s.", file.No, d.Outcome), State: file,
	}); err != nil {
		return err
	}
	if file.Proposal != nil {
		if err := keepSides(tx, file); err != nil { // of what was held since it was proposed
			return err
		}
		return a.takeChange(tx, actor, at, x, d)
	}
	if err := a.conclude(tx, actor, at, x); err != nil {
		return err
	}
	switch d.Outcome {
	case decision.Granted:
		return a.grant(tx, actor, at, x, d)
	case decision.Renewed:
		return a.renew(tx, actor, at, x, d)
	}
	return a.tellClient(tx, at, x.Client.ID, "", letter.Decision, "decision:"+string(d.ID), "Your certification: "+string(d.Outcome),
		fmt.Sprintf("On %s we decided on your certification against %s: %s.\n\nReasons: %s", d.DecidedOn.Long(), x.Scheme.Name, d.Outcome, d.Reasons))
}

// conclude closes the reported audits that rest in the decided file. One that
// serves several programmes is closed with the last of their files.
func (a *App) conclude(tx Tx, actor domain.Actor, at time.Time, x fileFacts) error {
	for _, one := range x.Audits {
		if one.State != audit.Reported || one.Imported {
			continue
		}
		files, err := tx.FilesOfAudit(one.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(files, func(f decision.File) bool { return f.State == decision.FileOpen && f.Proposal == nil }) {
			continue
		}
		site, err := tx.Site(one.SiteID)
		if err != nil {
			return err
		}
		one.State, one.ChangedAt = audit.Concluded, at
		if err := tx.SaveAudit(&one, site.Zone()); err != nil {
			return err
		}
		if err := a.record(tx, actor, at, Act{
			Verb: "conclude_audit", Kind: "audit", Object: one.ID, ClientID: one.ClientID,
			Summary: fmt.Sprintf("%s (%s) is concluded.", one.Title(), one.No), State: one,
		}); err != nil {
			return err
		}
	}
	return nil
}

// issuedBy is the certificate of which a decision issued a document; none when it
// issued none.
func issuedBy(tx Tx, d decision.Decision) (domain.ID, error) {
	all, err := tx.CertificatesOfClient(d.ClientID)
	if err != nil {
		return "", err
	}
	for _, c := range all {
		revisions, err := tx.Revisions(c.ID)
		if err != nil {
			return "", err
		}
		for _, r := range revisions {
			if r.DecisionID == d.ID {
				return c.ID, nil
			}
		}
	}
	return "", nil
}
