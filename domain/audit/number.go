package audit

import "fmt"

var short = map[Type]string{Stage1: "S1", Stage2: "S2", Surveillance: "SV", Recert: "RC", Special: "SP"}

// NumberFor is an audit's own number: contract, cycle, kind; surveillances and
// special audits are counted. "K00001-1-SV2" is the second surveillance of the
// first cycle.
func NumberFor(contract string, cycle int, t Type, n int) string {
	s := fmt.Sprintf("%s-%d-%s", contract, cycle, short[t])
	if t == Surveillance || t == Special || n > 1 {
		s += fmt.Sprint(n)
	}
	return s
}
