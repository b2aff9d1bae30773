package importer

import (
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain/planning"
)

// TestABookingInASheetMeetsTheRulesOfABooking writes one record for each rule
// that refuses, and one that is good: the fault stands at the person's cell and
// names the rule, as the planning desk would.
func TestABookingInASheetMeetsTheRulesOfABooking(t *testing.T) {
	tables := func(audits ...[]string) []Table {
		sheets := map[string][][]string{
			"clients": {{"C1", "One", "", "DE", "", "Carla", "c@one.example", "de", "no"}, {"C2", "Two", "", "JP", "", "Tomo", "t@two.example", "en", "no"}},
			"sites": {{"C1-S1", "C1", "Head office", "", "", "Honolulu", "US", "Pacific/Honolulu", "21.3", "-157.8", "20", "yes"},
				{"C2-S1", "C2", "Head office", "", "", "Auckland", "NZ", "Pacific/Auckland", "-36.8", "174.7", "20", "yes"}},
			"auditors": {{"A1", "Anna", "a@body.example", "staff", "Berlin", "52.5", "13.4", "Europe/Berlin", "de", "0", "5", "DE"},
				{"A2", "Bela", "b@body.example", "staff", "Berlin", "52.5", "13.4", "Europe/Berlin", "de", "0", "5", "DE"}},
			"authorisations": {{"A1", "ISO/IEC 27001:2022", "lead", "IAF 33", "2020-01-01", "", "file"},
				{"A2", "ISO/IEC 27001:2022", "auditor", "IAF 29", "2020-01-01", "2027-06-10", "file"}},
			"absences":     {{"A1", "2027-05-03", "2027-05-07", "", ""}},
			"interests":    {{"A2", "C1", "employment", "2019-01-01", "2026-06-30"}},
			"contracts":    {{"K1", "C1", "ISO/IEC 27001:2022", "Hosting", "IAF 33", "20", "2026-01-10"}, {"K2", "C2", "ISO/IEC 27001:2022", "Hosting", "IAF 33", "20", "2026-01-10"}},
			"certificates": {},
			"audits":       audits,
		}
		var out []Table
		for _, c := range columns {
			x := Table{Name: c.sheet, File: c.sheet + ".csv", Header: c.names}
			for i, cells := range sheets[c.sheet] {
				x.Rows = append(x.Rows, Row{Record: i + 1, Cells: cells})
			}
			out = append(out, x)
		}
		return out
	}
	one := func(kind, from, to, lead, team string) []string {
		return []string{"K1", kind, from, to, lead, team, "", "", ""}
	}
	elsewhere := []string{"K2", "stage1", "2027-03-02", "2027-03-02", "A1", "", "", "", ""}
	for name, c := range map[string]struct {
		audits       [][]string
		record       int
		column, rule string
		says         string
	}{
		"good":         {audits: [][]string{one("stage1", "2027-03-01", "2027-03-02", "A1", "")}},
		"no lead":      {audits: [][]string{one("stage1", "2029-03-01", "2029-03-02", "A2", "A1")}, record: 1, column: "lead", rule: planning.Competence.ID, says: "Bela"},
		"ended":        {audits: [][]string{{"K2", "stage1", "2027-06-10", "2027-06-11", "A1", "A2", "", "", ""}}, record: 1, column: "team", rule: planning.Competence.ID, says: "ends on"},
		"not covered":  {audits: [][]string{{"K2", "stage1", "2027-03-01", "2027-03-01", "A2", "", "", "", ""}}, record: 1, column: "lead", rule: planning.Cover.ID, says: "IAF 33"},
		"away":         {audits: [][]string{one("stage1", "2027-05-06", "2027-05-07", "A1", "")}, record: 1, column: "lead", rule: planning.Availability.ID, says: "is away"},
		"barred":       {audits: [][]string{one("stage1", "2027-03-01", "2027-03-01", "A1", "A2")}, record: 1, column: "team", rule: planning.Barred.ID, says: "employment"},
		"twice":        {audits: [][]string{one("stage1", "2027-03-01", "2027-03-02", "A1", ""), elsewhere}, record: 2, column: "lead", rule: planning.Overlap.ID, says: "record 1"},
		"another zone": {audits: [][]string{one("stage1", "2027-03-01", "2027-03-01", "A1", ""), elsewhere}, record: 2, column: "lead", rule: planning.Overlap.ID, says: "another time zone"},
	} {
		t.Run(name, func(t *testing.T) {
			plan := Make(tables(c.audits...), emptyBody(), nil)
			if c.rule == "" {
				if len(plan.Faults) > 0 {
					t.Errorf("refused: %+v", plan.Faults)
				}
				return
			}
			if !slices.ContainsFunc(plan.Faults, func(f Fault) bool {
				return f.File == "audits.csv" && f.Record == c.record && f.Column == c.column && strings.Contains(f.Message, "(rule "+c.rule+")") && strings.Contains(f.Message, c.says)
			}) {
				t.Errorf("want %s at %s of record %d; named are %+v", c.rule, c.column, c.record, plan.Faults)
			}
		})
	}
}
