package store

import (
	"time"

	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/decision"
)

type fileRow struct {
	ID            string
	Version       int64
	No            string
	Kind          string
	ProgrammeID   string
	ClientID      string
	ContractID    string
	CertificateID *string
	State         string
	DueOn         string
	OpenedAt      time.Time
	Proposal      asJSON[*decision.Proposal]
}

func (fileRow) TableName() string     { return "decision_files" }
func (r *fileRow) setVersion(v int64) { r.Version = v }
func (r fileRow) domain() decision.File {
	return decision.File{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, Kind: r.Kind,
		ProgrammeID: domain.ID(r.ProgrammeID), ClientID: domain.ID(r.ClientID), ContractID: domain.ID(r.ContractID),
		CertificateID: fromOptional(r.CertificateID), State: decision.FileState(r.State), DueOn: toDay(r.DueOn),
		OpenedAt: r.OpenedAt.UTC(), Proposal: r.Proposal.V,
	}
}

type fileAuditRow struct {
	FileID  string
	AuditID string
	Ordinal int64
}

func (fileAuditRow) TableName() string { return "file_audits" }

type sideRow struct {
	FileID   string
	PersonID string
	Side     string
	Why      string
}

func (sideRow) TableName() string { return "file_sides" }

type decisionRow struct {
	ID            string
	FileID        string
	FileVersion   int64
	ClientID      string
	ProgrammeID   string
	Outcome       string
	DecidedBy     string
	DecidedByName string
	DecidedOn     string
	DecidedAt     time.Time
	Meaning       string
	Reasons       string
	Justification string
	Findings      asJSON[[]domain.Finding]
	FileBytes     string
	FileHash      string
	Signature     string
	KeyID         string
}

func (decisionRow) TableName() string { return "decisions" }
func (r decisionRow) domain() decision.Decision {
	return decision.Decision{
		ID: domain.ID(r.ID), FileID: domain.ID(r.FileID), FileVersion: domain.Version(r.FileVersion),
		ClientID: domain.ID(r.ClientID), ProgrammeID: domain.ID(r.ProgrammeID), Outcome: decision.Outcome(r.Outcome),
		DecidedBy: domain.ID(r.DecidedBy), DecidedByName: r.DecidedByName, DecidedOn: toDay(r.DecidedOn),
		DecidedAt: r.DecidedAt.UTC(), Meaning: r.Meaning, Reasons: r.Reasons, Justification: r.Justification,
		Findings: r.Findings.V, FileBytes: r.FileBytes, FileHash: r.FileHash, Signature: r.Signature, KeyID: r.KeyID,
	}
}

func (t *tx) File(id domain.ID) (decision.File, error) {
	files, err := t.files("id = ?", string(id))
	if err == nil && len(files) == 0 {
		err = domain.NotFound("decision file")
	}
	if err != nil {
		return decision.File{}, err
	}
	return files[0], nil
}

func (t *tx) FilesOfAudit(audit domain.ID) ([]decision.File, error) {
	return t.files("id IN (SELECT file_id FROM file_audits WHERE audit_id = ?)", string(audit))
}

func (t *tx) FilesOfProgramme(programme domain.ID) ([]decision.File, error) {
	return t.files("programme_id = ?", string(programme))
}

func (t *tx) files(where string, value any) ([]decision.File, error) {
	files, err := all[fileRow](t.db.Where(where, value).Order("no"), "decision file")
	if err != nil {
		return nil, err
	}
	ids := make([]domain.ID, len(files))
	for i, f := range files {
		ids[i] = f.ID
	}
	audits, err := t.auditsOfFiles(ids)
	for i := range files {
		files[i].AuditIDs = audits[files[i].ID]
	}
	return files, err
}

// auditsOfFiles are the audits each file rests on, in their order.
func (t *tx) auditsOfFiles(files []domain.ID) (map[domain.ID][]domain.ID, error) {
	ids := make([]string, len(files))
	for i, id := range files {
		ids[i] = string(id)
	}
	var parts []fileAuditRow
	if err := t.db.Where("file_id IN ?", ids).Order("file_id, ordinal").Find(&parts).Error; err != nil {
		return nil, translate(err, "decision file")
	}
	out := map[domain.ID][]domain.ID{}
	for _, p := range parts {
		out[domain.ID(p.FileID)] = append(out[domain.ID(p.FileID)], domain.ID(p.AuditID))
	}
	return out, nil
}

func (t *tx) SaveFile(f *decision.File) error {
	row := fileRow{
		ID: string(f.ID), Version: int64(f.Version), No: f.No, Kind: f.Kind, ProgrammeID: string(f.ProgrammeID),
		ClientID: string(f.ClientID), ContractID: string(f.ContractID), CertificateID: optional(f.CertificateID),
		State: string(f.State), DueOn: day(f.DueOn), OpenedAt: f.OpenedAt.UTC(), Proposal: kept(f.Proposal),
	}
	if err := save(t, "decision file", &row, f.ID, &f.Version); err != nil {
		return err
	}
	if err := t.db.Where("file_id = ?", string(f.ID)).Delete(&fileAuditRow{}).Error; err != nil {
		return translate(err, "decision file")
	}
	if len(f.AuditIDs) == 0 {
		return nil
	}
	parts := make([]fileAuditRow, len(f.AuditIDs))
	for i, a := range f.AuditIDs {
		parts[i] = fileAuditRow{FileID: string(f.ID), AuditID: string(a), Ordinal: int64(i + 1)}
	}
	return translate(t.db.Create(&parts).Error, "decision file")
}

