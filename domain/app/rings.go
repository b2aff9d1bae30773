package app

import "slices"

// aroundDays is how far from its days a booking can stand in another's way:
// within a calendar week, by its half-days of that week or by a journey.
const aroundDays = 7

// waitsFor tells whether a line may wait for another to move away: the other
// still has somebody the line wants near those days, or it is the other stage of
// the same client.
func (l wantedLine) waitsFor(other wantedLine) bool {
	if l.want == nil || len(other.seen.Seats) == 0 {
		return false
	}
	if l.seen.ClientID == other.seen.ClientID {
		return true
	}
	near := l.want.Stretch.Period()
	near.From, near.To = near.From.AddDays(-aroundDays), near.To.AddDays(aroundDays)
	if !near.Overlaps(other.seen.Period()) {
		return false
	}
	return slices.ContainsFunc(l.want.Seats, func(s SeatWish) bool { return other.seen.On(s.PersonID) })
}

// rings groups the lines that wait for one another: from each of a group a chain
// of waiting leads to each other one. Who waits in no ring is in no group.
func rings(lines []wantedLine) (out [][]wantedLine) {
	waits := make([][]int, len(lines))
	for i, l := range lines {
		for j, other := range lines {
			if i != j && l.waitsFor(other) {
				waits[i] = append(waits[i], j)
			}
		}
	}
	reach := make([][]bool, len(lines))
	for i := range lines {
		reach[i] = reachable(waits, i)
	}
	grouped := make([]bool, len(lines))
	for i := range lines {
		if grouped[i] || !reach[i][i] {
			continue
		}
		var ring []wantedLine
		for j := range lines {
			if reach[i][j] && reach[j][i] {
				grouped[j] = true
				ring = append(ring, lines[j])
			}
		}
		out = append(out, ring)
	}
	return out
}

// reachable marks what chains of waiting lead to from one line.
func reachable(waits [][]int, from int) []bool {
	seen, next := make([]bool, len(waits)), []int{from}
	for len(next) > 0 {
		i := next[len(next)-1]
		next = next[:len(next)-1]
		for _, j := range waits[i] {
			if !seen[j] {
				seen[j] = true
				next = append(next, j)
			}
		}
	}
	return seen
}
