package audittime

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Request is what audit time is computed from.
type Request struct {
	Others  int      `json:"others"`           // persons counted one by one
	Groups  []Group  `json:"groups,omitempty"` // persons who all do the same simple work
	Class   string   `json:"class,omitempty"`  // of complexity or risk, where the table has classes
	Factors []Factor `json:"factors,omitempty"`
}

// Group is a number of persons with identical activities.
type Group struct {
	Persons   int    `json:"persons"`
	Activity  string `json:"activity"`
	Rationale string `json:"rationale"` // why their work is simple, directed and of low effect
}

// Factor moves audit time up or down; reductions are negative.
type Factor struct {
	Name          string  `json:"name"`
	Percent       Percent `json:"percent"`
	Justification string  `json:"justification"`
}

// Override replaces the computed initial time. A second person approves it.
type Override struct {
	Days         Days        `json:"days"`
	Reason       string      `json:"reason"`
	AskedBy      domain.ID   `json:"asked_by"`
	AskedName    string      `json:"asked_name"`
	ApprovedBy   domain.ID   `json:"approved_by"`
	ApprovedName string      `json:"approved_name"`
	ApprovedOn   domain.Date `json:"approved_on"`
}

// Kept says why a working stands although another version of the scheme's data is
// in force: who kept it at the renewal of an offer, and what the new one would be.
type Kept struct {
	Version int         `json:"version"` // in force then
	Initial Days        `json:"initial"` // by it; 0 where it gives none
	Reason  string      `json:"reason"`
	By      domain.ID   `json:"by"` // person
	ByName  string      `json:"by_name"`
	On      domain.Date `json:"on"`
}

// Receipt is the full working of a client's audit time in one scheme: whoever
// holds it can rebuild every figure by hand.
type Receipt struct {
	Scheme        string      `json:"scheme"`
	SchemeVersion int         `json:"scheme_version"`
	Date          domain.Date `json:"date"` // of the calculation
	Request       Request     `json:"request"`
	Heads         int         `json:"heads"`     // persons before grouping
	Effective     int         `json:"effective"` // persons the table is read with
	Table         string      `json:"table"`
	TableEdition  string      `json:"table_edition"`
	Row           string      `json:"row"`    // the band, empty beyond the table
	Base          Days        `json:"base"`   // the table's days
	Factors       Percent     `json:"sum"`    // of the factors
	Applied       Percent     `json:"capped"` // of the factors after the cap
	Computed      Days        `json:"computed"`
	Override      *Override   `json:"override,omitempty"`
	Asked         *Override   `json:"asked,omitempty"` // an override that waits for its second person
	Kept          *Kept       `json:"kept,omitempty"`

	Initial      Days `json:"initial"`
	Stage1       Days `json:"stage1"`
	Stage2       Days `json:"stage2"`
	Surveillance Days `json:"surveillance"` // each
	Recert       Days `json:"recertification"`
	OnsiteLeast  Days `json:"onsite_least"` // of the initial time

	Lines    []Line           `json:"lines"`
	Findings []domain.Finding `json:"findings"`
	Samples  []SiteReceipt    `json:"samples,omitempty"` // of sites, one an audit
}

// Line is one step of the working, as it is printed.
type Line struct {
	Step    string `json:"step"`
	Working string `json:"working"`
	Result  string `json:"result"`
	Rule    string `json:"rule"`
}

// Book is what audit time is computed with: a scheme's table and numbers.
type Book struct {
	Scheme  string
	Version int
	Table   Table
	Policy  Policy
}

// Check says which fields of a request are wrong.
func (r Request) Check(b Book) error {
	var f domain.Fault
	if r.Others < 0 {
		f.Add("others", "is %d; a number of persons cannot be negative", r.Others)
	}
	for i, g := range r.Groups {
		at := fmt.Sprintf("groups[%d]", i)
		if g.Persons < 1 {
			f.Add(at+".persons", "is %d; a group has at least one person", g.Persons)
		}
		f.Need(at+".activity", g.Activity)
		f.Need(at+".rationale", g.Rationale)
	}
	if r.heads() < 1 {
		f.Add("others", "and the groups hold nobody; somebody must work in the scope")
	}
	if !slices.Contains(b.Table.Columns, r.Class) {
		f.Add("class", "%q is not in %s; it knows %s", r.Class, b.Table.Name, strings.Join(b.Table.Columns, ", "))
	}
	for i, x := range r.Factors {
		at := fmt.Sprintf("factors[%d]", i)
		f.Need(at+".name", x.Name)
		f.Need(at+".justification", x.Justification)
		if x.Percent < -Pct(100) || x.Percent > Pct(1000) {
			f.Add(at+".percent", "is %s; it lies between -100 and 1000", x.Percent)
		}
	}
	return f.Err()
}

