package api

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/store/storetest"
)

// bench is a whole server on a SQLite file of its own, reached over HTTP.
type bench struct {
	t     *testing.T
	app   *app.App
	clock *domain.FixedClock
	http  http.Handler
	log   *bytes.Buffer // all that was logged
}

func newBench(t *testing.T) *bench { return benchOn(t, storetest.SQLite(t)) }

func benchOn(t *testing.T, st app.Store) *bench {
	t.Helper()
	a, clock := storetest.App(st)
	b := &bench{t: t, app: a, clock: clock, log: &bytes.Buffer{}}
	log := slog.New(slog.NewTextHandler(b.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	a.Log, a.Documents = log, pdf.Documents{}
	s := &Server{App: a, Log: log}
	var err error
	if b.http, err = s.Handler(); err != nil {
		t.Fatal(err)
	}
	return b
}

// caller is a browser with its cookie; the zero cookie is a visitor.
type caller struct {
	b      *bench
	cookie string
	peer   string
}

func (b *bench) visitor() *caller { return &caller{b: b, peer: "192.0.2.1"} }

// account makes an account with the password "secret <name>".
func (b *bench) account(name string, client domain.ID, roles ...domain.Role) app.User {
	b.t.Helper()
	u, err := b.app.CreateUser(b.t.Context(), domain.SystemActor("command"), app.NewUser{
		Name: name, Email: name + "@body.example", Password: "secret " + name, Roles: roles, ClientID: client,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return u
}

// as signs in as a new account of these roles.
func (b *bench) as(name string, client domain.ID, roles ...domain.Role) *caller {
	b.t.Helper()
	b.account(name, client, roles...)
	c := b.visitor()
	c.send("POST", "/api/v1/session", map[string]string{"email": name + "@body.example", "password": "secret " + name}).want(200)
	return c
}

// answer is what came back.
type answer struct {
	t      *testing.T
	what   string
	Status int
	Header http.Header
	Body   string
}

// send makes a request; headers come in pairs.
func (c *caller) send(method, path string, body any, headers ...string) answer {
	c.b.t.Helper()
	var in io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			c.b.t.Fatal(err)
		}
		in = bytes.NewReader(raw)
	}
	req := httptest.NewRequestWithContext(c.b.t.Context(), method, path, in)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	if c.cookie != "" {
		req.Header.Set("Cookie", c.cookie)
	}
	req.RemoteAddr = c.peer + ":4711"
	w := httptest.NewRecorder()
	c.b.http.ServeHTTP(w, req)
	for _, k := range w.Result().Cookies() {
		c.cookie = k.Name + "=" + k.Value
		if k.MaxAge < 0 {
			c.cookie = ""
		}
	}
	return answer{t: c.b.t, what: method + " " + path, Status: w.Code, Header: w.Header(), Body: w.Body.String()}
}

// want fails the test unless the status is the one and every text stands in the body.
func (a answer) want(status int, texts ...string) answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Errorf("%s: status %d, want %d: %s", a.what, a.Status, status, a.Body)
	}
	for _, text := range texts {
		if !strings.Contains(a.Body, text) {
			a.t.Errorf("%s: %q is not in %s", a.what, text, a.Body)
		}
	}
	return a
}

// without fails the test when one of the texts stands in the body.
func (a answer) without(texts ...string) answer {
	a.t.Helper()
	for _, text := range texts {
		if strings.Contains(a.Body, text) {
			a.t.Errorf("%s: %q is in %s", a.what, text, a.Body)
		}
	}
	return a
}

// field reads one field of a JSON object, by its path: "feed.id".
func (a answer) field(path string) string {
	a.t.Helper()
	var v any
	d := json.NewDecoder(strings.NewReader(a.Body))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		a.t.Fatalf("%s: %v: %s", a.what, err, a.Body)
	}
	for name := range strings.SplitSeq(path, ".") {
		object, ok := v.(map[string]any)
		if !ok {
			a.t.Fatalf("%s: no %s in %s", a.what, path, a.Body)
		}
		v = object[name]
	}
	switch v := v.(type) {
	case string:
		return v
	case nil:
		return ""
	case json.Number:
		return v.String()
	}
	raw, _ := json.Marshal(v)
	return string(raw)
}
