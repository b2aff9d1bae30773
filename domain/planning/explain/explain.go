// Package explain says why a plan is as it is: what a choice costs, why
// somebody is not on it, what would turn that no into a yes, and what else
// there is. It looks for places with the optimiser's tables and confirms each
// thing it says with package check, so that an explanation cannot contradict
// the rules.
package explain

import (
	"cmp"
	"slices"

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
	Effect   Cost             `json:"effect"` // on the plan's cost, when possible
	Against  []domain.Finding `json:"against,omitempty"`
	Smallest *Change          `json:"smallestChange,omitempty"`
}

// Option is another start or team, and its effect on the plan's cost.
type Option struct {
	planning.Planned
	Effect Cost `json:"effect"`
}

// Reader answers questions about one plan.
type Reader struct {
	in      *planning.Instance
	p       *compact.Problem
	book    *check.Book
	desk    *solve.Desk
	names   planning.Names
	index   map[string]int
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
		index: map[string]int{}, planned: map[string]planning.Planned{}}
	for i := range in.Audits {
		r.index[in.Audits[i].ID] = i
	}
	for _, pl := range plan {
		r.planned[pl.ID] = pl
	}
	return r
}

// options is how many other dates and teams an answer shows.
const options = 5

// Audit explains an audit.
func (r *Reader) Audit(id string) (*Answer, error) {
	i, ok := r.index[id]
	if !ok {
		return nil, domain.NotFound("audit " + id)
	}
	a := &r.in.Audits[i]
	out := &Answer{Audit: id, Fixed: fixed(a)}
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
		left := r.leftOut(a)
		out.LeftOut = &left
		now = Cost{r.in.Weights.Unplanned * a.Priority, map[planning.Term]int{planning.Unplanned: r.in.Weights.Unplanned * a.Priority}}
	}
	if out.Asked == nil {
		return out, nil
	}
	for j := range a.Positions {
		out.Positions = append(out.Positions, r.position(a, j, *out.Asked, now))
	}
	if planned {
		out.Dates = r.otherDates(a, pl, now)
		out.Teams = r.otherTeams(a, pl, now, out.Positions)
	}
	out.Both = r.others(places, pl, now)
	return out, nil
}

