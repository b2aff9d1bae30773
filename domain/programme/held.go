package programme

import "github.com/certwright/certwright/domain/audit"

// HeldOf are the audits of a cycle that took place, each on the day the policy
// judges it by.
func HeldOf(audits []audit.Audit, p Policy) []Held {
	var out []Held
	for _, x := range audits {
		if !x.Held() || x.Type != audit.Surveillance && x.Type != audit.Recert {
			continue
		}
		on := x.Stretch.To
		if p.JudgedBy == FirstDay {
			on = x.Stretch.From
		}
		out = append(out, Held{Type: string(x.Type), On: on})
	}
	return out
}
