package planning_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

func TestFaultsSayWhere(t *testing.T) {
	good, err := os.ReadFile("testdata/s20.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, where string }{
		{`"priority": 1,`, `"priorty": 1,`, "audits[0].priorty"},
		{`"start": "2026-01-05"`, `"start": "2026-02-31"`, "start"},
		{`"hotel": 130`, `"hotel": 130.5`, "travel.hotel"},
		{`"hotel": 130`, `"hotel": -1`, "travel.hotel"},
		{`"site": "S00011"`, `"site": "S99999"`, "audits[0].site"},
		{`"format": "cb-plan-instance/1"`, `"format": "cb-plan-instance/9"`, "format"},
		{`"auditors": [`, `"auditors": {`, "file"},
		{`"needs": [`, `"len": "two", "needs": [`, "audits[0].positions[0].len"},
		{`"loadPeriodDays": 33`, `"loadPeriodDays": 0`, "policy.loadPeriodDays"},
		{`"priority": 1,`, `"priority": 1, "priority": 2,`, "audits[0].priority"},
		{`"latest":`, `"Latest":`, "audits[0].Latest"},
		{`"latest":`, `"LATEST": "2026-04-01", "latest":`, "audits[0].LATEST"},
		{`"latest":`, `"lat\u0065st": "2026-04-01", "latest":`, "audits[0].latest"},
		{`"hotel": 130`, `"hotel": 130, "hotel": 130`, "travel.hotel"},
		{`"id": "A001"`, "\"id\": \"A\xff1\"", "file"},
		{"{", "\xef\xbb\xbf{", "file"},
		{string(good), " \n", "file"},
		{string(good), "[]", "file"},
		{string(good), string(good[:1000]), "file"},
	} {
		bad := bytes.Replace(good, []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(bad, good) {
			t.Fatalf("%q is not in the file", c.old)
		}
		_, err := planning.ReadInstance(bytes.NewReader(bad))
		if err == nil || domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), c.where+":") {
			t.Errorf("%s: got %v, want a fault at %s", c.new, err, c.where)
		}
	}
}

func TestInstanceSurvivesWritingAndReading(t *testing.T) {
	good, err := os.ReadFile("testdata/s40t.json")
	if err != nil {
		t.Fatal(err)
	}
	in, err := planning.ReadInstance(bytes.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := planning.Write(&b, in); err != nil {
		t.Fatal(err)
	}
	if b.String() != string(good) {
		t.Error("what was read is not what is written")
	}
}

func TestNightsAway(t *testing.T) {
	travel := planning.DefaultTravel()
	for _, c := range []struct{ km, between, nights int }{{120, 4, 0}, {121, 0, 0}, {121, 2, 2}, {250, 2, 2}, {251, 0, 1}, {251, 2, 3}, {2000, 2, 3}} {
		if got := travel.Nights(c.km, c.between); got != c.nights {
			t.Errorf("%d km, %d nights between: %d nights, want %d", c.km, c.between, got, c.nights)
		}
	}
}

// Two people for one position, of which the decoder would take the second.
func TestAPlansTeamNamesEachPositionOnce(t *testing.T) {
	plan := `{"format": "cb-plan/1", "instance": "x", "audits": [{"id": "U1", "start": "2026-02-03", "half": "am", "team": {"p1": "A001", "p2": "A002", "p1": "A003"}}], "cost": 1}`
	_, err := planning.ReadPlan(strings.NewReader(plan))
	if err == nil || !strings.Contains(err.Error(), "audits[0].team.p1: is given twice") {
		t.Errorf("got %v", err)
	}
}
