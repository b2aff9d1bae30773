package api

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/store/storetest"
)

func TestRisksOverHTTP(t *testing.T) {
	b := newBench(t) // today is 2026-05-12
	base := storetest.Seed(t, b.app.Store, "x")
	rita := b.as("rita", "", domain.Reviewer)
	in := map[string]any{
		"threat": "familiarity", "subject": "The same lead for six years", "client_id": base.Client.ID, "person_id": base.Auditor.ID,
		"level": "medium", "safeguards": "Another lead from 2027", "owner": "Rita", "review_due": "2026-06-01",
	}
	made := rita.send("POST", "/api/v1/risks", in).want(201, `"no":"R0001"`, `"state":"open"`, `"reviewed_on":"2026-05-12"`)
	in["review_due"] = "2028-01-01"
	rita.send("POST", "/api/v1/risks", in).want(400, `"field":"review_due"`, "5.2.3")
	in["client_id"] = "none"
	rita.send("POST", "/api/v1/risks", in).want(400)
	b.clock.At = b.clock.At.AddDate(0, 1, 0)
	rita.send("POST", "/api/v1/session", map[string]string{"email": "rita@body.example", "password": "secret rita"}).want(200)
	rita.send("GET", "/api/v1/risks?state=open&q=six", nil).want(200, `"total":1`, `"late":true`, base.Client.LegalName, base.Auditor.Name)
	in["client_id"], in["state"], in["note"] = base.Client.ID, "closed", "The lead changed."
	delete(in, "review_due")
	path := "/api/v1/risks/" + made.field("id")
	rita.send("PUT", path, in, "If-Match", `"1"`).want(200, `"state":"closed"`, `"no":"R0001"`, `"version":2`)
	rita.send("PUT", path, in, "If-Match", `"1"`).want(412)
	rita.send("GET", "/api/v1/risks?state=open", nil).want(200, `"total":0`)
	rita.send("GET", "/api/v1/risks?sort=owner", nil).want(400)
	b.as("anton", "", domain.Auditor).send("GET", "/api/v1/risks", nil).want(403)
}

func TestObservationsOverHTTP(t *testing.T) {
	b := newBench(t)
	if err := b.app.SeedSchemes(t.Context()); err != nil {
		t.Fatal(err)
	}
	anna, bert := storetest.Seed(t, b.app.Store, "anna"), storetest.Seed(t, b.app.Store, "bert")
	planner := b.as("paula", "", domain.Planner)
	permit := map[string]any{"scheme_id": "27001-2022", "role": "lead", "code": "IAF 33", "valid_from": "2025-01-31", "evidence": "file"}
	planner.send("POST", "/api/v1/auditors/"+string(anna.Auditor.ID)+"/authorisations", permit).want(201)
	planner.send("GET", "/api/v1/observations-due", nil).want(200, `"due":"2026-01-31"`, `"days_left":-101`).without(string(bert.Auditor.ID))

	in := map[string]any{"scheme_id": "27001-2022", "on": "2026-05-11", "observer_id": anna.Auditor.ID, "outcome": "competent"}
	path := "/api/v1/auditors/" + string(anna.Auditor.ID) + "/observations"
	planner.send("POST", path, in).want(400, "observer_id")
	in["observer_id"], in["audit_id"] = bert.Auditor.ID, "none"
	planner.send("POST", path, in).want(400, "audit_id")
	delete(in, "audit_id")
	planner.send("POST", path, in).want(201)
	planner.send("GET", "/api/v1/observations-due", nil).want(200, `"due":"2029-05-11"`, `"last_on":"2026-05-11"`)
	planner.send("GET", "/api/v1/auditors/"+string(anna.Auditor.ID), nil).want(200, `"outcome":"competent"`)
	planner.send("POST", "/api/v1/auditors/none/observations", in).want(404)
}

func TestDeclarationsOverHTTP(t *testing.T) {
	b := newBench(t)
	anna, bert := storetest.Seed(t, b.app.Store, "anna"), storetest.Seed(t, b.app.Store, "bert")
	if _, err := b.app.CreateUser(t.Context(), domain.SystemActor("command"), app.NewUser{Name: anna.Auditor.Name, Email: "anna@body.example",
		Password: "secret anna", Roles: []domain.Role{domain.Auditor}, PersonID: anna.Auditor.ID}); err != nil {
		t.Fatal(err)
	}
	planner, self := b.as("paula", "", domain.Planner), b.visitor()
	self.send("POST", "/api/v1/session", map[string]string{"email": "anna@body.example", "password": "secret anna"}).want(200)
	path := "/api/v1/auditors/" + string(anna.Auditor.ID) + "/declarations"

	self.send("POST", path, map[string]any{"signed_by": "Somebody Else"}).want(400, "signed_by", anna.Auditor.Name)
	self.send("POST", path, map[string]any{"signed_by": anna.Auditor.Name, "on": "2020-01-01", "evidence": "none"}).
		want(201, `"on":"2026-05-12"`, `"due":"2027-05-12"`, "every link").without(`"evidence":"none"`)
	self.send("POST", "/api/v1/auditors/"+string(bert.Auditor.ID)+"/declarations", map[string]any{"signed_by": bert.Auditor.Name}).want(404)
	planner.send("POST", path, map[string]any{"signed_by": anna.Auditor.Name, "on": "2026-05-01"}).want(400, "evidence")
	planner.send("GET", "/api/v1/declarations-due", nil).want(200, `"days_left":0,"due":"2026-05-12"`, `"days_left":365,"due":"2027-05-12"`)
	planner.send("GET", "/api/v1/auditors/"+string(anna.Auditor.ID), nil).want(200, `"signed_by":"`+anna.Auditor.Name)
}

func TestHolidaysOverHTTP(t *testing.T) {
	b := newBench(t)
	planner := b.as("paula", "", domain.Planner)
	day := map[string]any{"calendar": "de-by", "day": "2027-08-15", "name": "Assumption"}
	planner.send("POST", "/api/v1/holidays", day).want(201, `"calendar":"DE-BY"`)
	planner.send("POST", "/api/v1/holidays", map[string]any{"calendar": "Bavaria", "day": "2027-08-15", "name": "x"}).want(400, "calendar")
	planner.send("GET", "/api/v1/holidays?calendar=DE-BY&year=2027", nil).want(200, "2027-08-15", "Assumption")
	planner.send("GET", "/api/v1/holidays?calendar=DE-BY&year=2028", nil).want(200, "[]")
	planner.send("DELETE", "/api/v1/holidays?calendar=DE-BY&day=2027-08-15", nil).want(204)
	planner.send("DELETE", "/api/v1/holidays?calendar=DE-BY&day=2027-08-15", nil).want(404)
	b.as("anton", "", domain.Auditor).send("POST", "/api/v1/holidays", day).want(403)
}
