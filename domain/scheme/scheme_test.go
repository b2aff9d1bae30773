package scheme

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/programme"
)

func TestSeedsAreWhole(t *testing.T) {
	var names []string
	for _, s := range Seed() {
		names = append(names, s.Name)
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
		if s.Stage2 != audit.StagePresets[0] {
			t.Errorf("%s does not start with the body's default window", s.ID)
		}
		if !reflect.DeepEqual(s.Programme, programme.Defaults()) || s.Nonconformities != audit.NCDefaults() {
			t.Errorf("%s does not start with the default numbers", s.ID)
		}
		if n := len(s.CodesIn(SeedTaxonomies())); n != 39+len(s.OwnCodes) {
			t.Errorf("%s has %d codes, want the 39 IAF codes and its own %d", s.ID, n, len(s.OwnCodes))
		}
	}
	if got := strings.Join(names, ", "); got != "ISO 14001:2015, ISO/IEC 27001:2022, ISO 45001:2018, ISO 9001:2015" {
		t.Errorf("the schemes that ship are %s", got)
	}
}

// The audit-time tables climb with the number of persons, and a lower class of
// complexity never takes longer.
func TestTablesClimb(t *testing.T) {
	for _, s := range Seed() {
		last := make([]audittime.Days, len(s.AuditTimeTable.Columns))
		for _, row := range s.AuditTimeTable.Rows {
			for i, d := range row.Days {
				if d < last[i] || i > 0 && d > row.Days[i-1] {
					t.Errorf("%s %s: %v is out of order", s.ID, row, row.Days)
				}
			}
			last = row.Days
		}
	}
}

func TestSchemeSurvivesWritingAndReading(t *testing.T) {
	for _, s := range Seed() {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse(b)
		if err != nil || !reflect.DeepEqual(s, back) {
			t.Errorf("%s came back changed: %v", s.ID, err)
		}
	}
}

func TestByName(t *testing.T) {
	for _, name := range []string{"27001-2022", "ISO/IEC 27001:2022", "27001"} {
		if s, ok := ByName(Seed(), name); !ok || s.ID != "27001-2022" {
			t.Errorf("%s was not found", name)
		}
	}
	if _, ok := ByName(Seed(), "ISO/IEC 27001:2013"); ok {
		t.Error("an edition that is not there was found")
	}
}

func TestWrongSchemesNameTheField(t *testing.T) {
	good, err := data.ReadFile("data/27001-2022.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, field string }{
		{`"cycle_months": 36`, `"cycle_months": 0`, "programme.cycle_months"},
		{`"cycle_months": 36`, `"cycle_months": "36"`, "programme.cycle_months"},
		{`"cycle_months": 36`, `"cycel_months": 36`, "cycel_months"},
		{`"minus_one_day"`, `"yesterday"`, "programme.expiry_convention"},
		{`"last_day"`, `"middle"`, "programme.judged_by"},
		{`[90, 60, 30]`, `[30, 60, 90]`, "programme.warn_days"},
		{`"max_weeks": 12`, `"max_weeks": 3`, "stage2.max_weeks"},
		{`"response_days": 90`, `"response_days": 0`, "nonconformities.response_days"},
		{`"cooling_years": 2`, `"cooling_years": -1`, "impartiality.cooling_years"},
		{`"max_reduction_percent": 30`, `"max_reduction_percent": 101`, "audit_time.max_reduction_percent"},
		{`"hours_per_day": 8`, `"hours_per_day": 25`, "audit_time.hours_per_day"},
		{`"surveillance_share": "1/3"`, `"surveillance_share": "0/3"`, "audit_time.surveillance_share"},
		{`"stage1_least_days": 0.5`, `"stage1_least_days": 0.3`, "audit_time.stage1_least_days"},
		{`"separate": 1`, `"apart": 1`, "audit_time.transition_extra_days"},
		{`{"from": 11, "to": 15`, `{"from": 12, "to": 15`, "audit_time_table.rows[1].from"},
		{`{"from": 11, "to": 15`, `{"from": 11, "to": 10`, "audit_time_table.rows[1].to"},
		{`"days": [8.5]`, `"days": [8.4]`, "audit_time_table.rows[3].days"},
		{`"days": [8.5]`, `"days": [8.5, 9]`, "audit_time_table.rows[3].days"},
		{`"version": 1`, `"version": 0`, "version"},
		{`"short": "27001"`, `"short": " "`, "short"},
		{`"scope",`, ``, "certificate_content"},
		{`"ends": "2025-10-31"`, `"ends": "2023-10-31"`, "transitions[0]"},
		{`"ends": "2025-10-31"`, `"ends": "2023-13-31"`, "scheme"},
		{`"required": "2026-04-01"`, `"required": ""`, "audit_time_editions[0]"},
		{`"code": "cloud"`, `"code": "development"`, "own_codes[1].code"},
	} {
		bad := bytes.Replace(good, []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(bad, good) {
			t.Fatalf("%s is not in the file", c.old)
		}
		_, err := Parse(bad)
		if domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), c.field+":") {
			t.Errorf("%s: want an error at %s, got %v", c.new, c.field, err)
		}
	}
	for _, bad := range []string{"", "[]", "null{}", "{} {}", strings.Repeat("[", 100_000)} {
		if _, err := Parse([]byte(bad)); domain.KindOf(err) != domain.Invalid {
			t.Errorf("%.20q: want a refusal, got %v", bad, err)
		}
	}
}

// Whatever is read comes back the same, or is refused; nothing panics.
func FuzzParse(f *testing.F) {
	for _, s := range Seed() {
		b, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Parse(b)
		if err != nil {
			if domain.KindOf(err) != domain.Invalid {
				t.Errorf("a wrong scheme is invalid input, got %v", err)
			}
			return
		}
		again, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Parse(again); err != nil || len(Diff(s, back)) != 0 {
			t.Errorf("came back changed: %v, %v", err, Diff(s, back))
		}
	})
}
