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
