package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

type amendmentRow struct {
	ID         string
	Version    int64
	ContractID string
	ClientID   string
	Revision   int
	State      string
	Why        string
	NoticeID   *string
	Effective  string
	Before     asJSON[client.Terms]
	After      asJSON[client.Terms]
	Audits     asJSON[[]client.AmendedAudit]
	OfferedOn  string
	OfferedBy  string
	SignedOn   string
	SignedBy   string
	EndedOn    string
	WhyEnded   string
}

func (amendmentRow) TableName() string     { return "amendments" }
func (r *amendmentRow) setVersion(v int64) { r.Version = v }
func (r amendmentRow) domain() client.Amendment {
	return client.Amendment{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), ContractID: domain.ID(r.ContractID), ClientID: domain.ID(r.ClientID),
		Revision: r.Revision, State: client.AmendmentState(r.State), Why: r.Why, NoticeID: fromOptional(r.NoticeID),
		Effective: toDay(r.Effective), Before: r.Before.V, After: r.After.V, Audits: r.Audits.V,
		OfferedOn: toDay(r.OfferedOn), OfferedBy: r.OfferedBy, SignedOn: toDay(r.SignedOn), SignedBy: r.SignedBy,
		EndedOn: toDay(r.EndedOn), WhyEnded: r.WhyEnded,
	}
}

func (t *tx) Amendment(id domain.ID) (client.Amendment, error) {
	r, err := first[amendmentRow](t, "amendment", "id", string(id))
	return r.domain(), err
}

func (t *tx) AmendmentsOf(contract domain.ID) ([]client.Amendment, error) {
	return all[amendmentRow](t.db.Where("contract_id = ?", string(contract)).Order("offered_on, revision, id"), "amendment")
}

func (t *tx) SaveAmendment(x *client.Amendment) error {
	row := amendmentRow{
		ID: string(x.ID), Version: int64(x.Version), ContractID: string(x.ContractID), ClientID: string(x.ClientID), Revision: x.Revision,
		State: string(x.State), Why: x.Why, NoticeID: optional(x.NoticeID), Effective: day(x.Effective), Before: kept(x.Before),
		After: kept(x.After), Audits: kept(x.Audits), OfferedOn: day(x.OfferedOn), OfferedBy: x.OfferedBy,
		SignedOn: day(x.SignedOn), SignedBy: x.SignedBy, EndedOn: day(x.EndedOn), WhyEnded: x.WhyEnded,
	}
	return save(t, "amendment", &row, x.ID, &x.Version)
}
