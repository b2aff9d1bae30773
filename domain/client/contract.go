package client

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
)

// ContractState is how far a contract has come.
type ContractState string

const (
	ContractOffered    ContractState = "offered"
	ContractActive     ContractState = "active"
	ContractDeclined   ContractState = "declined"  // by the client
	ContractWithdrawn  ContractState = "withdrawn" // by the body, before it was accepted
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
	ValidUntil    domain.Date // the last day on which the offer can be accepted; none: until it is withdrawn
	RenewalAsked  domain.Date // when the client asked for an offer that ran out to be renewed; none once it is
	SignedOn      domain.Date
	SignedBy      string
	Revision      int         // of its terms: 1 as first agreed, each amendment in force is the next
	TermsFrom     domain.Date // since when the terms of a later revision hold; none for the first
	EndedOn       domain.Date // when the offer was declined or withdrawn
	WhyEnded      string
}

// Terms are what a revision of a contract agrees.
type Terms struct {
	SchemeVersion int
	Scope         string
	Codes         []string
	Persons       int
	SiteIDs       []domain.ID
	SoAVersion    string
	Receipt       audittime.Receipt
}

// Terms are the contract's terms in force.
func (c Contract) Terms() Terms {
	return Terms{SchemeVersion: c.SchemeVersion, Scope: c.Scope, Codes: c.Codes, Persons: c.Persons, SiteIDs: c.SiteIDs,
		SoAVersion: c.SoAVersion, Receipt: c.Receipt}
}

// Take puts other terms into force.
func (c *Contract) Take(t Terms) {
	c.SchemeVersion, c.Scope, c.Codes, c.Persons = t.SchemeVersion, t.Scope, t.Codes, t.Persons
	c.SiteIDs, c.SoAVersion, c.Receipt = t.SiteIDs, t.SoAVersion, t.Receipt
}
