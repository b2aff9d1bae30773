package app

import (
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// JourneyStep is one step on the way to a certificate and through its cycle:
// where it stands and whose move it is.
type JourneyStep struct {
	Step     string // application, contract, stage1, …
	Title    string
	State    string      // done, now, next
	On       domain.Date // when it was done
	Expected domain.Date // when it is to come
	Holder   string      // client, planner, auditor, reviewer, nobody
	Next     string      // what that person does next
}

// journey lays the steps of a cycle out in order. The first that is not done is
// now, all after it are next.
func journey(d ProgrammeDetail, open []audit.Finding) []JourneyStep {
	var steps []JourneyStep
	add := func(done bool, s JourneyStep) {
		s.State = "next"
		switch {
		case done:
			s.State, s.Holder, s.Next = "done", "nobody", ""
		case len(steps) == 0 || steps[len(steps)-1].State == "done":
			s.State = "now"
		}
		steps = append(steps, s)
	}
	if d.Cycle == 1 {
		add(true, JourneyStep{Step: "application", Title: "Application"})
		add(d.Contract.SignedOn != 0, JourneyStep{Step: "contract", Title: "Contract", On: d.Contract.SignedOn, Holder: "client", Next: "accept the contract"})
		for _, kind := range []audit.Type{audit.Stage1, audit.Stage2} {
			if r, there := d.audit(kind); there {
				add(r.Held(), stepOf(string(kind), r))
			}
		}
		if len(open) > 0 || d.Anchor == 0 {
			two, _ := d.audit(audit.Stage2)
			add(two.Held() && len(open) == 0, findingsStep(open))
		}
	}
	add(d.Anchor != 0, JourneyStep{Step: "decision", Title: "Decision", On: d.Anchor, Holder: "reviewer", Next: "decide on the file"})
	add(d.Certificate.ID != "", JourneyStep{Step: "certificate", Title: "Certificate", On: d.Certificate.Effective, Holder: "nobody", Next: "is being made"})
	for _, r := range d.Audits {
		if r.State == audit.Cancelled {
			continue
		}
		switch r.Type {
		case audit.Surveillance:
			add(r.Held(), stepOf("surveillance", r))
		case audit.Recert:
			add(r.Held(), stepOf("recertification", r))
		}
	}
	return steps
}

func (d ProgrammeDetail) audit(kind audit.Type) (AuditRow, bool) {
	for _, r := range d.Audits {
		if r.Type == kind && r.State != audit.Cancelled {
			return r, true
		}
	}
	return AuditRow{}, false
}

// stepOf is an audit as a step: held on its last day, expected by its booking or
// else by the end of its window.
func stepOf(step string, r AuditRow) JourneyStep {
	s := JourneyStep{Step: step, Title: r.Title(), Holder: "planner", Next: "propose dates and a team"}
	if r.Held() {
		s.On = r.Stretch.To
		return s
	}
	s.Expected = r.Window.Latest
	if r.Dates != audit.Open {
		s.Expected = r.Stretch.To
	}
	switch {
	case r.State == audit.InProgress:
		s.Holder, s.Next = "auditor", "issue the report"
	case r.Dates == audit.Proposed:
		s.Holder, s.Next = "client", "confirm the dates or object"
	case r.Dates == audit.Confirmed:
		s.Holder, s.Next = "auditor", "hold the audit from "+r.Stretch.From.Long()+" on"
	}
	return s
}

func findingsStep(open []audit.Finding) JourneyStep {
	s := JourneyStep{Step: "findings", Title: "Findings and corrections", Holder: "auditor", Next: "review the answers"}
	for _, f := range open {
		if f.State.May(audit.Answered) || f.State == audit.PlanAccepted {
			s.Holder, s.Next = "client", fmt.Sprintf("answer finding %s", f.No)
			s.Expected = domain.Earlier(s.Expected, f.AnswerDue)
		}
	}
	return s
}