// TakeSide leaves the last word to the key (file, person): whoever inserts
// second finds the first one's side, also when both came at the same moment.
func (t *tx) TakeSide(file, person domain.ID, side decision.Side, why string) error {
	row := sideRow{FileID: string(file), PersonID: string(person), Side: string(side), Why: why}
	done := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	if done.Error != nil || done.RowsAffected == 1 {
		return translate(done.Error, "side")
	}
	var taken sideRow
	if err := t.db.Where("file_id = ? AND person_id = ?", string(file), string(person)).Take(&taken).Error; err != nil {
		return translate(err, "side")
	}
	if taken.Side != string(side) {
		return domain.E(domain.Conflict, "wrong_side", "This person already stands on the %s side of the decision file (%s), and stays there.", taken.Side, taken.Why)
	}
	return nil
}

func (t *tx) Sides(file domain.ID) (map[domain.ID]decision.Side, error) {
	var rows []sideRow
	if err := t.db.Where("file_id = ?", string(file)).Find(&rows).Error; err != nil {
		return nil, translate(err, "side")
	}
	out := make(map[domain.ID]decision.Side, len(rows))
	for _, r := range rows {
		out[domain.ID(r.PersonID)] = decision.Side(r.Side)
	}
	return out, nil
}

func (t *tx) Decision(id domain.ID) (decision.Decision, error) {
	return t.decision("id", id)
}

func (t *tx) DecisionOfFile(file domain.ID) (decision.Decision, error) {
	return t.decision("file_id", file)
}

func (t *tx) decision(column string, id domain.ID) (decision.Decision, error) {
	r, err := first[decisionRow](t, "decision", column, string(id))
	return r.domain(), err
}

func (t *tx) InsertDecision(d decision.Decision) error {
	err := t.db.Create(&decisionRow{
		ID: string(d.ID), FileID: string(d.FileID), FileVersion: int64(d.FileVersion), ClientID: string(d.ClientID),
		ProgrammeID: string(d.ProgrammeID), Outcome: string(d.Outcome), DecidedBy: string(d.DecidedBy),
		DecidedByName: d.DecidedByName, DecidedOn: day(d.DecidedOn), DecidedAt: d.DecidedAt.UTC(), Meaning: d.Meaning,
		Reasons: d.Reasons, Justification: d.Justification, Findings: kept(d.Findings), FileBytes: d.FileBytes,
		FileHash: d.FileHash, Signature: d.Signature, KeyID: d.KeyID,
	}).Error
	if err != nil {
		if kind, _ := classify(err); kind == uniqueBroken {
			return domain.E(domain.Conflict, "already_decided", "This file is decided already.").Because(err)
		}
	}
	return translate(err, "decision")
}

type fileListRow struct {
	File       fileRow `gorm:"embedded"`
	ClientNo   string
	ClientName string
	SchemeID   string
}

func (r fileListRow) domain() app.FileRow {
	return app.FileRow{File: r.File.domain(), ClientNo: r.ClientNo, ClientName: r.ClientName, SchemeID: r.SchemeID}
}

var fileListing = listing{
	sorts: map[string]string{"no": "decision_files.no", "due_on": "decision_files.due_on", "opened_at": "decision_files.opened_at", "client": "clients.legal_name"},
	first: "due_on", id: "decision_files.id",
}

func (t *tx) FileList(l app.List) (app.Page[app.FileRow], error) {
	if err := knows(l, "state", "kind", "client", "scheme"); err != nil {
		return app.Page[app.FileRow]{}, err
	}
	q := t.db.Table("decision_files").Joins("JOIN clients ON clients.id = decision_files.client_id").
		Joins("JOIN programmes ON programmes.id = decision_files.programme_id").
		Select("decision_files.*, clients.no AS client_no, clients.legal_name AS client_name, programmes.scheme_id")
	q = filtered(q, l, "state", "decision_files.state")
	q = filtered(q, l, "kind", "decision_files.kind")
	q = filtered(q, l, "client", "decision_files.client_id")
	q = filtered(q, l, "scheme", "programmes.scheme_id")
	q = holding(q, l.Query, "decision_files.no", "clients.search")
	if l.Only != "" {
		q = q.Where("decision_files.client_id = ?", string(l.Only))
	}
	if l.Persons != "" {
		q = q.Where("decision_files.id IN (SELECT file_id FROM file_sides WHERE person_id = ?)", string(l.Persons))
	}
	out, err := page[fileListRow](q, l, fileListing)
	if err != nil {
		return out, err
	}
	return out, t.addAudits(out.Rows)
}

// addAudits completes the files of a list by the audits they rest on.
func (t *tx) addAudits(rows []app.FileRow) error {
	ids := make([]domain.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	audits, err := t.auditsOfFiles(ids)
	for i := range rows {
		rows[i].AuditIDs = audits[rows[i].ID]
	}
	return err
}
