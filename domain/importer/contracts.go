package importer

import (
	"slices"
	"strings"
	"unicode"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
)

func (w *work) contract(r *record) {
	no := r.needed("contract_no")
	w.once(r, "contract_no", "contracts", no)
	owner, ownerKnown := refer(w, r, "client_no", "clients", "client", r.text("client_no"), w.known.Clients)
	s, schemeKnown := w.scheme(r, "scheme")
	c := client.Contract{
		No: no, ClientID: owner.ID, SchemeID: s.ID, SchemeVersion: s.Version, State: client.ContractActive, Revision: 1,
		Scope: r.needed("scope"), Codes: codesOf(r.text("codes")), Persons: r.whole("persons", 0), SignedOn: r.day("signed_on", true),
	}
	if c.Persons < 1 && !r.has("persons") {
		r.fault("persons", "persons must be at least 1")
	}
	if len(c.Codes) == 0 {
		r.fault("codes", "name at least one technical code, such as IAF 33")
	}
	if schemeKnown {
		for _, code := range c.Codes {
			if !w.codeKnown(s.ID, code) {
				r.fault("codes", "%s is no code of this scheme", code)
			}
		}
	}
	if ownerKnown {
		c.SiteIDs = w.sitesOf(owner.ID)
		if len(c.SiteIDs) == 0 {
			r.fault("client_no", "the client has no site where an audit could take place")
		}
	}
	if r.refused() {
		w.refuse(r, "contracts", no)
		return
	}
	old, known := w.known.Contracts[no]
	if known {
		c.ID, c.Version, c.ApplicationID, c.SchemeVersion, c.State = old.ID, old.Version, old.ApplicationID, old.SchemeVersion, old.State
		c.SoAVersion, c.Receipt, c.OfferedOn, c.SignedBy = old.SoAVersion, old.Receipt, old.OfferedOn, old.SignedBy
		c.ValidUntil, c.RenewalAsked = old.ValidUntil, old.RenewalAsked
		c.Revision, c.TermsFrom, c.EndedOn, c.WhyEnded = old.Revision, old.TermsFrom, old.EndedOn, old.WhyEnded
		if len(old.Receipt.Lines) > 0 { // the sheet does not say which sites were agreed
			c.SiteIDs = old.SiteIDs
		}
	} else {
		c.ID = w.known.NewID()
	}
	if known && agreedHere(old) && !sameContract(c, old) {
		w.warn(r, "contract_no", "its terms were agreed in Certwright: left as they are; an amendment changes them")
		c = old
	}
	w.known.Contracts[no] = c
	w.contracts = append(w.contracts, c)
	if known && sameContract(c, old) {
		w.keep(r, c.ID, isUnchanged)
		return
	}
	w.plan.Contracts = append(w.plan.Contracts, c)
	w.keep(r, c.ID, change(known))
}

// agreedHere tells whether the client signed the terms of a contract in Certwright.
func agreedHere(c client.Contract) bool { return c.ApplicationID != "" || c.Revision > 1 }

// decidedHere tells whether the certification of a contract is decided in
// Certwright: it was agreed here, or audited here.
func (w *work) decidedHere(k client.Contract) bool {
	if k.ApplicationID != "" {
		return true
	}
	for _, a := range w.known.Audits {
		if a.ContractID == k.ID && !a.Imported && (a.State == audit.InProgress || a.Held()) {
			return true
		}
	}
	return false
}

func sameContract(a, b client.Contract) bool {
	return a.ClientID == b.ClientID && a.SchemeID == b.SchemeID && a.Scope == b.Scope && slices.Equal(a.Codes, b.Codes) &&
		a.Persons == b.Persons && a.SignedOn == b.SignedOn && slices.Equal(a.SiteIDs, b.SiteIDs)
}

// codesOf reads "IAF 35 IAF 34" or "IAF 35; cloud": a word and the number after
// it are one code.
func codesOf(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return c == ';' || c == ',' || c == '|' }) {
		fields := strings.Fields(part)
		for i := 0; i < len(fields); i++ {
			code := fields[i]
			if i+1 < len(fields) && !digits(fields[i]) && digits(fields[i+1]) {
				code += " " + fields[i+1]
				i++
			}
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	return out
}

func digits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool { return !unicode.IsDigit(c) }) < 0
}

func (w *work) codeKnown(schemeID, code string) bool {
	codes, ok := w.schemeCodes[schemeID]
	return !ok || slices.Contains(codes, code)
}

// sitesOf lists a client's sites, the central function first, then by number.
func (w *work) sitesOf(owner domain.ID) []domain.ID {
	var sites []client.Site
	for _, s := range w.known.Sites {
		if s.ClientID == owner {
			sites = append(sites, s)
		}
	}
	slices.SortFunc(sites, func(a, b client.Site) int {
		if a.Central != b.Central {
			if a.Central {
				return -1
			}
			return 1
		}
		return strings.Compare(a.No, b.No)
	})
	out := make([]domain.ID, len(sites))
	for i, s := range sites {
		out[i] = s.ID
	}
	return out
}
