package client

import "github.com/certwright/certwright/domain"

// AmendmentState is how far an amendment has come; which may follow which
// stands in package state.
type AmendmentState string

const (
	AmendmentOffered   AmendmentState = "offered"
	AmendmentAccepted  AmendmentState = "accepted" // signed; its day has not come
	AmendmentInForce   AmendmentState = "in_force"
	AmendmentDeclined  AmendmentState = "declined"  // by the client
	AmendmentWithdrawn AmendmentState = "withdrawn" // by the body, before it was accepted
)

// Amendment is a change of what a contract agrees: its next revision, which the
// client accepts as it accepted the first. The terms it replaces stay readable
// in it, with their receipt.
type Amendment struct {
	ID         domain.ID
	Version    domain.Version
	ContractID domain.ID
	ClientID   domain.ID
	Revision   int // of the contract that it makes
	State      AmendmentState
	Why        string
	NoticeID   domain.ID // the client's notice that led to it, if one did
	Effective  domain.Date
	Before     Terms // as they stood when it came into force; until then as offered against
	After      Terms
	Audits     []AmendedAudit // what it did to the audits owed, once in force
	OfferedOn  domain.Date
	OfferedBy  string
	SignedOn   domain.Date
	SignedBy   string
	EndedOn    domain.Date // when it was declined or withdrawn
	WhyEnded   string
}

// AmendedAudit is an audit owed whose length an amendment changes.
type AmendedAudit struct {
	AuditID domain.ID
	No      string
	Title   string
	From    int // half-days
	To      int // half-days
	Booked  domain.Period
	ToDo    string         // what a planner has to do; none where nobody had booked it
	Left    domain.Version // of the audit as the amendment left it: another one says that somebody saw to it
}
