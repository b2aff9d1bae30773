package store

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
)

type certificateRow struct {
	ID               string
	Version          int64
	No               string
	ClientID         string
	ContractID       string
	ProgrammeID      string
	SchemeID         string
	State            string
	StateSince       string
	OriginalDecision string
	Decision         string
	Effective        string
	Expiry           string
	Revision         int64
	CheckCode        string
	Imported         bool
	ResolveBy        string
}

func (certificateRow) TableName() string     { return "certificates" }
func (r *certificateRow) setVersion(v int64) { r.Version = v }
func (r certificateRow) domain() certificate.Certificate {
	return certificate.Certificate{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, ClientID: domain.ID(r.ClientID),
		ContractID: domain.ID(r.ContractID), ProgrammeID: domain.ID(r.ProgrammeID), SchemeID: r.SchemeID,
		State: certificate.State(r.State), StateSince: toDay(r.StateSince), OriginalDecision: toDay(r.OriginalDecision),
		Decision: toDay(r.Decision), Effective: toDay(r.Effective), Expiry: toDay(r.Expiry), Revision: int(r.Revision),
		CheckCode: r.CheckCode, Imported: r.Imported, ResolveBy: toDay(r.ResolveBy),
	}
}

type revisionRow struct {
	ID            string
	CertificateID string
	Number        int64
	DecisionID    string
	Document      string
	ContentHash   string
	FileHash      string
	IssuedAt      time.Time
}

func (revisionRow) TableName() string { return "certificate_revisions" }
func (r revisionRow) domain() certificate.Revision {
	return certificate.Revision{
		ID: domain.ID(r.ID), CertificateID: domain.ID(r.CertificateID), Number: int(r.Number), DecisionID: domain.ID(r.DecisionID),
		Document: r.Document, ContentHash: r.ContentHash, FileHash: r.FileHash, IssuedAt: r.IssuedAt.UTC(),
	}
}

type changeRow struct {
	ID            string
	CertificateID string
	FromState     string
	ToState       string
	OnDay         string
	At            time.Time
	DecisionID    string
	Why           string
}

func (changeRow) TableName() string { return "certificate_changes" }
func (r changeRow) domain() certificate.Change {
	return certificate.Change{
		ID: domain.ID(r.ID), CertificateID: domain.ID(r.CertificateID), From: certificate.State(r.FromState),
		To: certificate.State(r.ToState), On: toDay(r.OnDay), At: r.At.UTC(), DecisionID: domain.ID(r.DecisionID), Why: r.Why,
	}
}

func (t *tx) Certificate(id domain.ID) (certificate.Certificate, error) {
	r, err := first[certificateRow](t, "certificate", "id", string(id))
	return r.domain(), err
}

func (t *tx) CertificateByNo(no string) (certificate.Certificate, error) {
	r, err := first[certificateRow](t, "certificate", "no", no)
	return r.domain(), err
}

func (t *tx) CertificatesOfClient(client domain.ID) ([]certificate.Certificate, error) {
	return t.certificates("no", "client_id = ?", string(client))
}

func (t *tx) CertificatesOfProgramme(programme domain.ID) ([]certificate.Certificate, error) {
	return t.certificates("no", "programme_id = ?", string(programme))
}

func (t *tx) ExpiredBy(day domain.Date) ([]certificate.Certificate, error) {
	return t.certificates("expiry, id", "state IN ('valid', 'suspended') AND expiry < ?", day.String())
}

func (t *tx) certificates(order, where string, value any) ([]certificate.Certificate, error) {
	return all[certificateRow](t.db.Where(where, value).Order(order), "certificate")
}

func (t *tx) SaveCertificate(c *certificate.Certificate) error {
	row := certificateRow{
		ID: string(c.ID), Version: int64(c.Version), No: c.No, ClientID: string(c.ClientID), ContractID: string(c.ContractID),
		ProgrammeID: string(c.ProgrammeID), SchemeID: c.SchemeID, State: string(c.State), StateSince: day(c.StateSince),
		OriginalDecision: day(c.OriginalDecision), Decision: day(c.Decision), Effective: day(c.Effective), Expiry: day(c.Expiry),
		Revision: int64(c.Revision), CheckCode: c.CheckCode, Imported: c.Imported, ResolveBy: day(c.ResolveBy),
	}
	return save(t, "certificate", &row, c.ID, &c.Version)
}

