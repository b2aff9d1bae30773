package audit

import "fmt"

// NumberFor is an audit's own number: the contract's, then the kind; what recurs
// carries its cycle. "K00001-S2" is Stage 2, "K00001-2SV1" the first
// surveillance of the second cycle, "K00001-2RC" the audit that ends it.
func NumberFor(contract string, cycle int, t Type, n int) string {
	switch t {
	case Stage1:
		return contract + "-S1"
	case Stage2:
		return contract + "-S2"
	case Recert:
		return fmt.Sprintf("%s-%dRC", contract, cycle)
	case Special:
		return fmt.Sprintf("%s-%dSP%d", contract, cycle, n)
	}
	return fmt.Sprintf("%s-%dSV%d", contract, cycle, n)
}
