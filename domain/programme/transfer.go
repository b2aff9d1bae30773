package programme

import "github.com/certwright/certwright/domain"

const md2 = "IAF MD 2:2023"

// TransferEligibleRule is judged by Transferable.
var TransferEligibleRule = domain.Rule{
	ID: "transfer.eligible", Title: "Which certifications can be transferred", Clause: "2.1.1, 2.1.2", Edition: md2,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Only a valid certification under an accreditation of the mutual recognition arrangement can be taken over; a suspended one is refused and an unaccredited one is a new client.",
}

// TransferDeadlineRule is computed by TransferBy.
var TransferDeadlineRule = domain.Rule{
	ID: "transfer.deadline_ceased", Title: "Transfer when the issuing body has ceased", Clause: "2.1.3", Edition: md2,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "A certificate whose issuer closed or lost its accreditation stands for six months or until its expiry, whichever is sooner.",
}

// TransferCycleRule is computed by Cycle: the accepting decision is not among its facts.
var TransferCycleRule = domain.Rule{
	ID: "transfer.cycle", Title: "A transfer keeps the cycle", Clause: "2.3", Edition: md2,
	Kind: domain.Value, Basis: domain.Recalled,
	Why: "The accepting body goes on with the issuing body's programme: due days and expiry stay as they were.",
}

// Intake is how an organisation certified by another body is taken on.
type Intake string

const (
	AsTransfer  Intake = "transfer"
	AsNewClient Intake = "new_client"
	RefuseIt    Intake = "refuse"
)

// Transferable judges a certification of another body: whether it stands under
// an accreditation of the recognition arrangement, and its status there.
func Transferable(accredited bool, status string) Intake {
	switch {
	case !accredited:
		return AsNewClient
	case status != "valid":
		return RefuseIt
	}
	return AsTransfer
}

// Finding is the intake as a verdict of transfer.eligible.
func (i Intake) Finding() domain.Finding {
	switch i {
	case AsNewClient:
		return TransferEligibleRule.Broken("Take the organisation on as a new client, with an initial audit.",
			"The certification is not under an accreditation of the recognition arrangement.")
	case RefuseIt:
		return TransferEligibleRule.Broken("Have the issuing body restore it first.", "The certification is not valid.")
	}
	return TransferEligibleRule.Met("The certification is valid and accredited.")
}

// TransferBy is the last day to complete a transfer after the issuing body
// ceased or lost its accreditation.
func TransferBy(event, expiry domain.Date, p Policy) domain.Date {
	return domain.Earlier(event.AddMonths(p.TransferFinishMonths), expiry)
}
