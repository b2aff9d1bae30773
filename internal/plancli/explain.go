package plancli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/explain"
)

// Explain is `plan explain`.
type Explain struct {
	In    string `short:"i" required:"" placeholder:"INST" help:"Instance."`
	Plan  string `short:"p" required:"" placeholder:"PLAN" help:"Plan."`
	JSON  bool   `name:"json" help:"Print the answer as data."`
	Audit string `arg:"" help:"ID of the audit, planned or left out."`
}

// Run explains an audit.
func (c *Explain) Run() error {
	a, err := ask(c.In, c.Plan, c.Audit)
	if err != nil {
		return err
	}
	if c.JSON {
		return write(output{v: a})
	}
	head(os.Stdout, a)
	for _, p := range a.Positions {
		position(os.Stdout, p, len(p.People))
	}
	places(os.Stdout, a)
	return nil
}

// Suggest is `plan suggest`.
type Suggest struct {
	In       string `short:"i" required:"" placeholder:"INST" help:"Instance."`
	Plan     string `short:"p" required:"" placeholder:"PLAN" help:"Plan."`
	JSON     bool   `name:"json" help:"Print the answer as data."`
	Most     int    `default:"10" help:"People to show."`
	Audit    string `arg:"" help:"ID of the audit."`
	Position string `arg:"" help:"ID of the position."`
}

// Run ranks people for a position.
func (c *Suggest) Run() error {
	a, err := ask(c.In, c.Plan, c.Audit)
	if err != nil {
		return err
	}
	for _, p := range a.Positions {
		if p.ID != c.Position {
			continue
		}
		a.Positions = []explain.Position{p}
		if c.JSON {
			return write(output{v: a})
		}
		head(os.Stdout, a)
		position(os.Stdout, p, c.Most)
		places(os.Stdout, a)
		return nil
	}
	return domain.NotFound("position " + c.Position + " of audit " + c.Audit)
}

func ask(inst, planFile, audit string) (*explain.Answer, error) {
	in, plan, err := both(inst, planFile)
	if err != nil {
		return nil, err
	}
	r, err := explain.Read(in, plan)
	if err != nil {
		return nil, err
	}
	return r.Audit(audit)
}

func head(w io.Writer, a *explain.Answer) {
	if a.Planned != nil {
		fmt.Fprintf(w, "%s: %s, %s; it costs %s euro%s\n", a.Audit, start(*a.Planned), team(*a.Planned), euro(a.Cost.Euro), byTerm(a.Cost))
	} else {
		fmt.Fprintf(w, "%s is left out\n", a.Audit)
		for _, s := range a.LeftOut.Why {
			fmt.Fprintf(w, "  because %s\n", s)
		}
		for _, s := range a.LeftOut.Relaxed {
			fmt.Fprintf(w, "  it would fit with: %s\n", s)
		}
		if a.Asked != nil {
			who := team(*a.Asked)
			if who == "" {
				who = "each for one position with the others still open"
			}
			fmt.Fprintf(w, "  people are judged for %s, %s\n", start(*a.Asked), who)
		}
	}
	for _, s := range a.Fixed {
		fmt.Fprintf(w, "  fixed: %s\n", s)
	}
}

func position(w io.Writer, p explain.Position, most int) {
	fmt.Fprintf(w, "\nPosition %s (%s)\n", p.ID, p.Role)
	for i, x := range p.People {
		if i == most {
			break
		}
		switch {
		case x.Auditor == p.Holder:
			fmt.Fprintf(w, "  %-8s holds it\n", x.Auditor)
		case x.Possible:
			fmt.Fprintf(w, "  %-8s yes, %+d euro%s\n", x.Auditor, x.Effect.Euro, byTerm(x.Effect))
		default:
			fmt.Fprintf(w, "  %-8s no\n", x.Auditor)
			for _, f := range x.Against {
				fmt.Fprintf(w, "           %s: %s\n", f.Rule, f.Text)
			}
			if x.Smallest != nil {
				fmt.Fprintf(w, "           it becomes a yes: %s\n", x.Smallest.Text)
			}
		}
	}
}

func places(w io.Writer, a *explain.Answer) {
	for _, list := range []struct {
		title   string
		options []explain.Option
	}{{"Other dates, same team", a.Dates}, {"Other teams, same date", a.Teams}, {"Other dates, each with its cheapest team", a.Both}} {
		if len(list.options) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", list.title)
		for _, o := range list.options {
			fmt.Fprintf(w, "  %s, %s: %+d euro%s\n", start(o.Planned), team(o.Planned), o.Effect.Euro, byTerm(o.Effect))
		}
	}
}

func start(p planning.Planned) string { return p.Start.Long() + " " + string(p.Half) }

func team(p planning.Planned) string {
	var parts []string
	for _, seat := range planning.Seats(p.Team) {
		parts = append(parts, seat+" "+p.Team[seat])
	}
	return strings.Join(parts, ", ")
}

// byTerm shows what a price is made of: " (travel +120, load −40)".
func byTerm(c explain.Cost) string {
	var parts []string
	for _, t := range planning.Terms() {
		if n := c.Terms[t]; n != 0 {
			parts = append(parts, fmt.Sprintf("%s %+d", t, n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
