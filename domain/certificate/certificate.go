package certificate

import (
	"time"

	"github.com/certwright/certwright/domain"
)

// State is what a certificate is worth today. Whether it has expired is a
// question of the date (rule certificate.status_on), settled by the daily sweep.
type State string

const (
	Draft      State = "draft"
	Valid      State = "valid"
	Suspended  State = "suspended"
	Withdrawn  State = "withdrawn"
	Expired    State = "expired"
	Superseded State = "superseded"
	CancelledS State = "cancelled" // the client gave it up
)

// Certificate is a certified statement; its documents are revisions.
type Certificate struct {
	ID               domain.ID
	Version          domain.Version
	No               string // "27001-0815"
	ClientID         domain.ID
	ContractID       domain.ID
	ProgrammeID      domain.ID
	SchemeID         string
	State            State
	StateSince       domain.Date
	OriginalDecision domain.Date
	Decision         domain.Date // of the current cycle
	Effective        domain.Date
	Expiry           domain.Date
	Revision         int
	CheckCode        string // 128 random bits, printed and in the QR code
	Imported         bool   // issued before Certwright: no document of ours
	// ResolveBy is the last day to resolve a suspension; none while there is none.
	ResolveBy domain.Date `json:",omitempty"`
}

// Revision is one issued document. Document is the canonical content that was
// certified; the PDF is made from it and from nothing else.
type Revision struct {
	ID            domain.ID
	CertificateID domain.ID
	Number        int
	DecisionID    domain.ID
	Document      string // canonical JSON of a Document
	ContentHash   string // SHA-256 of Document, hex
	FileHash      string // SHA-256 of the sealed PDF, hex; empty until it is made
	IssuedAt      time.Time
}

// Change is one step in a certificate's history.
type Change struct {
	ID            domain.ID
	CertificateID domain.ID
	From, To      State
	On            domain.Date
	At            time.Time
	DecisionID    domain.ID
	Why           string
}
