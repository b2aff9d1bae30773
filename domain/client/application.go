package client

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
)

// ApplicationState is how far an application has come (ISO/IEC 17021-1 9.1.1–9.1.2).
type ApplicationState string

const (
	AppDraft      ApplicationState = "draft"
	AppSubmitted  ApplicationState = "submitted"
	AppAccepted   ApplicationState = "accepted"
	AppDeclined   ApplicationState = "declined"
	AppContracted ApplicationState = "contracted"
)

// Application is what a client asks for: the data of 9.1.1 and, once reviewed,
// the record of the review of 9.1.2.
type Application struct {
	ID              domain.ID
	Version         domain.Version
	No              string // "A00001"
	ClientID        domain.ID
	SchemeID        string
	State           ApplicationState
	Scope           string
	Codes           []string // technical codes, "IAF 33"
	Persons         int
	IdenticalGroups []int // sizes of groups doing identical, simple work
	SiteIDs         []domain.ID
	Processes       string
	Outsourced      string
	Legal           string
	Consultancy     string // consultancy received and from whom
	SoAVersion      string // ISMS: version of the Statement of Applicability
	Factors         []audittime.Factor
	SubmittedAt     time.Time
	SubmittedBy     string
	Review          Review
}

// Review is the recorded outcome of the application review of 9.1.2.
type Review struct {
	By       domain.ID // person
	ByName   string
	At       time.Time
	Accepted bool
	Reasons  string   // needed to decline
	Checked  []string // the points of 9.1.2 the reviewer confirmed
}

// ReviewPoints are the points of 9.1.2 a reviewer confirms before accepting.
var ReviewPoints = []string{"information", "differences", "competence", "impartiality", "scope"}

// Check says which fields keep an application from being submitted.
func (a Application) Check() error {
	var f domain.Fault
	f.Need("scope", a.Scope)
	f.Need("scheme_id", a.SchemeID)
	if a.Persons < 1 {
		f.Add("persons", "at least one person works under the organisation's control")
	}
	if len(a.SiteIDs) == 0 {
		f.Add("site_ids", "name at least the site of the central function")
	}
	if len(a.Codes) == 0 {
		f.Add("codes", "name at least one technical code, such as IAF 33")
	}
	for _, g := range a.IdenticalGroups {
		if g < 1 {
			f.Add("identical_groups", "each group has at least one person")
		}
	}
	return f.Err()
}

// ContractState is how far a contract has come.
type ContractState string

const (
	ContractOffered    ContractState = "offered"
	ContractActive     ContractState = "active"
	ContractTerminated ContractState = "terminated"
)

// Contract is what was agreed: one client, one scheme edition, a scope, sites
// and the audit time with its receipt (9.1.4: the justification goes to the
// client with the contract).
type Contract struct {
	ID            domain.ID
	Version       domain.Version
	No            string // "K00001"
	ClientID      domain.ID
	ApplicationID domain.ID // none for an imported contract
	SchemeID      string
	SchemeVersion int
	State         ContractState
	Scope         string
	Codes         []string
	Persons       int
	SiteIDs       []domain.ID
	SoAVersion    string
	Receipt       audittime.Receipt // empty for an imported contract
	OfferedOn     domain.Date
	SignedOn      domain.Date
	SignedBy      string
}
