package store

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
)

type noticeRow struct {
	ID          string
	Version     int64
	No          string
	ClientID    string
	Kind        string
	Text        string
	Persons     int
	SiteID      *string
	ToldBy      string
	ToldAt      time.Time
	Meanings    asJSON[[]client.Meaning]
	Resolved    string
	Reason      string
	Purpose     string
	AmendmentID string
	AuditID     *string
	ResolvedBy  string
	ResolvedAt  *time.Time
	Search      string
}

func (noticeRow) TableName() string     { return "notices" }
func (r *noticeRow) setVersion(v int64) { r.Version = v }
func (r noticeRow) domain() client.Notice {
	return client.Notice{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, ClientID: domain.ID(r.ClientID), Kind: client.NoticeKind(r.Kind),
		Text: r.Text, Persons: r.Persons, SiteID: fromOptional(r.SiteID), ToldBy: r.ToldBy, ToldAt: r.ToldAt.UTC(), Meanings: r.Meanings.V,
		Resolved: client.NoticeOutcome(r.Resolved), Reason: r.Reason, Purpose: r.Purpose, AmendmentID: domain.ID(r.AmendmentID),
		AuditID: fromOptional(r.AuditID), ResolvedBy: r.ResolvedBy, ResolvedAt: toInstant(r.ResolvedAt),
	}
}

func (t *tx) Notice(id domain.ID) (client.Notice, error) {
	r, err := first[noticeRow](t, "notice", "id", string(id))
	return r.domain(), err
}

func (t *tx) SaveNotice(n *client.Notice) error {
	row := noticeRow{
		ID: string(n.ID), Version: int64(n.Version), No: n.No, ClientID: string(n.ClientID), Kind: string(n.Kind), Text: n.Text,
		Persons: n.Persons, SiteID: optional(n.SiteID), ToldBy: n.ToldBy, ToldAt: n.ToldAt.UTC(), Meanings: kept(n.Meanings),
		Resolved: string(n.Resolved), Reason: n.Reason, Purpose: n.Purpose, AmendmentID: string(n.AmendmentID),
		AuditID: optional(n.AuditID), ResolvedBy: n.ResolvedBy, ResolvedAt: instant(n.ResolvedAt), Search: fold(n.No, n.Text),
	}
	return save(t, "notice", &row, n.ID, &n.Version)
}

type noticeListRow struct {
	Row        noticeRow `gorm:"embedded"`
	ClientName string
}

func (r noticeListRow) domain() app.NoticeRow {
	return app.NoticeRow{Notice: r.Row.domain(), ClientName: r.ClientName}
}

// NoticeList filters by client and by state: open, or resolved.
func (t *tx) NoticeList(l app.List) (app.Page[app.NoticeRow], error) {
	if err := knows(l, "state", "client"); err != nil {
		return app.Page[app.NoticeRow]{}, err
	}
	q := t.db.Table("notices").Joins("JOIN clients ON clients.id = notices.client_id").
		Select("notices.*, clients.legal_name AS client_name")
	switch l.Filter["state"] {
	case "open":
		q = q.Where("notices.resolved = ''")
	case "resolved":
		q = q.Where("notices.resolved <> ''")
	}
	q = filtered(q, l, "client", "notices.client_id")
	if l.Only != "" {
		q = q.Where("notices.client_id = ?", string(l.Only))
	}
	if l.Persons != "" {
		q = q.Where("1 = 0") // notices are no auditor's business
	}
	return page[noticeListRow](holding(q, l.Query, "notices.search", "clients.search"), l, listing{
		sorts: map[string]string{"no": "notices.no", "client": "clients.legal_name", "told": "notices.told_at"}, first: "-no", id: "notices.id",
	})
}
