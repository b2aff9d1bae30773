// Package plancli is the command `certwright plan …`: the planning engine on
// files, without a database.
package plancli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/bound"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/explain"
	"github.com/certwright/certwright/domain/planning/sample"
	"github.com/certwright/certwright/domain/planning/solve"
)

// Cmd is `certwright plan`.
type Cmd struct {
	Solve   Solve   `cmd:"" help:"Find a plan for an instance."`
	Repair  Repair  `cmd:"" help:"Plan again, with least disturbance, around somebody's absence."`
	Check   Check   `cmd:"" help:"Judge a plan by every rule; exit status 1 when one is broken."`
	Explain Explain `cmd:"" help:"Say why an audit is planned as it is, who else could come, and what would turn each no into a yes."`
	Suggest Suggest `cmd:"" help:"Rank people for one position of an audit, and other dates."`
	Whatif  Whatif  `cmd:"" help:"Say what a change would do to a plan: somebody away, a new code, a longer window."`
	Bound   Bound   `cmd:"" help:"Prove how cheap no plan of an instance can be."`
	Sample  Sample  `cmd:"" help:"Make an instance."`
	Bench   Bench   `cmd:"" help:"Measure the engine and print the figures beside bound and greedy."`
}

// stoppable is a context that ends at an interrupt, so that the best so far is
// still written.
func stoppable() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

// stopped says that an interrupt came before the search: there is nothing to keep,
// and no older answer to replace by nothing.
func stopped(ctx context.Context) error {
	if ctx.Err() != nil {
		return errors.New("stopped while loading; nothing is written")
	}
	return nil
}

// Solve is `plan solve`.
type Solve struct {
	In         string  `short:"i" required:"" placeholder:"FILE" help:"Instance."`
	Out        string  `short:"o" required:"" placeholder:"FILE" help:"Plan to write."`
	Seconds    float64 `short:"t" default:"0" help:"Wall seconds from start to written file."`
	Seed       uint64  `default:"1" help:"Seed; the same seed, iterations and threads give the same plan."`
	Threads    int     `default:"1" help:"Threads to use."`
	Iterations int     `default:"0" help:"Moves to make; with -t as well, whichever ends first counts."`
	Quiet      bool    `short:"q" help:"Show no progress."`
}

// Run finds and writes a plan.
func (c *Solve) Run() error {
	began := started
	ctx, stop := stoppable()
	defer stop()
	if err := c.possible(); err != nil {
		return err
	}
	in, err := instance(c.In)
	if err != nil {
		return err
	}
	p := compact.Compile(in)
	if err := stopped(ctx); err != nil {
		return err
	}
	o := solve.Options{Seed: c.Seed, Threads: c.Threads, Iterations: c.Iterations, Began: began, Time: allow(c.Seconds, len(in.Audits), began)}
	if !c.Quiet {
		o.Progress = progress
	}
	plan, err := solve.Compiled(ctx, p, o)
	if err != nil {
		return err
	}
	plan.Reasons = reasons(ctx, p, plan, c.Seconds, began)
	return write(output{c.Out, plan})
}

// possible says what keeps a plan from being found or written, before any time
// is spent on it.
func (c *Solve) possible() error {
	switch {
	case c.Iterations == 0 && c.Seconds == 0:
		return errors.New("a search needs an end: give -t SECONDS, --iterations N, or both")
	case same(c.In, c.Out):
		return fmt.Errorf("the plan would overwrite the instance %s; give -o another file", c.In)
	}
	return writable(c.Out)
}

// reasons explains what is left out, within what is left of the time.
func reasons(ctx context.Context, p *compact.Problem, plan *planning.Plan, seconds float64, began time.Time) []planning.LeftOut {
	if seconds > 0 {
		total, writing := time.Duration(seconds*float64(time.Second)), keep(len(p.In.Audits), 0)/2
		var stop context.CancelFunc
		ctx, stop = context.WithDeadline(ctx, began.Add(total-writing))
		defer stop()
	}
	return explain.LeftOut(ctx, p, plan)
}

func progress(p solve.Progress) {
	fmt.Fprintf(os.Stderr, "%6.1f s  %3d %%  cost %s  bound %s  gap %.2f %%  left out %d\n",
		p.Elapsed.Seconds(), p.Done, euro(p.Cost), euro(p.Bound), 100*p.Gap(), p.LeftOut)
}

