package api

import (
	"github.com/certwright/certwright/domain/client"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/store/storetest"
)

// roadBench is a server with one client, one planner and one lead who may lead.
type roadBench struct {
	*bench
	base                            storetest.Base
	planner, customer, lead, nobody *caller
}

func newRoadBench(t *testing.T) *roadBench {
	t.Helper()
	st := storetest.SQLite(t)
	r := &roadBench{bench: benchOn(t, st), base: storetest.Seed(t, st, "a")}
	other := storetest.Seed(t, st, "b")
	if err := r.app.SeedSchemes(t.Context()); err != nil {
		t.Fatal(err)
	}
	permit := auditor.Authorisation{ID: "permit", PersonID: r.base.Auditor.ID, SchemeID: "27001-2022", Role: "lead", Code: "IAF 33",
		Valid: domain.Period{From: domain.MustDate("2020-01-01")}}
	storetest.Write(t, st, func(tx app.Tx) error { return tx.SaveAuthorisation(&permit) })
	if _, err := r.app.CreateUser(t.Context(), domain.SystemActor("command"), app.NewUser{Name: r.base.Auditor.Name, Email: "lead@body.example",
		Password: "secret lead", Roles: []domain.Role{domain.Auditor}, PersonID: r.base.Auditor.ID}); err != nil {
		t.Fatal(err)
	}
	r.planner = r.as("paula", "", domain.Planner)
	r.customer = r.as("carla", r.base.Client.ID, domain.Client)
	r.nobody = r.as("ned", other.Client.ID, domain.Client)
	r.lead = r.visitor()
	r.signIn(r.lead, "lead")
	return r
}

func (r *roadBench) signIn(c *caller, name string) {
	r.t.Helper()
	c.send("POST", "/api/v1/session", map[string]string{"email": name + "@body.example", "password": "secret " + name}).want(200)
}

// on turns the clock and signs everybody in again.
func (r *roadBench) on(day string) {
	r.t.Helper()
	r.clock.At = domain.MustDate(day).In(time.UTC).Add(10 * time.Hour)
	for name, c := range map[string]*caller{"paula": r.planner, "carla": r.customer, "ned": r.nobody, "lead": r.lead} {
		r.signIn(c, name)
	}
}

type object = map[string]any

// seen is the If-Match of an answer.
func seen(a answer, path string) []string { return []string{"If-Match", `"` + a.field(path) + `"`} }

func (r *roadBench) applied() object {
	return object{"scheme_id": "27001-2022", "scope": "Hosting of payroll software", "codes": []string{"IAF 33"}, "persons": 12,
		"site_ids": []string{string(r.base.Site.ID)}, "soa_version": "3.1"}
}

// contracted walks over HTTP to a signed contract and gives its stages' addresses.
func (r *roadBench) contracted() (one, two string) {
	r.t.Helper()
	x := r.customer.send("POST", "/api/v1/applications", r.applied()).want(201, `"state":"draft"`, `"stage1_days":2`)
	at := "/api/v1/applications/" + x.field("id")
	r.nobody.send("GET", at, nil).want(404)
	r.lead.send("GET", at, nil).want(403)
	x = r.customer.send("POST", at+"/submission", nil, seen(x, "version")...).want(200, `"state":"submitted"`)
	r.planner.send("POST", at+"/review", object{"accepted": true, "points": everyPoint()[:2]}, seen(x, "version")...).want(422, "application.review")
	r.planner.send("POST", at+"/review", object{"accepted": true, "points": everyPoint()},
		seen(x, "version")...).want(200, `"state":"accepted"`, `"by_name":"paula"`)
	c := r.planner.send("POST", at+"/contract", object{"factors": []object{{"code": "complexity", "percent": 12.5, "justification": "Three sites."}}}).
		want(201, `"state":"offered"`, `"clause":"Table C.1"`, `"accepted":true`, `"value":"12.5 %"`)
	contract := "/api/v1/contracts/" + c.field("id")
	r.nobody.send("GET", contract, nil).want(404)
	c = r.customer.send("POST", contract+"/acceptance", object{"signed_by": "Carla Client"}, seen(c, "version")...).want(200, `"state":"active"`)
	r.customer.send("GET", "/api/v1/programmes/"+c.field("programme_id"), nil).
		want(200, `"step":"stage1","title":"Stage 1"`, `"state":"now"`, "propose dates and a team")
	list := r.planner.send("GET", "/api/v1/audits?client="+string(r.base.Client.ID), nil).want(200, `"total":2`)
	for _, row := range strings.Split(list.field("rows"), "{\"client_id\"")[1:] {
		id := strings.Split(strings.Split(row, `"id":"`)[1], `"`)[0]
		if strings.Contains(row, `"type":"stage1"`) {
			one = "/api/v1/audits/" + id
		} else {
			two = "/api/v1/audits/" + id
		}
	}
	return one, two
}

