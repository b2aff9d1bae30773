package audit

import (
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
)

// Grade is how heavy a finding is. Stage 1 names areas of concern only.
type Grade string

const (
	Major         Grade = "major"
	Minor         Grade = "minor"
	Opportunity   Grade = "opportunity"
	AreaOfConcern Grade = "area_of_concern"
)

// FindingState is how far a nonconformity has come (9.4.9, 9.4.10).
type FindingState string

const (
	Raised       FindingState = "raised"
	Answered     FindingState = "answered"      // cause, correction and plan handed in
	PlanAccepted FindingState = "plan_accepted" // reviewed and accepted
	PlanRejected FindingState = "plan_rejected" // to be answered again
	EvidenceIn   FindingState = "evidence_in"   // evidence of the action handed in
	Verified     FindingState = "verified"      // closed: the action worked
	NotEffective FindingState = "not_effective" // reopened
)

// Finding is what an auditor found against a requirement.
type Finding struct {
	ID          domain.ID
	Version     domain.Version
	No          string // "K00001-S2-1"
	AuditID     domain.ID
	ClientID    domain.ID
	SchemeIDs   []string // which of an integrated audit's schemes it concerns; none: all
	Grade       Grade
	Requirement string // clause of the audited standard, "27001 9.2"
	Statement   string
	Evidence    string
	State       FindingState
	RaisedBy    domain.ID
	RaisedOn    domain.Date
	AnswerDue   domain.Date // nc.response_due
	CloseBy     domain.Date // nc.major_deadline; none for minors
	Answer      Answer
	Verdict     Verdict
}

// Concerns tells whether a finding bears on the certification against a scheme.
func (f Finding) Concerns(schemeID string) bool {
	return len(f.SchemeIDs) == 0 || slices.Contains(f.SchemeIDs, schemeID)
}

// Answer is the client's part of a finding.
type Answer struct {
	Correction string
	Cause      string
	Action     string
	Evidence   string
	By         string
	At         time.Time
}

// Verdict is the auditor's last word on an answer.
type Verdict struct {
	By   domain.ID
	On   domain.Date
	Text string
}
