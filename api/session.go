package api

import (
	"context"
	"net/http"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// GetSession answers visitors too: the page learns whom it talks to and what
// this installation offers.
func (s *Server) GetSession(ctx context.Context, _ gen.GetSessionRequestObject) (gen.GetSessionResponseObject, error) {
	me, err := s.me(ctx, actorOf(ctx))
	return gen.GetSession200JSONResponse(me), err
}

func (s *Server) me(ctx context.Context, actor domain.Actor) (gen.Me, error) {
	w, err := s.App.Welcome(ctx, actor)
	return gen.Me{
		SignedIn: actor.UserID != "", UserId: string(actor.UserID), PersonId: string(actor.PersonID), Name: w.Name, Email: w.Email,
		Roles: rolesOut(actor), ClientId: string(actor.ClientID), ReadOnly: actor.ReadOnly, Demo: s.App.Demo, SetupNeeded: w.SetupNeeded,
		BodyName: w.BodyName, Today: w.Today, TimeZone: w.TimeZone,
	}, err
}

func rolesOut(actor domain.Actor) (out []string) {
	if actor.UserID == "" {
		return nil
	}
	return words[string](actor.Roles)
}

// words turns a list of named words into plain ones and back.
func words[T, F ~string](list []F) []T {
	out := make([]T, len(list))
	for i, w := range list {
		out[i] = T(w)
	}
	return out
}

// SignIn opens a session; the token travels in the cookie only.
func (s *Server) SignIn(ctx context.Context, r gen.SignInRequestObject) (gen.SignInResponseObject, error) {
	token, err := s.App.SignIn(ctx, app.SignIn{
		Email: r.Body.Email, Password: r.Body.Password, Address: peerOf(ctx), UserAgent: agentOf(ctx),
	})
	if domain.CodeOf(err) == "wrong_credentials" {
		return nil, &refusal{status: http.StatusUnauthorized, code: "wrong_credentials", detail: "The e-mail address and the password do not belong together."}
	}
	if err != nil {
		return nil, err
	}
	me, cookie, err := s.enter(ctx, token)
	return gen.SignIn200JSONResponse{Body: me, Headers: gen.SignIn200ResponseHeaders{SetCookie: cookie}}, err
}

// enter ends the session the request came with and says who the new one is.
func (s *Server) enter(ctx context.Context, token string) (gen.Me, string, error) {
	if old := tokenOf(ctx); old != "" {
		if err := s.App.SignOut(ctx, old); err != nil {
			return gen.Me{}, "", err
		}
	}
	actor, err := s.App.SessionActor(ctx, token, requestID(ctx))
	if err != nil {
		return gen.Me{}, "", err
	}
	me, err := s.me(ctx, actor)
	return me, s.sessionCookie(token), err
}

// SignOut ends the session, if there is one.
func (s *Server) SignOut(ctx context.Context, _ gen.SignOutRequestObject) (gen.SignOutResponseObject, error) {
	if token := tokenOf(ctx); token != "" {
		if err := s.App.SignOut(ctx, token); err != nil {
			return nil, err
		}
	}
	return gen.SignOut204Response{Headers: gen.SignOut204ResponseHeaders{SetCookie: s.sessionCookie("")}}, nil
}

// ChangePassword changes one's own.
func (s *Server) ChangePassword(ctx context.Context, r gen.ChangePasswordRequestObject) (gen.ChangePasswordResponseObject, error) {
	return gen.ChangePassword204Response{}, s.App.ChangePassword(ctx, actorOf(ctx), tokenOf(ctx), r.Body.Current, r.Body.New)
}

// ListDemoSignIns is empty where this is no demo.
func (s *Server) ListDemoSignIns(ctx context.Context, _ gen.ListDemoSignInsRequestObject) (gen.ListDemoSignInsResponseObject, error) {
	list, err := s.App.DemoSignIns(ctx)
	out := gen.ListDemoSignIns200JSONResponse{}
	for _, d := range list {
		out = append(out, gen.DemoSignIn{Role: string(d.Role), Name: d.Name, Email: d.Email, What: d.What})
	}
	return out, err
}

// DemoSignIn opens a session with one click.
func (s *Server) DemoSignIn(ctx context.Context, r gen.DemoSignInRequestObject) (gen.DemoSignInResponseObject, error) {
	token, err := s.App.SignInToDemo(ctx, r.Body.Email, agentOf(ctx))
	if err != nil {
		return nil, err
	}
	me, cookie, err := s.enter(ctx, token)
	return gen.DemoSignIn200JSONResponse{Body: me, Headers: gen.DemoSignIn200ResponseHeaders{SetCookie: cookie}}, err
}

// CreateFirstAdmin makes the first admin and signs them in.
func (s *Server) CreateFirstAdmin(ctx context.Context, r gen.CreateFirstAdminRequestObject) (gen.CreateFirstAdminResponseObject, error) {
	_, err := s.App.CreateFirstAdmin(ctx, actorOf(ctx), app.FirstAdmin{
		Code: r.Body.Code, Name: r.Body.Name, Email: r.Body.Email, Password: r.Body.Password, Address: peerOf(ctx),
	})
	if err != nil {
		return nil, err
	}
	token, err := s.App.SignIn(ctx, app.SignIn{
		Email: r.Body.Email, Password: r.Body.Password, Address: peerOf(ctx), UserAgent: agentOf(ctx),
	})
	if err != nil {
		return nil, err
	}
	me, cookie, err := s.enter(ctx, token)
	return gen.CreateFirstAdmin200JSONResponse{Body: me, Headers: gen.CreateFirstAdmin200ResponseHeaders{SetCookie: cookie}}, err
}
