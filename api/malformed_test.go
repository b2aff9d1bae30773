package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
)

// malformed are bodies that no operation takes.
var malformed = map[string]struct{ kind, body string }{
	"nothing":               {"application/json", ""},
	"half an object":        {"application/json", `{"legal_name": "x`},
	"a list":                {"application/json", `[]`},
	"a word":                {"application/json", `"x"`},
	"null":                  {"application/json", `null`},
	"a number beyond all":   {"application/json", `1e999999`},
	"two objects":           {"application/json", `{}{}`},
	"a thousand lists deep": {"application/json", strings.Repeat("[", 100_000)},
	"a name twice":          {"application/json", `{"reason": "a", "reason": "b"}`},
	"deep objects":          {"application/json", strings.Repeat(`{"a":`, 50_000) + "1" + strings.Repeat("}", 50_000)},
	"bytes":                 {"application/json", "\x00\xff\xfe{}"},
	"a field nobody knows":  {"application/json", `{"version": 9, "owner": "me", "is_admin": true}`},
	"text":                  {"text/plain", `{}`},
	"a form":                {"application/x-www-form-urlencoded", "a=b"},
	"xml":                   {"application/xml", "<a/>"},
	"no type":               {"", `{}`},
	"a type of nonsense":    {"; charset=;;", `{}`},
}

// TestMalformedBodiesAreNamed sends each of them to every operation that takes
// a body: the answer says which field is wrong, and is never our fault.
func TestMalformedBodiesAreNamed(t *testing.T) {
	b := newBench(t)
	staff := b.as("all", "", domain.Admin, domain.Planner, domain.Auditor, domain.Reviewer)
	base := aClient(t, b)
	customer := b.as("carla", base, domain.Client)
	c, err := loadContract()
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for path, item := range c.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if op.RequestBody == nil || op.RequestBody.Value.Content.Get("application/json") == nil {
				continue
			}
			o, _ := c.find(method, braces.ReplaceAllString(path, ":$1"))
			who := staff
			if o.public() {
				who = b.visitor()
			} else if slices.Equal(o.Roles, []domain.Role{domain.Client}) {
				who = customer
			}
			for name, m := range malformed {
				r := httptest.NewRequest(method, strings.ReplaceAll(path, "{id}", "none"), strings.NewReader(m.body))
				if m.kind != "" {
					r.Header.Set("Content-Type", m.kind)
				}
				r.Header.Set("Cookie", who.cookie)
				r.Header.Set("If-Match", `"1"`)
				w := httptest.NewRecorder()
				b.http.ServeHTTP(w, r)
				tried++
				var p struct {
					Code   string
					Fields []struct{ Field, Message string }
				}
				if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
					t.Errorf("%s, %s: %v: %s", o.ID, name, err, w.Body)
				}
				if w.Code != http.StatusBadRequest || p.Code != "invalid_input" || len(p.Fields) == 0 || p.Fields[0].Field == "" || p.Fields[0].Message == "" {
					t.Errorf("%s, %s: %d %.300s", o.ID, name, w.Code, w.Body)
				}
			}
		}
	}
	if tried < 300 {
		t.Errorf("only %d bodies were tried", tried)
	}
}

// TestAFaultyFieldIsNamedWhereItStands asks for a day that no calendar has, a field
// that nobody knows, and both further down: each is named, with what would be right.
func TestAFaultyFieldIsNamedWhereItStands(t *testing.T) {
	b := newBench(t)
	planner := b.as("pia", "", domain.Planner)
	for body, says := range map[string][]string{
		`{"from": "2027-02-30", "to": "2027-03-31"}`:                  {`"field":"from"`, "is a date such as 2027-05-12"},
		`{"from": "2027-02-01", "to": "2027-04-31"}`:                  {`"field":"to"`, "is a date such as 2027-05-12"},
		`{"from": "2027-02-01", "to": "2027-03-31", "untill": "x"}`:   {`"field":"untill"`, "is not known here; there are ", "from", "to"},
		`{"from": "2027-02-01", "to": "2027-03-31", "seconds": "30"}`: {`"field":"seconds"`, "is a whole number"},
	} {
		planner.sendText("POST", "/api/v1/planning/runs", "application/json", body).want(400, says...).without(`"field":"body"`)
	}
	planner.send("GET", "/api/v1/audits?to=2027-02-30", nil).want(400, `"field":"to"`, "is a date such as 2027-05-12")
}

// TestAFaultyVersionIsNamedByItsHeader sends every operation that wants the version
// seen none, a word and one too many: the answer names If-Match, each time.
func TestAFaultyVersionIsNamedByItsHeader(t *testing.T) {
	b := newBench(t)
	staff := b.as("all", "", domain.Admin, domain.Planner, domain.Auditor, domain.Reviewer)
	customer := b.as("carla", aClient(t, b), domain.Client)
	c, err := loadContract()
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for path, item := range c.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if op.Parameters.GetByInAndName("header", "If-Match") == nil {
				continue
			}
			o, _ := c.find(method, braces.ReplaceAllString(path, ":$1"))
			who := staff
			if slices.Equal(o.Roles, []domain.Role{domain.Client}) {
				who = customer
			}
			for _, version := range []string{"", "latest", `W/"3"`} {
				var with []string
				says := "missing"
				if version != "" {
					with, says = []string{"If-Match", version}, `such as \"3\"`
				}
				who.send(method, strings.ReplaceAll(path, "{id}", "none"), object{}, with...).want(400, `"field":"If-Match"`, says).without(`"field":"body"`)
				tried++
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d versions were tried", tried)
	}
}

// aClient keeps a client to whom an account can belong.
func aClient(t *testing.T, b *bench) domain.ID {
	t.Helper()
	planner := b.as("pia", "", domain.Planner)
	return domain.ID(planner.send("POST", "/api/v1/clients", map[string]any{
		"legal_name": "Client Ltd", "country": "GB", "contact_name": "Carla", "contact_email": "c@client.example"}).want(201).field("id"))
}
