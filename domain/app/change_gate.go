package app

import (
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
)

// changeGate lists what must hold before a proposed change is decided: the
// certificate stands so that it can change; for validity to come back, what led
// to the suspension is resolved and in time; for a new document, it says all it
// must.
func (x fileFacts) changeGate(change decision.Change) []GateLine {
	c := *x.Certificate
	out := []GateLine{{mayChange(c, change, x.Today), "certificate", c.ID, c.No}}
	if change.Outcome == decision.Restored && c.ResolveBy != 0 {
		out = append(out, GateLine{Finding: programme.SuspensionNext(c.ResolveBy, 0, x.Today).On(c.No)})
	}
	if change.Outcome == decision.Restored {
		out = append(out, x.overdueLines()...)
	}
	if change.Outcome == decision.Restored || change.Outcome == decision.Extended {
		out = append(out, x.findingLines()...)
	}
	if change.Outcome == decision.Extended {
		out = append(out, x.contractLine())
	}
	if change.Scope {
		doc := x.document(x.issue())
		doc.Number = c.No
		out = append(out, GateLine{certificate.Content(x.Scheme.CertificateContent, doc.Shown()), "contract", x.Contract.ID, x.Contract.No})
	}
	return out
}

// overdueLines are the surveillances that are overdue: validity does not come
// back while one is owed (rule surveillance.overdue_action).
func (x fileFacts) overdueLines() (out []GateLine) {
	for _, y := range x.Owed {
		if y.Type == audit.Surveillance && lastDay(y) != 0 {
			out = append(out, auditLine(y, programme.Overdue(lastDay(y), 0, x.Today)))
		}
	}
	return out
}

// findingLines are the nonconformities of the file, each with how it stands.
func (x fileFacts) findingLines() (out []GateLine) {
	for _, f := range x.ncs() {
		ready := decision.Readiness([]decision.NC{{Grade: string(f.Grade), State: string(f.State)}}, true, "given").On(f.No)
		ready.Text = "The " + string(f.Grade) + " is " + stateWords[f.State] + "."
		if ready.Met {
			ready.Text = "Settled as it must be: the " + string(f.Grade) + " is " + stateWords[f.State] + "."
		}
		out = append(out, GateLine{ready, "finding", f.ID, f.No})
	}
	return out
}

// withChange reads what only the file of a change rests on: the audits held since
// it was proposed, and those the cycle owes. A reduction is judged and issued as
// proposed.
func (x *fileFacts) withChange(tx Tx) error {
	all, err := tx.AuditsOfProgramme(x.File.ProgrammeID)
	for _, y := range all {
		if y.State == audit.Owed {
			x.Owed = append(x.Owed, y.For(x.File.ProgrammeID))
		}
	}
	p := x.File.Proposal
	if x.File.Kind != "reduction" || p == nil {
		return err
	}
	x.Contract.Scope, x.Contract.SiteIDs = p.Scope, p.SiteIDs
	var stay []client.Site
	for _, s := range x.Sites {
		for _, id := range p.SiteIDs {
			if s.ID == id {
				stay = append(stay, s)
			}
		}
	}
	x.Sites = stay
	return err
}
