package api

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// addresses knows which methods each address has, from the routes themselves.
type addresses []*echo.Route

// ownMethods are the methods that a route of ours may have.
var ownMethods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// methods are those of an address, sorted; an unknown one has none. Every
// address outside /api/ is a screen's.
func (a addresses) methods(path string) (out []string) {
	for _, r := range a {
		switch {
		case strings.HasSuffix(r.Path, "*") || !slices.Contains(ownMethods, r.Method):
		case fits(r.Path, path):
			out = append(out, r.Method)
		}
	}
	if len(out) == 0 && !strings.HasPrefix(path, "/api/") {
		out = []string{http.MethodGet, http.MethodHead}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fits tells whether an address is one of a route, whose ":name" is any word.
func fits(route, path string) bool {
	want, have := strings.Split(route, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return false
	}
	for i := range want {
		if want[i] != have[i] && (!strings.HasPrefix(want[i], ":") || have[i] == "") {
			return false
		}
	}
	return true
}

// missing turns "there is no such route" into what is missing: the address, or
// only the method at it, and then it says which there are.
func (s *Server) missing(err error, c echo.Context) error {
	var he *echo.HTTPError
	if !errors.As(err, &he) || he.Code != http.StatusNotFound && he.Code != http.StatusMethodNotAllowed {
		return err
	}
	allow := s.addresses.methods(c.Request().URL.Path)
	switch {
	case len(allow) == 0:
		return echo.ErrNotFound
	case !slices.Contains(allow, c.Request().Method):
		c.Response().Header().Set("Allow", strings.Join(allow, ", "))
		return &refusal{status: http.StatusMethodNotAllowed, code: "method_not_allowed", detail: "This address takes " + strings.Join(allow, ", ") + "."}
	}
	return err
}
