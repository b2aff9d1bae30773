package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
)

// GetClient gives a client and what hangs on it, as far as the caller may see.
func (s *Server) GetClient(ctx context.Context, r gen.GetClientRequestObject) (gen.GetClientResponseObject, error) {
	d, err := s.App.Client(ctx, actorOf(ctx), domain.ID(r.Id))
	if err != nil {
		return nil, err
	}
	name := d.Client.LegalName
	out := gen.GetClient200JSONResponse{
		Client: clientOut(d.Client), Sites: each(d.Sites, siteOut), Programmes: []gen.ProgrammeDetail{},
		Applications: each(d.Applications, func(x client.Application) gen.Application {
			return applicationOut(app.ApplicationDetail{Application: x, ClientName: name})
		}),
		Contracts: each(d.Contracts, func(c client.Contract) gen.Contract {
			return contractOut(app.ContractDetail{Contract: c, ClientName: name, Amendments: d.Amendments[c.ID]})
		}),
		Notices:      each(d.Notices, func(n client.Notice) gen.Notice { return noticeOut(app.NoticeDetail{Notice: n, ClientName: name}) }),
		Certificates: each(d.Certificates, func(c certificate.Certificate) gen.Certificate { return certificateOut(c, name) }),
	}
	for _, p := range d.Programmes {
		cycle, err := s.App.Programme(ctx, actorOf(ctx), p.ID)
		switch {
		case err == nil:
			out.Programmes = append(out.Programmes, programmeOut(cycle))
		case domain.KindOf(err) != domain.Unknown:
			return nil, err
		}
	}
	return out, nil
}

func certificateOut(c certificate.Certificate, clientName string) gen.Certificate {
	return gen.Certificate{
		Id: string(c.ID), Version: int64(c.Version), No: c.No, ClientId: string(c.ClientID), ClientName: clientName,
		ContractId: string(c.ContractID), ProgrammeId: string(c.ProgrammeID), SchemeId: c.SchemeID, State: gen.CertificateState(c.State),
		StateSince: c.StateSince, OriginalDecision: c.OriginalDecision, Decision: c.Decision, Effective: c.Effective, Expiry: c.Expiry,
		Revision: c.Revision, Imported: c.Imported, ResolveBy: c.ResolveBy,
	}
}
