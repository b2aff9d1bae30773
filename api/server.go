// Package api answers HTTP: it decodes, calls a use case, encodes. It holds no
// rule and no SQL. The contract is openapi.yaml; package gen is generated from it.
package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain/app"
)

// Server is what the handlers need.
type Server struct {
	App      *app.App
	UI       fs.FS  // the built user interface; nil when it was not built
	NotBuilt string // the page to answer with then
	Nonce    string // the mark in index.html that each answer's nonce replaces
	Log      *slog.Logger
	Secure   bool // cookies only over https
	Proxies  bool // the direct peer is a proxy of ours whose X-Forwarded-For counts
	MaxBody  string
	Requests RequestMeter
	Program  string          // version of the program
	Closing  <-chan struct{} // closed when the process stops: answers that go on end then; nil never

	contract  *contract
	addresses addresses
	throttle  *throttle
}

// RequestMeter counts answered requests; metrics live with whoever wires us.
type RequestMeter interface {
	Answered(method, route string, status int, took time.Duration)
}

// Handler is the whole server.
func (s *Server) Handler() (http.Handler, error) { return s.routes() }

// routes builds the middleware in order, then the routes.
func (s *Server) routes() (*echo.Echo, error) {
	var err error
	if s.contract, err = loadContract(); err != nil {
		return nil, err
	}
	s.throttle = newThrottle(s.App.Clock)
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.answerError
	e.IPExtractor = echo.ExtractIPDirect()
	if s.Proxies {
		e.IPExtractor = echo.ExtractIPFromXFFHeader()
	}
	e.Use(
		s.identify, // request number, log line, metrics
		s.recover,  // a panic is a 500 and a log line, never a dead process
		s.headers,  // security headers on every answer
		s.sameSite, // writes that another site started are refused before anything looks at them
		middleware.BodyLimit(s.maxBody()),
	)
	api := e.Group("", s.guard, s.validate, s.idempotent)
	strict := gen.NewStrictHandler(s, nil)
	gen.RegisterHandlers(api, strict)
	// HEAD is GET without the body, for those who poll calendars and certificates.
	wrapper := gen.ServerInterfaceWrapper{Handler: strict}
	api.HEAD("/feeds/:file", wrapper.GetFeed)
	e.GET("/api/openapi.yaml", func(c echo.Context) error {
		return c.Blob(http.StatusOK, "application/yaml", contractYAML)
	})
	e.Any("/api/*", func(echo.Context) error { return echo.ErrNotFound })
	e.GET("/", s.screen)
	e.HEAD("/", s.screen)
	e.GET("/*", s.screen)
	e.HEAD("/*", s.screen)
	s.addresses = e.Routes()
	return e, nil
}

func (s *Server) maxBody() string {
	if s.MaxBody == "" {
		return "25M"
	}
	return s.MaxBody
}

// GetHealth is green when this process answers and its screens are there too.
func (s *Server) GetHealth(_ context.Context, _ gen.GetHealthRequestObject) (gen.GetHealthResponseObject, error) {
	if s.UI == nil {
		return nil, &refusal{status: http.StatusServiceUnavailable, code: "no_ui", detail: "The user interface was not built; make build does it."}
	}
	return gen.GetHealth200JSONResponse{Status: "ok", Version: s.Program}, nil
}

// GetReady is green when the database answers with our schema.
func (s *Server) GetReady(ctx context.Context, _ gen.GetReadyRequestObject) (gen.GetReadyResponseObject, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	if err := s.App.Store.Ready(ctx); err != nil {
		s.Log.Warn("not ready", "error", err.Error())
		return nil, &refusal{status: http.StatusServiceUnavailable, code: "not_ready", detail: "The database does not answer, or has another schema.", retryAfter: 2}
	}
	return gen.GetReady200JSONResponse{Status: "ok", Version: s.Program}, nil
}
