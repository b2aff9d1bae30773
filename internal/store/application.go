package store

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

type applicationRow struct {
	ID              string
	Version         int64
	No              string
	ClientID        string
	SchemeID        string
	State           string
	Scope           string
	Codes           asJSON[[]string]
	Persons         int
	IdenticalGroups asJSON[[]int]
	SiteIDs         asJSON[[]domain.ID]
	Processes       string
	Outsourced      string
	Legal           string
	Consultancy     string
	SoaVersion      string
	Factors         asJSON[[]audittime.Factor]
	SubmittedAt     *time.Time
	SubmittedBy     string
	Review          asJSON[client.Review]
	Search          string
}

func (applicationRow) TableName() string     { return "applications" }
func (r *applicationRow) setVersion(v int64) { r.Version = v }
func (r applicationRow) domain() client.Application {
	return client.Application{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, ClientID: domain.ID(r.ClientID),
		SchemeID: r.SchemeID, State: client.ApplicationState(r.State), Scope: r.Scope, Codes: r.Codes.V,
		Persons: r.Persons, IdenticalGroups: r.IdenticalGroups.V, SiteIDs: r.SiteIDs.V, Processes: r.Processes,
		Outsourced: r.Outsourced, Legal: r.Legal, Consultancy: r.Consultancy, SoAVersion: r.SoaVersion,
		Factors: r.Factors.V, SubmittedAt: toInstant(r.SubmittedAt), SubmittedBy: r.SubmittedBy,
		Review: r.Review.V,
	}
}

func applicationRowOf(a client.Application) applicationRow {
	return applicationRow{
		ID: string(a.ID), Version: int64(a.Version), No: a.No, ClientID: string(a.ClientID), SchemeID: a.SchemeID,
		State: string(a.State), Scope: a.Scope, Codes: kept(a.Codes), Persons: a.Persons,
		IdenticalGroups: kept(a.IdenticalGroups), SiteIDs: kept(a.SiteIDs), Processes: a.Processes,
		Outsourced: a.Outsourced, Legal: a.Legal, Consultancy: a.Consultancy, SoaVersion: a.SoAVersion,
		Factors: kept(a.Factors), SubmittedAt: instant(a.SubmittedAt), SubmittedBy: a.SubmittedBy, Review: kept(a.Review),
		Search: fold(a.No, a.Scope),
	}
}

func (t *tx) Application(id domain.ID) (client.Application, error) {
	r, err := first[applicationRow](t, "application", "id", string(id))
	return r.domain(), err
}

func (t *tx) SaveApplication(a *client.Application) error {
	row := applicationRowOf(*a)
	return save(t, "application", &row, a.ID, &a.Version)
}

var applicationSorts = listing{
	sorts: map[string]string{"no": "applications.no", "client": "clients.legal_name", "state": "applications.state", "submitted": "applications.submitted_at"},
	first: "-no",
	id:    "applications.id",
}

func (t *tx) ApplicationList(l app.List) (app.Page[app.ApplicationRow], error) {
	if err := knows(l, "state", "client", "to_review"); err != nil {
		return app.Page[app.ApplicationRow]{}, err
	}
	q := t.db.Model(&applicationRow{}).Joins("JOIN clients ON clients.id = applications.client_id")
	q = holding(q, l.Query, "applications.search", "clients.search")
	q = filtered(filtered(q, l, "state", "applications.state"), l, "client", "applications.client_id")
	if l.Filter["to_review"] != "" {
		q = q.Where("applications.state IN ?", []string{string(client.AppSubmitted), string(client.AppUnderReview)})
	}
	if l.Only != "" {
		q = q.Where("applications.client_id = ?", string(l.Only))
	}
	if l.Persons != "" {
		q = q.Where("1 = 0") // applications are no auditor's business
	}
	found, err := page[applicationRow](q, l, applicationSorts)
	if err != nil {
		return app.Page[app.ApplicationRow]{}, err
	}
	ids := make([]domain.ID, len(found.Rows))
	for i, a := range found.Rows {
		ids[i] = a.ClientID
	}
	names, err := t.clientNames(ids)
	out := app.Page[app.ApplicationRow]{Total: found.Total}
	for _, a := range found.Rows {
		out.Rows = append(out.Rows, app.ApplicationRow{Application: a, ClientName: names[a.ClientID]})
	}
	return out, err
}

// clientNames are the names of some clients, for lists.
func (t *tx) clientNames(ids []domain.ID) (map[domain.ID]string, error) {
	var rows []struct {
		ID        domain.ID
		LegalName string
	}
	err := t.db.Raw("SELECT id, legal_name FROM clients WHERE id IN ?", ids).Scan(&rows).Error
	names := make(map[domain.ID]string, len(rows))
	for _, r := range rows {
		names[r.ID] = r.LegalName
	}
	return names, translate(err, "client")
}
