package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v4"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/internal/store/storetest"
)

// screens stands for the built user interface.
var screens = fstest.MapFS{
	"index.html":        {Data: []byte(`<!doctype html><style nonce="NONCE-MARK"></style><script src="/assets/app-1.js"></script>`)},
	"assets/app-1.js":   {Data: []byte("export {}")},
	"favicon.svg":       {Data: []byte("<svg/>")},
	"assets/app-1.css":  {Data: []byte("body{}")},
	"assets/data.weird": {Data: []byte("<script>alert(1)</script>")},
}

// benchWith is a bench whose server is changed before it is built.
func benchWith(t *testing.T, change func(s *Server)) *bench {
	t.Helper()
	b := newBench(t)
	s := &Server{App: b.app, Log: b.app.Log, UI: screens, Nonce: "NONCE-MARK"}
	if change != nil {
		change(s)
	}
	var err error
	if b.http, err = s.Handler(); err != nil {
		t.Fatal(err)
	}
	return b
}

// everywhere is what every answer says to browsers, whatever its status.
var everywhere = map[string]string{
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=()",
	"Strict-Transport-Security":    "max-age=31536000",
}

func TestSecurityHeadersEverywhere(t *testing.T) {
	b := benchWith(t, func(s *Server) { s.Secure, s.MaxBody = true, "1K" })
	admin := b.as("ada", "", domain.Admin)
	seen := map[int]bool{}
	check := func(a answer) {
		t.Helper()
		seen[a.Status] = true
		for name, want := range everywhere {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s (%d): %s is %q, want %q", a.what, a.Status, name, got, want)
			}
		}
		csp := a.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "frame-ancestors 'none'") || !strings.Contains(csp, "default-src '") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("%s (%d): the policy is %q", a.what, a.Status, csp)
		}
		if a.Header.Get("X-Request-Id") == "" {
			t.Errorf("%s (%d): no request number", a.what, a.Status)
		}
		if strings.HasPrefix(a.what[strings.Index(a.what, " ")+1:], "/api/v1") && a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s (%d): private and yet %q", a.what, a.Status, a.Header.Get("Cache-Control"))
		}
	}
	operations, err := Operations()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*caller{b.visitor(), admin} {
		for _, o := range operations {
			if o.ID == "signOut" {
				continue
			}
			path := strings.NewReplacer(":id", "none", ":file", "none.ics", ":list", "clients").Replace(o.Path)
			check(c.send(o.Method, path, nil))
		}
		for _, line := range []string{"GET /", "HEAD /", "GET /clients/1?tab=2", "GET /favicon.svg", "GET /assets/app-1.js", "GET /assets/none.js",
			"POST /", "GET /api/v1/none", "GET /api/openapi.yaml", "GET /../../etc/passwd"} {
			method, path, _ := strings.Cut(line, " ")
			check(c.send(method, path, nil))
		}
	}
	check(admin.send("POST", "/api/v1/clients", map[string]string{"legal_name": strings.Repeat("x", 2000)}).want(413, "too_large"))
	check(admin.send("POST", "/api/v1/clients", map[string]string{}, "Sec-Fetch-Site", "cross-site").want(403, "cross_origin"))
	check(admin.send("DELETE", "/api/v1/session", nil).want(204))
	for _, status := range []int{200, 204, 400, 401, 403, 404, 413} {
		if !seen[status] {
			t.Errorf("no answer had status %d: the test looks at less than it says", status)
		}
	}
}

func TestScreensRunNoScriptOfOthers(t *testing.T) {
	b := benchWith(t, nil)
	first, second := b.visitor().send("GET", "/audits", nil).want(200), b.visitor().send("GET", "/", nil).want(200)
	nonce := regexp.MustCompile(`'nonce-([^']+)'`)
	one, two := nonce.FindStringSubmatch(first.Header.Get("Content-Security-Policy")), nonce.FindStringSubmatch(second.Header.Get("Content-Security-Policy"))
	if one == nil || two == nil || one[1] == two[1] || len(one[1]) < 20 {
		t.Fatalf("the nonces are %q and %q", one, two)
	}
	if !strings.Contains(first.Body, one[1]) || strings.Contains(first.Body, "NONCE-MARK") {
		t.Errorf("the page does not carry its nonce: %s", first.Body)
	}
	policy := first.Header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy lacks %s: %s", part, policy)
		}
	}
	if got := b.visitor().send("GET", "/assets/data.weird", nil).want(200).Header.Get("Content-Type"); got != "application/octet-stream" {
		t.Errorf("a file of no known kind goes out as %q", got)
	}
	if h := b.visitor().send("HEAD", "/", nil).want(200); h.Body != "" && h.Header.Get("Content-Type") == "" {
		t.Error("HEAD of the page has no type")
	}
}

