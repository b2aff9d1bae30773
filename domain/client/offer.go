package client

import "github.com/certwright/certwright/domain"

// OfferOpenRule is judged by OfferOpen.
var OfferOpenRule = domain.Rule{
	ID: "contract.offer_open", Title: "An offer is accepted while it stands", Clause: "5.1.2", Edition: "ISO/IEC 17021-1:2015",
	Kind: domain.Hard, Basis: domain.Policy,
	Why: "An agreement binds both sides to what was offered; head counts, audit time and who can be sent do not stay as they were for ever.",
}

// OfferOpen judges whether an offer may be accepted today; an offer without a
// last day stands until it is withdrawn.
func OfferOpen(validUntil, today domain.Date) domain.Finding {
	switch {
	case validUntil == 0:
		return OfferOpenRule.Met("The offer has no last day.")
	case today > validUntil:
		return OfferOpenRule.Broken("Ask for a renewed offer; a planner renews it in one step.",
			"The offer stood until %s.", validUntil.Long()).With("valid_until", validUntil)
	}
	return OfferOpenRule.Met("The offer stands until %s.", validUntil.Long()).With("valid_until", validUntil)
}

// OfferWorkingRule is judged by OfferWorking.
var OfferWorkingRule = domain.Rule{
	ID: "contract.offer_working", Title: "A renewed offer rests on the scheme data in force", Clause: "9.1.4", Edition: "ISO/IEC 17021-1:2015",
	Kind: domain.Soft, Basis: domain.Policy,
	Why: "Audit time is determined, with its justification on record, before it is agreed. Where the table or the policy changed since the offer, the time is worked out anew, or the reason why the earlier working stands is written down.",
}

// OfferWorking judges the version of the scheme's data an offer was worked out
// with by the one in force.
func OfferWorking(offered, inForce int) domain.Finding {
	if offered == inForce {
		return OfferWorkingRule.Met("The offer was worked out with version %d of the scheme's data, which is in force.", offered)
	}
	return OfferWorkingRule.Broken("Take the new working, or keep the offered one and write down why.",
		"The offer was worked out with version %d of the scheme's data; version %d is in force.", offered, inForce).
		With("offered", offered).With("in_force", inForce)
}
