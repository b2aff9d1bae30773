package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

type contractRow struct {
	ID            string
	Version       int64
	No            string
	ClientID      string
	ApplicationID *string
	SchemeID      string
	SchemeVersion int
	State         string
	Scope         string
	Codes         asJSON[[]string]
	Persons       int
	SiteIDs       asJSON[[]domain.ID]
	SoaVersion    string
	Receipt       asJSON[audittime.Receipt]
	OfferedOn     string
	ValidUntil    string
	RenewalAsked  string
	SignedOn      string
	SignedBy      string
	Revision      int
	TermsFrom     string
	EndedOn       string
	WhyEnded      string
}

func (contractRow) TableName() string     { return "contracts" }
func (r *contractRow) setVersion(v int64) { r.Version = v }
func (r contractRow) domain() client.Contract {
	return client.Contract{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, ClientID: domain.ID(r.ClientID),
		ApplicationID: fromOptional(r.ApplicationID), SchemeID: r.SchemeID, SchemeVersion: r.SchemeVersion,
		State: client.ContractState(r.State), Scope: r.Scope, Codes: r.Codes.V, Persons: r.Persons,
		SiteIDs: r.SiteIDs.V, SoAVersion: r.SoaVersion, Receipt: r.Receipt.V,
		OfferedOn: toDay(r.OfferedOn), ValidUntil: toDay(r.ValidUntil), RenewalAsked: toDay(r.RenewalAsked), SignedOn: toDay(r.SignedOn), SignedBy: r.SignedBy,
		Revision: r.Revision, TermsFrom: toDay(r.TermsFrom), EndedOn: toDay(r.EndedOn), WhyEnded: r.WhyEnded,
	}
}

func contractRowOf(c client.Contract) contractRow {
	return contractRow{
		ID: string(c.ID), Version: int64(c.Version), No: c.No, ClientID: string(c.ClientID),
		ApplicationID: optional(c.ApplicationID), SchemeID: c.SchemeID, SchemeVersion: c.SchemeVersion,
		State: string(c.State), Scope: c.Scope, Codes: kept(c.Codes), Persons: c.Persons, SiteIDs: kept(c.SiteIDs),
		SoaVersion: c.SoAVersion, Receipt: kept(c.Receipt), OfferedOn: day(c.OfferedOn),
		ValidUntil: day(c.ValidUntil), RenewalAsked: day(c.RenewalAsked), SignedOn: day(c.SignedOn),
		SignedBy: c.SignedBy, Revision: c.Revision, TermsFrom: day(c.TermsFrom), EndedOn: day(c.EndedOn), WhyEnded: c.WhyEnded,
	}
}

func (t *tx) Contract(id domain.ID) (client.Contract, error) {
	r, err := first[contractRow](t, "contract", "id", string(id))
	return r.domain(), err
}

func (t *tx) ContractByNo(no string) (client.Contract, error) {
	r, err := first[contractRow](t, "contract", "no", no)
	return r.domain(), err
}

func (t *tx) ContractsOf(of domain.ID) ([]client.Contract, error) {
	return all[contractRow](t.db.Where("client_id = ?", string(of)).Order("no"), "contract")
}

func (t *tx) SaveContract(c *client.Contract) error {
	row := contractRowOf(*c)
	return save(t, "contract", &row, c.ID, &c.Version)
}

type contractListRow struct {
	Row        contractRow `gorm:"embedded"`
	ClientName string
}

func (r contractListRow) domain() app.ContractRow {
	return app.ContractRow{Contract: r.Row.domain(), ClientName: r.ClientName}
}

// ContractList filters by state, by client, and by the day before which offers
// end that still wait for the client (valid_before).
func (t *tx) ContractList(l app.List) (app.Page[app.ContractRow], error) {
	if err := knows(l, "state", "client", "valid_before"); err != nil {
		return app.Page[app.ContractRow]{}, err
	}
	q := t.db.Table("contracts").Joins("JOIN clients ON clients.id = contracts.client_id").
		Select("contracts.*, clients.legal_name AS client_name")
	q = filtered(filtered(q, l, "state", "contracts.state"), l, "client", "contracts.client_id")
	if before := l.Filter["valid_before"]; before != "" {
		q = q.Where("contracts.state = ? AND contracts.valid_until <> '' AND contracts.valid_until < ?", string(client.ContractOffered), before)
	}
	if l.Only != "" {
		q = q.Where("contracts.client_id = ?", string(l.Only))
	}
	if l.Persons != "" {
		q = q.Where("1 = 0") // an auditor sees a contract through its audits
	}
	return page[contractListRow](holding(q, l.Query, "contracts.no", "clients.search"), l, listing{
		sorts: map[string]string{"no": "contracts.no", "client": "clients.legal_name", "valid_until": "contracts.valid_until"}, first: "-no", id: "contracts.id",
	})
}

func (t *tx) ContractsWithout() ([]domain.ID, error) {
	var ids []domain.ID
	err := t.db.Raw(`SELECT c.id FROM contracts c WHERE c.state = ?
		AND NOT EXISTS (SELECT 1 FROM programmes p WHERE p.contract_id = c.id) ORDER BY c.no`,
		string(client.ContractActive)).Scan(&ids).Error
	return ids, translate(err, "contract")
}
