package app_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/internal/store"
	"github.com/certwright/certwright/internal/store/storetest"
)

// TestVerifyNamesWhatWasEditedByHand goes around the application, with the
// triggers gone, as somebody with the database's own password could.
func TestVerifyNamesWhatWasEditedByHand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "certwright.db")
	if err := storetest.Migrate(path); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	m := newRoomOn(t, s)
	_, err = m.decide(m.rita, m.audited("grant"), decision.Granted)
	m.ok(err)
	m.work()
	m.sound()
	byHand, err := sql.Open("sqlite3", "file:"+path)
	m.ok(err)
	t.Cleanup(func() { byHand.Close() })

	for _, c := range []struct {
		name, edit, back string
		kind, what       string
	}{
		{"a certificate's expiry", "UPDATE certificates SET expiry = '2099-01-01'", "UPDATE certificates SET expiry = '2030-03-07'",
			"certificate", "not what the ledger recorded"},
		{"an audit's report", "UPDATE audits SET report_on = '2027-03-01' WHERE type = 'stage2'", "UPDATE audits SET report_on = '2027-03-08' WHERE type = 'stage2'",
			"audit", "not what the ledger recorded"},
		{"a booked hour", "UPDATE booking_slots SET hour = hour + 100000 WHERE hour = (SELECT max(hour) FROM booking_slots)",
			"UPDATE booking_slots SET hour = hour - 100000 WHERE hour = (SELECT max(hour) FROM booking_slots)", "audit", "hours kept"},
		{"a row put in", "INSERT INTO interests VALUES ('x', 1, 'person-a', 'client-a', 'family', '2020-01-01', '', '')", "DELETE FROM interests WHERE id = 'x'",
			"interest", "knows nothing"},
		{"reasons of a decision", "UPDATE decisions SET reasons = 'because'", "UPDATE decisions SET reasons = 'The file is complete.'", "decision", "signature"},
		{"the frozen file", "UPDATE decisions SET file_bytes = file_bytes || ' '", "UPDATE decisions SET file_bytes = rtrim(file_bytes)", "decision", "frozen file"},
		{"a document", "UPDATE certificate_revisions SET document = replace(document, 'payroll', 'nuclear')",
			"UPDATE certificate_revisions SET document = replace(document, 'nuclear', 'payroll')", "certificate_revision", "hash was recorded"},
		{"an entry", "UPDATE ledger_entries SET text = replace(text, 'rita', 'anna') WHERE verb = 'decide'",
			"UPDATE ledger_entries SET text = replace(text, 'anna', 'rita') WHERE verb = 'decide'", "ledger", "put into the tree"},
		{"a side of the file", "DELETE FROM file_sides WHERE side = 'audit'", "", "decision_file", "not kept on the audit side"},
		{"the decider's side", "DELETE FROM file_sides WHERE side = 'decision'", "", "decision_file", "not kept on the decision side"},
		{"the PDF", "UPDATE files SET content = zeroblob(9)", "", "certificate_revision", "altered"},
		{"a hash of the tree", "UPDATE ledger_hashes SET hash = '00' || substr(hash, 3) WHERE position = 3 AND substr(hash, 1, 2) <> '00'", "", "ledger", "put into the tree"},
		{"a head", "UPDATE ledger_heads SET root = 'x'", "", "ledger", "another size or root"},
		{"the end cut off", "DELETE FROM ledger_leaves WHERE leaf >= 10", "", "ledger", "are in the tree"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dropTriggers(t, byHand)
			if done, err := byHand.Exec(c.edit); err != nil {
				t.Fatal(err)
			} else if n, _ := done.RowsAffected(); n == 0 {
				t.Fatal("the edit hit nothing")
			}
			_, faults := m.verified(t, c.kind)
			found := false
			for _, f := range faults {
				found = found || f.Kind == c.kind && strings.Contains(f.What, c.what)
			}
			if !found {
				t.Errorf("found %v, want a fault of %s: %s", faults, c.kind, c.what)
			}
			if c.back != "" {
				if _, err := byHand.Exec(c.back); err != nil {
					t.Fatal(err)
				}
				if _, faults := m.faults(); len(faults) > 0 {
					t.Errorf("put back, yet %v", faults)
				}
			}
		})
	}
}

// verified gives the faults, of laid-down rows only for the kind a test is about.
func (m *room) verified(t *testing.T, kind string) (app.Verified, []app.Fault) {
	t.Helper()
	v, faults := m.faults()
	for _, f := range v.Faults {
		if f.Kind == kind && f.Object == "x" {
			faults = append(faults, f)
		}
	}
	return v, faults
}

func dropTriggers(t *testing.T, db *sql.DB) {
	t.Helper()
	rows, err := db.Query("SELECT name FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	for _, name := range names {
		if _, err := db.Exec("DROP TRIGGER " + name); err != nil {
			t.Fatal(err)
		}
	}
}
