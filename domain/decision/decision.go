package decision

import (
	"time"

	"github.com/certwright/certwright/domain"
)

// Outcome is what was decided.
type Outcome string

const (
	Granted    Outcome = "granted"
	Refused    Outcome = "refused"
	Renewed    Outcome = "renewed"
	Maintained Outcome = "maintained"
	Extended   Outcome = "extended"
	Reduced    Outcome = "reduced"
	Suspended  Outcome = "suspended"
	Restored   Outcome = "restored"
	Withdrawn  Outcome = "withdrawn"
	Cancelled  Outcome = "cancelled" // at the client's own request
)

// FileState is how far a decision file has come.
type FileState string

const (
	FileOpen    FileState = "open"
	FileDecided FileState = "decided"
	// FileTakenBack is that of a change that the side that proposed it took back before it was decided.
	FileTakenBack FileState = "taken_back"
)

// File is the decision file: the audits a decision rests on and everything a
// decider must see. Version rises with every change of what is in it, so that
// a decision can say which version it was made on.
type File struct {
	ID            domain.ID
	Version       domain.Version
	No            string // "F00001"
	Kind          string // initial, recertification, surveillance, or a Change's
	ProgrammeID   domain.ID
	ClientID      domain.ID
	ContractID    domain.ID
	CertificateID domain.ID // none for an initial decision
	AuditIDs      []domain.ID
	State         FileState
	DueOn         domain.Date
	OpenedAt      time.Time
	Proposal      *Proposal `json:",omitempty"` // of a Change; a file that an audit opened has none
}

// Side is which side of a file a person is on. A person is on one side only:
// the database refuses the second, whatever path leads there.
type Side string

const (
	AuditSide    Side = "audit"
	DecisionSide Side = "decision"
)

// Decision is one immutable signed record. A mistake is corrected by a new
// decision that names the old one, never by a change.
type Decision struct {
	ID            domain.ID
	FileID        domain.ID
	FileVersion   domain.Version
	ClientID      domain.ID
	ProgrammeID   domain.ID
	Outcome       Outcome
	DecidedBy     domain.ID // person
	DecidedByName string
	DecidedOn     domain.Date
	DecidedAt     time.Time
	Meaning       string // "I decide to grant certification."
	Reasons       string
	Justification string // for going against the team's recommendation
	Findings      []domain.Finding
	FileBytes     string // the file as decided on, canonical JSON
	FileHash      string // SHA-256 of FileBytes, hex
	Signature     string // Ed25519 over the canonical decision, base64
	KeyID         string
}
