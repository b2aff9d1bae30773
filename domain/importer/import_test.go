package importer

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

// body is an old certification body's nine files with the faults sown in them.
const body = "testdata/body"

func readBody(t *testing.T) []Table {
	t.Helper()
	var out []Table
	for _, c := range columns {
		file := c.sheet + ".csv"
		b, err := os.ReadFile(filepath.Join(body, file))
		if errors.Is(err, fs.ErrNotExist) && c.sheet == "contacts" {
			continue // the old body kept one contact a client, in the sheet of clients
		}
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimPrefix(string(b), "\ufeff")
		r := csv.NewReader(strings.NewReader(text))
		if strings.Contains(strings.SplitN(text, "\n", 2)[0], ";") {
			r.Comma = ';'
		}
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		table := Table{Name: c.sheet, File: file, Header: rows[0]}
		for i, cells := range rows[1:] {
			table.Rows = append(table.Rows, Row{Record: i + 1, Cells: cells})
		}
		out = append(out, table)
	}
	return out
}

func emptyBody() Known {
	n := 0
	return Known{
		Schemes: scheme.Seed(), Today: domain.MustDate("2026-11-23"),
		NewID: func() domain.ID { n++; return domain.ID(fmt.Sprintf("id-%05d", n)) },
	}
}

type sown struct {
	File   string
	Record int
	Column string
	Value  string
	Why    string
}

