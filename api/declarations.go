package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
)

// AddDeclaration keeps what a person signed.
func (s *Server) AddDeclaration(ctx context.Context, r gen.AddDeclarationRequestObject) (gen.AddDeclarationResponseObject, error) {
	d, err := s.App.Declare(ctx, actorOf(ctx), auditor.Declaration{
		PersonID: domain.ID(r.Id), SignedBy: r.Body.SignedBy, On: r.Body.On, Evidence: r.Body.Evidence,
	})
	return gen.AddDeclaration201JSONResponse(declarationOut(d)), err
}

func declarationOut(d auditor.Declaration) gen.Declaration {
	return gen.Declaration{
		Id: string(d.ID), PersonId: string(d.PersonID), On: d.On, Due: auditor.DeclarationDue(d, d.On),
		SignedBy: d.SignedBy, Text: d.Text, Links: d.Links, Evidence: d.Evidence,
	}
}

// ListDeclarationsDue lists who is to declare next.
func (s *Server) ListDeclarationsDue(ctx context.Context, _ gen.ListDeclarationsDueRequestObject) (gen.ListDeclarationsDueResponseObject, error) {
	list, err := s.App.ListDeclarationsDue(ctx, actorOf(ctx))
	return gen.ListDeclarationsDue200JSONResponse(each(list, func(d app.DeclarationDue) gen.DeclarationDue {
		return gen.DeclarationDue{PersonId: string(d.PersonID), Name: d.Name, LastOn: d.Last.On, Due: d.Due, DaysLeft: d.DaysLeft}
	})), err
}
