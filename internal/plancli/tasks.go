package plancli

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/solve"
)

// The public set is shift minimisation in personnel task scheduling: tasks with
// fixed times, people who may do some of them each, and as few people as
// possible. A task becomes an audit whose window is its time, one unit a day; a
// person who is used at all costs 1,000 euro. No plan uses fewer people than
// tasks overlap at once.

const (
	perPerson  = 1_000
	perTask    = 100_000 // for a task nobody does
	publicDay0 = "2027-01-01"
)

// task is one line of the file: the units from start to end, the end excluded.
type task struct{ start, end int }

// readTasks reads a .dat file of the set: "Jobs = n", n lines "start end",
// "Qualifications = m", m lines "n: task task …".
func readTasks(r io.Reader) (tasks []task, able [][]int, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<22)
	part := ""
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if name, _, ok := strings.Cut(line, "="); ok {
			part = strings.TrimSpace(name)
			continue
		}
		nums, err := numbers(line)
		if err != nil {
			return nil, nil, fmt.Errorf("line %d: %w", n, err)
		}
		switch {
		case part == "Jobs" && len(nums) == 2 && 0 <= nums[0] && nums[0] < nums[1]:
			tasks = append(tasks, task{nums[0], nums[1]})
		case part == "Qualifications" && len(nums) > 0:
			able = append(able, nums[1:])
		default:
			return nil, nil, fmt.Errorf("line %d: %q is no line of %q", n, line, part)
		}
	}
	return tasks, able, lines.Err()
}

func numbers(line string) (out []int, err error) {
	for _, w := range strings.Fields(strings.ReplaceAll(line, ":", " ")) {
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// fromTasks makes the instance.
func fromTasks(name string, tasks []task, able [][]int) (*planning.Instance, error) {
	day0, last := domain.MustDate(publicDay0), 0
	in := &planning.Instance{Format: planning.InstanceFormat2, Name: name, Start: day0, SlotsPerDay: 1,
		Weights:   planning.Weights{Unplanned: perTask},
		Calendars: []planning.Calendar{{ID: "all", Workdays: []int{1, 2, 3, 4, 5, 6, 7}, Holidays: []domain.Date{}}},
		Sites:     []planning.Site{{ID: "here", Calendar: "all"}}}
	for i, t := range tasks {
		code := fmt.Sprintf("task:%d", i)
		last = max(last, t.end)
		in.Audits = append(in.Audits, planning.Audit{ID: code, Client: code, Type: "task", Site: "here", Priority: 1,
			Earliest: day0.AddDays(t.start), Latest: day0.AddDays(t.end - 1),
			Positions: []planning.Position{{ID: "p1", Role: "auditor", Len: t.end - t.start, Needs: []string{code}}}})
	}
	in.End = day0.AddDays(last)
	in.Policy = planning.Policy{LoadPeriodDays: in.Days()}
	for i, list := range able {
		a := planning.Auditor{ID: fmt.Sprintf("P%03d", i+1), Calendar: "all", MaxWeek: 7, MaxTotal: in.Days(), Target: in.Days(), UseCost: perPerson}
		for _, t := range list {
			if t < 0 || t >= len(tasks) {
				return nil, fmt.Errorf("person %d may do task %d of %d", i+1, t, len(tasks))
			}
			a.Quals = append(a.Quals, planning.Qual{Code: fmt.Sprintf("task:%d", t)})
		}
		in.Auditors = append(in.Auditors, a)
	}
	return in, in.Check()
}

// atOnce is the most tasks that overlap: no plan uses fewer people.
func atOnce(tasks []task) (most int) {
	count := map[int]int{}
	for _, t := range tasks {
		for u := t.start; u < t.end; u++ {
			count[u]++
			most = max(most, count[u])
		}
	}
	return most
}

// tasks solves the instances of the folder: fifteen, spread over their sizes,
// or all of them in a soak.
func (b *bench) tasks() error {
	files, err := datFiles(b.Tasks)
	if err != nil || len(files) == 0 {
		fmt.Printf("public set: no .dat files in %s (%v); going on without it\n", b.Tasks, err)
		return nil
	}
	seconds := 60.0
	if b.Soak {
		seconds = 20
		if s, err := strconv.ParseFloat(os.Getenv("SOAK_SECONDS"), 64); err == nil {
			seconds = max(seconds, s/30)
		}
	} else if len(files) > 15 {
		files = spread(files, 15)
	}
	equal, over := 0, 0.0
	for _, f := range files {
		used, bound, err := b.oneTaskFile(f, seconds)
		if err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		if used == bound {
			equal++
		}
		over += perCent(used-bound, bound)
		if b.ctx.Err() != nil {
			return b.ctx.Err()
		}
	}
	mean := over / float64(len(files))
	goal("public task scheduling: %.2f %% over the bound on average (1), equal on %d of %d (60 %%)", mean <= 1 && equal*10 >= len(files)*6, mean, equal, len(files))
	return nil
}

func (b *bench) oneTaskFile(file string, seconds float64) (used, least int, err error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	tasks, able, err := readTasks(f)
	if err != nil {
		return 0, 0, err
	}
	in, err := fromTasks(filepath.Base(file), tasks, able)
	if err != nil {
		return 0, 0, err
	}
	least = atOnce(tasks)
	began := time.Now()
	plan, err := solve.Solve(b.ctx, in, solve.Options{Seed: 1, Time: b.seconds(seconds), NoBound: true, Enough: least * perPerson})
	if err != nil {
		return 0, 0, err
	}
	people := map[string]bool{}
	for _, pl := range plan.Audits {
		people[pl.Team["p1"]] = true
	}
	out := len(in.Audits) - len(plan.Audits)
	fmt.Printf("%-34s %5d tasks %4d people   used %4d   overlap %4d   %3d left out   %5.1f s\n", in.Name, len(tasks), len(able), len(people), least, out, time.Since(began).Seconds())
	return len(people) + out, least, nil
}

func datFiles(dir string) (files []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".dat" {
			files = append(files, path)
		}
		return err
	})
	return files, err
}

// spread picks n files over the range of their sizes.
func spread(files []string, n int) (out []string) {
	size := func(f string) int64 {
		s, err := os.Stat(f)
		if err != nil {
			return 0
		}
		return s.Size()
	}
	slices.SortStableFunc(files, func(x, y string) int { return cmp.Compare(size(x), size(y)) })
	for i := range n {
		out = append(out, files[i*(len(files)-1)/(n-1)])
	}
	return out
}
