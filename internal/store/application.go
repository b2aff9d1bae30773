package store

import (
	"encoding/json"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
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
	Factors         string
	SubmittedAt     *time.Time
	SubmittedBy     string
	Review          asJSON[client.Review]
}

func (applicationRow) TableName() string     { return "applications" }
func (r *applicationRow) setVersion(v int64) { r.Version = v }
func (r applicationRow) domain() client.Application {
	return client.Application{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, ClientID: domain.ID(r.ClientID),
		SchemeID: r.SchemeID, State: client.ApplicationState(r.State), Scope: r.Scope, Codes: r.Codes.V,
		Persons: r.Persons, IdenticalGroups: r.IdenticalGroups.V, SiteIDs: r.SiteIDs.V, Processes: r.Processes,
		Outsourced: r.Outsourced, Legal: r.Legal, Consultancy: r.Consultancy, SoAVersion: r.SoaVersion,
		Factors: json.RawMessage(r.Factors), SubmittedAt: toInstant(r.SubmittedAt), SubmittedBy: r.SubmittedBy,
		Review: r.Review.V,
	}
}

func applicationRowOf(a client.Application) applicationRow {
	return applicationRow{
		ID: string(a.ID), Version: int64(a.Version), No: a.No, ClientID: string(a.ClientID), SchemeID: a.SchemeID,
		State: string(a.State), Scope: a.Scope, Codes: kept(a.Codes), Persons: a.Persons,
		IdenticalGroups: kept(a.IdenticalGroups), SiteIDs: kept(a.SiteIDs), Processes: a.Processes,
		Outsourced: a.Outsourced, Legal: a.Legal, Consultancy: a.Consultancy, SoaVersion: a.SoAVersion,
		Factors: string(a.Factors), SubmittedAt: instant(a.SubmittedAt), SubmittedBy: a.SubmittedBy, Review: kept(a.Review),
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

var applicationView = view{
	from:  "applications a JOIN clients c ON c.id = a.client_id",
	id:    "a.id",
	sorts: map[string]string{"no": "a.no", "client": "c.legal_name", "state": "a.state", "submitted": "a.submitted_at"},
	order: "-no",
	words: []string{"a.no", "c.legal_name", "c.no", "a.scope"},
	filters: map[string]string{
		"state":  "a.state = ?",
		"client": "a.client_id = ?",
	},
	only:   "a.client_id = ?",
	person: "? = ''", // applications are no auditor's business
}

func (t *tx) ApplicationList(l app.List) (app.Page[app.ApplicationRow], error) {
	ids, total, err := applicationView.ids(t, l)
	if err != nil {
		return app.Page[app.ApplicationRow]{}, err
	}
	var rows []applicationRow
	if err := t.db.Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return app.Page[app.ApplicationRow]{}, translate(err, "application")
	}
	names, err := t.clientNames(each(rows, func(r applicationRow) string { return r.ClientID }))
	page := app.Page[app.ApplicationRow]{Total: total}
	for _, r := range rows {
		page.Rows = append(page.Rows, app.ApplicationRow{Application: r.domain(), ClientName: names[r.ClientID]})
	}
	page.Rows = inOrder(ids, page.Rows, func(r app.ApplicationRow) string { return string(r.ID) })
	return page, err
}

// clientNames are the names of some clients, for lists.
func (t *tx) clientNames(ids []string) (map[string]string, error) {
	var rows []struct{ ID, LegalName string }
	err := t.db.Raw("SELECT id, legal_name FROM clients WHERE id IN ?", ids).Scan(&rows).Error
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.ID] = r.LegalName
	}
	return names, translate(err, "client")
}
