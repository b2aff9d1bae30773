package app

import (
	"context"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/impartiality"
	"github.com/certwright/certwright/domain/ledger"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

// Store opens transactions. Write runs work in one transaction that can be the
// only writer of what it touches and commits when work returns nil; Read sees
// one consistent state. Neither calls work twice, and an error of work or of
// the commit reaches the caller.
type Store interface {
	Write(ctx context.Context, work func(tx Tx) error) error
	Read(ctx context.Context, work func(tx Tx) error) error
	Ready(ctx context.Context) error
}

// Tx is one open transaction. Loading what is not there gives a domain.Unknown
// error; saving a version that is not the stored one gives domain.Stale; what
// exists already gives domain.Conflict; a reference to nothing gives
// domain.Invalid. Save inserts at version 0 and otherwise replaces, and sets the
// new version on its argument. Views do no authorisation: use cases do.
type Tx interface {
	PeopleTx
	RiskTx
	ClientTx
	SchemeTx
	ProgrammeTx
	AuditTx
	PlanTx
	PlanRunTx
	PlanClaimTx
	PricesTx
	FindingTx
	DecisionTx
	CertificateTx
	LedgerTx
	JobTx
	AccountTx
	FeedTx
	MailTx
	ImportTx
	FileTx
	SettingsTx
	KeyTx
	ViewTx
	// Next is the next number of a named sequence, from 1, without gaps.
	Next(name string) (int64, error)
}

// PeopleTx keeps auditors and what bears on whether they may go.
type PeopleTx interface {
	Person(id domain.ID) (auditor.Person, error)
	PersonByEmail(email string) (auditor.Person, error)
	SavePerson(p *auditor.Person) error
	Auditor(id domain.ID) (auditor.Auditor, error)
	AuditorByNo(no string) (auditor.Auditor, error)
	Auditors() ([]auditor.Auditor, error)
	SaveAuditor(a *auditor.Auditor) error
	// Authorisations, Absences and Interests of the given people; of everybody when none is given.
	Authorisations(people ...domain.ID) ([]auditor.Authorisation, error)
	Authorisation(id domain.ID) (auditor.Authorisation, error)
	SaveAuthorisation(a *auditor.Authorisation) error
	Absences(people ...domain.ID) ([]auditor.Absence, error)
	Absence(id domain.ID) (auditor.Absence, error)
	SaveAbsence(a *auditor.Absence) error // inserts; an absence is never edited
	DeleteAbsence(id domain.ID) error
	Interests(people ...domain.ID) ([]auditor.Interest, error)
	Interest(id domain.ID) (auditor.Interest, error)
	SaveInterest(i *auditor.Interest) error
	Observations(people ...domain.ID) ([]auditor.Observation, error) // by person, scheme and day
	Observation(id domain.ID) (auditor.Observation, error)
	InsertObservation(o auditor.Observation) error
	Declarations(people ...domain.ID) ([]auditor.Declaration, error) // by day
	Declaration(id domain.ID) (auditor.Declaration, error)
	InsertDeclaration(d auditor.Declaration) error
	// Holidays of a calendar, by day: those of a country ("DE"), and for a region
	// ("DE-BY") the country's and its own.
	Holidays(calendar string) ([]domain.Date, error)
	HolidayList(calendar string, year int) ([]Holiday, error) // its own only, with names
	DeleteHoliday(calendar string, day domain.Date) error
	SaveHoliday(calendar string, day domain.Date, name string) error // twice is once
}

// Holiday is a day on which a calendar's people do not work.
type Holiday struct {
	Calendar string
	Day      domain.Date
	Name     string
}

// RiskTx keeps the register of threats to impartiality.
type RiskTx interface {
	Risk(id domain.ID) (impartiality.Risk, error)
	SaveRisk(r *impartiality.Risk) error
	RiskList(l List) (Page[RiskRow], error) // filters: state, client, person
}

// RiskRow is a line of the register.
type RiskRow struct {
	impartiality.Risk
	ClientName string
	PersonName string
}

// ClientTx keeps clients, sites, applications, contracts with their amendments,
// and the changes clients tell.
type ClientTx interface {
	Client(id domain.ID) (client.Client, error)
	ClientByNo(no string) (client.Client, error)
	SaveClient(c *client.Client) error
	Site(id domain.ID) (client.Site, error)
	SiteByNo(no string) (client.Site, error)
	Sites(client domain.ID) ([]client.Site, error) // central first, then by number
	SaveSite(s *client.Site) error
	Contact(id domain.ID) (client.Contact, error)
	Contacts(client domain.ID) ([]client.Contact, error) // the further ones; ended ones last
	SaveContact(c *client.Contact) error
	Application(id domain.ID) (client.Application, error)
	SaveApplication(a *client.Application) error
	Contract(id domain.ID) (client.Contract, error)
	ContractByNo(no string) (client.Contract, error)
	ContractsOf(client domain.ID) ([]client.Contract, error)
	ContractList(l List) (Page[ContractRow], error) // filters: state, client, valid_before (open offers that end before a day)
	SaveContract(c *client.Contract) error
	Amendment(id domain.ID) (client.Amendment, error)
	AmendmentsOf(contract domain.ID) ([]client.Amendment, error) // in the order they were offered
	SaveAmendment(x *client.Amendment) error
	Notice(id domain.ID) (client.Notice, error)
	SaveNotice(n *client.Notice) error
	NoticeList(l List) (Page[NoticeRow], error) // filters: state (open, resolved), client
}

// ContractRow is a line of the list of contracts.
type ContractRow struct {
	client.Contract
	ClientName string
}

// NoticeRow is a line of the list of notices.
type NoticeRow struct {
	client.Notice
	ClientName string
}

// SchemeTx keeps schemes, every version of their data for ever: receipts and
// decisions name the version they were made with.
type SchemeTx interface {
	Scheme(id string, version int) (scheme.Scheme, error)
	ActiveScheme(id string) (scheme.Scheme, error)
	ActiveSchemes() ([]scheme.Scheme, error)           // by ID
	SchemeVersions(id string) ([]scheme.Scheme, error) // newest first
	// SaveScheme adds a version and makes it the active one.
	SaveScheme(s scheme.Scheme) error
}

// ProgrammeTx keeps certification cycles.
type ProgrammeTx interface {
	Programme(id domain.ID) (programme.Programme, error)
	ProgrammesOfContract(contract domain.ID) ([]programme.Programme, error) // by cycle
	ProgrammesOfClient(client domain.ID) ([]programme.Programme, error)
	OpenProgrammes(scheme string) ([]programme.Programme, error) // planned or active, by client
	SaveProgramme(p *programme.Programme) error
}

// AuditTx keeps audits, who is booked on them and the hours that takes.
type AuditTx interface {
	Audit(id domain.ID) (audit.Audit, error)
	AuditByNo(no string) (audit.Audit, error)
	AuditsOfProgramme(programme domain.ID) ([]audit.Audit, error) // by due date
	AuditsOfOpenProgrammes(scheme string) ([]audit.Audit, error)  // planned or active ones
	AuditsOfContract(contract domain.ID) ([]audit.Audit, error)
	AuditsOfClient(client domain.ID) ([]audit.Audit, error)
	// BookedBetween are the audits not cancelled on which one of the people has a
	// seat that touches the period; of everybody when none is given.
	BookedBetween(period domain.Period, people ...domain.ID) ([]audit.Audit, error)
	// SaveAudit writes the audit, its programmes, seats and slots. Slots are
	// written only while the audit has dates and is neither held in the past as
	// import nor cancelled. A taken hour gives domain.Conflict with code
	// "auditor_double_booked" whose fields name the person and the hour.
	SaveAudit(a *audit.Audit, zone *time.Location) error
	// SlotsAgree tells whether the hours kept for an audit are those its seats take.
	SlotsAgree(a audit.Audit, zone *time.Location) (bool, error)
	Blocks(audit domain.ID) ([]audit.Block, error) // by ordinal
	SaveBlocks(blocks []audit.Block) error
}

// PlanTx reads what a period is planned from, many rows at a time.
type PlanTx interface {
	OwedAudits() ([]audit.Audit, error) // not begun, of cycles that run, by due date
	AuditsOf(clients []domain.ID) ([]audit.Audit, error)
	ClientsOf(ids []domain.ID) ([]client.Client, error)
	SitesOf(clients []domain.ID) ([]client.Site, error)
}

// FindingTx keeps audit findings.
type FindingTx interface {
	Finding(id domain.ID) (audit.Finding, error)
	FindingsOfAudit(audit domain.ID) ([]audit.Finding, error)
	SaveFinding(f *audit.Finding) error
}

// DecisionTx keeps decision files, their two sides and the decisions. Decisions
// can only be inserted.
type DecisionTx interface {
	File(id domain.ID) (decision.File, error)
	FilesOfAudit(audit domain.ID) ([]decision.File, error)
	FilesOfProgramme(programme domain.ID) ([]decision.File, error)
	SaveFile(f *decision.File) error
	// TakeSide puts a person on a side of a file for good; the same side twice is
	// once, the other side gives domain.Conflict with code "wrong_side".
	TakeSide(file, person domain.ID, side decision.Side, why string) error
	Sides(file domain.ID) (map[domain.ID]decision.Side, error)
	Decision(id domain.ID) (decision.Decision, error)
	DecisionOfFile(file domain.ID) (decision.Decision, error)
	InsertDecision(d decision.Decision) error
}

// CertificateTx keeps certificates, their documents and their history.
type CertificateTx interface {
	Certificate(id domain.ID) (certificate.Certificate, error)
	CertificateByNo(no string) (certificate.Certificate, error)
	CertificatesOfClient(client domain.ID) ([]certificate.Certificate, error)
	CertificatesOfProgramme(programme domain.ID) ([]certificate.Certificate, error)
	SaveCertificate(c *certificate.Certificate) error
	Revisions(certificate domain.ID) ([]certificate.Revision, error) // newest first
	Revision(id domain.ID) (certificate.Revision, error)
	RevisionByFileHash(hash string) (certificate.Revision, error)
	InsertRevision(r certificate.Revision) error
	// SetFileHash notes the made file of a revision; a second, other hash is refused.
	SetFileHash(revision domain.ID, hash string) error
	Changes(certificate domain.ID) ([]certificate.Change, error) // oldest first
	InsertChange(c certificate.Change) error
	ExpiredBy(day domain.Date) ([]certificate.Certificate, error) // valid or suspended, expiry before the day
}

// LedgerTx keeps the append-only record. Entries can only be inserted; leaves
// and hashes are appended by the sequencer.
type LedgerTx interface {
	InsertEntry(e ledger.Entry) error
	// Entries about one object, newest first. InsertEntry numbers them (Nth).
	Entries(kind string, object domain.ID, limit int) ([]ledger.Entry, error)
	// LatestEntries gives the newest entry of each object, page by page in order of (kind, object).
	LatestEntries(afterKind string, afterObject domain.ID, limit int) ([]ledger.Entry, error)
	// Unsequenced gives the stored texts not yet in the tree, oldest first.
	Unsequenced(limit int) ([]Stored, error)
	// Sequence gives the entries their leaf numbers, from first on.
	Sequence(ids []domain.ID, first int64) error
	Leaves(from int64, limit int) ([]Stored, error) // in order of leaf number
	LeafOf(entry domain.ID) (int64, error)          // Unknown while it waits for the sequencer
	CountEntries() (entries, leaves, waiting int64, err error)
	// Objects are the IDs of a kind the ledger speaks of, page by page in their order.
	Objects(kind string, after domain.ID, limit int) ([]domain.ID, error)
	TreeHashes(indexes []int64) (map[int64][]byte, error)
	SaveTreeHashes(first int64, hashes [][]byte) error
	LatestHead() (ledger.Head, error)
	HeadOfSize(size int64) (ledger.Head, error)
	Heads(after int64, limit int) ([]ledger.Head, error) // by size, from the first larger one
	InsertHead(h ledger.Head) error
}

// Stored is a ledger entry exactly as stored: the bytes that are hashed.
type Stored struct {
	ID   domain.ID
	Leaf int64
	Text string
}

// FileTx keeps bytes under their SHA-256 (hex). The same bytes twice are once.
type FileTx interface {
	PutFile(hash, mediaType string, content []byte) error
	GetFile(hash string) (mediaType string, content []byte, err error)
}
