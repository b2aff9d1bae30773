package api

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/internal/store/storetest"
)

func clientInput() map[string]any {
	return map[string]any{
		"legal_name": "Borealis Öl GmbH", "country": "de", "contact_name": "Bo", "contact_email": "bo@borealis.example",
	}
}

func siteInput() map[string]any {
	return map[string]any{"name": "Head office", "city": "Ulm", "country": "DE", "time_zone": "Europe/Berlin", "lat": 48.4011, "lon": 9.9876, "persons": 12, "central": true}
}

func auditorInput() map[string]any {
	return map[string]any{
		"name": "Aino", "email": "aino@body.example", "employment": "contract", "time_zone": "Europe/Helsinki", "days_per_week": 4,
		"day_rate": 900, "languages": []string{"fi", "en"}, "holiday_calendar": "FI", "active": true,
	}
}

func TestClientsOverHTTP(t *testing.T) {
	b := newBench(t)
	planner := b.as("paula", "", domain.Planner)
	made := planner.send("POST", "/api/v1/clients", clientInput()).want(201, `"no":"C0001"`, `"country":"DE"`)
	id := made.field("id")
	again := clientInput()
	again["no"] = "C0001"
	planner.send("POST", "/api/v1/clients", again).want(409, "exists", `"field":"no"`)
	bad := clientInput()
	bad["contact_email"], bad["country"] = "nobody", "DEU"
	planner.send("POST", "/api/v1/clients", bad).want(400, `"field":"country"`)
	bad["country"] = "D"
	planner.send("POST", "/api/v1/clients", bad).want(400, `"field":"country"`, `"field":"contact_email"`)

	change := clientInput()
	change["legal_name"] = "Borealis Oil GmbH"
	planner.send("PUT", "/api/v1/clients/"+id, change, "If-Match", `"1"`).want(200, `"version":2`, `"no":"C0001"`)
	planner.send("PUT", "/api/v1/clients/"+id, change, "If-Match", `"1"`).want(412)
	planner.send("PUT", "/api/v1/clients/none", change, "If-Match", `"1"`).want(404)

	site := planner.send("POST", "/api/v1/clients/"+id+"/sites", siteInput()).want(201, `"no":"C0001-S01"`, `"lat":48.4011`)
	planner.send("POST", "/api/v1/clients/none/sites", siteInput()).want(404)
	moved := siteInput()
	moved["time_zone"] = "Berlin"
	planner.send("PUT", "/api/v1/sites/"+site.field("id"), moved, "If-Match", `"1"`).want(400, "time_zone")
	moved["time_zone"], moved["persons"] = "Europe/Vienna", 0
	planner.send("PUT", "/api/v1/sites/"+site.field("id"), moved, "If-Match", `"1"`).want(200, `"time_zone":"Europe/Vienna"`, `"persons":0`)

	planner.send("GET", "/api/v1/clients?q=borealis&sort=-name", nil).want(200, `"total":1`, `"sites":1`)
	planner.send("GET", "/api/v1/search?q=borealis", nil).want(200, `"kind":"client"`)
	b.as("rita", "", domain.Reviewer).send("POST", "/api/v1/clients", clientInput()).want(403)
}

// TestClientsSeeOnlyTheirOwn: what is another's is not there.
func TestClientsSeeOnlyTheirOwn(t *testing.T) {
	b := newBench(t)
	own, foreign := storetest.Seed(t, b.app.Store, "own"), storetest.Seed(t, b.app.Store, "foreign")
	c := b.as("carla", own.Client.ID, domain.Client)
	c.send("GET", "/api/v1/clients", nil).want(200, own.Client.No, `"total":1`).without(foreign.Client.No)
	c.send("GET", "/api/v1/search?q=organisation", nil).want(200, own.Client.LegalName).without(foreign.Client.LegalName)
	c.send("GET", "/api/v1/search?q=auditor", nil).want(200, "[]")
	c.send("GET", "/api/v1/auditors", nil).want(403)
	c.send("POST", "/api/v1/clients/"+string(own.Client.ID)+"/sites", siteInput()).want(403)
	a := b.as("anton", "", domain.Auditor)
	a.send("GET", "/api/v1/clients", nil).want(200, `"total":0`)
}

