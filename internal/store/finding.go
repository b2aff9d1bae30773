package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
)

type findingRow struct {
	ID          string
	Version     int64
	No          string
	AuditID     string
	ClientID    string
	SchemeIDs   asJSON[[]string] `gorm:"column:scheme_ids"`
	Grade       string
	Requirement string
	Statement   string
	Evidence    string
	State       string
	RaisedBy    string
	RaisedOn    string
	AnswerDue   string
	CloseBy     string
	Answer      asJSON[audit.Answer]
	Verdict     asJSON[audit.Verdict]
	Search      string
}

func (findingRow) TableName() string     { return "findings" }
func (r *findingRow) setVersion(v int64) { r.Version = v }
func (r findingRow) domain() audit.Finding {
	return audit.Finding{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, AuditID: domain.ID(r.AuditID),
		ClientID: domain.ID(r.ClientID), SchemeIDs: r.SchemeIDs.V, Grade: audit.Grade(r.Grade), Requirement: r.Requirement, Statement: r.Statement,
		Evidence: r.Evidence, State: audit.FindingState(r.State), RaisedBy: domain.ID(r.RaisedBy), RaisedOn: toDay(r.RaisedOn),
		AnswerDue: toDay(r.AnswerDue), CloseBy: toDay(r.CloseBy), Answer: r.Answer.V, Verdict: r.Verdict.V,
	}
}

func findingRowOf(f audit.Finding) findingRow {
	return findingRow{
		ID: string(f.ID), Version: int64(f.Version), No: f.No, AuditID: string(f.AuditID), ClientID: string(f.ClientID),
		SchemeIDs: kept(f.SchemeIDs), Grade: string(f.Grade), Requirement: f.Requirement, Statement: f.Statement, Evidence: f.Evidence,
		State: string(f.State), RaisedBy: string(f.RaisedBy), RaisedOn: day(f.RaisedOn), AnswerDue: day(f.AnswerDue),
		CloseBy: day(f.CloseBy), Answer: kept(f.Answer), Verdict: kept(f.Verdict),
		Search: fold(f.No, f.Requirement, f.Statement),
	}
}

func (t *tx) Finding(id domain.ID) (audit.Finding, error) {
	r, err := first[findingRow](t, "finding", "id", string(id))
	return r.domain(), err
}

func (t *tx) FindingsOfAudit(of domain.ID) ([]audit.Finding, error) {
	return all[findingRow](t.db.Where("audit_id = ?", string(of)).Order("id"), "finding")
}

func (t *tx) SaveFinding(f *audit.Finding) error {
	row := findingRowOf(*f)
	return save(t, "finding", &row, f.ID, &f.Version)
}

var findingSorts = listing{
	sorts: map[string]string{"no": "findings.no", "due": "findings.answer_due", "grade": "findings.grade",
		"state": "findings.state", "raised": "findings.raised_on"},
	first: "-raised",
	id:    "findings.id",
}

func (t *tx) FindingList(l app.List) (app.Page[audit.Finding], error) {
	if err := knows(l, "client", "audit", "open"); err != nil {
		return app.Page[audit.Finding]{}, err
	}
	q := holding(t.db.Model(&findingRow{}), l.Query, "findings.search")
	q = filtered(filtered(q, l, "client", "findings.client_id"), l, "audit", "findings.audit_id")
	if l.Filter["open"] != "" {
		q = q.Where("findings.grade IN ? AND findings.state <> ?", []audit.Grade{audit.Major, audit.Minor}, string(audit.Verified))
	}
	if l.Only != "" {
		q = q.Where("findings.client_id = ?", string(l.Only))
	}
	if l.Persons != "" {
		q = q.Where("findings.audit_id IN ("+auditsOfPerson+")", string(l.Persons))
	}
	return page[findingRow](q, l, findingSorts)
}
