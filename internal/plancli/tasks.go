package plancli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// The public set is shift minimisation in personnel task scheduling: tasks with
// fixed times, people who may do some of them each, and as few people as
// possible. A task becomes an audit whose window is its time; a person who is used
// at all costs 1,000 euro. No plan uses fewer people than tasks overlap at once.

const (
	perPerson  = 1_000
	perTask    = 100_000 // for a task nobody does
	publicDay0 = "2027-01-01"
)

// task is one line of the file: the units from start to end, the end excluded.
type task struct{ start, end int }

// taskFile is what a .dat file says; part is the heading read last and said how
// many lines each heading announced.
type taskFile struct {
	tasks []task
	able  [][]int // by person: the tasks they may do
	part  string
	said  map[string]int
}

// readTasks reads a .dat file of the set: "Jobs = n", n lines "start end",
// "Qualifications = m", m lines "n: task task …". Whatever is wrong is named with
// its line.
func readTasks(r io.Reader) (tasks []task, able [][]int, err error) {
	f := taskFile{said: map[string]int{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<22)
	n := 0
	for lines.Scan() {
		n++
		if line := strings.TrimSpace(lines.Text()); line != "" && line[0] != '#' {
			if err := f.line(line); err != nil {
				return nil, nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	if lines.Err() != nil {
		return nil, nil, fmt.Errorf("line %d: %w", n+1, lines.Err())
	}
	if err := f.whole(); err != nil {
		return nil, nil, fmt.Errorf("line %d: %w", n, err)
	}
	return f.tasks, f.able, nil
}

// whole tells what is missing at the end of the file.
func (f *taskFile) whole() error {
	switch {
	case f.said["Jobs"] == 0:
		return errors.New(`the file ends without a line "Jobs = n"`)
	case len(f.tasks) != f.said["Jobs"]:
		return fmt.Errorf("the file ends with %d jobs; it announced %d", len(f.tasks), f.said["Jobs"])
	case len(f.able) != f.said["Qualifications"]:
		return fmt.Errorf("the file ends with %d people; it announced %d", len(f.able), f.said["Qualifications"])
	}
	return nil
}

func (f *taskFile) line(line string) error {
	if name, value, ok := strings.Cut(line, "="); ok {
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 {
			return fmt.Errorf("%q: what follows = must be a number", line)
		}
		f.part = strings.TrimSpace(name)
		f.said[f.part] = n
		return nil
	}
	switch f.part {
	case "Jobs":
		return f.job(line)
	case "Qualifications":
		return f.person(line)
	}
	return fmt.Errorf("%q stands under no heading \"Jobs\" or \"Qualifications\"", line)
}

func (f *taskFile) job(line string) error {
	nums, err := numbers(line)
	switch {
	case err != nil:
		return err
	case len(nums) != 2 || nums[0] < 0 || nums[0] >= nums[1]:
		return fmt.Errorf("%q is no job; it must be a start, from 0, and a later end", line)
	}
	f.tasks = append(f.tasks, task{nums[0], nums[1]})
	return nil
}

func (f *taskFile) person(line string) error {
	count, list, _ := strings.Cut(line, ":")
	n, err := strconv.Atoi(strings.TrimSpace(count))
	if err != nil {
		return fmt.Errorf("%q does not begin with the number of a person's jobs", line)
	}
	nums, err := numbers(list)
	switch {
	case err != nil:
		return err
	case len(nums) != n:
		return fmt.Errorf("%d jobs are listed; the line announces %d", len(nums), n)
	}
	for _, t := range nums {
		if t < 0 || t >= len(f.tasks) {
			return fmt.Errorf("there is no job %d; they count from 0 to %d", t, len(f.tasks)-1)
		}
	}
	f.able = append(f.able, nums)
	return nil
}

func numbers(line string) (out []int, err error) {
	for _, w := range strings.Fields(line) {
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, fmt.Errorf("%q is no number", w)
		}
		out = append(out, n)
	}
	return out, nil
}

// moments numbers the stretches of time between which tasks differ: a new one
// begins with a start that comes after an end. Two tasks overlap when they have a
// moment in common, so that the moments are all the days the instance needs.
func moments(tasks []task) (short []task, n int) {
	var starts, ends []int
	for _, t := range tasks {
		starts, ends = append(starts, t.start), append(ends, t.end)
	}
	slices.Sort(starts)
	slices.Sort(ends)
	number, e := map[int]int{}, 0
	for i, s := range starts {
		if i == 0 || ends[e] <= s {
			n++
		}
		for ends[e] <= s {
			e++
		}
		number[s] = n - 1
	}
	for _, t := range tasks {
		after, _ := slices.BinarySearch(starts, t.end)
		short = append(short, task{number[t.start], number[starts[after-1]] + 1})
	}
	return short, n
}

// fromTasks makes the instance.
func fromTasks(name string, tasks []task, able [][]int) (*planning.Instance, error) {
	day0 := domain.MustDate(publicDay0)
	tasks, days := moments(tasks)
	in := &planning.Instance{Format: planning.InstanceFormat2, Name: name, Start: day0, SlotsPerDay: 1,
		Weights:   planning.Weights{Unplanned: perTask},
		Calendars: []planning.Calendar{{ID: "all", Workdays: []int{1, 2, 3, 4, 5, 6, 7}, Holidays: []domain.Date{}}},
		Sites:     []planning.Site{{ID: "here", Calendar: "all"}}}
	for i, t := range tasks {
		code := fmt.Sprintf("task:%d", i)
		in.Audits = append(in.Audits, planning.Audit{ID: code, Client: code, Type: "task", Site: "here", Priority: 1,
			Earliest: day0.AddDays(t.start), Latest: day0.AddDays(t.end - 1),
			Positions: []planning.Position{{ID: "p1", Role: "auditor", Len: t.end - t.start, Needs: []string{code}}}})
	}
	in.End = day0.AddDays(days - 1)
	in.Policy = planning.Policy{LoadPeriodDays: in.Days()}
	for i, list := range able {
		a := planning.Auditor{ID: fmt.Sprintf("P%03d", i+1), Calendar: "all", MaxWeek: 7, MaxTotal: in.Days(), Target: in.Days(), UseCost: perPerson}
		for _, t := range list {
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
