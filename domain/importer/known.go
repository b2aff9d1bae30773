package importer

import (
	"errors"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

// Known is what the database holds before the import, by its own numbers.
type Known struct {
	Clients        map[string]client.Client
	Sites          map[string]client.Site
	Contacts       []client.Contact // the further ones
	Auditors       map[string]auditor.Auditor
	People         map[string]domain.ID // everybody with an address, accounts too, by the address in lower case
	Authorisations []auditor.Authorisation
	Absences       []auditor.Absence
	Interests      []auditor.Interest
	Contracts      map[string]client.Contract
	Certificates   map[string]certificate.Certificate
	Programmes     map[domain.ID][]programme.Programme // by contract
	Audits         map[string]audit.Audit
	Schemes        []scheme.Scheme
	Today          domain.Date
	NewID          func() domain.ID
}

// Plan is what an import would do: what to keep, what is wrong, and how many.
type Plan struct {
	Clients        []client.Client
	Sites          []client.Site
	Contacts       []client.Contact
	Auditors       []auditor.Auditor
	Authorisations []auditor.Authorisation
	Absences       []auditor.Absence
	Interests      []auditor.Interest
	Contracts      []client.Contract
	Programmes     []programme.Programme
	Certificates   []certificate.Certificate
	Audits         []audit.Audit
	Sources        map[domain.ID]Source // which record a thing came from

	Faults   []Fault
	Warnings []Fault
	Counts   []Count
}

// Source is the record a thing was read from.
type Source struct {
	File   string
	Record int
}

// Steps is how many writes the plan takes.
func (p *Plan) Steps() int {
	return len(p.Clients) + len(p.Sites) + len(p.Contacts) + len(p.Auditors) + len(p.Authorisations) + len(p.Absences) +
		len(p.Interests) + len(p.Contracts) + len(p.Programmes) + len(p.Certificates) + len(p.Audits)
}

func asError(err error, e **domain.Error) bool { return errors.As(err, e) }
