// Package explain says why a plan is as it is: what a choice costs, why
// somebody is not on it, what would turn that no into a yes, and what else
// there is. It looks for places with the optimiser's tables and confirms each
// thing it says with package check, so that an explanation cannot contradict
// the rules.
package explain

import (
	"context"
	"sync"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/solve"
)

// Cost is a price, or a difference of prices, in euro by term.
type Cost struct {
	Euro  int                   `json:"euro"`
	Terms map[planning.Term]int `json:"terms,omitempty"`
}

func costOf(terms map[planning.Term]int) Cost {
	c := Cost{Terms: terms}
	for _, euro := range terms {
		c.Euro += euro
	}
	return c
}

// minus is the difference of two prices; terms that do not differ are absent.
func (c Cost) minus(d Cost) Cost {
	out := map[planning.Term]int{}
	for _, t := range planning.Terms() {
		if n := c.Terms[t] - d.Terms[t]; n != 0 {
			out[t] = n
		}
	}
	return costOf(out)
}

// Answer explains one audit of a plan.
type Answer struct {
	Audit     string            `json:"audit"`
	Planned   *planning.Planned `json:"planned,omitempty"` // none: left out
	Cost      Cost              `json:"cost"`              // of the audit where it is, against the plan without it
	Fixed     []string          `json:"fixed,omitempty"`
	Asked     *planning.Planned `json:"asked,omitempty"` // what people are judged for: the plan, or the best place for a left-out audit
	Positions []Position        `json:"positions"`
	Dates     []Option          `json:"otherDates,omitempty"` // same team
	Teams     []Option          `json:"otherTeams,omitempty"` // same start
	Both      []Option          `json:"others,omitempty"`     // any start, its cheapest team
	LeftOut   *planning.LeftOut `json:"leftOut,omitempty"`
}

// Position lists everybody for one seat: those who could hold it by what they
// would change, then those who could not.
type Position struct {
	ID     string   `json:"id"`
	Role   string   `json:"role"`
	Holder string   `json:"holder,omitempty"`
	People []Person `json:"people"`
}

// Person is one auditor's yes or no for a seat.
type Person struct {
	Auditor  string           `json:"auditor"`
	Possible bool             `json:"possible"`
	Effect   Cost             `json:"effect"` // on the plan's cost, when possible; of the seat alone while others are open
	Against  []domain.Finding `json:"against,omitempty"`
	Smallest *Change          `json:"smallestChange,omitempty"`
}

// Option is another start or team, and its effect on the plan's cost.
type Option struct {
	planning.Planned
	Effect Cost `json:"effect"`
}

// Reader answers questions about one plan. Several goroutines may ask; it
// answers one at a time.
type Reader struct {
	mu      sync.Mutex // guards the desk, which takes the audit asked about out for a moment
	in      *planning.Instance
	p       *compact.Problem
	book    *check.Book
	desk    *solve.Desk
	names   planning.Names
	index   map[string]int // of audits
	who     map[string]int // of people
	planned map[string]planning.Planned
}

// Read prepares a plan for questions. The plan must be legal.
func Read(in *planning.Instance, plan *planning.Plan) (*Reader, error) {
	if v := check.Judge(in, plan); !v.Feasible {
		return nil, domain.Violated("plan_refused", "The plan breaks rules of the instance; see the findings.", v.Findings)
	}
	return prepare(compact.Compile(in), plan.Audits), nil
}

func prepare(p *compact.Problem, plan []planning.Planned) *Reader {
	in := p.In
	r := &Reader{in: in, p: p, book: check.Lay(in, plan), desk: solve.NewDesk(p, plan), names: in.Names(),
		index: map[string]int{}, who: map[string]int{}, planned: map[string]planning.Planned{}}
	for i := range in.Audits {
		r.index[in.Audits[i].ID] = i
	}
	for i := range in.Auditors {
		r.who[in.Auditors[i].ID] = i
	}
	for _, pl := range plan {
		r.planned[pl.ID] = pl
	}
	return r
}

// Audit explains an audit.
func (r *Reader) Audit(id string) (*Answer, error) {
	i, ok := r.index[id]
	if !ok {
		return nil, domain.NotFound("audit " + id)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	a := &r.in.Audits[i]
	out := &Answer{Audit: id, Fixed: r.fixed(a)}
	places := r.desk.Places(id)
	var now Cost
	pl, planned := r.planned[id]
	switch {
	case planned:
		out.Planned, out.Asked = &pl, &pl
		out.Cost = costOf(r.book.Cost(pl))
		now = out.Cost
	case len(places) > 0:
		out.Asked = &places[0].Planned
	default:
		out.Asked = r.someStart(a)
	}
	if !planned {
		out.LeftOut = &planning.LeftOut{Audit: id, Why: r.why(a), Relaxed: r.relaxed(context.Background(), a)}
		now = Cost{r.in.Weights.Unplanned * a.Priority, map[planning.Term]int{planning.Unplanned: r.in.Weights.Unplanned * a.Priority}}
	}
	if out.Asked == nil {
		return out, nil
	}
	q := r.ask(a, *out.Asked, now)
	for j := range a.Positions {
		out.Positions = append(out.Positions, q.position(j))
	}
	if planned {
		out.Dates = q.otherDates()
		out.Teams = q.otherTeams(out.Positions)
	}
	out.Both = q.others(places)
	return out, nil
}

// fixed says what is pinned.
func (r *Reader) fixed(a *planning.Audit) (out []string) {
	if a.Pin == nil {
		return nil
	}
	if a.Pin.Start != 0 {
		out = append(out, "the start is pinned to "+a.Pin.Start.Long()+" "+string(a.Pin.Half))
	}
	for _, p := range a.Positions {
		if who := a.Pin.Team[p.ID]; who != "" {
			out = append(out, "position "+p.ID+" is pinned to "+r.names.Auditors[who].Called())
		}
	}
	return out
}

// someStart is the first start a left-out audit has, without a team.
func (r *Reader) someStart(a *planning.Audit) *planning.Planned {
	au := &r.p.Audits[r.index[a.ID]]
	if au.Starts == 0 {
		return nil
	}
	day, half := r.in.When(int(r.p.Starts[au.Start0].Slot))
	return &planning.Planned{ID: a.ID, Start: day, Half: half, Team: map[string]string{}}
}
