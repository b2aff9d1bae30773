package explain

import (
	"cmp"
	"maps"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/solve"
)

// options is how many other dates and teams an answer shows.
const options = 5

// cheapest prices placements and gives the best few that the judge confirms.
func (q *question) cheapest(places []planning.Planned) (out []Option) {
	priced := make([]Option, 0, len(places))
	for _, pl := range places {
		priced = append(priced, Option{pl, costOf(q.r.book.Cost(pl)).minus(q.now)})
	}
	slices.SortStableFunc(priced, func(x, y Option) int { return cmp.Compare(x.Effect.Euro, y.Effect.Euro) })
	for _, o := range priced {
		if len(out) < options && !domain.HardBroken(q.r.book.Placement(o.Planned)) {
			out = append(out, o)
		}
	}
	return out
}

// otherDates are the best other starts of the same team.
func (q *question) otherDates() []Option {
	var places []planning.Planned
	for _, slot := range q.near {
		if slot != q.slot && q.trial.Stands(slot, q.team) {
			places = append(places, q.placed(slot, q.team))
		}
	}
	return q.cheapest(places)
}

// otherTeams are the best other teams on the same start, put together from the
// cheapest people of each seat.
func (q *question) otherTeams(people []Position) []Option {
	const each, most = 4, 256
	teams := [][]int{q.team}
	for j := range q.team {
		var more [][]int
		for _, k := range q.fit(people[j], q.team[j], each) {
			for _, t := range teams {
				if len(more) < most {
					t = slices.Clone(t)
					t[j] = k
					more = append(more, t)
				}
			}
		}
		teams = more
	}
	var places []planning.Planned
	for _, t := range teams {
		if !slices.Equal(t, q.team) && q.trial.Stands(q.slot, t) {
			places = append(places, q.placed(q.slot, t))
		}
	}
	return q.cheapest(places)
}

// fit is a seat's holder and the first people who could hold it but for what
// depends on the rest of the team.
func (q *question) fit(p Position, holder, n int) []int {
	out := []int{holder}
	for _, x := range p.People {
		own := slices.ContainsFunc(x.Against, func(f domain.Finding) bool {
			return f.Rule != planning.Cover.ID && f.Rule != planning.Positions.ID
		})
		if k := q.r.seated(x.Auditor); k != holder && !own && len(out) < n {
			out = append(out, k)
		}
	}
	return out
}

// others are the best other places, each start with its cheapest team.
func (q *question) others(places []solve.Place) []Option {
	now := q.r.planned[q.a.ID]
	var out []planning.Planned
	for _, x := range places {
		if len(out) == options {
			break
		}
		if x.Start != now.Start || x.Half != now.Half || !maps.Equal(x.Team, now.Team) {
			out = append(out, x.Planned)
		}
	}
	return q.cheapest(out)
}
