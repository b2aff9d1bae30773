package solve

import (
	"context"
	"slices"
)

// construct makes a first plan: audits by the end of their window, each put
// where it costs least.
func (s *search) construct(ctx context.Context) {
	p := s.p
	order := make([]int32, len(p.Audits))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return int(p.In.Audits[a].Latest) - int(p.In.Audits[b].Latest)
	})
	for n, a := range order {
		if n%64 == 0 && ctx.Err() != nil {
			return
		}
		if s.at[a] < 0 {
			s.insert(a, int(p.Audits[a].Out), 0)
		}
	}
}

// insert plans a left-out audit at its cheapest place below a limit, after those
// it must follow. It tells whether it could.
func (s *search) insert(a int32, limit, depth int) bool {
	au := &s.p.Audits[a]
	for i := range au.Ties {
		if t := &s.p.Ties[au.Tie0+i]; !t.First && s.at[t.Other] < 0 && (depth > 3 || !s.mine(t.Other) || !s.insert(t.Other, int(s.p.Audits[t.Other].Out), depth+1)) {
			return false
		}
	}
	if s.at[a] >= 0 { // a tie led back here
		return true
	}
	if !s.in.cheapest(&s.state, a, limit, &s.r) {
		return false
	}
	s.note(a)
	s.put(a, s.in.bestAt, s.in.best)
	return true
}