func (r *roadBench) booking(from, fromHalf, to, toHalf string) object {
	return object{"from": from, "from_half": fromHalf, "to": to, "to_half": toHalf,
		"seats": []object{{"position_id": "lead", "person_id": r.base.Auditor.ID}}}
}

func TestTheRoadOverHTTP(t *testing.T) { newRoadBench(t).walked() }

// walked goes from the application to the report of Stage 2, trying the
// forbidden turns on the way.
func (r *roadBench) walked() {
	r.t.Helper()
	one, two := r.contracted()
	// 12 persons are 6 days, plus 12.5 % are 7 (6.75): 2 for Stage 1, 5 for Stage 2.
	x := r.planner.send("GET", one, nil).want(200, `"half_days":4`, `"may":["book","cancel"]`, `"mark":"to_plan"`)
	r.planner.send("GET", one+"/candidates?from=2026-06-01", nil).
		want(200, `"to":"2026-06-02"`, `"rank":1`, `"positions":["lead"]`, `"rule":"planning.competence"`, `"team_findings":[`)
	r.lead.send("GET", one+"/candidates", nil).want(403)
	r.lead.send("GET", one, nil).want(404)

	r.planner.send("PUT", one+"/booking", r.booking("2026-06-01", "am", "2026-06-01", "pm"), seen(x, "audit.version")...).
		want(422, `"code":"rule_violated"`, `"rule":"at.day_length"`, `"remedy":"Plan more days."`)
	r.customer.send("PUT", one+"/booking", r.booking("2026-06-01", "am", "2026-06-02", "pm"), seen(x, "audit.version")...).want(403)
	held := r.booking("2026-06-01", "am", "2026-06-02", "pm")
	held["dates"] = "hold"
	x = r.planner.send("PUT", one+"/booking", held, seen(x, "audit.version")...).want(200, `"dates":"hold"`)
	r.customer.send("GET", one, nil).want(200, `"dates":"open"`, `"seats":[]`).without("2026-06-01")
	r.lead.send("GET", one, nil).want(404)
	x = r.planner.send("PUT", one+"/booking", r.booking("2026-06-01", "am", "2026-06-02", "pm"), seen(x, "audit.version")...).
		want(200, `"dates":"proposed"`, `"mark":"proposed"`)
	r.planner.send("PUT", one+"/booking", held, "If-Match", `"1"`).want(412)
	x = r.customer.send("POST", one+"/confirmation", nil, seen(x, "audit.version")...).want(200, `"mark":"confirmed"`)
	r.lead.send("GET", "/api/v1/audits", nil).want(200, `"total":1`)

	r.on("2026-06-01")
	x = r.lead.send("POST", one+"/start", nil, seen(x, "audit.version")...).want(200, `"state":"in_progress"`, `"raise_finding"`)
	r.lead.send("POST", one+"/findings", object{"grade": "minor", "requirement": "9.2", "statement": "No audit.", "evidence": "Plan."}).want(400, "Stage 1 grades nothing")
	r.lead.send("POST", one+"/findings", object{"grade": "area_of_concern", "requirement": "9.2", "statement": "No audit.", "evidence": "Plan."}).want(201)
	r.lead.send("POST", one+"/report", object{"summary": "Ready for Stage 2.", "objectives_met": true, "audited_half_days": 4},
		seen(x, "audit.version")...).want(200, `"state":"concluded"`, `"submitted_by":"Auditor a"`)
	r.stage2(two)
}

