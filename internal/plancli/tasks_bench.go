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

// tasks solves the instances of the folder: fifteen, spread over their sizes,
// or all of them in a soak.
func (b *bench) tasks() error {
	files, err := datFiles(b.Tasks)
	switch {
	case err != nil:
		fmt.Printf("public set: %v; going on without it\n", err)
		return nil
	case len(files) == 0:
		fmt.Printf("public set: there are no .dat files in %s; going on without it\n", b.Tasks)
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
