package plancli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/bound"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
)

// Bench is `plan bench`.
type Bench struct {
	Soak   bool     `help:"The long runs: 300 s at 2,000 audits, 600 s at 10,000."`
	Shared string   `default:"../shared/planning" placeholder:"DIR" help:"Folder with a generator and judge of their own; without it our own sample and judge serve."`
	Tasks  string   `placeholder:"DIR" help:"Folder with the public personnel task scheduling instances (.dat)."`
	Only   []string `help:"Rows to run: small, 300, 2000, 10000, public. Default: all."`
	Scale  float64  `default:"1" help:"Factor on every time, to try the bench itself."`
}

// setting is one instance of the bench and how it was made.
type setting struct {
	audits, auditors, days, towns int
	seed                          uint64
	known                         int // proved optimum, or the best plan known
}

var (
	smalls = []setting{{20, 6, 100, 5, 11, 12915}, {30, 8, 110, 6, 12, 24875}, {40, 8, 80, 5, 15, 61841}, {40, 10, 110, 6, 1, 34309}}
	middle = setting{300, 25, 365, 12, 21, 282893}
	large  = setting{2000, 100, 365, 27, 2, 0}
	huge   = setting{10000, 500, 365, 27, 3, 0}
)

// bench is one run of it.
type bench struct {
	*Bench
	ctx   context.Context
	dir   string
	judge string // the shared judge and generator, built; "": not there
}

// Run measures and prints.
func (c *Bench) Run() error {
	ctx, stop := stoppable()
	defer stop()
	dir, err := os.MkdirTemp("", "planbench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{Bench: c, ctx: ctx, dir: dir}
	if err := b.build(); err != nil {
		return err
	}
	fmt.Printf("gap = (cost - bound) / cost; greedy is the first whole plan; every plan is judged by %s\n\n", b.judges())
	for _, part := range []struct {
		name string
		run  func() error
	}{{"small", b.small}, {"300", b.middle}, {"2000", b.large}, {"10000", b.huge}, {"public", b.public}} {
		if len(c.Only) > 0 && !slices.Contains(c.Only, part.name) {
			continue
		}
		if err := part.run(); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// build makes the shared judge and generator, where their source is.
func (b *bench) build() error {
	if _, err := os.Stat(filepath.Join(b.Shared, "check.go")); err != nil {
		fmt.Printf("%s is not there: instances are our own samples, and our own judge judges\n", b.Shared)
		return nil
	}
	b.judge = filepath.Join(b.dir, "judge")
	cmd := exec.Command("go", "build", "-o", b.judge, ".")
	cmd.Dir = b.Shared
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", b.Shared, err, out)
	}
	return nil
}

func (b *bench) judges() string {
	if b.judge == "" {
		return "package check"
	}
	return "package check and by the shared judge"
}

// instance makes the instance of a setting.
func (b *bench) instance(s setting) (path string, err error) {
	path = filepath.Join(b.dir, fmt.Sprintf("i%d-%d.json", s.audits, s.seed))
	if b.judge == "" {
		return path, write(output{path, sample.Make(sample.Options{Audits: s.audits, Auditors: s.auditors, Days: s.days, Seed: s.seed})})
	}
	n := strconv.Itoa
	out, err := exec.CommandContext(b.ctx, b.judge, "gen", "-n", n(s.audits), "-k", n(s.auditors), "-days", n(s.days), "-towns", n(s.towns),
		"-seed", strconv.FormatUint(s.seed, 10), "-o", path).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("generator: %w: %s", err, out)
	}
	return path, nil
}

func (b *bench) seconds(s float64) time.Duration {
	return time.Duration(s * b.Scale * float64(time.Second))
}

// outcome is one solved instance.
type outcome struct {
	plan     *planning.Plan
	p        *compact.Problem
	greedy   int           // cost of the first whole plan
	load     time.Duration // from file to tables
	first    time.Duration // from tables to the first whole plan
	firstOut int
	moves    int
}

// solve reads, solves and judges.
func (b *bench) solve(path string, seconds float64, threads int, seed uint64) (*outcome, error) {
	began := time.Now()
	in, err := instance(path)
	if err != nil {
		return nil, err
	}
	o := &outcome{p: compact.Compile(in)}
	o.load = time.Since(began)
	o.plan, err = solve.Compiled(b.ctx, o.p, solve.Options{Seed: seed, Threads: threads, Time: b.seconds(seconds), Began: began,
		Progress: func(p solve.Progress) {
			if o.first == 0 {
				o.first, o.greedy, o.firstOut = time.Since(began)-o.load, p.Cost, p.LeftOut
			}
			o.moves = p.Iterations
		}})
	if err != nil {
		return nil, err
	}
	return o, b.accept(in, path, o.plan)
}

// accept has a plan judged by both judges.
func (b *bench) accept(in *planning.Instance, path string, plan *planning.Plan) error {
	if v := check.Judge(in, plan); !v.Feasible {
		return fmt.Errorf("package check refuses the plan: %v", v.Findings[0])
	}
	if b.judge == "" || in.Format != planning.InstanceFormat {
		return nil
	}
	file := path + ".plan"
	if err := write(output{file, plan}); err != nil {
		return err
	}
	if out, err := exec.Command(b.judge, "check", "-i", path, "-p", file).CombinedOutput(); err != nil {
		return fmt.Errorf("the shared judge refuses the plan: %s", out)
	}
	return nil
}

// lower is the bound, timed apart.
func (b *bench) lower(p *compact.Problem) (int, time.Duration) {
	began, most := time.Now(), b.seconds(boundTime(len(p.In.Audits)).Seconds())
	r := bound.Lower(b.ctx, p, bound.Options{Threads: 1, Enough: func() bool { return time.Since(began) > most }})
	return r.Bound, time.Since(began)
}

func perCent(part, whole int) float64 { return 100 * float64(part) / float64(max(1, whole)) }

// goal prints a figure beside what it should be.
func goal(text string, reached bool, args ...any) {
	mark := "reached"
	if !reached {
		mark = "NOT reached"
	}
	fmt.Printf("  %-72s %s\n", fmt.Sprintf(text, args...), mark)
}
