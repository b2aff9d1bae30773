package main

import (
	"context"
	"fmt"
	"os"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/internal/plancli"
)

// PlanCmd is the planning engine on files, and the way from the database to one.
type PlanCmd struct {
	plancli.Cmd
	Year YearCmd `cmd:"" help:"Write the planning instance of a period from the database: solve, check and explain take it from there."`
}

// YearCmd is `plan year`.
type YearCmd struct {
	Out  string `short:"o" default:"-" placeholder:"FILE" help:"Instance to write."`
	From string `placeholder:"DAY" help:"Plan the audits whose window ends from this day on. Default: today, and what is late."`
	To   string `placeholder:"DAY" help:"Plan the audits whose window ends by this day. Default: a year later."`
	Keep string `default:"confirmed" enum:"booked,confirmed,begun" help:"What stays: every booking, what is confirmed, or only what has begun."`

	Urgent bool `help:"Propose starts from tomorrow on, whatever the shortest notice is."`
}

// Run writes the instance, and on the standard error what stands against a rule.
func (y YearCmd) Run(ctx context.Context, c *Config) error {
	asked := app.YearAsked{Keep: app.Keep(y.Keep), Urgent: y.Urgent}
	for _, d := range []struct {
		text string
		into *domain.Date
	}{{y.From, &asked.Due.From}, {y.To, &asked.Due.To}} {
		if d.text == "" {
			continue
		}
		day, err := domain.ParseDate(d.text)
		if err != nil {
			return err
		}
		*d.into = day
	}
	h, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	year, err := h.app.PlanYear(ctx, domain.SystemActor("command"), asked)
	if err != nil {
		return err
	}
	for _, n := range year.Notes {
		fmt.Fprintln(os.Stderr, n)
	}
	in := year.Instance
	fmt.Fprintf(os.Stderr, "%s: %d audits, %d of them pinned, %d auditors\n", in.Name, len(in.Audits), pinned(in), len(in.Auditors))
	return plancli.Write(y.Out, in)
}

func pinned(in *planning.Instance) (n int) {
	for i := range in.Audits {
		if in.Audits[i].Pin != nil {
			n++
		}
	}
	return n
}
