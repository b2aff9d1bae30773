package store

import (
	"gorm.io/gorm"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type clientListRow struct {
	Row          clientRow `gorm:"embedded"`
	Sites        int64
	Certificates int64
	NextDue      string
}

func (r clientListRow) domain() app.ClientRow {
	return app.ClientRow{
		Client: r.Row.domain(), Sites: int(r.Sites), Certificates: int(r.Certificates), NextDue: toDay(r.NextDue),
	}
}

// clientColumns adds to each client how many sites and living certificates it
// has and when its next audit is due.
const clientColumns = `clients.*,
	(SELECT COUNT(*) FROM sites WHERE sites.client_id = clients.id) AS sites,
	(SELECT COUNT(*) FROM certificates c WHERE c.client_id = clients.id AND c.state IN ('valid', 'suspended')) AS certificates,
	COALESCE((SELECT MIN(a.due) FROM audits a WHERE a.client_id = clients.id AND a.state = 'owed' AND a.due <> ''), '') AS next_due`

// ClientList filters by country and by state: certified (a living certificate
// hangs on it) or not.
func (t *tx) ClientList(l app.List) (app.Page[app.ClientRow], error) {
	if err := knows(l, "country", "certified"); err != nil {
		return app.Page[app.ClientRow]{}, err
	}
	q := holding(filtered(t.db.Table("clients"), l, "country", "clients.country"), l.Query, "clients.search")
	const living = "EXISTS (SELECT 1 FROM certificates c WHERE c.client_id = clients.id AND c.state IN ('valid', 'suspended'))"
	switch l.Filter["certified"] {
	case "":
	case "yes":
		q = q.Where(living)
	case "no":
		q = q.Where("NOT " + living)
	default:
		return app.Page[app.ClientRow]{}, badFilter("certified", "yes or no")
	}
	q = ofAudits(ofClient(q, l.Only, "clients.id"), l.Persons, "a.client_id = clients.id")
	return page[clientListRow](q.Select(clientColumns), l, listing{
		sorts: map[string]string{
			"no": "clients.no", "name": "clients.search", "country": "clients.country", "created": "clients.created_at",
			"certificates": "certificates", "sites": "sites", "next_due": "next_due",
		},
		first: "no", id: "clients.id",
	})
}

// ofClient leaves the rows of one client, or all when none is named.
func ofClient(q *gorm.DB, client domain.ID, column string) *gorm.DB {
	if client == "" {
		return q
	}
	return q.Where(column+" = ?", string(client))
}

// ofAudits leaves the rows that hang on an audit a person sits on, or all when
// nobody is named. A hold is seen by planners only. The link is our own SQL.
func ofAudits(q *gorm.DB, person domain.ID, link string) *gorm.DB {
	if person == "" {
		return q
	}
	return q.Where("EXISTS (SELECT 1 FROM audits a JOIN bookings b ON b.audit_id = a.id WHERE b.person_id = ? AND a.dates <> 'hold' AND "+link+")", string(person))
}
