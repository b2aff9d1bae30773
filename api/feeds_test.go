package api

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/store/storetest"
)

// address makes a calendar address and gives its path.
func (c *caller) address() string {
	c.b.t.Helper()
	made := c.send("POST", "/api/v1/feeds", map[string]string{"label": "phone", "privacy": "full"}).want(201)
	path, found := strings.CutPrefix(made.field("url"), "https://certwright.example")
	if !found || made.field("webcal") != "webcal://certwright.example"+path {
		c.b.t.Fatalf("addresses %s and %s", made.field("url"), made.field("webcal"))
	}
	return path
}

func TestFeedHeaders(t *testing.T) {
	b := newBench(t)
	path := b.as("anton", "", domain.Auditor).address()
	reader := b.visitor()
	first := reader.send("GET", path, nil).want(200, "BEGIN:VCALENDAR\r\n", "BEGIN:VTIMEZONE").without("BEGIN:VEVENT", "METHOD")
	for name, value := range map[string]string{
		"Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex",
		"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Content-Disposition": `inline; filename="audits.ics"`,
		"Last-Modified": "Tue, 12 May 2026 12:00:00 GMT", "Set-Cookie": "", "Www-Authenticate": "",
	} {
		if got := first.Header.Get(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	tag := first.Header.Get("ETag")
	b.clock.At = b.clock.At.Add(time.Hour)
	for _, c := range []struct {
		name, header, value string
		want                int
	}{
		{"the same tag", "If-None-Match", tag, 304},
		{"one of several", "If-None-Match", `"x", W/` + tag, 304},
		{"any", "If-None-Match", "*", 304},
		{"another", "If-None-Match", `"x"`, 200},
		{"the date", "If-Modified-Since", first.Header.Get("Last-Modified"), 304},
		{"an older date", "If-Modified-Since", "Mon, 11 May 2026 00:00:00 GMT", 200},
		{"no date", "If-Modified-Since", "yesterday", 200},
	} {
		a := reader.send("GET", path, nil, c.header, c.value)
		if a.Status != c.want || a.Header.Get("ETag") != tag || a.Status == 304 && (a.Body != "" || a.Header.Get("Cache-Control") != "private, no-cache") {
			t.Errorf("%s: %d %q %q", c.name, a.Status, a.Header.Get("ETag"), a.Body)
		}
	}
	head := reader.send("HEAD", path, nil).want(200)
	if head.Header.Get("ETag") != tag || head.Header.Get("Content-Length") != first.Header.Get("Content-Length") {
		t.Errorf("HEAD answers %v", head.Header)
	}
}

func TestDeadFeedsAnswerAlike(t *testing.T) {
	b := newBench(t)
	anton := b.as("anton", "", domain.Auditor)
	path := anton.address()
	list := anton.send("GET", "/api/v1/feeds", nil).want(200).without(path)
	id := strings.Split(strings.Split(list.Body, `"id":"`)[1], `"`)[0]
	b.as("berta", "", domain.Auditor).send("DELETE", "/api/v1/feeds/"+id, nil).want(404)
	made := anton.send("POST", "/api/v1/feeds/"+id+"/rotation", nil).want(201)
	reader := b.visitor()
	dead := reader.send("GET", path, nil).want(404)
	for _, other := range []string{"/feeds/unknown.ics", "/feeds/x", strings.TrimSuffix(path, ".ics")} {
		a := reader.send("GET", other, nil).want(404)
		if strip(a.Body) != strip(dead.Body) {
			t.Errorf("%s: %s, a revoked one: %s", other, a.Body, dead.Body)
		}
	}
	fresh := strings.TrimPrefix(made.field("url"), "https://certwright.example")
	reader.send("GET", fresh, nil).want(200)
	for _, secret := range []string{path, fresh} {
		token := strings.TrimSuffix(strings.TrimPrefix(secret, "/feeds/"), ".ics")
		if strings.Contains(b.log.String(), token) {
			t.Error("the log holds a calendar's token")
		}
	}
}

// strip takes the number of the request out.
func strip(body string) string {
	head, _, _ := strings.Cut(body, `"request_id"`)
	return head
}

func TestFeedIsThrottled(t *testing.T) {
	b := newBench(t)
	path := b.as("anton", "", domain.Auditor).address()
	reader := b.visitor()
	for range fetchesOfFeed {
		reader.send("GET", path, nil).want(200)
	}
	if a := reader.send("GET", path, nil).want(429); a.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestAnAddressIsShownOnce(t *testing.T) {
	b := newBench(t)
	anton := b.as("anton", "", domain.Auditor)
	in := map[string]string{"label": "phone", "privacy": "busy"}
	first := anton.send("POST", "/api/v1/feeds", in, "Idempotency-Key", "key-12345").want(201)
	second := anton.send("POST", "/api/v1/feeds", in, "Idempotency-Key", "key-12345").want(201)
	if first.field("url") == second.field("url") {
		t.Error("the address was kept and shown again")
	}
	b.as("carla", storetest.Seed(t, b.app.Store, "x").Client.ID, domain.Client).send("POST", "/api/v1/feeds", in).want(403)
}

// silent is a store whose database went away.
type silent struct{ app.Store }

func (silent) Read(context.Context, func(app.Tx) error) error {
	return domain.E(domain.Unavailable, "busy", "The database is busy; try again in a moment.")
}

func TestFeedWithoutDatabaseIsAnError(t *testing.T) {
	b := newBench(t)
	path := b.as("anton", "", domain.Auditor).address()
	b.app.Store = silent{b.app.Store}
	a := b.visitor().send("GET", path, nil).want(http.StatusServiceUnavailable).without("VCALENDAR")
	if a.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}
