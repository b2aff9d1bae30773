package store

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/programme"
)

type programmeRow struct {
	ID               string
	Version          int64
	ContractID       string
	ClientID         string
	SchemeID         string
	SchemeVersion    int
	Cycle            int
	State            string
	OriginalDecision string
	Anchor           string
	Expiry           string
}

func (programmeRow) TableName() string     { return "programmes" }
func (r *programmeRow) setVersion(v int64) { r.Version = v }
func (r programmeRow) domain() programme.Programme {
	return programme.Programme{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), ContractID: domain.ID(r.ContractID),
		ClientID: domain.ID(r.ClientID), SchemeID: r.SchemeID, SchemeVersion: r.SchemeVersion, Cycle: r.Cycle,
		State: programme.State(r.State), OriginalDecision: toDay(r.OriginalDecision), Anchor: toDay(r.Anchor), Expiry: toDay(r.Expiry),
	}
}

func programmeRowOf(p programme.Programme) programmeRow {
	return programmeRow{
		ID: string(p.ID), Version: int64(p.Version), ContractID: string(p.ContractID), ClientID: string(p.ClientID),
		SchemeID: p.SchemeID, SchemeVersion: p.SchemeVersion, Cycle: p.Cycle, State: string(p.State),
		OriginalDecision: day(p.OriginalDecision), Anchor: day(p.Anchor), Expiry: day(p.Expiry),
	}
}

func (t *tx) Programme(id domain.ID) (programme.Programme, error) {
	r, err := first[programmeRow](t, "programme", "id", string(id))
	return r.domain(), err
}

func (t *tx) ProgrammesOfContract(contract domain.ID) ([]programme.Programme, error) {
	return all[programmeRow](t.db.Where("contract_id = ?", string(contract)).Order("cycle"), "programme")
}

func (t *tx) ProgrammesOfClient(client domain.ID) ([]programme.Programme, error) {
	return all[programmeRow](t.db.Where("client_id = ?", string(client)).Order("contract_id, cycle"), "programme")
}

func (t *tx) OpenProgrammes(scheme string) ([]programme.Programme, error) {
	open := []programme.State{programme.Planned, programme.Active}
	return all[programmeRow](t.db.Where("scheme_id = ? AND state IN ?", scheme, open).Order("client_id, contract_id, cycle"), "programme")
}

func (t *tx) SaveProgramme(p *programme.Programme) error {
	row := programmeRowOf(*p)
	return save(t, "programme", &row, p.ID, &p.Version)
}
