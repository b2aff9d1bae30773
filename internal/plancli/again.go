package plancli

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/repair"
	"github.com/certwright/certwright/domain/planning/solve"
)

// Repair is `plan repair`.
type Repair struct {
	In         string   `short:"i" required:"" placeholder:"INST" help:"Instance the plan was made for."`
	Plan       string   `short:"p" required:"" placeholder:"PLAN" help:"Plan people live by."`
	Away       []string `required:"" placeholder:"AUDITOR:FROM..TO" help:"Who is away, first and last day; may be given again."`
	AsOf       string   `placeholder:"DAY" help:"Day of planning again: what began before it is pinned. Default: the first day away."`
	Out        string   `short:"o" required:"" placeholder:"PLAN2" help:"New plan to write."`
	Patched    string   `required:"" placeholder:"INST2" help:"Instance to write, with the absence, the pins and the old plan as its baseline."`
	Seconds    float64  `short:"t" default:"1" help:"Wall seconds from start to written files."`
	Iterations int      `default:"3000" help:"Moves to make at most."`
	Seed       uint64   `default:"1" help:"Seed."`
}

// Run repairs a plan.
func (c *Repair) Run() error {
	began := started
	ctx, stop := stoppable()
	defer stop()
	if err := c.possible(); err != nil {
		return err
	}
	in, plan, err := both(c.In, c.Plan)
	if err != nil {
		return err
	}
	patch, err := absences(c.Away, c.AsOf)
	if err != nil {
		return err
	}
	if err := stopped(ctx); err != nil {
		return err
	}
	r, err := repair.Repair(ctx, in, plan, patch, solve.Options{Seed: c.Seed, Iterations: c.Iterations, Began: began,
		Time: allow(c.Seconds, 2*len(in.Audits), began)})
	if err != nil {
		return err
	}
	if err := write(output{c.Patched, r.Instance}, output{c.Out, r.Plan}); err != nil {
		return err
	}
	say(r)
	return nil
}

// possible says which files would be lost, or cannot be written, before any time
// is spent. The new plan may replace the old one, the instance likewise.
func (c *Repair) possible() error {
	for _, x := range []struct{ a, b, what string }{
		{c.Out, c.Patched, "the new plan and the patched instance are both to be written to"},
		{c.Out, c.In, "the new plan would overwrite the instance"},
		{c.Patched, c.Plan, "the patched instance would overwrite the plan"},
	} {
		if same(x.a, x.b) {
			return fmt.Errorf("%s %s; give one of them another file", x.what, x.b)
		}
	}
	return writable(c.Out, c.Patched)
}

func absences(away_ []string, asOf string) (p repair.Patch, err error) {
	for _, s := range away_ {
		who, span, err := away(s)
		if err != nil {
			return p, err
		}
		p.Away = append(p.Away, repair.Away{Auditor: who, Period: span})
	}
	if asOf != "" {
		p.AsOf, err = domain.ParseDate(asOf)
	}
	return p, err
}

func say(r *repair.Result) {
	fmt.Fprintf(os.Stderr, "%d audit(s) with %d position(s) could not stay; now %d moved, %d position(s) with another person, %d left out; cost %s, %+d euro\n",
		len(r.Hit), r.Seats, r.Moved, r.Changed, len(r.Out), euro(r.After.Cost), r.After.Cost-r.Before.Cost)
}

// Whatif is `plan whatif`.
type Whatif struct {
	In         string   `short:"i" required:"" placeholder:"INST" help:"Instance the plan was made for."`
	Plan       string   `short:"p" required:"" placeholder:"PLAN" help:"Plan people live by."`
	Away       []string `placeholder:"AUDITOR:FROM..TO" help:"Somebody would be away."`
	Code       []string `placeholder:"AUDITOR:CODE" help:"Somebody would hold a code more, such as A017:lead:27001."`
	Window     []string `placeholder:"AUDIT:DAYS" help:"An audit's window would end so many days later."`
	AsOf       string   `placeholder:"DAY" help:"Day of planning again: what began before it is pinned."`
	Seconds    float64  `short:"t" default:"5" help:"Wall seconds to look for the best answer."`
	Iterations int      `default:"0" help:"Moves to make at most."`
	Seed       uint64   `default:"1" help:"Seed."`
	Out        string   `short:"o" default:"-" placeholder:"FILE" help:"Answer to write."`
}

// Run says what a change would do.
func (c *Whatif) Run() error {
	began := started
	ctx, stop := stoppable()
	defer stop()
	if err := c.possible(); err != nil {
		return err
	}
	in, plan, err := both(c.In, c.Plan)
	if err != nil {
		return err
	}
	patch, err := c.patch()
	if err != nil {
		return err
	}
	if err := stopped(ctx); err != nil {
		return err
	}
	r, err := repair.WhatIf(ctx, in, plan, patch, solve.Options{Seed: c.Seed, Iterations: c.Iterations, Began: began, Time: allow(c.Seconds, len(in.Audits), began)})
	if err != nil {
		return err
	}
	say(r)
	return write(output{c.Out, r})
}

func (c *Whatif) possible() error {
	for _, from := range []string{c.In, c.Plan} {
		if same(from, c.Out) {
			return fmt.Errorf("the answer would overwrite %s; give -o another file", from)
		}
	}
	return writable(c.Out)
}

func (c *Whatif) patch() (repair.Patch, error) {
	p, err := absences(c.Away, c.AsOf)
	if err != nil {
		return p, err
	}
	for _, s := range c.Code {
		who, code, ok := strings.Cut(s, ":")
		if !ok || code == "" {
			return p, fmt.Errorf("%q is no code of a person; write AUDITOR:CODE, such as A017:lead:27001", s)
		}
		p.Codes = append(p.Codes, repair.Code{Auditor: who, Qual: planning.Qual{Code: code}})
	}
	for _, s := range c.Window {
		audit, days, _ := strings.Cut(s, ":")
		n, err := strconv.Atoi(days)
		if err != nil {
			return p, fmt.Errorf("%q is no window; write AUDIT:DAYS, such as U00042:14", s)
		}
		p.Windows = append(p.Windows, repair.Window{Audit: audit, Days: n})
	}
	return p, nil
}
