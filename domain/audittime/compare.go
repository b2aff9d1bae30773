package audittime

import "fmt"

// Difference is one line of two receipts side by side.
type Difference struct {
	Step string
	Was  string // empty where the old receipt has no such line
	Now  string // empty where the new one has none
}

// Changed tells whether the line says something else now.
func (d Difference) Changed() bool { return d.Was != d.Now }

// Compare lays two receipts side by side, line by line: the new one's order, and
// after it what only the old one had. A step that stands several times, such as
// a factor, is told by what it works with.
func Compare(was, now Receipt) []Difference {
	old, left := named(was.Lines), map[string]bool{}
	for _, l := range old {
		left[l.Step] = true
	}
	var out []Difference
	for _, l := range named(now.Lines) {
		d := Difference{Step: l.Step, Now: l.Result}
		for _, o := range old {
			if o.Step == l.Step {
				d.Was = o.Result
			}
		}
		delete(left, l.Step)
		out = append(out, d)
	}
	for _, l := range old {
		if left[l.Step] {
			out = append(out, Difference{Step: l.Step, Was: l.Result})
		}
	}
	return out
}

// named gives every line a step of its own.
func named(lines []Line) []Line {
	times := map[string]int{}
	for _, l := range lines {
		times[l.Step]++
	}
	seen := map[string]int{}
	var out []Line
	for _, l := range lines {
		if times[l.Step] > 1 || l.Step == "Factor" {
			l.Step += ", " + l.Working
		}
		if seen[l.Step]++; seen[l.Step] > 1 {
			l.Step += fmt.Sprintf(" (%d)", seen[l.Step])
		}
		out = append(out, l)
	}
	return out
}