func (t *tx) Revisions(certificate domain.ID) ([]certificate.Revision, error) {
	return all[revisionRow](t.db.Where("certificate_id = ?", string(certificate)).Order("number DESC"), "certificate")
}

func (t *tx) Revision(id domain.ID) (certificate.Revision, error) {
	r, err := first[revisionRow](t, "certificate", "id", string(id))
	return r.domain(), err
}

func (t *tx) RevisionByFileHash(hash string) (certificate.Revision, error) {
	if hash == "" { // the hash of a document not yet made
		return certificate.Revision{}, domain.NotFound("certificate")
	}
	r, err := first[revisionRow](t, "certificate", "file_hash", hash)
	return r.domain(), err
}

func (t *tx) InsertRevision(r certificate.Revision) error {
	return translate(t.db.Create(&revisionRow{
		ID: string(r.ID), CertificateID: string(r.CertificateID), Number: int64(r.Number), DecisionID: string(r.DecisionID),
		Document: r.Document, ContentHash: r.ContentHash, FileHash: r.FileHash, IssuedAt: r.IssuedAt.UTC(),
	}).Error, "certificate")
}

func (t *tx) SetFileHash(revision domain.ID, hash string) error {
	done := t.db.Exec("UPDATE certificate_revisions SET file_hash = ? WHERE id = ? AND file_hash = ''", hash, string(revision))
	if done.Error != nil || done.RowsAffected == 1 {
		return translate(done.Error, "certificate")
	}
	r, err := first[revisionRow](t, "certificate", "id", string(revision))
	if err == nil && r.FileHash != hash {
		return domain.E(domain.Conflict, "other_file", "The document of this revision is made already, and it is another one.")
	}
	return err
}

func (t *tx) Changes(id domain.ID) ([]certificate.Change, error) {
	return all[changeRow](t.db.Where("certificate_id = ?", string(id)).Order("at, id"), "certificate")
}

func (t *tx) InsertChange(c certificate.Change) error {
	return translate(t.db.Create(&changeRow{
		ID: string(c.ID), CertificateID: string(c.CertificateID), FromState: string(c.From), ToState: string(c.To),
		OnDay: day(c.On), At: c.At.UTC(), DecisionID: string(c.DecisionID), Why: c.Why,
	}).Error, "certificate")
}

type certificateListRow struct {
	Certificate certificateRow `gorm:"embedded"`
	ClientName  string
}

func (r certificateListRow) domain() app.CertificateRow {
	return app.CertificateRow{Certificate: r.Certificate.domain(), ClientName: r.ClientName}
}

var certificateListing = listing{
	sorts: map[string]string{
		"no": "certificates.no", "expiry": "certificates.expiry", "decision": "certificates.decision", "state": "certificates.state",
		"scheme": "certificates.scheme_id", "client": "clients.legal_name",
	},
	first: "no", id: "certificates.id",
}

func (t *tx) CertificateList(l app.List) (app.Page[app.CertificateRow], error) {
	if err := knows(l, "state", "scheme", "client", "expires_before", "resolve_before", "resolve_unknown"); err != nil {
		return app.Page[app.CertificateRow]{}, err
	}
	q := t.db.Table("certificates").Joins("JOIN clients ON clients.id = certificates.client_id").
		Select("certificates.*, clients.legal_name AS client_name")
	q = filtered(q, l, "state", "certificates.state")
	q = filtered(q, l, "scheme", "certificates.scheme_id")
	q = filtered(q, l, "client", "certificates.client_id")
	if before := l.Filter["expires_before"]; before != "" {
		q = q.Where("certificates.expiry < ?", before)
	}
	if before := l.Filter["resolve_before"]; before != "" {
		q = q.Where("certificates.state = 'suspended' AND certificates.resolve_by <> '' AND certificates.resolve_by < ?", before)
	}
	if l.Filter["resolve_unknown"] == "true" {
		q = q.Where("certificates.state = 'suspended' AND certificates.resolve_by = ''")
	}
	q = holding(q, l.Query, "certificates.no", "clients.search")
	if l.Only != "" {
		q = q.Where("certificates.client_id = ?", string(l.Only))
	}
	if l.Persons != "" {
		q = q.Where(`certificates.contract_id IN (SELECT audits.contract_id FROM audits JOIN bookings ON bookings.audit_id = audits.id
			WHERE bookings.person_id = ? AND audits.state <> 'cancelled')`, string(l.Persons))
	}
	return page[certificateListRow](q, l, certificateListing)
}
