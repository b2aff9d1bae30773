package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// ListColleagues lists who of a client may come in.
func (s *Server) ListColleagues(ctx context.Context, r gen.ListColleaguesRequestObject) (gen.ListColleaguesResponseObject, error) {
	list, may, err := s.App.ListColleagues(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.ListColleagues200JSONResponse{Rows: each(list, colleagueOut), MayInvite: may}, err
}

// InviteColleague makes an account and writes a one-use link.
func (s *Server) InviteColleague(ctx context.Context, r gen.InviteColleagueRequestObject) (gen.InviteColleagueResponseObject, error) {
	c, err := s.App.InviteColleague(ctx, actorOf(ctx), app.NewColleague{
		ClientID: domain.ID(r.Id), Name: r.Body.Name, Email: r.Body.Email, Right: rightIn(r.Body.Right),
	})
	return gen.InviteColleague201JSONResponse(colleagueOut(c)), err
}

// InviteAgain writes another link.
func (s *Server) InviteAgain(ctx context.Context, r gen.InviteAgainRequestObject) (gen.InviteAgainResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	c, err := s.App.InviteAgain(ctx, actorOf(ctx), domain.ID(r.Id), seen)
	return gen.InviteAgain200JSONResponse(colleagueOut(c)), err
}

// ChangeColleague changes how far somebody goes, or ends their access.
func (s *Server) ChangeColleague(ctx context.Context, r gen.ChangeColleagueRequestObject) (gen.ChangeColleagueResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	c, err := s.App.ChangeColleague(ctx, actorOf(ctx), app.ColleagueChange{
		ID: domain.ID(r.Id), Version: seen, Right: rightIn(r.Body.Right), Ended: r.Body.Ended,
	})
	return gen.ChangeColleague200JSONResponse(colleagueOut(c)), err
}

// AcceptInvitation sets a first password and signs in.
func (s *Server) AcceptInvitation(ctx context.Context, r gen.AcceptInvitationRequestObject) (gen.AcceptInvitationResponseObject, error) {
	token, err := s.App.AcceptInvitation(ctx, actorOf(ctx), app.Acceptance{
		Token: r.Body.Token, Password: r.Body.Password, Address: peerOf(ctx), UserAgent: agentOf(ctx),
	})
	if err != nil {
		return nil, err
	}
	me, cookie, err := s.enter(ctx, token)
	return gen.AcceptInvitation200JSONResponse{Body: me, Headers: gen.AcceptInvitation200ResponseHeaders{SetCookie: cookie}}, err
}

func colleagueOut(c app.Colleague) gen.Colleague {
	return gen.Colleague{Id: string(c.ID), Version: int64(c.Version), Name: c.Name, Email: c.Email, Right: rightOut(c.Right), Ended: c.Disabled, Invited: c.Invited}
}

// rightIn and rightOut give "leads", which is nothing special inside, its word.
func rightIn(r gen.Right) app.Right {
	if r == gen.RightLead {
		return app.Leads
	}
	return app.Right(r)
}

func rightOut(r app.Right) gen.Right {
	if r == app.Leads {
		return gen.RightLead
	}
	return gen.Right(r)
}