func TestAuditorsOverHTTP(t *testing.T) {
	b := newBench(t)
	if err := b.app.SeedSchemes(t.Context()); err != nil {
		t.Fatal(err)
	}
	planner := b.as("paula", "", domain.Planner)
	made := planner.send("POST", "/api/v1/auditors", auditorInput()).want(201, `"no":"AU001"`, `"active":true`, `"day_rate":900`)
	id := made.field("id")
	change := auditorInput()
	change["name"] = "Aino Aalto"
	planner.send("PUT", "/api/v1/auditors/"+id, change, "If-Match", `"1"`).want(200, `"version":2`)
	permit := map[string]any{"scheme_id": "27001-2022", "role": "lead", "code": "IAF 33", "valid_from": "2026-01-01", "evidence": "file 7"}
	added := planner.send("POST", "/api/v1/auditors/"+id+"/authorisations", permit).want(201)
	permit["valid_to"] = "2025-12-31"
	planner.send("PUT", "/api/v1/authorisations/"+added.field("id"), permit, "If-Match", `"1"`).want(400, "valid_to")
	permit["valid_to"] = "2026-12-31"
	planner.send("PUT", "/api/v1/authorisations/"+added.field("id"), permit, "If-Match", `"1"`).want(200, `"valid_to":"2026-12-31"`)
	permit["scheme_id"] = "no such scheme"
	planner.send("POST", "/api/v1/auditors/"+id+"/authorisations", permit).want(400, "scheme_id")

	// The auditor's own account finds the person by the address.
	aino := b.visitor()
	admin := b.as("ada", "", domain.Admin)
	admin.send("POST", "/api/v1/users", map[string]any{"name": "Aino Aalto", "email": "aino@body.example", "password": "secret", "roles": []string{"auditor"}}).
		want(201, `"person_id":"`+id+`"`)
	aino.send("POST", "/api/v1/session", map[string]string{"email": "aino@body.example", "password": "secret"}).want(200)
	away := map[string]any{"from": "2026-07-01", "to": "2026-07-14", "why": "surgery"}
	taken := aino.send("POST", "/api/v1/auditors/"+id+"/absences", away).want(201, `"clashes":[]`)
	aino.send("GET", "/api/v1/auditors/"+id, nil).want(200, "surgery", "IAF 33", `"day_rate":900`)
	rita := b.as("rita", "", domain.Reviewer)
	rita.send("GET", "/api/v1/auditors/"+id, nil).want(200, "2026-07-14").without("surgery", "900")
	rita.send("POST", "/api/v1/auditors/"+id+"/absences", away).want(403)

	stranger := b.as("anton", "", domain.Auditor)
	stranger.send("GET", "/api/v1/auditors/"+id, nil).want(404)
	stranger.send("POST", "/api/v1/auditors/"+id+"/absences", away).want(404)
	stranger.send("DELETE", "/api/v1/absences/"+taken.field("absence.id"), nil).want(404)
	aino.send("DELETE", "/api/v1/absences/"+taken.field("absence.id"), nil).want(204)
	aino.send("DELETE", "/api/v1/absences/"+taken.field("absence.id"), nil).want(404)

	base := storetest.Seed(t, b.app.Store, "x")
	link := map[string]any{"client_id": base.Client.ID, "kind": "consultancy", "from": "2025-01-01", "note": "ISMS set up"}
	declared := aino.send("POST", "/api/v1/auditors/"+id+"/interests", link).want(201)
	stranger.send("POST", "/api/v1/auditors/"+id+"/interests", link).want(404)
	aino.send("GET", "/api/v1/auditors/"+id, nil).want(200, base.Client.LegalName)
	link["to"] = "2025-06-30"
	aino.send("PUT", "/api/v1/interests/"+declared.field("id"), link, "If-Match", `"1"`).want(403)
	planner.send("PUT", "/api/v1/interests/"+declared.field("id"), link, "If-Match", `"1"`).want(200, `"to":"2025-06-30"`)
	link["client_id"] = "none"
	planner.send("POST", "/api/v1/auditors/"+id+"/interests", link).want(400, "client_id")
}
