package audittime

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// IntegrationPoints are what makes several management systems one; each of them
// that holds is an equal part of the level of integration (IAF MD 11, 1.3).
var IntegrationPoints = []string{
	"documentation", "management review", "internal audits", "policy and objectives", "processes", "improvement", "responsibilities",
}

// Integration is what the reduction of an integrated audit rests on.
type Integration struct {
	Points        []string `json:"points,omitempty"`    // of IntegrationPoints, those that hold
	Ability       Percent  `json:"ability"`             // of the team to audit the standards together, 0 to 100
	Reduction     *Percent `json:"reduction,omitempty"` // asked for; none takes what level and ability allow
	Justification string   `json:"justification"`
}

// Check says which fields of an integration are wrong.
func (i Integration) Check() error {
	var f domain.Fault
	for n, p := range i.Points {
		at := fmt.Sprintf("points[%d]", n)
		if !slices.Contains(IntegrationPoints, p) {
			f.Add(at, "%q is none of %s", p, strings.Join(IntegrationPoints, ", "))
		}
		if slices.Contains(i.Points[:n], p) {
			f.Add(at, "%q stands twice", p)
		}
	}
	if i.Ability < 0 || i.Ability > Pct(100) {
		f.Add("ability", "is %s; it lies between 0 and 100", i.Ability)
	}
	if i.Reduction != nil && (*i.Reduction < 0 || *i.Reduction > Pct(100)) {
		f.Add("reduction", "is %s; it lies between 0 and 100", *i.Reduction)
	}
	f.Need("justification", i.Justification)
	return f.Err()
}

// Level is the part of the points that hold.
func (i Integration) Level() Percent {
	return Pct(100) * Percent(len(i.Points)) / Percent(len(IntegrationPoints))
}

// Allowed is the reduction that a level of integration and a team's ability
// allow: of the cap the part that both leave, to a hundredth of a percent.
func (p Policy) Allowed(i Integration) Percent {
	const hundredth = unit / 100
	exact := int64(p.MaxIntegration) * int64(i.Level()) / (100 * unit) * int64(i.Ability) / (100 * unit)
	return Percent(exact / hundredth * hundredth)
}

// Integrated works out the time of an audit of several standards: their own times
// added up, less what the integration allows. Asking for more is a finding.
func (p Policy) Integrated(parts []Part, i Integration) (Joint, domain.Finding) {
	allowed := p.Allowed(i)
	asked := allowed
	if i.Reduction != nil {
		asked = *i.Reduction
	}
	j := p.Together(parts, min(asked, allowed), i.Justification)
	j.Integration, j.Level, j.Allowed = &i, i.Level(), allowed
	n := len(parts)
	holds := strings.Join(i.Points, ", ")
	if holds == "" {
		holds = "nothing is integrated"
	}
	j.Lines = slices.Insert(j.Lines, n+1,
		Line{"Level of integration", fmt.Sprintf("%d of %d points: %s", len(i.Points), len(IntegrationPoints), holds), i.Level().String() + " %", IntegratedRule.ID},
		Line{"Ability of the team", "to audit the standards together", i.Ability.String() + " %", IntegratedRule.ID},
		Line{"Allowed", fmt.Sprintf("%s %% × %s %% × %s %%", p.MaxIntegration, i.Level(), i.Ability), "− " + allowed.String() + " %", IntegratedRule.ID},
	)
	if asked > allowed {
		return j, IntegratedRule.Broken("Lower the reduction to "+allowed.String()+" %, or show that more is integrated.",
			"%s %% is asked for; the level of integration and the team's ability allow %s %%.", asked, allowed).With("allowed", allowed)
	}
	return j, IntegratedRule.Met("%s days in all, %s after a reduction of %s %%.", j.Total, j.Days, j.Applied).With("allowed", allowed)
}

// Joined is the working of one audit that takes the place of several: each
// standard's own time today, put together.
func (p Policy) Joined(kind string, names []string, own []Own, i Integration, day domain.Date) (Own, domain.Finding) {
	out := Own{Kind: kind, On: day}
	var parts []Part
	for n, o := range own {
		parts = append(parts, Part{Scheme: names[n], Days: o.Days})
		out.Contract += o.Contract
		out.Imported = out.Imported || o.Imported
		for _, l := range o.Lines {
			l.Step = names[n] + ": " + l.Step
			out.Lines = append(out.Lines, l)
		}
	}
	j, finding := p.Integrated(parts, i)
	out.Joint, out.Days = &j, j.Days
	out.Lines = append(out.Lines, j.Lines...)
	return out, finding
}
