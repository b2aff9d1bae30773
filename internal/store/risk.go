package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/impartiality"
)

type riskRow struct {
	ID         string
	Version    int64
	No         string
	Threat     string
	Subject    string
	ClientID   *string
	PersonID   *string
	Level      string
	Safeguards string
	Owner      string
	State      string
	ReviewDue  string
	ReviewedOn string
	Note       string
	Search     string
}

func (riskRow) TableName() string     { return "risks" }
func (r *riskRow) setVersion(v int64) { r.Version = v }
func (r riskRow) domain() impartiality.Risk {
	return impartiality.Risk{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, Threat: r.Threat, Subject: r.Subject,
		ClientID: fromOptional(r.ClientID), PersonID: fromOptional(r.PersonID), Level: r.Level, Safeguards: r.Safeguards,
		Owner: r.Owner, State: impartiality.State(r.State), ReviewDue: toDay(r.ReviewDue), ReviewedOn: toDay(r.ReviewedOn), Note: r.Note,
	}
}

func (t *tx) Risk(id domain.ID) (impartiality.Risk, error) {
	r, err := first[riskRow](t, "risk", "id", string(id))
	return r.domain(), err
}

func (t *tx) SaveRisk(x *impartiality.Risk) error {
	row := riskRow{
		ID: string(x.ID), No: x.No, Threat: x.Threat, Subject: x.Subject, ClientID: optional(x.ClientID), PersonID: optional(x.PersonID),
		Level: x.Level, Safeguards: x.Safeguards, Owner: x.Owner, State: string(x.State), ReviewDue: day(x.ReviewDue),
		ReviewedOn: day(x.ReviewedOn), Note: x.Note, Search: fold(x.No, x.Subject, x.Safeguards, x.Owner),
	}
	return save(t, "risk", &row, x.ID, &x.Version)
}

type riskListRow struct {
	Row        riskRow `gorm:"embedded"`
	ClientName string
	PersonName string
}

func (r riskListRow) domain() app.RiskRow {
	return app.RiskRow{Risk: r.Row.domain(), ClientName: r.ClientName, PersonName: r.PersonName}
}

// RiskList filters by state, client and person.
func (t *tx) RiskList(l app.List) (app.Page[app.RiskRow], error) {
	if err := knows(l, "state", "client", "person"); err != nil {
		return app.Page[app.RiskRow]{}, err
	}
	q := t.db.Table("risks").
		Joins("LEFT JOIN clients ON clients.id = risks.client_id").Joins("LEFT JOIN persons ON persons.id = risks.person_id").
		Select("risks.*, COALESCE(clients.legal_name, '') AS client_name, COALESCE(persons.name, '') AS person_name")
	q = filtered(filtered(filtered(q, l, "state", "risks.state"), l, "client", "risks.client_id"), l, "person", "risks.person_id")
	return page[riskListRow](holding(q, l.Query, "risks.search", "clients.search", "persons.search"), l, listing{
		sorts: map[string]string{"no": "risks.no", "review_due": "risks.review_due", "level": "risks.level"}, first: "review_due", id: "risks.id",
	})
}
