package app

import (
	"fmt"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// NewWorking is the audit time of an offer by the scheme's data in force, where
// that is another version than it was offered with.
type NewWorking struct {
	Finding domain.Finding // of rule contract.offer_working
	Version int            // in force
	Receipt audittime.Receipt
	Blocked string // why it cannot be taken; "" when it can
}

// newWorking works an offer out by the version in force; nil where that is the
// one it was offered with. What the client said of itself stays as it was.
func (a *App) newWorking(tx Tx, at time.Time, c client.Contract) (*NewWorking, error) {
	s, err := tx.ActiveScheme(c.SchemeID)
	if err != nil {
		return nil, err
	}
	n := &NewWorking{Finding: client.OfferWorking(c.SchemeVersion, s.Version), Version: s.Version}
	if n.Finding.Met || len(c.Receipt.Lines) == 0 {
		return nil, nil
	}
	today, err := a.todayIn(tx, at)
	if err != nil {
		return nil, err
	}
	n.Receipt, err = s.AuditTimeBook().Compute(c.Receipt.Request, today)
	switch {
	case domain.KindOf(err) == domain.Invalid:
		n.Blocked = plainly(err)
	case err != nil:
		return nil, err
	case domain.HardBroken(n.Receipt.Findings):
		n.Blocked = "A rule stands against it: " + firstBroken(n.Receipt.Findings)
	case n.Receipt.Initial == 0:
		n.Blocked = fmt.Sprintf("%s has no value for %d persons.", n.Receipt.Table, n.Receipt.Effective)
	}
	return n, nil
}

func firstBroken(findings []domain.Finding) string {
	for _, f := range findings {
		if !f.Met && domain.HardBroken([]domain.Finding{f}) {
			return f.Text
		}
	}
	return ""
}

// renewWorking lets a renewed offer take the working of the version in force, or
// notes why it keeps its own, and says which; "" where no other is in force.
func (a *App) renewWorking(tx Tx, actor domain.Actor, at time.Time, c *client.Contract, r Renewal) (string, error) {
	n, err := a.newWorking(tx, at, *c)
	if err != nil || n == nil {
		return "", err
	}
	why := strings.TrimSpace(r.WhyKept)
	switch {
	case r.TakeNew && why != "":
		return "", oneFault("why_kept", "is for keeping the offered working; the new one is taken")
	case r.TakeNew && n.Blocked != "":
		return "", domain.E(domain.Conflict, "no_new_working", "The working of version %d cannot be taken. %s Keep the offered one with a reason, or withdraw the offer.", n.Version, n.Blocked)
	case r.TakeNew:
		was := c.Receipt
		c.Receipt, c.SchemeVersion, c.Persons = n.Receipt, n.Version, n.Receipt.Heads
		said := fmt.Sprintf("The audit time was worked out anew with version %d of the scheme's data: %s days for the initial audit, before %s.", n.Version, c.Receipt.Initial, was.Initial)
		if was.Override != nil {
			said += fmt.Sprintf(" The %s days approved by %s fall away.", was.Override.Days, was.Override.ApprovedName)
		}
		return said, nil
	case why == "":
		return "", domain.Violated("rule_violated", fmt.Sprintf("The scheme's data changed since the offer: %s days for the initial audit were offered, %s they are now. Say which holds.",
			c.Receipt.Initial, n.figure()), []domain.Finding{n.Finding})
	}
	today, err := a.todayIn(tx, at)
	c.Receipt.Kept = &audittime.Kept{Version: n.Version, Initial: n.Receipt.Initial, Reason: why, By: actor.PersonID, ByName: actor.Name, On: today}
	return fmt.Sprintf("The audit time of version %d of the scheme's data stands, %s days for the initial audit; by version %d, in force, it would be %s.", c.SchemeVersion, c.Receipt.Initial, n.Version, n.figure()), err
}

// figure is the initial time in words, where there is one.
func (n NewWorking) figure() string {
	if n.Receipt.Initial == 0 {
		return "none"
	}
	return n.Receipt.Initial.String()
}
