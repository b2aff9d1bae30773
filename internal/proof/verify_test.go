package proof

import (
	"database/sql"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/ncruces/go-sqlite3/driver"

	"github.com/certwright/certwright/internal/testenv"
)

// edits changes one row of every kind the ledger speaks of: the table, what is
// written, and which rows it may be.
var edits = []struct{ kind, table, set, where string }{
	{"client", "clients", "vat_no = 'XX 1'", "1 = 1"},
	{"site", "sites", "street = street || ' 1'", "1 = 1"},
	{"application", "applications", "scope = scope || ' and more'", "1 = 1"},
	{"contract", "contracts", "scope = scope || ' and more'", "1 = 1"},
	{"programme", "programmes", "expiry = '2099-01-01'", "expiry <> ''"},
	{"audit", "audits", "majors = majors + 7", "type = 'stage2'"},
	{"audit", "audits", "report = '{'", "type = 'stage1'"}, // cannot even be read
	{"finding", "findings", "state = 'verified'", "state <> 'verified'"},
	{"decision_file", "decision_files", "due_on = '2099-01-01'", "1 = 1"},
	{"decision", "decisions", "reasons = reasons || ' Really.'", "1 = 1"},
	{"certificate", "certificates", "expiry = '2099-01-01'", "1 = 1"},
	{"certificate_revision", "certificate_revisions", "document = replace(document, 'e', 'E')", "1 = 1"},
	{"auditor", "auditors", "days_per_week = 1", "days_per_week <> 1"},
	{"user", "users", "name = name || ' II'", "1 = 1"},
	{"authorisation", "authorisations", "valid_to = '2099-01-01'", "1 = 1"},
}

// TestTheProgramNamesEveryRowEditedByHand makes a demo body with the program,
// edits the database past it, and reads what `certwright verify` says.
func TestTheProgramNamesEveryRowEditedByHand(t *testing.T) {
	program, folder := testenv.Program(t), t.TempDir()
	run := func(args ...string) (said string, ok bool) {
		t.Helper()
		out, err := exec.Command(program, append(args, "--data", folder, "--log-level", "error")...).CombinedOutput()
		if _, exited := err.(*exec.ExitError); err != nil && !exited {
			t.Fatal(err)
		}
		return string(out), err == nil
	}
	if said, ok := run("demo", "--fill"); !ok {
		t.Fatal(said)
	}
	folder = filepath.Join(folder, "demo")
	if said, ok := run("verify"); !ok || !strings.Contains(said, " 0 fault(s)") || strings.HasPrefix(said, "0 ledger entries") {
		t.Fatalf("untouched, yet %s", said)
	}

	db, err := sql.Open("sqlite3", "file:"+filepath.Join(folder, "certwright.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	defer db.Close()
	dropTriggers(t, db)
	edited := map[string]string{} // object → kind
	for _, e := range edits {
		var id string
		if err := db.QueryRow("SELECT min(id) FROM " + e.table + " WHERE " + e.where).Scan(&id); err != nil {
			t.Fatalf("%s: %v", e.kind, err)
		}
		byHand(t, db, "UPDATE "+e.table+" SET "+e.set+" WHERE id = ?", id)
		edited[id] = e.kind
	}
	var gone string
	if err := db.QueryRow("SELECT max(id) FROM findings").Scan(&gone); err != nil {
		t.Fatal(err)
	}
	byHand(t, db, "DELETE FROM findings WHERE id = ?", gone)
	edited[gone] = "finding"
	byHand(t, db, "INSERT INTO interests SELECT 'put-in', 1, p.id, c.id, 'family', '2020-01-01', '', '' FROM persons p, clients c LIMIT 1")
	edited["put-in"] = "interest"

	said, ok := run("verify")
	if ok {
		t.Error("verify ends well after all that")
	}
	for id, kind := range edited {
		if !named(said, kind, id) {
			t.Errorf("%s %s was edited and is not named", kind, id)
		}
	}
	for _, c := range []struct{ what, statement, says string }{
		{"a head", "UPDATE ledger_heads SET root = 'x' WHERE size = (SELECT max(size) FROM ledger_heads)", "ledger"},
		{"a hash of the tree", "UPDATE ledger_hashes SET hash = '0' || substr(hash, 2) || 'f' WHERE position = 5", "ledger entry"},
		{"an entry's text", "UPDATE ledger_entries SET text = replace(text, 'Ruth Abels', 'Ruth Abel') WHERE kind = 'decision'", "ledger entry"},
	} {
		byHand(t, db, c.statement)
		before := strings.Count(said, "\nledger")
		if said, _ = run("verify"); strings.Count(said, "\nledger") <= before || !strings.Contains(said, "\n"+c.says) {
			t.Errorf("%s was edited and is not named: %s", c.what, said)
		}
	}
}

// named tells whether a line of what verify said is about an object.
func named(said, kind, id string) bool {
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, kind) && strings.Contains(line, "("+id+")") {
			return true
		}
	}
	return false
}

func byHand(t *testing.T, db *sql.DB, statement string, args ...any) {
	t.Helper()
	done, err := db.Exec(statement, args...)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if n, _ := done.RowsAffected(); n == 0 {
		t.Fatalf("%s: hit nothing", statement)
	}
}

// dropTriggers takes away what keeps rows append-only, as the owner of a
// database can.
func dropTriggers(t *testing.T, db *sql.DB) {
	t.Helper()
	rows, err := db.Query("SELECT name FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil || len(names) == 0 {
		t.Fatalf("no triggers: %v", err)
	}
	for _, name := range names {
		if _, err := db.Exec("DROP TRIGGER " + name); err != nil {
			t.Fatal(err)
		}
	}
}
