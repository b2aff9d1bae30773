package api

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
)

// TestAMethodAnAddressDoesNotHaveIsNamed asks known addresses with methods they
// do not have, and unknown ones.
func TestAMethodAnAddressDoesNotHaveIsNamed(t *testing.T) {
	b := newBench(t)
	for _, c := range []*caller{b.visitor(), b.as("paula", "", domain.Planner)} {
		for _, x := range []struct {
			method, path string
			allow        string
		}{
			{"PATCH", "/api/v1/clients", "GET, POST"},
			{"DELETE", "/api/v1/clients", "GET, POST"},
			{"POST", "/api/v1/public/check", "GET"},
			{"PUT", "/api/v1/imports/any-id", "GET"},
			{"GET", "/api/v1/feeds/any-id/rotation", "POST"},
			{"POST", "/feeds/abc.ics", "GET, HEAD"},
			{"POST", "/healthz", "GET"},
			{"POST", "/api/openapi.yaml", "GET"},
			{"POST", "/", "GET, HEAD"},
			{"POST", "/clients", "GET, HEAD"},
			{"DELETE", "/clients/any-id", "GET, HEAD"},
			{"BREW", "/clients", "GET, HEAD"},
			{"BREW", "/api/v1/clients", "GET, POST"},
		} {
			a := c.send(x.method, x.path, nil).want(405, `"code":"method_not_allowed"`)
			if got := a.Header.Get("Allow"); got != x.allow {
				t.Errorf("%s %s: Allow is %q, want %q", x.method, x.path, got, x.allow)
			}
			if got := a.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/problem+json") {
				t.Errorf("%s %s answers as %s", x.method, x.path, got)
			}
		}
		for _, path := range []string{"/api/v1/nothing", "/api/v2/clients", "/api/"} {
			for _, method := range []string{"GET", "POST", "BREW"} {
				c.send(method, path, nil).want(404, `"code":"not_found"`)
			}
		}
	}
}
