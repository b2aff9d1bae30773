package importer

import (
	"strings"
	"testing"
)

// TestASuspensionIsResolvedByTheRule: the day a sheet gives sets by when, as a
// decision of today would (rule suspension.deadline); without it a line says so.
func TestASuspensionIsResolvedByTheRule(t *testing.T) {
	known := kept(emptyBody(), Make(readBody(t), emptyBody(), nil))
	contract := known.Contracts["K00154"] // certificate 27001-00243, suspended, decided 2026-01-21, expires 2029-01-20
	for name, c := range map[string]struct{ status, expiry, on, by, says string }{
		"six months":       {"suspended", "2029-01-20", "2026-08-31", "2027-02-28", ""},
		"not beyond it":    {"suspended", "2026-12-24", "2026-08-31", "2026-12-24", ""},
		"long unresolved":  {"suspended", "2029-01-20", "2026-02-01", "2026-08-01", ""},
		"today":            {"suspended", "2029-01-20", "2026-11-23", "2027-05-23", ""},
		"tomorrow":         {"suspended", "2029-01-20", "2026-11-24", "", "refused: lies after today"},
		"before it stood":  {"suspended", "2029-01-20", "2026-01-20", "", "refused: lies before the decision"},
		"after its end":    {"suspended", "2026-08-30", "2026-08-31", "", "refused: lies after the expiry"},
		"no such day":      {"suspended", "2029-01-20", "2026-02-30", "", "refused: no such date"},
		"no day":           {"suspended", "2029-01-20", "", "", "warned: is missing"},
		"not suspended":    {"valid", "2029-01-20", "2026-08-31", "", "warned: the status says valid"},
		"expired since":    {"suspended", "2026-08-30", "2026-08-01", "", "warned: expired on"},
		"and never at all": {"valid", "2029-01-20", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			first := known
			first.Certificates = nil
			sheet := Table{Name: "certificates", File: "certificates.csv", Header: append(headOf("certificates"), "suspended_on")}
			sheet.Rows = []Row{{1, []string{"27001-00243", contract.No, "ISO/IEC 27001:2022", "2026-01-21", "2026-01-21", c.expiry, c.status, "1", c.on}}}
			plan := Make([]Table{sheet}, first, nil)
			says := ""
			for _, f := range plan.Faults {
				says += "refused: " + f.Message
			}
			for _, f := range plan.Warnings {
				says += "warned: " + f.Message
			}
			if !strings.HasPrefix(says, c.says) || (says == "") != (c.says == "") {
				t.Errorf("it says %q", says)
			}
			if len(plan.Certificates) == 1 {
				got := plan.Certificates[0]
				if got.ResolveBy.String() != c.by || c.by != "" && got.StateSince.String() != c.on {
					t.Errorf("suspended since %s, to be resolved by %s", got.StateSince, got.ResolveBy)
				}
				if got.State == "suspended" && c.on == "" && got.StateSince != 0 {
					t.Errorf("made up: since %s", got.StateSince)
				}
			}
		})
	}
}

func headOf(sheet string) []string {
	for _, c := range columns {
		if c.sheet == sheet {
			return c.names
		}
	}
	return nil
}

// TestTheDayOfASuspensionMayComeLater: the warned record is imported again with
// its day, which is all that changes; a sheet without it takes nothing away.
func TestTheDayOfASuspensionMayComeLater(t *testing.T) {
	known := kept(emptyBody(), Make(readBody(t), emptyBody(), nil))
	sheet := func(on string) []Table {
		return []Table{{Name: "certificates", File: "certificates.csv", Header: append(headOf("certificates"), "suspended_on"),
			Rows: []Row{{1, []string{"27001-00243", "K00154", "ISO/IEC 27001:2022", "2026-01-21", "2026-01-21", "2029-01-20", "suspended", "1", on}}}}}
	}
	c := known.Certificates["27001-00243"]
	c.Version = 3 // saved again since
	known.Certificates[c.No] = c
	if plan := Make(sheet(""), known, nil); len(plan.Certificates) != 0 || len(plan.Warnings) != 1 {
		t.Errorf("still missing: %d to write, %+v", len(plan.Certificates), plan.Warnings)
	}
	plan := Make(sheet("2026-08-31"), known, nil)
	if len(plan.Certificates) != 1 || len(plan.Warnings) != 0 || plan.Certificates[0].ResolveBy.String() != "2027-02-28" || plan.Certificates[0].ID != c.ID {
		t.Fatalf("with its day: %+v, %+v", plan.Certificates, plan.Warnings)
	}
	known.Certificates[c.No] = plan.Certificates[0]
	for _, on := range []string{"2026-08-31", ""} {
		if plan := Make(sheet(on), known, nil); len(plan.Certificates) != 0 || len(plan.Warnings) != 0 {
			t.Errorf("again with %q: %+v, %+v", on, plan.Certificates, plan.Warnings)
		}
	}
	if plan := Make(sheet("2026-09-01"), known, nil); len(plan.Certificates) != 0 || len(plan.Warnings) != 1 {
		t.Errorf("another day than the one that stands: %+v, %+v", plan.Certificates, plan.Warnings)
	}
}