func TestSessionCookieKeepsToItsHost(t *testing.T) {
	for _, secure := range []bool{false, true} {
		b := benchWith(t, func(s *Server) { s.Secure = secure })
		b.account("paula", "", domain.Planner)
		v := b.visitor()
		in := v.send("POST", "/api/v1/session", map[string]string{"email": "paula@body.example", "password": "secret paula"}).want(200)
		line := in.Header.Get("Set-Cookie")
		c, err := http.ParseSetCookie(line)
		if err != nil {
			t.Fatal(err)
		}
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Secure != secure {
			t.Errorf("secure %t: the cookie is %q", secure, line)
		}
		if secure != strings.HasPrefix(c.Name, "__Host-") {
			t.Errorf("secure %t: the cookie's name is %s", secure, c.Name)
		}
		if len(c.Value) < 26 { // 128 bits in base32
			t.Errorf("the token %q is short", c.Value)
		}
		if strings.Contains(in.Body, c.Value) || strings.Contains(b.log.String(), c.Value) {
			t.Error("the token stands in the answer or in the log")
		}
		out := v.send("DELETE", "/api/v1/session", nil).want(204)
		if c, err := http.ParseSetCookie(out.Header.Get("Set-Cookie")); err != nil || c.MaxAge >= 0 || c.Secure != secure {
			t.Errorf("signing out says %q", out.Header.Get("Set-Cookie"))
		}
	}
}

func TestOtherSitesWriteNothing(t *testing.T) {
	b := newBench(t)
	admin := b.as("ada", "", domain.Admin)
	body := map[string]any{"legal_name": "Forged Ltd", "country": "GB", "contact_name": "X", "contact_email": "x@y.example"}
	for name, headers := range map[string][]string{
		"a form of another site":          {"Sec-Fetch-Site", "cross-site"},
		"a page of a sister host":         {"Sec-Fetch-Site", "same-site"},
		"an old browser at another site":  {"Origin", "https://evil.example"},
		"a frame without an origin":       {"Origin", "null"},
		"another site with a plain type":  {"Sec-Fetch-Site", "cross-site", "Content-Type", "text/plain"},
		"another port of the same host":   {"Origin", "http://example.com:8443"},
		"a lookalike that ends like ours": {"Origin", "https://notexample.com"},
	} {
		t.Run(name, func(t *testing.T) {
			admin.send("POST", "/api/v1/clients", body, headers...).want(403, `"code":"cross_origin"`)
		})
	}
	admin.send("GET", "/api/v1/clients", nil, "Sec-Fetch-Site", "cross-site").want(200).without("Forged")
	admin.send("POST", "/api/v1/clients", body, "Sec-Fetch-Site", "same-origin", "Origin", "http://example.com").want(201)
}

func TestForwardedAddressesCountOnlyBehindOurProxy(t *testing.T) {
	for _, c := range []struct {
		name             string
		proxies          bool
		peer, xff, xreal string
		want             string
	}{
		{"nobody before us", false, "203.0.113.7", "198.51.100.1", "198.51.100.2", "203.0.113.7"},
		{"nobody before us, local peer", false, "127.0.0.1", "198.51.100.1", "", "127.0.0.1"},
		{"our proxy", true, "10.0.0.2", "198.51.100.1", "", "198.51.100.1"},
		{"our proxy, the caller forged more", true, "10.0.0.2", "192.0.2.66, 198.51.100.1", "192.0.2.66", "198.51.100.1"},
		{"past our proxy", true, "203.0.113.7", "198.51.100.1", "", "203.0.113.7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := storetest.App(storetest.SQLite(t))
			e, err := (&Server{App: a, Log: a.Log, Proxies: c.proxies}).routes()
			if err != nil {
				t.Fatal(err)
			}
			var seen string
			e.GET("/peer", func(x echo.Context) error { seen = peerOf(x.Request().Context()); return nil })
			r := httptest.NewRequest("GET", "/peer", nil)
			r.RemoteAddr = c.peer + ":1"
			r.Header.Set("X-Forwarded-For", c.xff)
			r.Header.Set("X-Real-IP", c.xreal)
			e.ServeHTTP(httptest.NewRecorder(), r)
			if seen != c.want {
				t.Errorf("the peer is %s, want %s", seen, c.want)
			}
		})
	}
}

func TestABodyThatIsTooLargeIsCutOff(t *testing.T) {
	b := benchWith(t, func(s *Server) { s.MaxBody = "10K" })
	admin := b.as("ada", "", domain.Admin)
	large := `{"legal_name":"` + strings.Repeat("x", 20_000) + `"}`
	for name, body := range map[string]io.Reader{"announced": strings.NewReader(large), "unannounced": io.MultiReader(strings.NewReader(large))} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/api/v1/clients", body)
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Cookie", admin.cookie)
			w := httptest.NewRecorder()
			b.http.ServeHTTP(w, r)
			if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), `"code":"too_large"`) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
}
