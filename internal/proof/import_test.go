package proof

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/certwright/certwright/internal/testenv"
)

var countedProgress = regexp.MustCompile(`\((\d+) of (\d+)\)`)

// TestAnImportKilledMidwayIsCompletedByTheNext kills the program with -9 when
// it has begun to write a body's spreadsheets, kills the next run among the
// audits, runs it again and once more:
// all is there, nothing twice, and the ledger agrees.
func TestAnImportKilledMidwayIsCompletedByTheNext(t *testing.T) {
	source, err := filepath.Abs("../../domain/importer/testdata/body")
	if err != nil {
		t.Fatal(err)
	}
	h := installation{t: t, program: testenv.Program(t), folder: t.TempDir()}
	whole := installation{t: t, program: h.program, folder: t.TempDir()}
	if said, ok := whole.run("import", source); !ok {
		t.Fatal(said)
	}

	for _, kill := range []struct {
		percent int
		table   string
	}{{0, "clients"}, {85, "audits"}} {
		said := h.killed(source, kill.percent)
		some, all := h.count(kill.table), whole.count(kill.table)
		t.Logf("killed after %d of %d %s %s", some, all, kill.table, said)
		if some == 0 || some == all {
			t.Fatal("the import was not killed midway")
		}
	}
	if said, ok := h.run("import", source); !ok {
		t.Fatal(said)
	}
	for _, table := range []string{"clients", "sites", "auditors", "authorisations", "absences", "interests", "contracts", "programmes", "certificates", "certificate_changes", "audits", "bookings", "booking_slots", "blocks"} {
		if got, want := h.count(table), whole.count(table); got != want {
			t.Errorf("%s: %d after the second run, %d where nobody was killed", table, got, want)
		}
	}
	report := filepath.Join(t.TempDir(), "faults.json")
	before := h.count("ledger_entries")
	if said, ok := h.run("import", source, "--report", report); !ok || h.count("ledger_entries") != before {
		t.Errorf("a third run changed something: %s", said)
	}
	var faults []struct{ File string }
	if b, err := os.ReadFile(report); err != nil || json.Unmarshal(b, &faults) != nil || len(faults) < 89 {
		t.Errorf("%d faults named, %v", len(faults), err)
	}
	h.worked()
	if said, ok := h.run("verify"); !ok || !bytes.Contains([]byte(said), []byte(" 0 fault(s)")) {
		t.Errorf("verify: %s", said)
	}
}

// killed runs an import and kills it as soon as it says that it wrote something
// and has done that much of the whole.
func (h installation) killed(source string, percent int) (said string) {
	h.t.Helper()
	c := exec.Command(h.program, "import", source, "--data", h.folder)
	progress, err := c.StderrPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		h.t.Fatal(err)
	}
	total := 0
	lines := bufio.NewScanner(progress)
	lines.Split(atReturns)
	for lines.Scan() {
		m := countedProgress.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		// The total grows when the records are read and the writing begins.
		done, _ := strconv.Atoi(m[1])
		if n, _ := strconv.Atoi(m[2]); total == 0 {
			total = n
		} else if n > total && done*100 >= n*percent {
			said = m[0]
			break
		}
	}
	_ = c.Process.Kill()
	_ = c.Wait()
	if said == "" {
		h.t.Fatal("the import never said that it wrote something")
	}
	return said
}

// atReturns splits progress, which comes with carriage returns, as it comes.
func atReturns(data []byte, end bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, ')'); i >= 0 {
		return i + 1, data[:i+1], nil
	}
	if end && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

func (h installation) count(table string) int {
	h.t.Helper()
	n, err := strconv.Atoi(h.one("SELECT count(*) FROM " + table))
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}
