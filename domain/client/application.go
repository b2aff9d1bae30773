package client

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
)

// ApplicationState is how far an application has come (ISO/IEC 17021-1
// 9.1.1–9.1.2); which may follow which stands in package state.
type ApplicationState string

const (
	AppDraft         ApplicationState = "draft"
	AppSubmitted     ApplicationState = "submitted"
	AppUnderReview   ApplicationState = "under_review"
	AppInfoRequested ApplicationState = "info_requested" // the review waits for the client's answer
	AppAccepted      ApplicationState = "accepted"
	AppDeclined      ApplicationState = "declined"
	AppQuoted        ApplicationState = "quoted" // a contract was offered on it
	AppContracted    ApplicationState = "contracted"
	AppLapsed        ApplicationState = "lapsed" // no contract came of it
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
