package importer

import (
	"slices"
	"strings"
	"unicode"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
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

var states = map[string]certificate.State{
	"valid": certificate.Valid, "suspended": certificate.Suspended, "withdrawn": certificate.Withdrawn, "expired": certificate.Expired,
}

func (w *work) certificate(r *record) {
	no := r.needed("certificate_no")
	w.once(r, "certificate_no", "certificates", no)
	k, contractKnown := refer(w, r, "contract_no", "contracts", "contract", r.text("contract_no"), w.known.Contracts)
	s, schemeKnown := w.scheme(r, "scheme")
	if contractKnown && schemeKnown && s.ID != k.SchemeID {
		r.fault("scheme", "the contract %s is for another scheme", k.No)
	}
	state, stateKnown := states[r.text("status")]
	if !stateKnown {
		r.fault("status", "is valid, suspended, withdrawn or expired")
	}
	c := certificate.Certificate{
		No: no, ClientID: k.ClientID, ContractID: k.ID, SchemeID: s.ID, State: state, Imported: true,
		OriginalDecision: r.day("original_decision", true), Decision: r.day("decision", true), Expiry: r.day("expiry", true),
		Revision: r.whole("revision", 1),
	}
	c.Effective, c.StateSince = c.Decision, c.Decision
	switch {
	case r.refused():
	case c.Expiry < c.Decision:
		r.fault("expiry", "lies before the decision on %s", c.Decision)
	case c.OriginalDecision > c.Decision:
		r.fault("original_decision", "lies after the decision on %s", c.Decision)
	case c.Decision > w.known.Today:
		r.fault("decision", "lies after today, %s", w.known.Today)
	case c.Revision < 1:
		r.fault("revision", "counts from 1")
	}
	if other, twice := w.certified[k.ID]; contractKnown && twice && live(state) && live(other.State) && other.No != no {
		r.fault("contract_no", "has a certificate in force already: %s", other.No)
	}
	if _, known := w.known.Certificates[no]; contractKnown && !known && w.decidedHere(k) {
		r.fault("contract_no", "%s is run in Certwright: its certificate is issued by a decision", k.No)
	}
	if r.refused() {
		w.refuse(r, "certificates", no)
		return
	}
	if live(c.State) && c.Expiry < w.known.Today {
		w.warn(r, "status", "expired on %s: taken in as expired", c.Expiry.Long())
		c.State, c.StateSince = certificate.Expired, c.Expiry.AddDays(1)
	}
	w.keepCertificate(r, c)
}

func live(s certificate.State) bool {
	return s == certificate.Valid || s == certificate.Suspended || s == certificate.Draft
}

func (w *work) keepCertificate(r *record, c certificate.Certificate) {
	old, known := w.known.Certificates[c.No]
	switch {
	case known && !old.Imported:
		if !tellsOf(c, old) {
			w.warn(r, "certificate_no", "was issued by Certwright since, and the record says otherwise: left as it is")
		}
		w.certified[c.ContractID] = old
		w.keep(r, old.ID, isUnchanged)
		return
	case known:
		c.ID, c.Version, c.ProgrammeID, c.CheckCode = old.ID, old.Version, old.ProgrammeID, old.CheckCode
		w.certified[c.ContractID] = old
		if tellsOf(c, old) {
			w.keep(r, c.ID, isUnchanged)
			return
		}
		if old.Version > 1 || w.decidedHere(w.contractOf(old)) {
			w.warn(r, "status", "changed in Certwright since the last import: left as it is")
			w.keep(r, c.ID, isUnchanged)
			return
		}
		c.StateSince = old.StateSince
	default:
		c.ID = w.known.NewID()
	}
	w.known.Certificates[c.No] = c
	w.certified[c.ContractID] = c
	w.plan.Certificates = append(w.plan.Certificates, c)
	w.keep(r, c.ID, change(known))
}

func (w *work) contractOf(c certificate.Certificate) client.Contract {
	for _, k := range w.known.Contracts {
		if k.ID == c.ContractID {
			return k
		}
	}
	return client.Contract{}
}

// tellsOf tells whether a record says of a certificate what stands, as far as
// the sheet has columns.
func tellsOf(c, stands certificate.Certificate) bool {
	return c.ContractID == stands.ContractID && c.SchemeID == stands.SchemeID && c.State == stands.State && c.Revision == stands.Revision &&
		c.OriginalDecision == stands.OriginalDecision && c.Decision == stands.Decision && c.Expiry == stands.Expiry
}
