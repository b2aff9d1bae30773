package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
)

// ListClients lists the clients the actor may see.
func (a *App) ListClients(ctx context.Context, actor domain.Actor, l List) (page Page[ClientRow], err error) {
	if l, err = scope(actor, l); err != nil {
		return page, err
	}
	err = a.Store.Read(ctx, func(tx Tx) (err error) { page, err = tx.ClientList(l); return err })
	return page, err
}

// ClientDetail is a client and what hangs on it.
type ClientDetail struct {
	Client       client.Client
	Sites        []client.Site
	Applications []client.Application
	Contracts    []client.Contract
	Programmes   []programme.Programme
	Certificates []certificate.Certificate
	Notices      []client.Notice                  // newest first; for staff and the client itself
	Amendments   map[domain.ID][]client.Amendment // by contract; likewise
}

// Client gives one client the actor may see.
func (a *App) Client(ctx context.Context, actor domain.Actor, id domain.ID) (d ClientDetail, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		if err := seeClient(tx, actor, id); err != nil {
			return err
		}
		if d.Client, err = tx.Client(id); err != nil {
			return err
		}
		if d.Sites, err = tx.Sites(id); err != nil {
			return err
		}
		applications, err := tx.ApplicationList(List{Only: id, Size: 200})
		if err != nil {
			return err
		}
		for _, r := range applications.Rows {
			d.Applications = append(d.Applications, r.Application)
		}
		if d.Contracts, err = tx.ContractsOf(id); err != nil {
			return err
		}
		if d.Programmes, err = tx.ProgrammesOfClient(id); err != nil {
			return err
		}
		if d.Certificates, err = tx.CertificatesOfClient(id); err != nil || !ofClient(actor, id) {
			return err
		}
		d.Amendments = map[domain.ID][]client.Amendment{}
		for _, c := range d.Contracts {
			if d.Amendments[c.ID], err = tx.AmendmentsOf(c.ID); err != nil {
				return err
			}
		}
		notices, err := tx.NoticeList(List{Only: id, Size: 200})
		for _, r := range notices.Rows {
			d.Notices = append(d.Notices, r.Notice)
		}
		return err
	})
	return d, err
}
