package app

import (
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/decision"
)

// sides compares the kept sides of a decision file with who sat on its audits
// and who decided: a side is what keeps a person from the other one. An audit or
// a decision that cannot be read is named where its own turn comes.
func (v *verification) sides(tx Tx, kind, no string, f decision.File) error {
	kept, err := tx.Sides(f.ID)
	if err != nil {
		return err
	}
	stands := func(person domain.ID, side decision.Side, why string) {
		if person != "" && kept[person] != side {
			v.report(Fault{Kind: kind, Object: f.ID, No: no, What: fmt.Sprintf("%s %s and is not kept on the %s side", person, why, side)})
		}
	}
	for _, id := range f.AuditIDs {
		x, err := tx.Audit(id)
		if err != nil {
			continue
		}
		for _, p := range x.Team() {
			stands(p, decision.AuditSide, "was on "+x.No)
		}
	}
	if d, err := tx.DecisionOfFile(f.ID); err == nil {
		stands(d.DecidedBy, decision.DecisionSide, "decided")
	}
	return nil
}
