package plancli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"github.com/certwright/certwright/domain/planning/compact"
)

// exactSeconds is how long the exact solver may take for one instance.
const exactSeconds = 60

// solver is an exact solver of the system, how it is called and what it says.
type solver struct {
	name   string
	args   func(model, seconds string) []string
	value  *regexp.Regexp
	proved *regexp.Regexp
}

var solvers = []solver{
	{"cbc", func(m, s string) []string { return []string{m, "sec", s, "solve"} },
		regexp.MustCompile(`Objective value:\s+([0-9.]+)`), regexp.MustCompile(`Result - Optimal`)},
	{"glpsol", func(m, s string) []string { return []string{"--lp", m, "--tmlim", s} },
		regexp.MustCompile(`(?:mip =|>>>>>)\s+([0-9.e+]+)`), regexp.MustCompile(`INTEGER OPTIMAL SOLUTION FOUND`)},
}

// installed is the first exact solver there is, nil when there is none.
func installed() *solver {
	for i := range solvers {
		if _, err := exec.LookPath(solvers[i].name); err == nil {
			return &solvers[i]
		}
	}
	return nil
}

// exactly lets the exact solver do an instance and prints what it found.
func (b *bench) exactly(s *solver, path string, p *compact.Problem) error {
	if s == nil {
		return nil
	}
	model := path + ".lp"
	f, err := os.Create(model)
	if err != nil {
		return err
	}
	if err := errors.Join(writeLP(f, p), f.Close()); err != nil {
		return err
	}
	began := time.Now()
	out, err := exec.CommandContext(b.ctx, s.name, s.args(model, strconv.Itoa(max(1, int(exactSeconds*b.Scale))))...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	said, how := "no plan", "not proved"
	if all := s.value.FindAllSubmatch(out, -1); len(all) > 0 {
		if v, err := strconv.ParseFloat(string(all[len(all)-1][1]), 64); err == nil {
			said = euro(int(v + 0.5))
		}
	}
	if s.proved.Match(out) {
		how = "proved"
	}
	fmt.Printf("  %s, exact: %s in %.1f s, %s\n", s.name, said, time.Since(began).Seconds(), how)
	return nil
}
