package plancli

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/certwright/certwright/domain/planning/solve"
)

// tasks solves the instances of the folder: fifteen of its largest set, spread
// over their sizes, or all of all sets in a soak. A set is the files of one folder.
func (b *bench) tasks() error {
	sets, err := taskSets(b.Tasks)
	switch {
	case err != nil:
		fmt.Printf("public set: %v; going on without it\n", err)
		return nil
	case len(sets) == 0:
		fmt.Printf("public set: there are no .dat files in %s; going on without it\n", b.Tasks)
		return nil
	}
	if b.Soak {
		seconds := 20.0
		if s, err := strconv.ParseFloat(os.Getenv("SOAK_SECONDS"), 64); err == nil {
			seconds = max(seconds, s/30)
		}
		for _, set := range sets {
			if err := b.taskSet(set, seconds); err != nil {
				return err
			}
		}
		return nil
	}
	if len(sets) > 1 {
		fmt.Printf("public set: %s; the other %d in that folder with --soak, or by their own folders\n", sets[0].name, len(sets)-1)
	}
	sets[0].files = spread(sets[0].files, 15)
	return b.taskSet(sets[0], 60)
}

// taskSet solves the instances of one set and says how near to the largest
// overlap they come. That is the fewest people possible where somebody has
// proved that as many suffice.
func (b *bench) taskSet(set taskSet, seconds float64) error {
	equal, over := 0, 0.0
	for _, f := range set.files {
		used, least, err := b.oneTaskFile(f, seconds)
		if err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		if used == least {
			equal++
		}
		over += perCent(used-least, least)
		if b.ctx.Err() != nil {
			return b.ctx.Err()
		}
	}
	n := len(set.files)
	mean := over / float64(n)
	goal("public task scheduling, %s: %.2f %% over the largest overlap on average (1), equal on %d of %d (60 %%)", mean <= 1 && equal*10 >= n*6, set.name, mean, equal, n)
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
	plan, err := solve.Solve(b.ctx, in, solve.Options{Seed: 1, Time: b.seconds(seconds)})
	if err != nil {
		return 0, 0, err
	}
	if err := b.accept(in, file, plan); err != nil {
		return 0, 0, err
	}
	people := map[string]bool{}
	for _, pl := range plan.Audits {
		people[pl.Team["p1"]] = true
	}
	out := len(in.Audits) - len(plan.Audits)
	fmt.Printf("%-34s %5d tasks %4d people   used %4d   overlap %4d   bound %4d   %3d left out   %5.1f s\n", in.Name, len(tasks), len(able), len(people), least, plan.Bound/perPerson, out, time.Since(began).Seconds())
	return len(people) + out, least, nil
}

// taskSet is the files of one folder.
type taskSet struct {
	name  string
	files []string
}

// taskSets finds the sets in a folder and those below it, the largest first.
func taskSets(dir string) (sets []taskSet, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".dat" {
			return err
		}
		folder := filepath.Dir(path)
		i := slices.IndexFunc(sets, func(s taskSet) bool { return filepath.Dir(s.files[0]) == folder })
		if i < 0 {
			i, sets = len(sets), append(sets, taskSet{name: filepath.Base(folder)})
		}
		sets[i].files = append(sets[i].files, path)
		return nil
	})
	slices.SortStableFunc(sets, func(x, y taskSet) int { return cmp.Compare(len(y.files), len(x.files)) })
	return sets, err
}

// spread picks n files over the range of their sizes; all where there are no more.
func spread(files []string, n int) (out []string) {
	if len(files) <= n {
		return files
	}
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