func (r *roadBench) stage2(two string) {
	r.t.Helper()
	x := r.planner.send("GET", two, nil).want(200, `"earliest":"2026-06-30"`)
	early := object{"from": "2026-06-15", "to": "2026-06-17", "to_half": "am", "seats": []object{{"position_id": "lead", "person_id": r.base.Auditor.ID}}}
	r.planner.send("PUT", two+"/booking", early, seen(x, "audit.version")...).want(422, `"rule":"stage.check"`)
	storetest.Write(r.t, r.app.Store, func(tx app.Tx) error {
		p := auditor.Authorisation{ID: "permit-b", PersonID: "person-b", SchemeID: "27001-2022", Role: "auditor", Code: "IAF 33",
			Valid: domain.Period{From: domain.MustDate("2020-01-01")}}
		return tx.SaveAuthorisation(&p)
	})
	fits := object{"from": "2026-07-06", "to": "2026-07-08", "to_half": "am", "dates": "confirmed", "seats": []object{
		{"position_id": "lead", "person_id": r.base.Auditor.ID}, {"position_id": "auditor2", "person_id": "person-b"}}}
	x = r.planner.send("PUT", two+"/booking", fits, seen(x, "audit.version")...).want(200, `"mark":"confirmed"`)
	r.on("2026-07-06")
	x = r.lead.send("POST", two+"/start", nil, seen(x, "audit.version")...).want(200)
	r.lead.send("POST", two+"/findings", object{"grade": "opportunity", "requirement": "9.2", "statement": "No audit.", "evidence": "Plan.", "unmet": true}).
		want(422, `"rule":"finding.grade"`)
	f := r.lead.send("POST", two+"/findings", object{"grade": "minor", "requirement": "9.2", "statement": "No audit.", "evidence": "Plan."}).
		want(201, `"answer_due":"2026-10-06"`)
	r.lead.send("POST", two+"/report", object{"summary": "Fit to be certified.", "recommendation": "grant", "objectives_met": true, "audited_half_days": 10},
		seen(x, "audit.version")...).want(200, `"state":"reported"`)
	at := "/api/v1/findings/" + f.field("id")
	r.nobody.send("GET", at, nil).want(404)
	f = r.customer.send("PUT", at+"/answer", object{"correction": "Held one.", "cause": "Nobody was named.", "action": "A yearly plan."}, seen(f, "version")...).
		want(200, `"state":"answered"`)
	r.customer.send("POST", at+"/verdict", object{"verdict": "accept_plan", "text": "Good."}, seen(f, "version")...).want(403)
	r.lead.send("POST", at+"/verdict", object{"verdict": "accept_plan", "text": "Good."}, seen(f, "version")...).want(200, `"state":"plan_accepted"`)
	r.customer.send("GET", "/api/v1/findings?open=true", nil).want(200, `"total":1`)
	r.nobody.send("GET", "/api/v1/findings", nil).want(200, `"total":0`)
	r.planner.send("GET", "/api/v1/due", nil).want(200, `"files":1`, `"late":0`)
	r.customer.send("GET", "/api/v1/clients/"+string(r.base.Client.ID), nil).
		want(200, `"step":"decision","title":"Decision"`, `"next":"decide on the file"`)
}

// everyPoint answers every point of the application review with yes.
func everyPoint() (out []object) {
	for _, p := range client.ReviewPoints {
		out = append(out, object{"point": p.ID, "answer": "yes"})
	}
	return out
}
