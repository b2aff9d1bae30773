package api

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/internal/store/storetest"
)

// searchOn keeps a search that a worker is at, with two points of its curve.
func searchOn(b *bench) app.PlanRun {
	b.t.Helper()
	r := app.PlanRun{ID: "run", Kind: app.PlanPeriod, State: app.PlanRunning, Holder: 1, Begun: 1, CreatedAt: b.clock.At}
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SavePlanRun(&r) })
	b.point(1, 900)
	b.point(2, 800)
	return r
}

func (b *bench) point(n, cost int) {
	b.t.Helper()
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error {
		_, err := tx.InsertPlanPoint("run", 1, app.PlanPoint{N: n, Cost: cost, MS: 400 * n})
		return err
	})
}

// plannedRun keeps a run that has ended, with the body's year and an empty plan.
func (b *bodyBench) plannedRun() string {
	b.t.Helper()
	y, err := b.app.PlanYear(b.t.Context(), domain.SystemActor("command"), app.YearAsked{})
	if err != nil {
		b.t.Fatal(err)
	}
	r := app.PlanRun{ID: b.app.NewID(), Kind: app.PlanRepair, State: app.PlanDone, Asked: app.PlanAsked{Due: y.Asked.Due}, CreatedAt: b.clock.Now()}
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error {
		if err := tx.SavePlanRun(&r); err != nil {
			return err
		}
		for name, v := range map[string]any{"instance": y.Instance, "names": struct{}{}, "plan": planning.Plan{Format: planning.PlanFormat}} {
			text, err := json.Marshal(v)
			if err != nil {
				return err
			}
			if err := tx.SavePlanText(r.ID, name, string(text)); err != nil {
				return err
			}
		}
		return nil
	})
	return string(r.ID)
}

// reader reads a stream of events line by line.
type reader struct {
	t     *testing.T
	lines *bufio.Scanner
	close func() error
}

func (c *caller) watch(server *httptest.Server, lastID string) *reader {
	c.b.t.Helper()
	req, err := http.NewRequestWithContext(c.b.t.Context(), "GET", server.URL+"/api/v1/planning/runs/run/events", nil)
	if err != nil {
		c.b.t.Fatal(err)
	}
	req.Header.Set("Cookie", c.cookie)
	req.Header.Set("Accept-Encoding", "gzip")
	if lastID != "" {
		req.Header.Set("Last-Event-ID", lastID)
	}
	answer, err := server.Client().Do(req)
	if err != nil {
		c.b.t.Fatal(err)
	}
	if got := answer.Header.Get("Content-Type"); answer.StatusCode != 200 || got != "text/event-stream" || answer.Header.Get("Content-Encoding") != "" {
		c.b.t.Fatalf("status %d, %s", answer.StatusCode, got)
	}
	return &reader{c.b.t, bufio.NewScanner(answer.Body), answer.Body.Close}
}

// next is the next event: its number, name and data.
func (r *reader) next() (id, name, data string) {
	r.t.Helper()
	for r.lines.Scan() {
		field, value, _ := strings.Cut(r.lines.Text(), ": ")
		switch field {
		case "id":
			id = value
		case "event":
			name = value
		case "data":
			return id, name, value
		}
	}
	r.t.Fatalf("the stream ended: %v", r.lines.Err())
	return "", "", ""
}

func (r *reader) want(id, name, text string) {
	r.t.Helper()
	if gotID, gotName, data := r.next(); gotID != id || gotName != name || !strings.Contains(data, text) {
		r.t.Errorf("got event %s %s %s, want %s %s with %s", gotID, gotName, data, id, name, text)
	}
}

// TestASearchIsWatched: points come as they are kept, a reader who was cut off
// goes on where they were, and the end is told and ends the stream.
func TestASearchIsWatched(t *testing.T) {
	b := newBench(t)
	server := httptest.NewServer(b.http)
	defer server.Close()
	planner := b.as("pia", "", domain.Planner)
	r := searchOn(b)
	first := planner.watch(server, "")
	first.want("1", "point", `"cost":900`)
	first.want("2", "point", `"cost":800`)
	first.want("2", "run", `"state":"running"`)
	b.point(3, 700)
	first.want("3", "point", `"cost":700`)
	if err := first.close(); err != nil { // the reader's line breaks
		t.Fatal(err)
	}
	b.point(4, 650)
	again := planner.watch(server, "3")
	again.want("4", "point", `"cost":650`)
	again.want("4", "run", `"state":"running"`)
	r.State, r.Cost = app.PlanDone, 650
	storetest.Write(t, b.app.Store, func(tx app.Tx) error { return tx.SavePlanRun(&r) })
	again.want("4", "end", `"state":"done"`)
	for again.lines.Scan() {
		if again.lines.Text() != "" {
			t.Errorf("after the end came %q", again.lines.Text())
		}
	}
}

// TestAStoppingProcessLetsReadersGo: what would go on for ever does not keep a
// process from stopping; the reader comes back.
func TestAStoppingProcessLetsReadersGo(t *testing.T) {
	closing := make(chan struct{})
	b := benchWith(t, func(s *Server) { s.Closing = closing })
	server := httptest.NewServer(b.http)
	defer server.Close()
	searchOn(b)
	r := b.as("pia", "", domain.Planner).watch(server, "")
	r.want("1", "point", `"cost":900`)
	close(closing)
	for r.lines.Scan() { // ends by itself, or the test does not
	}
}

func TestAWatcherIsSomebodyWhoMay(t *testing.T) {
	b := newBench(t)
	searchOn(b)
	b.visitor().send("GET", "/api/v1/planning/runs/run/events", nil).want(401)
	b.as("rhea", "", domain.Reviewer).send("GET", "/api/v1/planning/runs/run/events", nil).want(403)
	pia := b.as("pia", "", domain.Planner)
	pia.send("GET", "/api/v1/planning/runs/none/events", nil).want(404)
	pia.send("GET", "/api/v1/planning/runs/run/events", nil, "Last-Event-ID", "x").want(400, "Last-Event-ID")
	pia.send("POST", "/api/v1/planning/runs", map[string]any{"seconds": 1, "from": "2026-06-01", "to": "2026-05-13"}).want(400, `"to"`)
	pia.send("POST", "/api/v1/planning/runs/run/dismissal", nil).want(409, "no_plan_yet")
	pia.send("POST", "/api/v1/planning/runs/none/dismissal", nil).want(404)
	pia.send("POST", "/api/v1/planning/runs/run/cancel", nil).want(200, `"cancelled"`)
	pia.send("POST", "/api/v1/planning/runs/run/stop", nil).want(409, "plan_ended")
	pia.send("POST", "/api/v1/planning/runs", map[string]any{"seconds": 10}).want(202, `"waiting"`)
}
