package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
)

// TestBytesNoEngineKeepsAreRefused: a zero byte or broken UTF-8 is the caller's
// fault wherever it stands, and a name is one line.
func TestBytesNoEngineKeepsAreRefused(t *testing.T) {
	b := newBench(t)
	client := string(aClient(t, b))
	customer := b.as("carla", domain.ID(client), domain.Client)
	contact := func(name string) string {
		return `{"name": "` + name + `", "role": "other", "email": "eve@zephyr.example"}`
	}
	for name, c := range map[string]struct{ method, path, key, body, field string }{
		"a zero byte in a text":     {"POST", "/api/v1/clients/" + client + "/contacts", "", contact(`Eve\u0000`), "body"},
		"an escape in a text":       {"POST", "/api/v1/clients/" + client + "/contacts", "", contact(`Eve\u001b[2J`), "body"},
		"a header in a name":        {"POST", "/api/v1/clients/" + client + "/contacts", "", contact(`Eve\r\nBcc: all@body.example`), "name"},
		"a line separator":          {"POST", "/api/v1/clients/" + client + "/contacts", "", contact(`Eve\u2028Bcc: all`), "name"},
		"a colleague of two lines":  {"POST", "/api/v1/clients/" + client + "/colleagues", "", `{"name": "Eve\nOpen this", "email": "e@zephyr.example", "right": "read"}`, "name"},
		"a zero byte to search":     {"GET", "/api/v1/search?q=a%00b", "", "", "q"},
		"broken UTF-8 to search":    {"GET", "/api/v1/search?q=a%ffb", "", "", "q"},
		"a zero byte for an id":     {"GET", "/api/v1/audits/a%00b", "", "", "path"},
		"broken UTF-8 for an id":    {"GET", "/api/v1/audits/a%ffb", "", "", "path"},
		"a zero byte escaped twice": {"GET", "/api/v1/audits/a%2500b", "", "", "path"},
		"broken UTF-8 as a key":     {"POST", "/api/v1/clients/" + client + "/contacts", "key\xff", contact("Eve"), "Idempotency-Key"},
	} {
		r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
		r.Header.Set("Cookie", customer.cookie)
		if c.body != "" {
			r.Header.Set("Content-Type", "application/json")
		}
		if c.key != "" {
			r.Header.Set("Idempotency-Key", c.key)
		}
		w := httptest.NewRecorder()
		b.http.ServeHTTP(w, r)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `"field":"`+c.field+`"`) {
			t.Errorf("%s: %d %.300s", name, w.Code, w.Body)
		}
	}
}