// euro groups the digits: 1,816,579.
func euro(n int) string {
	if n < 0 {
		return "-" + euro(-n)
	}
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Check is `plan check`.
type Check struct {
	In   string `short:"i" required:"" placeholder:"FILE" help:"Instance."`
	Plan string `short:"p" required:"" placeholder:"FILE" help:"Plan."`
}

// Run judges a plan and prints the verdict.
func (c *Check) Run() error {
	in, plan, err := both(c.In, c.Plan)
	if err != nil {
		return err
	}
	v := check.Judge(in, plan)
	if err := write(output{v: v}); err != nil {
		return err
	}
	if !v.Feasible {
		return fmt.Errorf("%s breaks %d rule(s) of %s", c.Plan, len(v.Findings), c.In)
	}
	return nil
}

// Bound is `plan bound`.
type Bound struct {
	In      string  `short:"i" required:"" placeholder:"FILE" help:"Instance."`
	Seconds float64 `short:"t" default:"0" help:"Wall seconds at most; 0: 25, and 17.5 more for each thousand audits beyond 2,000; with --rounds no limit. It ends sooner once the bound rises no more."`
	Threads int     `default:"1" help:"Threads to use."`
	Rounds  int     `default:"0" help:"Passes over all audits at most; 0: no limit."`
	Quiet   bool    `short:"q" help:"Show no progress."`
}

// Run prints a lower bound.
func (c *Bound) Run() error {
	began := started
	ctx, stop := stoppable()
	defer stop()
	in, err := instance(c.In)
	if err != nil {
		return err
	}
	o := bound.Options{Rounds: c.Rounds, Threads: c.Threads}
	if most := c.most(len(in.Audits)); most > 0 {
		o.Enough = func() bool { return time.Since(began) > most }
	}
	if !c.Quiet {
		o.Progress = func(b, round int) { fmt.Fprintf(os.Stderr, "round %d  bound %s\n", round, euro(b)) }
	}
	r := bound.Lower(ctx, compact.Compile(in), o)
	return write(output{v: struct {
		Instance string  `json:"instance"`
		Bound    int     `json:"lowerBound"`
		Rounds   int     `json:"rounds"`
		Seconds  float64 `json:"seconds"`
	}{in.Name, r.Bound, r.Rounds, time.Since(began).Seconds()}})
}

// most is how long the bound may take; 0: no limit.
func (c *Bound) most(audits int) time.Duration {
	switch {
	case c.Seconds > 0:
		return time.Duration(c.Seconds * float64(time.Second))
	case c.Rounds > 0:
		return 0
	}
	return boundTime(audits)
}

// Sample is `plan sample`.
type Sample struct {
	Out      string `short:"o" default:"-" placeholder:"FILE" help:"Instance to write."`
	Audits   int    `short:"n" default:"40" help:"Audits."`
	Auditors int    `short:"k" default:"10" help:"Auditors."`
	Days     int    `default:"365" help:"Days of the horizon, from 60."`
	Seed     uint64 `default:"1" help:"Seed."`
}

// Run makes an instance.
func (c *Sample) Run() error {
	if c.Audits < 1 || c.Auditors < 3 || c.Days < 60 || c.Days > 1500 {
		return domain.E(domain.Invalid, "sample", "A sample needs at least one audit, three auditors (so many could do each audit), and 60 to 1500 days.")
	}
	return write(output{c.Out, sample.Make(sample.Options{Audits: c.Audits, Auditors: c.Auditors, Days: c.Days, Seed: c.Seed})})
}

// period reads AUDITOR:FROM..TO.
func away(s string) (who string, p domain.Period, err error) {
	who, span, ok := strings.Cut(s, ":")
	from, to, ok2 := strings.Cut(span, "..")
	if !ok || !ok2 || who == "" {
		return "", p, fmt.Errorf("%q is no absence; write AUDITOR:FROM..TO, such as A017:2027-06-01..2027-06-21", s)
	}
	if p.From, err = domain.ParseDate(from); err != nil {
		return "", p, err
	}
	p.To, err = domain.ParseDate(to)
	return who, p, err
}
