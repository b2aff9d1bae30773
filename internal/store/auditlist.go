package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
)

var auditView = view{
	from: "audits a JOIN clients c ON c.id = a.client_id JOIN sites s ON s.id = a.site_id",
	id:   "a.id",
	sorts: map[string]string{"due": "CASE WHEN a.due = '' THEN '9999' ELSE a.due END", "no": "a.no", "client": "c.legal_name",
		"city": "s.city", "state": "a.state", "dates": "a.from_day", "type": "a.type"},
	order: "due",
	words: []string{"a.no", "c.legal_name", "c.trading_name", "c.no", "s.city"},
	filters: map[string]string{
		"state":  "a.state = ?",
		"dates":  "a.dates = ?",
		"type":   "a.type = ?",
		"client": "a.client_id = ?",
		"from":   "a.due >= ?",
		"to":     "a.due <> '' AND a.due <= ?",
		"late":   "a.state IN ('owed', 'in_progress') AND a.due <> '' AND a.due < ?",
	},
	only: "a.client_id = ?",
	// A held date is the planner's own thought: the auditor does not see it.
	person: "a.dates <> 'hold' AND EXISTS (SELECT 1 FROM bookings b WHERE b.audit_id = a.id AND b.person_id = ?)",
}

// AuditList is the list of audits, and the due list when sorted by due date.
func (t *tx) AuditList(l app.List) (app.Page[app.AuditRow], error) {
	ids, total, err := auditView.ids(t, l)
	if err != nil {
		return app.Page[app.AuditRow]{}, err
	}
	audits, err := t.auditsWhere("id IN ?", ids)
	if err != nil {
		return app.Page[app.AuditRow]{}, err
	}
	beside, err := t.besideAudits(ids)
	if err != nil {
		return app.Page[app.AuditRow]{}, err
	}
	page := app.Page[app.AuditRow]{Total: total}
	for _, a := range inOrder(ids, audits, func(a audit.Audit) string { return string(a.ID) }) {
		b := beside[a.ID]
		page.Rows = append(page.Rows, app.AuditRow{Audit: a, ClientNo: b.ClientNo, ClientName: b.ClientName, SiteCity: b.SiteCity,
			Certified: b.Expiry != "", Expiry: toDay(b.Expiry), LeadName: b.LeadName})
	}
	return page, nil
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

func (t *tx) besideAudits(ids []string) (map[domain.ID]besideAudit, error) {
	var rows []besideAudit
	err := t.db.Raw(`SELECT a.id, c.no AS client_no, c.legal_name AS client_name, s.city AS site_city,
			COALESCE((SELECT p.name FROM bookings b JOIN persons p ON p.id = b.person_id
				WHERE b.audit_id = a.id AND b.role = 'lead' ORDER BY b.position_id LIMIT 1), '') AS lead_name,
			COALESCE((SELECT max(x.expiry) FROM certificates x
				WHERE x.contract_id = a.contract_id AND x.state IN ('valid', 'suspended')), '') AS expiry
		FROM `+auditView.from+` WHERE a.id IN ?`, ids).Scan(&rows).Error
	out := make(map[domain.ID]besideAudit, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, translate(err, "audit")
}
