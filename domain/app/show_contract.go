package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// ContractDetail is a contract with its programme in force.
type ContractDetail struct {
	client.Contract
	ClientName  string
	ProgrammeID domain.ID // the newest cycle
}

// Contract gives one contract the actor may see.
func (a *App) Contract(ctx context.Context, actor domain.Actor, id domain.ID) (d ContractDetail, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error { d, err = contractDetail(tx, actor, id); return err })
	return d, err
}

func contractDetail(tx Tx, actor domain.Actor, id domain.ID) (d ContractDetail, err error) {
	if d.Contract, err = contractFor(tx, actor, id); err != nil {
		return d, err
	}
	c, err := tx.Client(d.ClientID)
	if err != nil {
		return d, err
	}
	d.ClientName = c.LegalName
	cycles, err := tx.ProgrammesOfContract(id)
	if len(cycles) > 0 {
		d.ProgrammeID = cycles[len(cycles)-1].ID
	}
	return d, err
}
