package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// ListUsers lists accounts.
func (s *Server) ListUsers(ctx context.Context, r gen.ListUsersRequestObject) (gen.ListUsersResponseObject, error) {
	p := r.Params
	page, err := s.App.ListUsers(ctx, actorOf(ctx), app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size})
	return gen.ListUsers200JSONResponse{Total: page.Total, Rows: each(page.Rows, userOut)}, err
}

// CreateUser makes an account.
func (s *Server) CreateUser(ctx context.Context, r gen.CreateUserRequestObject) (gen.CreateUserResponseObject, error) {
	u, err := s.App.CreateUser(ctx, actorOf(ctx), app.NewUser{
		Name: r.Body.Name, Email: r.Body.Email, Password: r.Body.Password, Roles: words[domain.Role](r.Body.Roles),
		ClientID: domain.ID(r.Body.ClientId), PersonID: domain.ID(r.Body.PersonId),
	})
	return gen.CreateUser201JSONResponse(userOut(u)), err
}

// ChangeUser changes an account.
func (s *Server) ChangeUser(ctx context.Context, r gen.ChangeUserRequestObject) (gen.ChangeUserResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	u, err := s.App.ChangeUser(ctx, actorOf(ctx), app.UserChange{
		ID: domain.ID(r.Id), Version: seen, Name: r.Body.Name, Roles: words[domain.Role](r.Body.Roles),
		Disabled: r.Body.Disabled, Password: r.Body.Password,
	})
	return gen.ChangeUser200JSONResponse(userOut(u)), err
}

func userOut(u app.User) gen.User {
	out := gen.User{
		Id: string(u.ID), Version: int64(u.Version), PersonId: string(u.PersonID), Name: u.Name, Email: u.Email,
		Roles: words[string](u.Roles), ClientId: string(u.ClientID), Disabled: u.Disabled, InVain: u.InVain,
	}
	if u.ClientID != "" {
		out.Right = rightOut(u.Right)
	}
	return out
}

// each encodes a list; an empty one is [], never null.
func each[F, T any](list []F, encode func(F) T) []T {
	out := make([]T, len(list))
	for i, x := range list {
		out[i] = encode(x)
	}
	return out
}
