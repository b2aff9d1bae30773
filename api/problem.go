package api

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
)

// statuses is the one place that turns the domain's kinds into HTTP.
var statuses = map[domain.Kind]int{
	domain.Invalid:      http.StatusBadRequest,
	domain.Unknown:      http.StatusNotFound,
	domain.Forbidden:    http.StatusForbidden,
	domain.Conflict:     http.StatusConflict,
	domain.Stale:        http.StatusPreconditionFailed,
	domain.RuleViolated: http.StatusUnprocessableEntity,
	domain.Unavailable:  http.StatusServiceUnavailable,
	domain.TooMany:      http.StatusTooManyRequests,
	domain.Internal:     http.StatusInternalServerError,
}

// refusal is an answer that only HTTP knows: no session, too many tries, a body
// that is too large.
type refusal struct {
	status     int
	code       string
	detail     string
	retryAfter int // seconds; 0 is not said
}

func (r *refusal) Error() string { return r.code + ": " + r.detail }

// problem turns any error into the answer that goes out. An internal cause
// stays in the log.
func problem(err error) (gen.Problem, int) {
	var (
		ours *domain.Error
		r    *refusal
		he   *echo.HTTPError
	)
	p := gen.Problem{Type: "about:blank"}
	switch {
	case errors.As(err, &r):
		p.Status, p.Code, p.Detail = r.status, r.code, r.detail
	case errors.As(err, &ours):
		p.Status, p.Code, p.Detail = statuses[ours.Kind], ours.Code, ours.Message
		for _, f := range ours.Fields {
			p.Fields = append(p.Fields, struct {
				Field   string `json:"field"`
				Message string `json:"message"`
			}{f.Field, f.Message})
		}
		p.Findings = ours.Findings
		if ours.Kind == domain.Internal {
			p.Detail = "Something went wrong on our side. It is in the log under this request's number."
		}
	case errors.As(err, &he):
		p.Status, p.Code, p.Detail = he.Code, codeOf(he.Code), http.StatusText(he.Code)
	default:
		p.Status, p.Code = http.StatusInternalServerError, "internal"
		p.Detail = "Something went wrong on our side. It is in the log under this request's number."
	}
	if p.Status == 0 {
		p.Status = http.StatusInternalServerError
	}
	p.Title = http.StatusText(p.Status)
	return p, p.Status
}

func codeOf(status int) string {
	switch status {
	case http.StatusNotFound:
		return "not_found"
	case http.StatusMethodNotAllowed:
		return "method_not_allowed"
	case http.StatusRequestEntityTooLarge:
		return "too_large"
	case http.StatusUnsupportedMediaType:
		return "unsupported_media_type"
	case http.StatusBadRequest:
		return "invalid_input"
	}
	return "http_" + strconv.Itoa(status)
}

// answerError writes an error as problem+json and logs what is our fault.
func (s *Server) answerError(err error, c echo.Context) {
	if c.Response().Committed {
		s.Log.Error("failed after the answer began", "request", requestID(c.Request().Context()), "error", err.Error())
		return
	}
	err = s.missing(err, c)
	p, status := problem(err)
	p.RequestId = requestID(c.Request().Context())
	if status >= http.StatusInternalServerError {
		s.Log.Error("request failed", "request", p.RequestId, "method", c.Request().Method, "route", c.Path(), "error", err.Error())
	}
	h := c.Response().Header()
	var r *refusal
	var ours *domain.Error
	switch {
	case errors.As(err, &r) && r.retryAfter > 0:
		h.Set("Retry-After", strconv.Itoa(r.retryAfter))
	case errors.As(err, &ours) && ours.After > 0:
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(ours.After.Seconds()))))
	case status == http.StatusServiceUnavailable:
		h.Set("Retry-After", "5")
	}
	h.Set("Content-Type", "application/problem+json")
	c.Response().WriteHeader(status)
	if c.Request().Method != http.MethodHead {
		_ = json.NewEncoder(c.Response()).Encode(p)
	}
}
