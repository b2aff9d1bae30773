package app

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
)

// PlanClaim is an audit that an open run has for itself: a search what it may
// place or move, a proposal what it would. While a run has any it is open.
type PlanClaim struct {
	AuditID domain.ID
	No      string
	Run     domain.ID
}

// PlanClaimTx keeps the claims. No audit is ever claimed by two runs.
type PlanClaimTx interface {
	PlanClaims() ([]PlanClaim, error) // by audit number
	// ClaimAudits claims audits, by number, for a run and gives those that others
	// have. What the run has already it keeps.
	ClaimAudits(run domain.ID, nos []string) (others []PlanClaim, err error)
	// KeepPlanClaims ends the claims of a run on all audits but these.
	KeepPlanClaims(run domain.ID, nos []string) error
	EndPlanClaim(audit domain.ID) error // whoever has it
}

// fixed tells whether nothing about an audit of an instance is to be planned.
func fixed(a *planning.Audit) bool { return a.Pin != nil && len(a.Pin.Team) > 0 }

// mayMove are the audits that a search in an instance may place or move.
func mayMove(in *planning.Instance) (nos []string) {
	for i := range in.Audits {
		if a := &in.Audits[i]; !fixed(a) {
			nos = append(nos, a.ID)
		}
	}
	return nos
}

// wouldMove are the audits that a plan places or moves: those it has elsewhere,
// or with others, than they were when it was begun.
func wouldMove(in *planning.Instance, plan *planning.Plan) (nos []string) {
	before := map[string]planning.Planned{}
	if in.Baseline != nil {
		for _, pl := range in.Baseline.Plan {
			before[pl.ID] = pl
		}
	}
	names := in.Names()
	for _, pl := range plan.Audits {
		was, booked := before[pl.ID]
		same := booked && was.Start == pl.Start && was.Half == pl.Half && maps.Equal(was.Team, pl.Team)
		if a := names.Audits[pl.ID]; a != nil && !fixed(a) && !same {
			nos = append(nos, pl.ID)
		}
	}
	return nos
}

// claimAudits claims what a run is about. Of two that want the same audit one
// gets it; the other learns who has what, since when, and what to do.
func claimAudits(tx Tx, r PlanRun, nos []string) error {
	others, err := tx.ClaimAudits(r.ID, nos)
	if err != nil || len(others) == 0 {
		return err
	}
	e := domain.E(domain.Conflict, "plan_claimed", "")
	err = byRun(tx, others, func(other PlanRun, theirs []string) error {
		who, err := other.claimant(tx)
		e.Message += fmt.Sprintf("%s, has %s. %s ", who, someOf(theirs), other.wayOut())
		e.Fields = append(e.Fields, domain.FieldError{Field: "run", Message: string(other.ID)})
		return err
	})
	if err != nil {
		return err
	}
	switch {
	case r.Kind == PlanPeriod && r.Asked.Rest:
		e.Message += "Nothing else is due. Or plan another period."
	case r.Kind == PlanPeriod:
		e.Message += "Or plan the rest, or another period."
	}
	e.Message = strings.TrimSpace(e.Message)
	return e
}

// wayOut says what ends the claims of an open run.
func (r PlanRun) wayOut() string {
	if r.State == PlanDone {
		return "Book it, or dismiss it."
	}
	return "Wait for it, or cancel it."
}

// byRun hands each run of some claims over with the numbers of its audits.
func byRun(tx Tx, claims []PlanClaim, do func(r PlanRun, nos []string) error) error {
	nos := map[domain.ID][]string{}
	for _, c := range claims {
		nos[c.Run] = append(nos[c.Run], c.No)
	}
	for _, id := range slices.Sorted(maps.Keys(nos)) {
		r, err := tx.PlanRun(id)
		if err != nil {
			return err
		}
		if err := do(r, nos[id]); err != nil {
			return err
		}
	}
	return nil
}

// claimant says which run it is, whose, and since when.
func (r PlanRun) claimant(tx Tx) (string, error) {
	s, _, err := SettingsIn(tx)
	what, about := "search", "what is due "+spelled(r.Asked.Due)
	if r.State == PlanDone {
		what = "proposal"
	}
	if r.Asked.Away != nil {
		about = r.Asked.Away.Name + " being away " + spelled(r.Asked.Away.Period)
	}
	return fmt.Sprintf("The %s for %s, begun by %s on %s", what, about, cmp.Or(r.StartedBy, "the house"), r.CreatedAt.In(s.Zone()).Format("2 January 2006 at 15:04 MST")), err
}

func spelled(p domain.Period) string {
	if p.From == p.To {
		return p.From.Long()
	}
	return p.From.Long() + " to " + p.To.Long()
}

// someOf counts audits and names the first of them.
func someOf(nos []string) string {
	const named = 5
	if len(nos) <= named {
		return fmt.Sprintf("%d of these audits (%s)", len(nos), strings.Join(nos, ", "))
	}
	return fmt.Sprintf("%d of these audits (%s and %d more)", len(nos), strings.Join(nos[:named], ", "), len(nos)-named)
}

// claimsOf are the claims of one run, and those of all others.
func claimsOf(tx Tx, run domain.ID) (own, others []PlanClaim, err error) {
	all, err := tx.PlanClaims()
	for _, c := range all {
		if c.Run == run {
			own = append(own, c)
		} else {
			others = append(others, c)
		}
	}
	return own, others, err
}

// yield leaves to other open plans what they have, and names it: bookings stay
// where they are; audits without dates are left out when the rest is enough.
func (y *year) yield(claims []PlanClaim, rest bool) (left []string) {
	claimed := map[string]bool{}
	for _, c := range claims {
		claimed[c.No] = true
	}
	y.owed = slices.DeleteFunc(y.owed, func(x audit.Audit) bool {
		open := x.Dates == audit.Open
		if !claimed[x.No] || open && !rest || !y.isFree(x) {
			return false
		}
		left, y.kept[x.ID] = append(left, x.No), true
		return open
	})
	return left
}

// endClaim ends the claim on an audit whose booking is no longer what an open
// plan was made from: its line could not be booked any more.
func endClaim(tx Tx, was, now audit.Audit) error {
	if was.State == now.State && (was.Dates == audit.Open) == (now.Dates == audit.Open) && was.Stretch == now.Stretch &&
		maps.Equal(bookingOf(was).team(), bookingOf(now).team()) {
		return nil
	}
	return tx.EndPlanClaim(now.ID)
}
