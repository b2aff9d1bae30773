package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type contextKey int

const (
	actorKey contextKey = iota
	requestKey
	peerKey
	agentKey
	tokenKey
)

// actorOf is who makes the request; the guard put it there.
func actorOf(ctx context.Context) domain.Actor {
	a, ok := ctx.Value(actorKey).(domain.Actor)
	if !ok {
		return domain.PublicActor(requestID(ctx))
	}
	return a
}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey).(string)
	return id
}

// peerOf is the address the request came from, for throttling.
func peerOf(ctx context.Context) string {
	p, _ := ctx.Value(peerKey).(string)
	return p
}

// agentOf is the caller's User-Agent, cut to a length fit for keeping.
func agentOf(ctx context.Context) string {
	a, _ := ctx.Value(agentKey).(string)
	return a
}

// tokenOf is the session token the request came with, if any.
func tokenOf(ctx context.Context) string {
	t, _ := ctx.Value(tokenKey).(string)
	return t
}

// identify numbers the request, logs its end and counts it. Secret tokens stand
// in feed paths, so the route is logged and never the path.
func (s *Server) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		id := string(s.App.NewID())
		agent := c.Request().UserAgent()
		if len(agent) > 200 {
			agent = agent[:200]
		}
		agent = strings.ToValidUTF8(agent, "") // cut within a letter, or never one
		ctx := context.WithValue(c.Request().Context(), requestKey, id)
		ctx = context.WithValue(ctx, peerKey, c.RealIP())
		ctx = context.WithValue(ctx, agentKey, agent)
		c.SetRequest(c.Request().WithContext(ctx))
		c.Response().Header().Set("X-Request-Id", id)
		if err := next(c); err != nil {
			c.Error(err)
		}
		took := time.Since(began)
		status := c.Response().Status
		s.Log.Info("request", "request", id, "method", c.Request().Method, "route", c.Path(), "status", status,
			"ms", took.Milliseconds(), "user", string(actorOf(c.Request().Context()).UserID))
		if s.Requests != nil {
			s.Requests.Answered(c.Request().Method, c.Path(), status, took)
		}
		return nil
	}
}

func (s *Server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if e, ok := p.(error); ok && errors.Is(e, http.ErrAbortHandler) {
				panic(p)
			}
			s.Log.Error("panic", "request", requestID(c.Request().Context()), "what", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = domain.E(domain.Internal, "internal", "panic").Because(fmt.Errorf("%v", p))
		}()
		return next(c)
	}
}

// headers go on every answer, errors and downloads included. What is private is
// never stored by anybody on the way; screens and feeds set their own rule.
func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// sameSite refuses what a page of another site made a browser send.
func (s *Server) sameSite(next echo.HandlerFunc) echo.HandlerFunc {
	cross := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if err := cross.Check(c.Request()); err != nil {
			return &refusal{status: http.StatusForbidden, code: "cross_origin", detail: "This request came from another site."}
		}
		return next(c)
	}
}

// guard finds out who asks and refuses whoever the contract does not name. What
// they may see of it is the use case's business.
func (s *Server) guard(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		op, known := s.contract.find(c.Request().Method, c.Path())
		if !known {
			return echo.ErrNotFound
		}
		ctx := c.Request().Context()
		actor := domain.PublicActor(requestID(ctx))
		if strings.HasPrefix(c.Path(), "/api/") {
			var err error
			token := s.sessionToken(c.Request())
			if actor, err = s.App.SessionActor(ctx, token, requestID(ctx)); err != nil {
				return err
			}
			ctx = context.WithValue(ctx, tokenKey, token)
		}
		c.SetRequest(c.Request().WithContext(context.WithValue(ctx, actorKey, actor)))
		switch {
		case op.public():
		case actor.UserID == "":
			return &refusal{status: http.StatusUnauthorized, code: "sign_in", detail: "Sign in first."}
		case !actor.Is(op.Roles...):
			return domain.MayNot("This is for the role %s.", rolesText(op.Roles))
		case actor.ReadOnly && !op.Reads:
			return app.ReadsOnly()
		}
		return next(c)
	}
}

func rolesText(roles []domain.Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, string(r))
	}
	return strings.Join(out, " or ")
}
