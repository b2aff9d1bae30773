package proof

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/internal/testenv"
)

// TestARestoredOldBackupIsRefused goes through the backup and restore of
// docs/operations.md with the program: back up, go on, put the copy back.
func TestARestoredOldBackupIsRefused(t *testing.T) {
	h := installation{t: t, program: testenv.Program(t), folder: t.TempDir()}
	h.admin("first@body.example")
	h.worked()
	database, copied := filepath.Join(h.folder, "certwright.db"), filepath.Join(t.TempDir(), "copy.db")
	backup(t, database, copied)
	h.admin("second@body.example")
	h.worked()
	if said, ok := h.run("verify"); !ok || !strings.Contains(said, " 0 fault(s)") || strings.Contains(said, "(0 kept") {
		t.Fatalf("untouched, yet %s", said)
	}

	for _, left := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(database + left); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(copied)
	if err == nil {
		err = os.WriteFile(database, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if said, ok := h.run("verify"); ok || !strings.Contains(said, "kept outside the database") {
		t.Errorf("verify says of the old copy: %s", said)
	}
	if said, ok := h.run("serve", "--listen", testenv.FreeAddress(t)); ok || !strings.Contains(said, "older database") || !strings.Contains(said, "--accept-older-ledger") {
		t.Errorf("serve says of the old copy: %s", said)
	}

	h.worked("--accept-older-ledger", "the newer disk is lost")
	h.worked()
	if said, ok := h.run("verify"); !ok {
		t.Errorf("accepted, yet %s", said)
	}
	if why := h.one("SELECT text FROM ledger_entries WHERE verb = 'accept_older_ledger'"); !strings.Contains(why, "the newer disk is lost") {
		t.Errorf("the ledger says %s", why)
	}
}

// installation is a data folder on which the program is run.
type installation struct {
	t               *testing.T
	program, folder string
}

func (h installation) run(args ...string) (said string, ok bool) {
	h.t.Helper()
	out, err := exec.Command(h.program, append(args, "--data", h.folder, "--log-level", "error")...).CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		h.t.Fatal(err)
	}
	return string(out), err == nil
}

// admin adds an account, which the ledger tells of.
func (h installation) admin(email string) {
	h.t.Helper()
	c := exec.Command(h.program, "admin", "--email", email, "--name", "Ada", "--data", h.folder)
	c.Stdin = strings.NewReader("a password that is long enough\n")
	if out, err := c.CombinedOutput(); err != nil {
		h.t.Fatalf("%v: %s", err, out)
	}
}

// worked serves until nothing waits for the ledger's tree.
func (h installation) worked(args ...string) {
	h.t.Helper()
	address := testenv.FreeAddress(h.t)
	p := testenv.Start(h.t, h.program, nil, append([]string{"serve", "--data", h.folder, "--listen", address}, args...)...)
	p.WaitHealthy("http://" + address + "/readyz")
	tick, limit := time.NewTicker(20*time.Millisecond), time.After(time.Minute)
	defer tick.Stop()
	for h.one("SELECT count(*) FROM ledger_waiting") != "0" {
		select {
		case <-tick.C:
		case <-limit:
			h.t.Fatal("the ledger's entries still wait after a minute")
		}
	}
	p.Terminate()
}

func (h installation) one(query string) (value string) {
	h.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(h.folder, "certwright.db"))
	if err == nil {
		err = db.QueryRow(query).Scan(&value)
		db.Close()
	}
	if err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
	return value
}

func backup(t *testing.T, database, to string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+database)
	if err == nil {
		_, err = db.Exec("VACUUM INTO ?", to)
		db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}
