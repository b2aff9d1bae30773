package audittime

import (
	"fmt"
	"strings"
)

// lines writes the working of a receipt down, step by step.
func (b Book) lines(c Receipt) []Line {
	out := []Line{
		{"Persons", b.personsWorking(c), fmt.Sprintf("%d", c.Effective), EffectivePersonsRule.ID},
		b.baseLine(c),
	}
	for _, x := range c.Request.Factors {
		out = append(out, Line{"Factor", x.Name + ": " + x.Justification, x.Percent.String() + " %", AdjustRule.ID})
	}
	out = append(out,
		Line{"Sum of the factors", fmt.Sprintf("reductions at most %s %%", b.Policy.MaxReduction), c.Applied.String() + " %", OvercompensationRule.ID},
		Line{"Initial audit", fmt.Sprintf("%s × (100 %s %%), to the nearest half day", c.Base, signed(c.Applied)), days(c.Computed), RoundHalfRule.ID},
	)
	if o := c.Override; o != nil {
		out = append(out, Line{"Override", fmt.Sprintf("%s (asked for by %s, approved by %s on %s)", o.Reason, o.AskedName, o.ApprovedName, o.ApprovedOn), days(o.Days), AdjustRule.ID})
	}
	if c.Initial == 0 {
		return out
	}
	p := b.Policy
	return append(out,
		Line{"Stage 1", fmt.Sprintf("%s %% of %s, at least %s", p.Stage1, c.Initial, p.Stage1Least), days(c.Stage1), RoundHalfRule.ID},
		Line{"Stage 2", fmt.Sprintf("%s − %s", c.Initial, c.Stage1), days(c.Stage2), RoundHalfRule.ID},
		Line{"Each surveillance", fmt.Sprintf("%s of %s, to the nearest half day", p.Surveil, c.Initial), days(c.Surveillance), SurveillanceRule.ID},
		Line{"Recertification", fmt.Sprintf("%s of %s, to the nearest half day", p.Recertify, c.Initial), days(c.Recert), RecertRule.ID},
		Line{"On the audit itself", fmt.Sprintf("at least %s %% of %s", p.Onsite, c.Initial), days(c.OnsiteLeast), OnsiteMinRule.ID},
	)
}

func (b Book) personsWorking(c Receipt) string {
	parts := []string{fmt.Sprintf("%d counted one by one", c.Request.Others)}
	for _, g := range c.Request.Groups {
		if b.Policy.GroupsByRoot {
			parts = append(parts, fmt.Sprintf("√%d → %d (%s: %s)", g.Persons, rootUp(g.Persons), g.Activity, g.Rationale))
		} else {
			parts = append(parts, fmt.Sprintf("%d (%s; the scheme takes no root)", g.Persons, g.Activity))
		}
	}
	return strings.Join(parts, " + ")
}

func (b Book) baseLine(c Receipt) Line {
	where := fmt.Sprintf("%s of %s", c.Table, c.TableEdition)
	if c.Row == "" {
		return Line{"Table", where + " has no row for so many persons; a value is set by hand and justified", "none", b.BaseRule()}
	}
	if c.Request.Class != "" {
		where += ", " + c.Request.Class
	}
	return Line{"Table", where + ", row " + c.Row + " persons", days(c.Base), b.BaseRule()}
}

// BaseRule is the rule the table stands for.
func (b Book) BaseRule() string {
	switch b.Table.Name {
	case QMSBaseRule.Clause:
		return QMSBaseRule.ID
	case EMSBaseRule.Clause:
		return EMSBaseRule.ID
	case OHSBaseRule.Clause:
		return OHSBaseRule.ID
	}
	return ISMSBaseRule.ID
}

func days(d Days) string { return d.String() + " d" }

func signed(p Percent) string {
	if p < 0 {
		return "− " + (-p).String()
	}
	return "+ " + p.String()
}

// Joint is the receipt of an audit of several standards together.
type Joint struct {
	Parts         []Part  `json:"parts"`
	Reduction     Percent `json:"reduction"`
	Justification string  `json:"justification"`
	Total         Days    `json:"total"`
	Applied       Percent `json:"applied"`
	Days          Days    `json:"days"`
	Lines         []Line  `json:"lines"`

	Integration *Integration `json:"integration,omitempty"` // what the reduction rests on
	Level       Percent      `json:"level,omitempty"`
	Allowed     Percent      `json:"allowed,omitempty"` // by level and ability
}

// Part is one standard's time in a joint audit.
type Part struct {
	Scheme string `json:"scheme"`
	Days   Days   `json:"days"`
}

// Together works out the time of an integrated audit from each standard's own.
func (p Policy) Together(parts []Part, reduction Percent, justification string) Joint {
	j := Joint{Parts: parts, Reduction: reduction, Justification: justification}
	var each []Days
	for _, part := range parts {
		each = append(each, part.Days)
		j.Lines = append(j.Lines, Line{"Standard", part.Scheme, days(part.Days), IntegratedRule.ID})
	}
	i := p.Integrate(each, reduction)
	j.Total, j.Applied, j.Days = i.Total, i.Applied, i.Days
	j.Lines = append(j.Lines,
		Line{"Together", "the standards' times added up", days(i.Total), IntegratedRule.ID},
		Line{"Integration", fmt.Sprintf("%s %% asked for, at most %s %%: %s", reduction, p.MaxIntegration, justification), "− " + i.Applied.String() + " %", IntegratedRule.ID},
		Line{"Integrated audit", "to the nearest half day", days(i.Days), RoundHalfRule.ID},
	)
	return j
}
