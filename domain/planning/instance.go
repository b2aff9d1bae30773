package planning

import "github.com/certwright/certwright/domain"

// Names of the file formats. The second one adds use costs, work days and
// whole-day slots to the first; see [Instance.SlotsPerDay].
const (
	InstanceFormat  = "cb-plan-instance/1"
	InstanceFormat2 = "cb-plan-instance/2"
	PlanFormat      = "cb-plan/1"
)

// Instance is everything a plan depends on. Days are civil dates, time is
// counted in half-days, money in whole euro.
type Instance struct {
	Format    string      `json:"format"`
	Name      string      `json:"name"`
	Start     domain.Date `json:"start"` // first day of the horizon
	End       domain.Date `json:"end"`   // last day, inclusive
	Policy    Policy      `json:"policy"`
	Weights   Weights     `json:"weights"`
	Travel    Travel      `json:"travel"`
	Calendars []Calendar  `json:"calendars"`
	Sites     []Site      `json:"sites"`
	Auditors  []Auditor   `json:"auditors"`
	Audits    []Audit     `json:"audits"`
	Relations []Relation  `json:"relations,omitempty"`
	Baseline  *Baseline   `json:"baseline,omitempty"`

	// SlotsPerDay is 2 (half-days, the default) or 1 (whole days); format /2.
	SlotsPerDay int `json:"slotsPerDay,omitempty"`
}

// Policy holds the numbers of the hard rules that are the body's own choice.
type Policy struct {
	LeadRunMax     int `json:"leadRunMax"`     // the same lead at most this many cycles in a row
	LoadPeriodDays int `json:"loadPeriodDays"` // length of a period of load levelling, in days
}

// Weights are the prices of the soft terms, in euro per unit.
type Weights struct {
	LatePerDay      int `json:"latePerDay"`   // a day inside the last LateBuffer days of the window
	LateBuffer      int `json:"lateBuffer"`   // days
	PreferredPerDay int `json:"preferPerDay"` // a day away from the preferred start
	PreferredCap    int `json:"preferCap"`    // days; farther away costs no more
	SplitPerDay     int `json:"splitPerDay"`  // a non-working day inside an audit
	OverTarget      int `json:"overTarget"`   // a half-day over the person's target of a period
	FarOverTarget   int `json:"farOver"`      // in addition, a half-day over 120 % of it
	Continuity      int `json:"continuity"`   // the lead is not of the previous team
	RotationNear    int `json:"rotationNear"` // the last cycle this lead may do
	LeadChange      int `json:"leadChange"`   // a related audit has another lead (sameLead: prefer)
	Unplanned       int `json:"unplanned"`    // an audit left out, times its priority
	Moved           int `json:"moved"`        // planning again: the audit has another start
	MovedPerDay     int `json:"movedPerDay"`  // planning again: per day moved
	Reassigned      int `json:"reassigned"`   // planning again: the position has another person
	NoticeDays      int `json:"noticeDays"`   // planning again: within this notice disturbance counts double
}

// Calendar holds the days nobody works: public holidays besides the weekend.
type Calendar struct {
	ID       string        `json:"id"`
	Holidays []domain.Date `json:"holidays"`
	Workdays []int         `json:"workdays,omitempty"` // Monday = 1; none means Monday to Friday; format /2
}

// Site is a place where audits happen.
type Site struct {
	ID       string  `json:"id"`
	Lat      float64 `json:"lat"`
	Lon      float64 `json:"lon"`
	Calendar string  `json:"calendar"`
}

// Qual is one code a person holds, with its validity; an open end is no date.
type Qual struct {
	Code string      `json:"code"` // "lead:9001", "aud:27001", "iaf:17", "lang:de"
	From domain.Date `json:"from,omitempty"`
	To   domain.Date `json:"to,omitempty"`
}

// Absence is a run of days, or of the same half of each day, a person is away.
// Why is personal: texts say "away".
type Absence struct {
	From domain.Date `json:"from"`
	To   domain.Date `json:"to"`
	Half domain.Half `json:"half,omitempty"`
	Why  string      `json:"why,omitempty"`
}

