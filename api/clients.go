package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
)

// ListClients lists the clients the caller may see.
func (s *Server) ListClients(ctx context.Context, r gen.ListClientsRequestObject) (gen.ListClientsResponseObject, error) {
	p := r.Params
	page, err := s.App.ListClients(ctx, actorOf(ctx), app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size})
	return gen.ListClients200JSONResponse{Total: page.Total, Rows: each(page.Rows, clientRowOut)}, err
}

// CreateClient keeps a new client.
func (s *Server) CreateClient(ctx context.Context, r gen.CreateClientRequestObject) (gen.CreateClientResponseObject, error) {
	c, err := s.App.CreateClient(ctx, actorOf(ctx), clientIn(*r.Body))
	return gen.CreateClient201JSONResponse(clientOut(c)), err
}

// ChangeClient replaces what is known about a client.
func (s *Server) ChangeClient(ctx context.Context, r gen.ChangeClientRequestObject) (gen.ChangeClientResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	c := clientIn(*r.Body)
	c.ID, c.Version = domain.ID(r.Id), seen
	c, err = s.App.ChangeClient(ctx, actorOf(ctx), c)
	return gen.ChangeClient200JSONResponse(clientOut(c)), err
}

// CreateSite keeps a new site of a client.
func (s *Server) CreateSite(ctx context.Context, r gen.CreateSiteRequestObject) (gen.CreateSiteResponseObject, error) {
	site := siteIn(*r.Body)
	site.ClientID = domain.ID(r.Id)
	site, err := s.App.CreateSite(ctx, actorOf(ctx), site)
	return gen.CreateSite201JSONResponse(siteOut(site)), err
}

// ChangeSite replaces what is known about a site.
func (s *Server) ChangeSite(ctx context.Context, r gen.ChangeSiteRequestObject) (gen.ChangeSiteResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	site := siteIn(*r.Body)
	site.ID, site.Version = domain.ID(r.Id), seen
	site, err = s.App.ChangeSite(ctx, actorOf(ctx), site)
	return gen.ChangeSite200JSONResponse(siteOut(site)), err
}

func clientIn(in gen.ClientInput) client.Client {
	return client.Client{
		No: in.No, LegalName: in.LegalName, TradingName: in.TradingName, Country: in.Country, VATNo: in.VatNo,
		ContactName: in.ContactName, ContactEmail: in.ContactEmail, Language: in.Language, RegisterConsent: in.RegisterConsent,
	}
}

func clientOut(c client.Client) gen.Client {
	return gen.Client{
		Id: string(c.ID), Version: int64(c.Version), No: c.No, LegalName: c.LegalName, TradingName: c.TradingName,
		Country: c.Country, VatNo: c.VATNo, ContactName: c.ContactName, ContactEmail: c.ContactEmail,
		Language: c.Language, RegisterConsent: c.RegisterConsent,
	}
}

func clientRowOut(r app.ClientRow) gen.Client {
	c := clientOut(r.Client)
	c.Sites, c.Certificates, c.NextDue = r.Sites, r.Certificates, r.NextDue
	return c
}

func siteIn(in gen.SiteInput) client.Site {
	return client.Site{
		No: in.No, Name: in.Name, Street: in.Street, Postcode: in.Postcode, City: in.City, Country: in.Country,
		TimeZone: in.TimeZone, Lat: in.Lat, Lon: in.Lon, Persons: in.Persons, Central: in.Central,
	}
}

func siteOut(s client.Site) gen.Site {
	return gen.Site{
		Id: string(s.ID), Version: int64(s.Version), ClientId: string(s.ClientID), No: s.No, Name: s.Name, Street: s.Street,
		Postcode: s.Postcode, City: s.City, Country: s.Country, TimeZone: s.TimeZone, Lat: s.Lat, Lon: s.Lon,
		Persons: s.Persons, Central: s.Central,
	}
}
