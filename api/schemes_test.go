package api

import (
	"encoding/json"
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestASchemesVersionsOverHTTP(t *testing.T) {
	b := newBench(t)
	if err := b.app.SeedSchemes(t.Context()); err != nil {
		t.Fatal(err)
	}
	admin, planner := b.as("ada", "", domain.Admin), b.as("pia", "", domain.Planner)
	planner.send("GET", "/api/v1/schemes", nil).want(200, `"id":"27001-2022"`, `"needs_soa":true`, `"code":"cloud"`, `"code":"maturity"`)

	got := planner.send("GET", "/api/v1/schemes/27001-2022/versions", nil).want(200, `"version":1`, `"active":true`, `"preset":"weeks_4_6"`)
	var history struct {
		Versions []struct{ Data map[string]any }
	}
	if err := json.Unmarshal([]byte(got.Body), &history); err != nil {
		t.Fatal(err)
	}
	data := history.Versions[0].Data
	data["stage2"] = map[string]any{"preset": "weeks_4_6", "min_weeks": 4, "max_weeks": 6, "hard_months": 0}
	planner.send("POST", "/api/v1/schemes/27001-2022/rehearsal", map[string]any{"data": data}).
		want(200, `"field":"stage2.max_weeks"`, `"was":"12"`, `"will":"6"`, `"moves":[]`)
	planner.send("POST", "/api/v1/schemes/9001-2015/rehearsal", map[string]any{"data": data}).want(400, "data.id")

	change := map[string]any{"data": data, "why": "The committee said so."}
	planner.send("POST", "/api/v1/schemes/27001-2022/versions", change, "If-Match", `"1"`).want(403)
	admin.send("POST", "/api/v1/schemes/27001-2022/versions", change, "If-Match", `"1"`).want(201, `"version":2`, "The committee said so.", `"by":"ada"`)
	admin.send("POST", "/api/v1/schemes/27001-2022/versions", change, "If-Match", `"1"`).want(412)
	data["stage2"] = map[string]any{"preset": "own", "min_weeks": 4, "max_weeks": 2, "hard_months": 0}
	admin.send("POST", "/api/v1/schemes/27001-2022/rehearsal", map[string]any{"data": data}).want(400, "stage2.max_weeks")
	planner.send("GET", "/api/v1/schemes", nil).want(200, `"max_weeks":6`)
}