// Auditor is a person who can be sent to audits.
type Auditor struct {
	ID       string    `json:"id"`
	Name     string    `json:"-"` // shown in texts instead of the ID; not part of the file
	Lat      float64   `json:"lat"`
	Lon      float64   `json:"lon"`
	Calendar string    `json:"calendar"`
	DayRate  int       `json:"dayRate"` // euro a day that only this work costs; 0 for staff
	Quals    []Qual    `json:"quals"`
	Absences []Absence `json:"absences,omitempty"`
	DaysOff  []int     `json:"daysOff,omitempty"` // weekdays never worked, Monday = 1
	MaxWeek  int       `json:"maxWeek"`           // audit half-days a calendar week
	MaxTotal int       `json:"maxTotal"`          // audit half-days in the horizon
	Target   int       `json:"target"`            // audit half-days a load period
	UseCost  int       `json:"useCost,omitempty"` // euro for using the person at all; format /2
}

// Lead is the role whose holder leads the team; the other roles are free words
// ("auditor", "expert", "trainee", "observer").
const Lead = "lead"

// Position is a seat on an audit: the half-days Offset to Offset+Len-1 of the
// audit's working half-days, held by a person with every needed code.
type Position struct {
	ID     string   `json:"id"`
	Role   string   `json:"role"`
	Offset int      `json:"offset"`
	Len    int      `json:"len"`
	Remote bool     `json:"remote,omitempty"` // no journey
	Needs  []string `json:"needs"`
}

// Forbid bars a person from an audit until a day (inclusive; none: for good).
type Forbid struct {
	Auditor string      `json:"auditor"`
	Why     string      `json:"why"`
	Until   domain.Date `json:"until,omitempty"`
}

// Pin fixes an audit's start, some of its people, or both.
type Pin struct {
	Start domain.Date       `json:"start,omitempty"`
	Half  domain.Half       `json:"half,omitempty"`
	Team  map[string]string `json:"team,omitempty"` // position → auditor
}

// Audit is one engagement to be placed.
type Audit struct {
	ID        string         `json:"id"`
	Title     string         `json:"-"` // shown in texts instead of the ID; not part of the file
	Client    string         `json:"client"`
	Type      string         `json:"type"`
	Site      string         `json:"site"`
	Earliest  domain.Date    `json:"earliest"`
	Latest    domain.Date    `json:"latest"`
	Preferred domain.Date    `json:"preferred,omitempty"`
	Priority  int            `json:"priority"`
	Positions []Position     `json:"positions"`
	Cover     []string       `json:"cover,omitempty"` // codes the team must hold together
	Previous  []string       `json:"previous,omitempty"`
	LeadRun   map[string]int `json:"leadRun,omitempty"` // cycles in a row led so far, by auditor
	Forbid    []Forbid       `json:"forbid,omitempty"`
	Pin       *Pin           `json:"pin,omitempty"`
}

// Relation ties two audits: the second starts MinDays to MaxDays after the end
// of the first, and never without it.
type Relation struct {
	First    string `json:"first"`
	Second   string `json:"second"`
	MinDays  int    `json:"minDays"`
	MaxDays  int    `json:"maxDays"`
	SameLead string `json:"sameLead,omitempty"` // "prefer", "require", "forbid" or nothing
}

// Baseline is the plan people already live by. Where there is one, a change to
// it has a price.
type Baseline struct {
	AsOf domain.Date `json:"asOf"`
	Plan []Planned   `json:"plan"`
}

// Planned is one audit's start and team (position → auditor).
type Planned struct {
	ID    string            `json:"id"`
	Start domain.Date       `json:"start"`
	Half  domain.Half       `json:"half"`
	Team  map[string]string `json:"team"`
}

// Plan is an answer to an instance. An audit that is not listed is left out.
type Plan struct {
	Format   string    `json:"format"`
	Instance string    `json:"instance"` // the instance's name
	Audits   []Planned `json:"audits"`
	Cost     int       `json:"cost"`
	Bound    int       `json:"lowerBound,omitempty"` // no plan of the instance is cheaper
	Reasons  []LeftOut `json:"reasons,omitempty"`
}

// LeftOut says why an audit is not in the plan and what would let it in.
type LeftOut struct {
	Audit   string   `json:"audit"`
	Why     []string `json:"why"`
	Relaxed []string `json:"wouldFit,omitempty"` // the smallest changes, each found by trying it
}