func sownFaults(t *testing.T) []sown {
	b, err := os.ReadFile(filepath.Join(body, "faults.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Faults []sown }
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all.Faults
}

// Every fault sown is named at its cell, and whatever else is refused hangs on one of them.
func TestSownFaultsAndNothingElse(t *testing.T) {
	plan := Make(readBody(t), emptyBody(), nil)
	key := func(file string, record int) string { return fmt.Sprintf("%s %d", file, record) }
	faulty := map[string]bool{}
	for _, s := range sownFaults(t) {
		faulty[key(s.File, s.Record)] = true
		found := false
		for _, f := range plan.Faults {
			found = found || f.File == s.File && f.Record == s.Record && f.Column == s.Column && f.Value == s.Value && f.Because == ""
		}
		if !found {
			t.Errorf("not named: %+v", s)
		}
	}
	hanging := 0
	for _, f := range plan.Faults {
		switch {
		case f.Because != "":
			hanging++
		case !faulty[key(f.File, f.Record)]:
			t.Errorf("refused without need: %+v", f)
		}
	}
	if hanging < 20 {
		t.Errorf("only %d records are named as hanging on a refused one", hanging)
	}
	for _, f := range plan.Faults {
		if f.File == "audits.csv" && f.Record == 290 && f.Column == "lead" && strings.Contains(f.Message, "record 245") {
			return
		}
	}
	t.Error("the double booking does not say that record 245 has the auditor")
}

// What goes in and what does not adds up for every file.
func TestCountsAddUp(t *testing.T) {
	plan := Make(readBody(t), emptyBody(), nil)
	for _, c := range plan.Counts {
		if c.New+c.Changed+c.Unchanged+c.Refused != c.Read {
			t.Errorf("%+v does not add up", c)
		}
	}
	if len(plan.Counts) != len(columns)-1 {
		t.Errorf("%d files counted, %d read", len(plan.Counts), len(columns))
	}
}

// Six due dates of December 2026, worked out by hand from certificates.csv. A
// first surveillance is due 12 months after the initial decision and ends there
// (9.1.3.3); a second one 24 months after it and no later than the year's end; a
// recertification is due at the printed expiry, its audit to end 90 days before.
//
//	K00165 decided 2025-12-16, first certified that day: + 12 months = 2026-12-16,
//	       opens three months before, 2026-09-16; not after 2026-12-16
//	K00182 decided 2025-12-31: 2026-12-31, opens 2026-09-30 (September ends there)
//	K00307 decided 2025-12-18: 2026-12-18, opens 2026-09-18
//	K00232 decided 2024-12-29: + 24 months = 2026-12-29, opens 2026-09-29; 2026 owes
//	       a surveillance, so not after 2026-12-31
//	K00331 expires 2026-12-22: opens six months before, 2026-06-22; December has 22
//	       days to it, November 30, October 31, which leaves 7 of September's 30
//	       days to make 90: 2026-09-23
//	K00190 expires 2026-12-30: opens 2026-06-30; 30 + 30 + 30 of October's 31 days
//	       make 90: 2026-10-01
func TestDueDatesOfDecember2026(t *testing.T) {
	want := map[string]string{
		"K00165-1SV1": "2026-12-16 2026-09-16 2026-12-16 2026-12-16 surveillance.check_first",
		"K00182-1SV1": "2026-12-31 2026-09-30 2026-12-31 2026-12-31 surveillance.check_first",
		"K00307-1SV1": "2026-12-18 2026-09-18 2026-12-18 2026-12-18 surveillance.check_first",
		"K00232-1SV2": "2026-12-29 2026-09-29 2026-12-29 2026-12-31 surveillance.calendar_years",
		"K00331-2RC":  "2026-12-22 2026-06-22 2026-09-23 2026-12-22 recert.outcome",
		"K00190-2RC":  "2026-12-30 2026-06-30 2026-10-01 2026-12-30 recert.outcome",
	}
	for _, a := range Make(readBody(t), emptyBody(), nil).Audits {
		if a.Imported || a.Due.Year() != 2026 || a.Due.Month() != 12 {
			continue
		}
		got := fmt.Sprint(a.Due, " ", a.Window.Earliest, " ", a.Window.Latest, " ", a.Window.HardLimit, " ", a.Window.HardRule)
		if want[a.No] != got {
			t.Errorf("%s: %s, by hand %s", a.No, got, want[a.No])
		}
		delete(want, a.No)
	}
	for no := range want {
		t.Errorf("%s is not due in December 2026", no)
	}
}

// A second run over what the first one kept finds nothing new and nothing changed.
func TestSecondRunChangesNothing(t *testing.T) {
	first := Make(readBody(t), emptyBody(), nil)
	known := emptyBody()
	known = kept(known, first)
	second := Make(readBody(t), known, nil)
	if n := second.Steps(); n != 0 {
		t.Errorf("the second run would write %d things: %d clients %d sites %d auditors %d auth %d abs %d int %d contracts %d programmes %d certs %d audits", n,
			len(second.Clients), len(second.Sites), len(second.Auditors), len(second.Authorisations), len(second.Absences),
			len(second.Interests), len(second.Contracts), len(second.Programmes), len(second.Certificates), len(second.Audits))
	}
	if len(second.Faults) != len(first.Faults) {
		t.Errorf("the second run names %d faults, the first named %d", len(second.Faults), len(first.Faults))
	}
}

// kept is a database after a plan was carried out.
func kept(k Known, p Plan) Known {
	w := newWork(k, nil)
	k = w.known
	for _, c := range p.Clients {
		c.Version = 1
		k.Clients[c.No] = c
	}
	for _, s := range p.Sites {
		s.Version = 1
		k.Sites[s.No] = s
	}
	for _, c := range p.Contacts {
		c.Version = 1
		k.Contacts = append(k.Contacts, c)
	}
	for _, a := range p.Auditors {
		a.Version = 1
		k.Auditors[a.No] = a
	}
	for _, a := range p.Authorisations {
		a.Version = 1
		k.Authorisations = append(k.Authorisations, a)
	}
	k.Absences = p.Absences
	for _, i := range p.Interests {
		i.Version = 1
		k.Interests = append(k.Interests, i)
	}
	for _, c := range p.Contracts {
		c.Version = 1
		k.Contracts[c.No] = c
	}
	for _, c := range p.Certificates {
		c.Version = 1
		k.Certificates[c.No] = c
	}
	for _, pr := range p.Programmes {
		pr.Version = 1
		k.Programmes[pr.ContractID] = append(k.Programmes[pr.ContractID], pr)
	}
	for _, a := range p.Audits {
		a.Version = 1
		k.Audits[a.No] = a
	}
	return k
}

// Every certified contract has exactly one running programme, and its owed
// recertification ends 90 days before the printed expiry.
func TestProgrammesFollowFromCertificates(t *testing.T) {
	plan := Make(readBody(t), emptyBody(), nil)
	running := map[domain.ID]programme.Programme{}
	for _, p := range plan.Programmes {
		if p.State == programme.Active {
			if _, twice := running[p.ContractID]; twice {
				t.Errorf("contract %s has two running programmes", p.ContractID)
			}
			running[p.ContractID] = p
		}
	}
	for _, c := range plan.Certificates {
		p, ok := running[c.ContractID]
		if !ok || p.Expiry != c.Expiry || p.Anchor != c.Decision || c.ProgrammeID != p.ID {
			t.Errorf("certificate %s: programme %+v", c.No, p)
		}
	}
	for _, a := range plan.Audits {
		if a.Type == audit.Recert && a.State == audit.Owed && a.Window.Latest != running[a.ContractID].Expiry.AddDays(-90) {
			t.Errorf("%s: window ends %s", a.No, a.Window.Latest)
		}
	}
}

func TestNothingPanicsOnTornTables(t *testing.T) {
	for _, table := range []Table{
		{Name: "clients", File: "clients.csv"},
		{Name: "audits", File: "a.csv", Header: []string{"contract_no"}, Rows: []Row{{1, []string{"K1"}}}},
		{Name: "clients", File: "c.csv", Header: columns[0].names, Rows: []Row{{1, nil}, {2, []string{"", "\x00", "\u202e"}}}},
		{Name: "invoices", File: "invoices.csv", Header: []string{"x"}, Rows: []Row{{1, []string{"1"}}}},
		{Name: "audits", File: "audits.csv", Header: columns[8].names, Rows: []Row{{1, []string{"K", "stage9", "2026-13-01", "x", "", "AU1 AU1", "z", "-1", "q"}}}},
	} {
		if plan := Make([]Table{table}, emptyBody(), nil); len(plan.Faults) == 0 && len(table.Rows) > 0 {
			t.Errorf("%s: nothing named", table.File)
		}
	}
}