func (r Request) heads() int {
	n := r.Others
	for _, g := range r.Groups {
		n += g.Persons
	}
	return n
}

func (r Request) effective(p Policy) int {
	if !p.GroupsByRoot {
		return r.heads()
	}
	var groups []int
	for _, g := range r.Groups {
		groups = append(groups, g.Persons)
	}
	return EffectivePersons(groups, r.Others)
}

// Compute works audit time out on a day. Beyond the table there is no computed
// value: the receipt says so, and stays without days until it is overridden.
func (b Book) Compute(r Request, day domain.Date) (Receipt, error) {
	if err := r.Check(b); err != nil {
		return Receipt{}, err
	}
	c := Receipt{
		Scheme: b.Scheme, SchemeVersion: b.Version, Date: day, Request: r,
		Heads: r.heads(), Effective: r.effective(b.Policy),
		Table: b.Table.Name, TableEdition: b.Table.Edition,
	}
	if row, ok := b.Table.Row(c.Effective); ok {
		c.Row = row.String()
		c.Base, _ = b.Table.Base(c.Effective, r.Class)
	}
	var percents []Percent
	for _, x := range r.Factors {
		percents = append(percents, x.Percent)
	}
	net := b.Policy.Net(percents)
	adjusted := b.Policy.Adjust(c.Base, net.Sum)
	c.Factors, c.Applied, c.Computed = net.Sum, adjusted.Applied, adjusted.Days
	c.Findings = []domain.Finding{net.Finding(), adjusted.Finding()}
	return b.finish(c, c.Computed), nil
}

// AskFor notes an override that somebody else is to approve; until then the
// receipt keeps its figures.
func (b Book) AskFor(c Receipt, o Override) (Receipt, error) {
	if err := b.overrideFaults(c, o).Err(); err != nil {
		return Receipt{}, err
	}
	c.Asked = &o
	return c, nil
}

// Overridden replaces the computed time. It needs a reason, a second person and
// half days, and cannot go below what the cap leaves of the table.
func (b Book) Overridden(c Receipt, o Override) (Receipt, error) {
	f := b.overrideFaults(c, o)
	f.Need("approved_by", string(o.ApprovedBy))
	if o.ApprovedBy == o.AskedBy {
		f.Add("approved_by", "is who asked for it; a second person approves an override")
	}
	if err := f.Err(); err != nil {
		return Receipt{}, err
	}
	c.Override, c.Asked = &o, nil
	return b.finish(c, o.Days), nil
}

func (b Book) overrideFaults(c Receipt, o Override) (f domain.Fault) {
	f.Need("reason", o.Reason)
	if o.Days <= 0 || o.Days%(unit/2) != 0 {
		f.Add("days", "is %s; audit time is a positive number of half days", o.Days)
	}
	if least := b.Policy.Adjust(c.Base, -b.Policy.MaxReduction).Days; o.Days < least {
		f.Add("days", "is %s; the cap of %s %% leaves at least %s of the table's %s (rule %s)",
			o.Days, b.Policy.MaxReduction, least, c.Base, AdjustRule.ID)
	}
	return f
}

// finish derives the shares from the initial time and writes the working down.
func (b Book) finish(c Receipt, initial Days) Receipt {
	c.Initial = initial
	c.Stage1, c.Stage2 = b.Policy.Split(initial)
	c.Surveillance, c.Recert = b.Policy.Surveillance(initial), b.Policy.Recert(initial)
	c.OnsiteLeast = b.Policy.OnsiteMin(initial)
	c.Lines = b.lines(c)
	return c
}
