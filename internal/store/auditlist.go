package store

import (
	"gorm.io/gorm"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
)

var auditSorts = listing{
	sorts: map[string]string{"due": "audits.due", "no": "audits.no", "client": "clients.legal_name", "city": "sites.city",
		"state": "audits.state", "dates": "audits.from_day", "type": "audits.type"},
	first: "due",
	id:    "audits.id",
}

// auditsOfPerson are the audits somebody sits on. A held date is the planner's
// own thought: nobody else sees it.
const auditsOfPerson = "SELECT b.audit_id FROM bookings b JOIN audits o ON o.id = b.audit_id WHERE b.person_id = ? AND o.dates <> 'hold'"

// AuditList is the list of audits, and the due list when sorted by due date.
func (t *tx) AuditList(l app.List) (app.Page[app.AuditRow], error) {
	if err := knows(l, "id", "programme", "state", "dates", "type", "client", "auditor", "from", "to", "late", "at_risk", "unplanned"); err != nil {
		return app.Page[app.AuditRow]{}, err
	}
	q := t.db.Model(&auditRow{}).Joins("JOIN clients ON clients.id = audits.client_id").Joins("JOIN sites ON sites.id = audits.site_id")
	if l.Filter["id"] == "" { // what is held in another audit is shown as that one
		q = q.Where("audits.joined_into = ''")
	}
	q = holding(q, l.Query, "audits.search", "clients.search")
	for name, column := range map[string]string{"id": "id", "state": "state", "dates": "dates", "type": "type", "client": "client_id"} {
		q = filtered(q, l, name, "audits."+column)
	}
	if id := l.Filter["programme"]; id != "" {
		q = q.Where("audits.id IN (SELECT audit_id FROM audit_programmes WHERE programme_id = ?)", id)
	}
	if id := l.Filter["auditor"]; id != "" {
		q = q.Where("audits.id IN (SELECT audit_id FROM bookings WHERE person_id = ?)", id)
	}
	found, err := page[auditRow](restricted(dueIn(q, l), l), l, auditSorts)
	if err != nil {
		return app.Page[app.AuditRow]{}, err
	}
	if err := t.complete(found.Rows); err != nil {
		return app.Page[app.AuditRow]{}, err
	}
	beside, err := t.besideAudits(found.Rows)
	if err != nil {
		return app.Page[app.AuditRow]{}, err
	}
	names, err := t.personNames(found.Rows)
	out := app.Page[app.AuditRow]{Total: found.Total}
	for _, a := range found.Rows {
		b := beside[a.ID]
		out.Rows = append(out.Rows, app.AuditRow{Audit: a, ClientNo: b.ClientNo, ClientName: b.ClientName, SiteCity: b.SiteCity,
			Certified: b.Expiry != "", Expiry: toDay(b.Expiry), LeadName: b.LeadName, Names: namesOf(a, names)})
	}
	return out, err
}

// dueIn leaves what is due between two days, and what asks for a planner's eye on
// a day: late, at risk, to be planned. A window without an end is never late.
func dueIn(q *gorm.DB, l app.List) *gorm.DB {
	const soonest = "audits.latest <> '' AND audits.latest "
	if from := l.Filter["from"]; from != "" {
		q = q.Where("audits.due >= ?", from)
	}
	if to := l.Filter["to"]; to != "" {
		q = q.Where("audits.due <> '' AND audits.due <= ?", to)
	}
	if today := l.Filter["late"]; today != "" {
		q = q.Where("audits.state IN ? AND "+soonest+"< ?", []audit.State{audit.Owed, audit.InProgress}, today)
	}
	if by := l.Filter["at_risk"]; by != "" {
		q = q.Where("audits.state = ? AND audits.dates <> ? AND "+soonest+"<= ?", string(audit.Owed), string(audit.Confirmed), by)
	}
	if by := l.Filter["unplanned"]; by != "" {
		q = q.Where("audits.state = ? AND audits.dates = ? AND audits.earliest <= ?", string(audit.Owed), string(audit.Open), by)
	}
	return q
}

// restricted leaves the audits of one client or of one person.
func restricted(q *gorm.DB, l app.List) *gorm.DB {
	if l.Only != "" {
		q = q.Where("audits.client_id = ?", string(l.Only))
	}
	if l.Persons != "" {
		q = q.Where("audits.id IN ("+auditsOfPerson+")", string(l.Persons))
	}
	return q
}

// besideAudit is what a line of the list shows besides the audit.
type besideAudit struct {
	ID         domain.ID
	ClientNo   string
	ClientName string
	SiteCity   string
	LeadName   string
	Expiry     string
}

func (t *tx) besideAudits(audits []audit.Audit) (map[domain.ID]besideAudit, error) {
	ids := make([]domain.ID, len(audits))
	for i, a := range audits {
		ids[i] = a.ID
	}
	var rows []besideAudit
	err := t.db.Raw(`SELECT a.id, c.no AS client_no, c.legal_name AS client_name, s.city AS site_city,
			COALESCE((SELECT p.name FROM bookings b JOIN persons p ON p.id = b.person_id
				WHERE b.audit_id = a.id AND b.role = 'lead' ORDER BY b.position_id LIMIT 1), '') AS lead_name,
			COALESCE((SELECT max(x.expiry) FROM certificates x
				WHERE x.contract_id = a.contract_id AND x.state IN ('valid', 'suspended')), '') AS expiry
		FROM audits a JOIN clients c ON c.id = a.client_id JOIN sites s ON s.id = a.site_id WHERE a.id IN ?`, ids).Scan(&rows).Error
	out := make(map[domain.ID]besideAudit, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, translate(err, "audit")
}

// personNames are the names of everybody with a seat on the audits.
func (t *tx) personNames(audits []audit.Audit) (map[domain.ID]string, error) {
	var ids []domain.ID
	for _, a := range audits {
		ids = append(ids, a.Team()...)
	}
	var rows []struct {
		ID   domain.ID
		Name string
	}
	err := t.db.Raw("SELECT id, name FROM persons WHERE id IN ?", ids).Scan(&rows).Error
	names := make(map[domain.ID]string, len(rows))
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	return names, translate(err, "person")
}

func namesOf(a audit.Audit, all map[domain.ID]string) map[domain.ID]string {
	own := map[domain.ID]string{}
	for _, p := range a.Team() {
		own[p] = all[p]
	}
	return own
}
