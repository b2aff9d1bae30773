package api

import (
	"testing"

	"github.com/certwright/certwright/domain"
)

// offered walks over HTTP to an offered contract.
func (r *roadBench) offered(offer object) answer {
	r.t.Helper()
	x := r.customer.send("POST", "/api/v1/applications", r.applied()).want(201)
	at := "/api/v1/applications/" + x.field("id")
	x = r.customer.send("POST", at+"/submission", nil, seen(x, "version")...).want(200)
	r.planner.send("POST", at+"/review", object{"accepted": true, "points": everyPoint()},
		seen(x, "version")...).want(200)
	return r.planner.send("POST", at+"/contract", offer).want(201)
}

func TestAnOverrideOverHTTP(t *testing.T) {
	r := newRoadBench(t)
	reviewer := r.as("rita", "", domain.Reviewer)
	c := r.offered(object{"override": object{"days": 7.5, "reason": "Two data centres"}}).
		want(201, `"asked":{`, `"days":7.5`, `"asked_by":"paula"`, `"initial_days":6`, `"samples":[]`)
	at := "/api/v1/contracts/" + c.field("id")
	r.customer.send("POST", at+"/acceptance", object{"signed_by": "Carla"}, seen(c, "version")...).want(409, "override_waits")
	r.planner.send("POST", at+"/override/decision", object{"approved": true}, seen(c, "version")...).want(403)
	reviewer.send("POST", at+"/override/decision", object{"approved": false}, seen(c, "version")...).want(400, `"field":"why"`)
	c = reviewer.send("POST", at+"/override/decision", object{"approved": false, "why": "Not shown"}, seen(c, "version")...).want(200, `"initial_days":6`)
	r.planner.send("POST", at+"/override", object{"days": 7.3, "reason": "why"}, seen(c, "version")...).want(400, `"field":"days"`, "half days")
	c = r.planner.send("POST", at+"/override", object{"days": 7, "reason": "Two data centres"}, seen(c, "version")...).want(200)
	reviewer.send("POST", at+"/override/decision", object{"approved": true}, seen(c, "version")...).
		want(200, `"initial_days":7`, `"approved_by":"rita"`, "approved by rita")
	r.planner.send("POST", at+"/samples", object{"occasion": "initial", "alike": true}, "If-Match", `"4"`).want(400, `"field":"sites"`)
	r.customer.send("POST", at+"/samples", object{"occasion": "initial", "alike": true}, "If-Match", `"4"`).want(403)
}
