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
}

func (findingRow) TableName() string     { return "findings" }
func (r *findingRow) setVersion(v int64) { r.Version = v }
func (r findingRow) domain() audit.Finding {
	return audit.Finding{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, AuditID: domain.ID(r.AuditID),
		ClientID: domain.ID(r.ClientID), Grade: audit.Grade(r.Grade), Requirement: r.Requirement, Statement: r.Statement,
		Evidence: r.Evidence, State: audit.FindingState(r.State), RaisedBy: domain.ID(r.RaisedBy), RaisedOn: toDay(r.RaisedOn),
		AnswerDue: toDay(r.AnswerDue), CloseBy: toDay(r.CloseBy), Answer: r.Answer.V, Verdict: r.Verdict.V,
	}
}

func findingRowOf(f audit.Finding) findingRow {
	return findingRow{
		ID: string(f.ID), Version: int64(f.Version), No: f.No, AuditID: string(f.AuditID), ClientID: string(f.ClientID),
		Grade: string(f.Grade), Requirement: f.Requirement, Statement: f.Statement, Evidence: f.Evidence,
		State: string(f.State), RaisedBy: string(f.RaisedBy), RaisedOn: day(f.RaisedOn), AnswerDue: day(f.AnswerDue),
		CloseBy: day(f.CloseBy), Answer: kept(f.Answer), Verdict: kept(f.Verdict),
	}
}

func (t *tx) Finding(id domain.ID) (audit.Finding, error) {
	r, err := first[findingRow](t, "finding", "id", string(id))
	return r.domain(), err
}

func (t *tx) FindingsOfAudit(of domain.ID) ([]audit.Finding, error) {
	var rows []findingRow
	err := t.db.Where("audit_id = ?", string(of)).Order("id").Find(&rows).Error
	return each(rows, findingRow.domain), translate(err, "finding")
}

func (t *tx) SaveFinding(f *audit.Finding) error {
	row := findingRowOf(*f)
	return save(t, "finding", &row, f.ID, &f.Version)
}

var findingView = view{
	from:  "findings f",
	id:    "f.id",
	sorts: map[string]string{"no": "f.no", "due": "f.answer_due", "grade": "f.grade", "state": "f.state", "raised": "f.raised_on"},
	order: "-raised",
	words: []string{"f.no", "f.requirement", "f.statement"},
	filters: map[string]string{
		"client": "f.client_id = ?",
		"audit":  "f.audit_id = ?",
		"open":   "? <> '' AND f.grade IN ('major', 'minor') AND f.state <> 'verified'",
	},
	only: "f.client_id = ?",
	person: "EXISTS (SELECT 1 FROM bookings b JOIN audits a ON a.id = b.audit_id " +
		"WHERE b.audit_id = f.audit_id AND b.person_id = ? AND a.dates <> 'hold')",
}

func (t *tx) FindingList(l app.List) (app.Page[audit.Finding], error) {
	ids, total, err := findingView.ids(t, l)
	if err != nil {
		return app.Page[audit.Finding]{}, err
	}
	var rows []findingRow
	err = t.db.Where("id IN ?", ids).Find(&rows).Error
	out := inOrder(ids, each(rows, findingRow.domain), func(f audit.Finding) string { return string(f.ID) })
	return app.Page[audit.Finding]{Rows: out, Total: total}, translate(err, "finding")
}
