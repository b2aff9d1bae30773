package archtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// bare runs a command of the sources' folder as a machine without settings
// would: no locale, no HOME, no terminal.
func bare(t *testing.T, input, name string, args ...string) string {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir, c.Env, c.Stdin = root, []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}, strings.NewReader(input)
	said, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v: %s", name, args, err, said)
	}
	return strings.TrimSpace(string(said))
}

func TestBrowserTestsAreCountedInAnyLocale(t *testing.T) {
	said := "▶ a test\n  ✔ it passes (12ms)\nℹ tests 15\nℹ suites 0\nℹ pass 11\nℹ fail 2\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 45.1\n"
	for _, input := range []string{said, strings.ReplaceAll(said, "ℹ", "#"), strings.ReplaceAll(said, "ℹ", "\x1b[34mℹ")} {
		if got := bare(t, input, "awk", "-f", "scripts/count-browser.awk"); got != "11 4" {
			t.Errorf("counted %q, want 11 passed and 4 failed", got)
		}
	}
	if got := bare(t, "the runner died\n", "awk", "-f", "scripts/count-browser.awk"); got != "0 0" {
		t.Errorf("counted %q where there is nothing to count", got)
	}
}

func TestScriptsRunWithoutAnySetting(t *testing.T) {
	all, err := filepath.Glob(filepath.Join(root, "scripts", "*"))
	if err != nil || len(all) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, script := range all {
		if !strings.Contains(filepath.Base(script), ".") {
			bare(t, "", "bash", "-n", "scripts/"+filepath.Base(script))
		}
	}
	bare(t, "", "scripts/packages", "missing") // prints what is missing, and asks nothing
	if home := bare(t, "", "make", "--no-print-directory", "--eval", "where: ; @echo $$HOME", "where"); !strings.HasPrefix(home, "/") {
		t.Errorf("make gives its programs the home %q where none is set", home)
	}
}
