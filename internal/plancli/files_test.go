package plancli

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain/planning"
)

func TestAnOutputTakesThePlaceOfAFileAndOfNothingElse(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("real"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", at("link")); err != nil {
		t.Fatal(err)
	}
	if err := write(output{at("link"), planning.Plan{Format: planning.PlanFormat}}); err != nil {
		t.Fatal(err)
	}
	link, err := os.Lstat(at("link"))
	if err != nil || link.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v %v", link, err)
	}
	real, err := os.Stat(at("real"))
	if err != nil || real.Mode().Perm() != 0o600 {
		t.Errorf("what was closed to others is open now: %v %v", real, err)
	}
	if _, err := read(at("real"), planning.ReadPlan); err != nil {
		t.Error(err)
	}
	if err := write(output{os.DevNull, 1}); err != nil {
		t.Error(err)
	}
	if null, err := os.Stat(os.DevNull); err != nil || null.Mode().IsRegular() {
		t.Fatalf("%s is a file now", os.DevNull)
	}
	for path, says := range map[string]string{dir: "folder", at("none/x"): "cannot write " + at("none/x") + ":"} {
		if err := writable(path); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// Either all files of an answer are written or none.
func TestAnAnswerIsWrittenWhole(t *testing.T) {
	dir := t.TempDir()
	first := filepath.Join(dir, "first")
	if err := write(output{first, 1}, output{filepath.Join(dir, "none", "second"), 2}); err == nil {
		t.Error("there is no such folder")
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestNothingAskedForIsOverwritten(t *testing.T) {
	dir := t.TempDir()
	inst, plan := filepath.Join(dir, "inst"), filepath.Join(dir, "plan")
	for _, path := range []string{inst, plan} {
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := (&Repair{In: inst, Plan: plan, Out: plan, Patched: inst}).possible(); err != nil {
		t.Errorf("the new files may replace the old ones: %v", err)
	}
	fresh := filepath.Join(dir, "fresh")
	for name, c := range map[string]interface{ possible() error }{
		"plan over instance":    &Solve{In: inst, Out: filepath.Join(dir, ".", "inst"), Seconds: 1},
		"two into one":          &Repair{In: inst, Plan: plan, Out: fresh, Patched: fresh},
		"new plan on instance":  &Repair{In: inst, Plan: plan, Out: inst, Patched: fresh},
		"new instance on plan":  &Repair{In: inst, Plan: plan, Out: fresh, Patched: plan},
		"answer over plan":      &Whatif{In: inst, Plan: plan, Out: plan},
		"a search without end":  &Solve{In: inst, Out: fresh},
		"no folder for a plan":  &Solve{In: inst, Out: filepath.Join(dir, "none", "x"), Seconds: 1},
		"no folder for a whole": &Whatif{In: inst, Plan: plan, Out: filepath.Join(dir, "none", "x")},
	} {
		if err := c.possible(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestNumbersThatMakeNoSense(t *testing.T) {
	for _, c := range []interface{ Validate() error }{
		&Solve{Seconds: math.NaN()}, &Solve{Seconds: 1e10}, &Solve{Seconds: math.Inf(1)}, &Solve{Seconds: -1}, &Solve{Threads: -1}, &Solve{Iterations: -1},
		&Repair{Seconds: -1}, &Repair{Iterations: -1}, &Whatif{Seconds: math.NaN()}, &Whatif{Iterations: -1}, &Bound{Rounds: -1}, &Bound{Seconds: -1}, &Bound{Threads: -1},
	} {
		if c.Validate() == nil {
			t.Errorf("%+v: no error", c)
		}
	}
	if err := (&Solve{Seconds: longest}).Validate(); err != nil {
		t.Error(err)
	}
	if d := allow(longest, 10, time.Now()); d <= 0 {
		t.Errorf("a year is %s", d)
	}
}

// The seconds count from the start of the process, which is before any test.
func TestTheProcessBeganBeforeItsTests(t *testing.T) {
	if age := time.Since(started); age < 0 || age > time.Hour {
		t.Errorf("the process is %s old", age)
	}
}
