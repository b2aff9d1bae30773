package auditor

import (
	"github.com/certwright/certwright/domain"
)

// Bars tells whether an interest keeps its person away from all certification
// work for its client on a day, and until when. Consultancy, employment and
// internal audits bar for a cooling time after their end (5.2.6, 5.2.10, 7.3);
// family, ownership and an objection of the client bar while they last.
func (i Interest) Bars(day domain.Date, coolingYears int) domain.Finding {
	about := string(i.Kind)
	switch i.Kind {
	case Family, Ownership, Objection:
		if i.Period.Contains(day) {
			remedy := "somebody else, or a day after it has ended"
			if i.Period.To != 0 {
				remedy = "somebody else, or a day from " + i.Period.To.AddDays(1).Long()
			}
			return CoolingRule.Broken(remedy, "%s since %s", about, i.Period.From.Long())
		}
		return CoolingRule.Met("%s does not reach %s", about, day.Long())
	}
	if day < i.Period.From {
		return CoolingRule.Met("%s begins only on %s", about, i.Period.From.Long())
	}
	if i.Period.To == 0 {
		return CoolingRule.Broken("somebody else", "%s since %s, without an end", about, i.Period.From.Long())
	}
	return Cooling(i.Period.To, coolingYears, day).With("interest", about)
}

// BarredUntil is the last day on which the interest bars, or none while it has
// no end.
func (i Interest) BarredUntil(coolingYears int) domain.Date {
	switch {
	case i.Period.To == 0:
		return 0
	case i.Kind == Family || i.Kind == Ownership || i.Kind == Objection:
		return i.Period.To
	}
	return FirstAllowed(i.Period.To, coolingYears).AddDays(-1)
}