// fixed says what is pinned.
func fixed(a *planning.Audit) (out []string) {
	if a.Pin == nil {
		return nil
	}
	if a.Pin.Start != 0 {
		out = append(out, "the start is pinned to "+a.Pin.Start.Long()+" "+string(a.Pin.Half))
	}
	for _, p := range a.Positions {
		if who := a.Pin.Team[p.ID]; who != "" {
			out = append(out, "position "+p.ID+" is pinned to "+who)
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

// with is a placement with another person on a seat.
func with(pl planning.Planned, seat, who string) planning.Planned {
	team := map[string]string{}
	for p, k := range pl.Team {
		team[p] = k
	}
	team[seat] = who
	pl.Team = team
	return pl
}

func on(pl planning.Planned, day domain.Date, half domain.Half) planning.Planned {
	pl.Start, pl.Half = day, half
	return pl
}

// position judges everybody for one seat of an audit as asked.
func (r *Reader) position(a *planning.Audit, j int, asked planning.Planned, now Cost) Position {
	p := &a.Positions[j]
	out := Position{ID: p.ID, Role: p.Role, Holder: r.planned[a.ID].Team[p.ID]}
	for i := range r.in.Auditors {
		k := &r.in.Auditors[i]
		pl := with(asked, p.ID, k.ID)
		x := Person{Auditor: k.ID, Against: r.against(r.book, pl, k.ID)}
		if x.Possible = len(x.Against) == 0; x.Possible {
			x.Effect = costOf(r.book.Cost(pl)).minus(now)
		} else {
			x.Smallest = r.smallest(a, j, k, pl, x.Against)
		}
		out.People = append(out.People, x)
	}
	slices.SortStableFunc(out.People, func(x, y Person) int {
		return cmp.Or(-cmp.Compare(yes(x.Possible), yes(y.Possible)), cmp.Compare(x.Effect.Euro, y.Effect.Euro), cmp.Compare(len(x.Against), len(y.Against)))
	})
	return out
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

// against lists the hard rules that stand against a placement. Where the rest
// of the team is not chosen yet, empty seats and what they leave uncovered do
// not count.
func (r *Reader) against(b *check.Book, pl planning.Planned, who string) []domain.Finding {
	whole := len(pl.Team) == len(r.names.Audits[pl.ID].Positions)
	return slices.DeleteFunc(b.Placement(pl), func(f domain.Finding) bool {
		open := f.Rule == planning.Cover.ID || f.Rule == planning.Positions.ID && !f.Met && f.Subject != who && f.Fact("auditor") == ""
		return f.Met || f.Kind != domain.Hard || !whole && open
	})
}

func (r *Reader) legal(pl planning.Planned) bool { return !domain.HardBroken(r.book.Placement(pl)) }

// option confirms a placement with the rules and prices it.
func (r *Reader) option(pl planning.Planned, now Cost) (Option, bool) {
	if !r.legal(pl) {
		return Option{}, false
	}
	return Option{pl, costOf(r.book.Cost(pl)).minus(now)}, true
}

func cheapest(out []Option) []Option {
	slices.SortStableFunc(out, func(x, y Option) int { return cmp.Compare(x.Effect.Euro, y.Effect.Euro) })
	return out[:min(len(out), options)]
}

// otherDates are the best other starts of the same team.
func (r *Reader) otherDates(a *planning.Audit, pl planning.Planned, now Cost) (out []Option) {
	for _, x := range r.starts(a, pl) {
		if x.Start == pl.Start && x.Half == pl.Half {
			continue
		}
		if o, ok := r.option(x, now); ok {
			out = append(out, o)
		}
	}
	return cheapest(out)
}

// starts lists the starts on which everybody of a team could come, as far as
// it depends on this audit alone, nearest to the one given first.
func (r *Reader) starts(a *planning.Audit, pl planning.Planned) (out []planning.Planned) {
	au := &r.p.Audits[r.index[a.ID]]
next:
	for i := range au.Starts {
		for j := range au.Seats {
			if who := pl.Team[a.Positions[j].ID]; who != "" && !r.could(au.Seat0+j, who, i) {
				continue next
			}
		}
		day, half := r.in.When(int(r.p.Starts[au.Start0+i].Slot))
		out = append(out, on(pl, day, half))
	}
	far := func(x planning.Planned) int { return max(x.Start.DaysSince(pl.Start), pl.Start.DaysSince(x.Start)) }
	slices.SortStableFunc(out, func(x, y planning.Planned) int { return cmp.Compare(far(x), far(y)) })
	return out
}

func (r *Reader) could(at int32, who string, start int32) bool {
	seat := &r.p.Seats[at]
	for i := seat.Cand0; i < seat.Cand0+seat.Cands; i++ {
		if c := &r.p.Cands[i]; r.in.Auditors[c.Who].ID == who && r.p.CanStart(c, start) {
			return true
		}
	}
	return false
}

// otherTeams are the best other teams on the same start, put together from the
// cheapest people of each seat.
func (r *Reader) otherTeams(a *planning.Audit, pl planning.Planned, now Cost, people []Position) (out []Option) {
	const each, most = 4, 256
	teams := []planning.Planned{pl}
	for j, p := range a.Positions {
		var more []planning.Planned
		for _, k := range r.fit(people[j], pl.Team[p.ID], each) {
			for _, t := range teams {
				if len(more) < most {
					more = append(more, with(t, p.ID, k))
				}
			}
		}
		teams = more
	}
	for _, t := range teams {
		if sameTeam(t, pl) {
			continue
		}
		if o, ok := r.option(t, now); ok {
			out = append(out, o)
		}
	}
	return cheapest(out)
}

// fit is a seat's holder and the first people who could hold it but for what
// depends on the rest of the team.
func (r *Reader) fit(p Position, holder string, n int) []string {
	out := []string{holder}
	for _, x := range p.People {
		own := slices.ContainsFunc(x.Against, func(f domain.Finding) bool {
			return f.Rule != planning.Cover.ID && f.Rule != planning.Positions.ID
		})
		if x.Auditor != holder && !own && len(out) < n {
			out = append(out, x.Auditor)
		}
	}
	return out
}

func sameTeam(x, y planning.Planned) bool {
	for p, who := range y.Team {
		if x.Team[p] != who {
			return false
		}
	}
	return true
}

// others are the best other places, each start with its cheapest team.
func (r *Reader) others(places []solve.Place, pl planning.Planned, now Cost) (out []Option) {
	for _, x := range places {
		if len(out) == options {
			break
		}
		if x.Start == pl.Start && x.Half == pl.Half && sameTeam(x.Planned, pl) {
			continue
		}
		if o, ok := r.option(x.Planned, now); ok {
			out = append(out, o)
		}
	}
	return cheapest(out)
}
