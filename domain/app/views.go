package app

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
)

// List asks for a page of rows. Size is at most 200; Sort names a column of the
// view, with a leading minus for descending.
type List struct {
	Query   string // words looked for in names and numbers
	Filter  map[string]string
	Sort    string
	Page    int // from 1
	Size    int
	Only    domain.ID // only rows of this client (client users)
	Persons domain.ID // only rows of this person's audits (auditors)
}

// Page is a page of rows and how many there are in all.
type Page[T any] struct {
	Rows  []T
	Total int64
}

// ClientRow is a line of the client list.
type ClientRow struct {
	client.Client
	Sites        int
	Certificates int
	NextDue      domain.Date
}

// ApplicationRow is a line of the application list.
type ApplicationRow struct {
	client.Application
	ClientName string
}

// AuditRow is a line of the audit and due lists.
type AuditRow struct {
	audit.Audit
	ClientNo   string
	ClientName string
	SiteCity   string
	Certified  bool        // a certificate hangs on it
	Expiry     domain.Date // of that certificate
	LeadName   string
	Names      map[domain.ID]string // of everybody with a seat
}

// CertificateRow is a line of the certificate list.
type CertificateRow struct {
	certificate.Certificate
	ClientName string
}

// FileRow is a line of the decision queue.
type FileRow struct {
	decision.File
	ClientNo   string
	ClientName string
	SchemeID   string
}

// JobCount is how many jobs of a kind are in a state, and since when the oldest waits.
type JobCount struct {
	Kind   string
	State  JobState
	Count  int64
	Oldest time.Time
}

// Hit is one find of the search box.
type Hit struct {
	Kind  string // client, audit, auditor, certificate
	ID    domain.ID
	Title string
	Text  string
}

// ViewTx answers lists. Filters that a view does not know give domain.Invalid.
type ViewTx interface {
	ClientList(l List) (Page[ClientRow], error)
	ApplicationList(l List) (Page[ApplicationRow], error) // filters: state, client, to_review (any value)
	// AuditList: filters id, programme, state, dates, type, client, auditor; from and
	// to (of the due date); and, each with a day, late (owed, the window ended before
	// it), at_risk (no agreed dates, the window ends by it) and unplanned (no dates,
	// the window opens by it).
	AuditList(l List) (Page[AuditRow], error)
	CertificateList(l List) (Page[CertificateRow], error) // filters: state, scheme, client, expires_before, resolve_before (suspended)
	FileList(l List) (Page[FileRow], error)               // filters: state
	UserList(l List) (Page[User], error)
	JobList(l List) (Page[Job], error) // filters: state, kind
	JobCounts() ([]JobCount, error)
	MailList(l List) (Page[Mail], error)
	ImportList(l List) (Page[ImportRun], error)
	Search(query string, limit int, only, person domain.ID) ([]Hit, error)
	// FindingList: filters client, audit, open (any value).
	FindingList(l List) (Page[audit.Finding], error)
	// ContractsWithout are active contracts that have no programme yet, for the nightly reconcile.
	ContractsWithout() ([]domain.ID, error)
}
