package plancli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/solve"
)

// Three people could do the five tasks; two are enough, and two tasks overlap.
const fiveTasks = `# made up
Type = 1
Jobs = 5
   0   10
   5   20
  10   30
  20   40
  35   50
Qualifications = 3
3: 0 2 4
4: 1 3 0 2
2: 0 4
`

func TestTasksBecomeAnInstance(t *testing.T) {
	tasks, able, err := readTasks(strings.NewReader(fiveTasks))
	if err != nil {
		t.Fatal(err)
	}
	in, err := fromTasks("five", tasks, able)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := solve.Solve(context.Background(), in, solve.Options{Seed: 1, Iterations: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	if v := check.Judge(in, plan); !v.Feasible || v.Cost != 2*perPerson || plan.Bound != 2*perPerson || atOnce(tasks) != 2 {
		t.Errorf("legal %v, cost %d, bound %d, %d at once; two people can do it and are needed", v.Feasible, v.Cost, plan.Bound, atOnce(tasks))
	}
}

// Two audits of the instance overlap when, and only when, their tasks do.
func TestMomentsKeepOverlaps(t *testing.T) {
	long := []task{{0, 10}, {5, 20}, {5, 6}, {10, 30}, {20, 40}, {35, 50}, {6, 7}, {7, 35}, {49, 90}, {100, 101}, {3, 8}}
	short, n := moments(long)
	for i := range long {
		if short[i].start < 0 || short[i].start >= short[i].end || short[i].end > n {
			t.Errorf("task %v has moments %v of %d", long[i], short[i], n)
		}
		for j := range long {
			was := long[i].start < long[j].end && long[j].start < long[i].end
			if is := short[i].start < short[j].end && short[j].start < short[i].end; is != was {
				t.Errorf("%v and %v overlap: %v; as moments %v and %v: %v", long[i], long[j], was, short[i], short[j], is)
			}
		}
	}
}

func TestFaultsOfTaskFilesNameLineAndReason(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"  10   30", "  10   x30", `line 6: "x30" is no number`},
		{"  10   30", "  30   10", `line 6: "30   10" is no job; it must be a start, from 0, and a later end`},
		{"  10   30", "  10   30  5", `line 6: "10   30  5" is no job; it must be a start, from 0, and a later end`},
		{"  10   30\n", "", "line 9: there is no job 4; they count from 0 to 3"},
		{"3: 0 2 4", "3: 0 2 5", "line 10: there is no job 5; they count from 0 to 4"},
		{"3: 0 2 4", "2: 0 2 4", "line 10: 3 jobs are listed; the line announces 2"},
		{"3: 0 2 4", "0 2 4", `line 10: "0 2 4" does not begin with the number of a person's jobs`},
		{"2: 0 4\n", "", "line 11: the file ends with 2 people; it announced 3"},
		{"Jobs = 5", "Jobs = 6", "line 12: the file ends with 5 jobs; it announced 6"},
		{"Jobs = 5", "Jobs = five", `line 3: "Jobs = five": what follows = must be a number`},
		{"Jobs = 5", "Works = 5", `line 4: "0   10" stands under no heading "Jobs" or "Qualifications"`},
		{fiveTasks, "", `line 0: the file ends without a line "Jobs = n"`},
	} {
		text := strings.Replace(fiveTasks, c.old, c.new, 1)
		if _, _, err := readTasks(strings.NewReader(text)); err == nil || err.Error() != c.want {
			t.Errorf("%q for %q: %v; want %s", c.new, c.old, err, c.want)
		}
	}
}

// Two sets in one folder are told apart: what is proved of one is not of the other.
func TestTheLargestSetOfAFolderComesFirst(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"small/a.dat", "large/a.dat", "large/b.dat", "large/read.me", "large/below/c.dat", "large/d.dat"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sets, err := taskSets(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, set := range sets {
		got = append(got, fmt.Sprintf("%s %d", set.name, len(set.files)))
	}
	if want := "[large 3 below 1 small 1]"; fmt.Sprint(got) != want {
		t.Errorf("sets %v, should be %s", got, want)
	}
}
