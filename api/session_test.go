package api

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestSessionOverHTTP(t *testing.T) {
	b := newBench(t)
	v := b.visitor()
	v.send("GET", "/api/v1/session", nil).want(200, `"signed_in":false`, `"setup_needed":true`, `"today":"2026-05-12"`)
	b.account("paula", "", domain.Planner)
	v.send("GET", "/api/v1/session", nil).want(200, `"setup_needed":false`)
	v.send("GET", "/api/v1/clients", nil).want(401, `"code":"sign_in"`)
	v.send("POST", "/api/v1/session", map[string]string{"email": "paula@body.example", "password": "wrong"}).
		want(401, `"code":"wrong_credentials"`)
	v.send("POST", "/api/v1/session", map[string]string{"email": "nobody@body.example", "password": "wrong"}).
		want(401, `"code":"wrong_credentials"`)
	in := v.send("POST", "/api/v1/session", map[string]string{"email": "paula@body.example", "password": "secret paula"}).
		want(200, `"name":"paula"`, `"roles":["planner"]`)
	cookie := in.Header.Get("Set-Cookie")
	for _, attribute := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, attribute) {
			t.Errorf("the cookie %q lacks %s", cookie, attribute)
		}
	}
	v.send("GET", "/api/v1/clients", nil).want(200, `"rows":[]`)
	v.send("GET", "/api/v1/users", nil).want(403, `"code":"forbidden"`)

	old := v.cookie
	v.send("POST", "/api/v1/session", map[string]string{"email": "paula@body.example", "password": "secret paula"}).want(200)
	if v.cookie == old {
		t.Error("a second sign-in keeps the token")
	}
	(&caller{b: b, cookie: old, peer: v.peer}).send("GET", "/api/v1/clients", nil).want(401)

	v.send("POST", "/api/v1/session/password", map[string]string{"current": "wrong", "new": "another secret"}).want(403, "wrong_password")
	v.send("POST", "/api/v1/session/password", map[string]string{"current": "secret paula", "new": "another secret"}).want(204)
	v.send("GET", "/api/v1/clients", nil).want(200)
	v.send("DELETE", "/api/v1/session", nil).want(204)
	v.send("GET", "/api/v1/clients", nil).want(401)
}

func TestThrottledSignInSaysWhenToComeBack(t *testing.T) {
	b := newBench(t)
	b.account("paula", "", domain.Planner)
	v := b.visitor()
	for range 10 {
		v.send("POST", "/api/v1/session", map[string]string{"email": "paula@body.example", "password": "wrong"}).want(401)
	}
	a := v.send("POST", "/api/v1/session", map[string]string{"email": "paula@body.example", "password": "secret paula"}).want(429, "too_many_attempts")
	if a.Header.Get("Retry-After") != "60" {
		t.Errorf("Retry-After is %q", a.Header.Get("Retry-After"))
	}
}

func TestSetupOverHTTP(t *testing.T) {
	b := newBench(t)
	b.app.SetupCode = "ABCD"
	v := b.visitor()
	in := map[string]string{"code": "wrong", "name": "Ada", "email": "ada@body.example", "password": "secret"}
	v.send("POST", "/api/v1/setup", in).want(400, `"field":"code"`)
	in["code"] = "ABCD"
	v.send("POST", "/api/v1/setup", in).want(200, `"roles":["admin"]`, `"signed_in":true`)
	v.send("GET", "/api/v1/users", nil).want(200, "ada@body.example").without("password")
	b.visitor().send("POST", "/api/v1/setup", in).want(409, "set_up")
}

func TestDemoOverHTTP(t *testing.T) {
	b := newBench(t)
	b.account("paula", "", domain.Planner)
	v := b.visitor()
	v.send("GET", "/api/v1/demo", nil).want(200, "[]")
	v.send("POST", "/api/v1/demo", map[string]string{"email": "paula@body.example"}).want(404)
	b.app.Demo = true
	v.send("GET", "/api/v1/demo", nil).want(200, `"role":"planner"`)
	v.send("POST", "/api/v1/demo", map[string]string{"email": "paula@body.example"}).want(200, `"name":"paula"`)
	v.send("GET", "/api/v1/clients", nil).want(200)
}

func TestUsersOverHTTP(t *testing.T) {
	b := newBench(t)
	admin := b.as("ada", "", domain.Admin)
	made := admin.send("POST", "/api/v1/users", map[string]any{
		"name": "Rita", "email": "rita@body.example", "password": "secret", "roles": []string{"reviewer"},
	}).want(201, `"version":1`)
	id := made.field("id")
	change := map[string]any{"name": "Rita", "roles": []string{"reviewer", "planner"}, "disabled": false}
	admin.send("PUT", "/api/v1/users/"+id, change, "If-Match", `"1"`).want(200, `"version":2`, `"planner"`)
	admin.send("PUT", "/api/v1/users/"+id, change, "If-Match", `"1"`).want(412, "stale")
	admin.send("PUT", "/api/v1/users/"+id, change).want(400)
	change["roles"] = []string{"system"}
	admin.send("PUT", "/api/v1/users/"+id, change, "If-Match", `"2"`).want(400)
	admin.send("GET", "/api/v1/users?q=rita&sort=-email", nil).want(200, `"total":1`)
	admin.send("GET", "/api/v1/users?sort=password_hash", nil).want(400, "sort")
}

func TestSettingsOverHTTP(t *testing.T) {
	b := newBench(t)
	admin := b.as("ada", "", domain.Admin)
	first := admin.send("GET", "/api/v1/settings", nil).want(200, "Europe/Berlin")
	in := map[string]string{"name": "Norm House", "time_zone": "America/New_York", "email": "office@norm.example"}
	second := admin.send("PUT", "/api/v1/settings", in, "If-Match", first.Header.Get("ETag")).want(200, "Norm House")
	admin.send("PUT", "/api/v1/settings", in, "If-Match", first.Header.Get("ETag")).want(412)
	admin.send("GET", "/api/v1/session", nil).want(200, "Norm House", "America/New_York")
	in["time_zone"] = "Mars/Olympus"
	admin.send("PUT", "/api/v1/settings", in, "If-Match", second.Header.Get("ETag")).want(400, "time_zone")
	b.as("paula", "", domain.Planner).send("PUT", "/api/v1/settings", in, "If-Match", `"1"`).want(403)
}
