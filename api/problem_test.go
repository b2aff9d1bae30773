package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestErrorsAreProblems asks every operation as nobody, and asks what is no
// operation: each refusal is a problem with a code and the request's number.
func TestErrorsAreProblems(t *testing.T) {
	b := newBodyBench(t)
	operations, err := Operations()
	if err != nil {
		t.Fatal(err)
	}
	asked := []string{"GET /api/v1/nothing", "PUT /api/v1/clients", "PATCH /api/v1/clients/x", "POST /", "DELETE /index.html", "POST /api/openapi.yaml", "GET /assets/none.js"}
	for _, o := range operations {
		asked = append(asked, o.Method+" "+strings.NewReplacer(":id", "none", ":file", "none.ics", ":list", "clients").Replace(o.Path))
	}
	refused := 0
	for _, line := range asked {
		method, path, _ := strings.Cut(line, " ")
		a := b.visitor().send(method, path, nil)
		if a.Status < 400 {
			continue
		}
		if path == "/assets/none.js" && a.Status == http.StatusServiceUnavailable {
			continue // the page that says how to build the screens
		}
		refused++
		var p struct {
			Type, Title, Code string
			Status            int
			RequestID         string `json:"request_id"`
		}
		if err := json.Unmarshal([]byte(a.Body), &p); err != nil || a.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: no problem but %s %q", line, a.Header.Get("Content-Type"), a.Body)
			continue
		}
		if p.Status != a.Status || p.Code == "" || p.Title == "" || p.RequestID == "" || p.RequestID != a.Header.Get("X-Request-Id") {
			t.Errorf("%s: status %d, problem %+v", line, a.Status, p)
		}
		if a.Status >= 500 && path != "/healthz" {
			t.Errorf("%s: %d: %s", line, a.Status, a.Body)
		}
	}
	if refused < 60 {
		t.Errorf("only %d of %d were refused: nobody is let in unseen?", refused, len(asked))
	}
}
