package importer

import (
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
)

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
	if state == certificate.Suspended {
		c.StateSince = r.day("suspended_on", false)
	}
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
	case state == certificate.Suspended:
		w.suspended(r, &c, s.Programme)
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
		c.State, c.StateSince, c.ResolveBy = certificate.Expired, c.Expiry.AddDays(1), 0
	}
	w.warnOfSuspension(r, c)
	w.keepCertificate(r, c)
}

// suspended judges since when a certificate is suspended, and sets by when that is
// to be resolved as a suspension decided here does (rule suspension.deadline).
// Without the day there is none: nothing is made up.
func (w *work) suspended(r *record, c *certificate.Certificate, p programme.Policy) {
	switch on := c.StateSince; {
	case on == 0:
	case on < c.Decision:
		r.fault("suspended_on", "lies before the decision on %s", c.Decision)
	case on > c.Expiry:
		r.fault("suspended_on", "lies after the expiry on %s", c.Expiry)
	case on > w.known.Today:
		r.fault("suspended_on", "lies after today, %s", w.known.Today)
	default:
		c.ResolveBy = programme.ResolveBy(on, c.Expiry, p).By
	}
}

// warnOfSuspension names a suspension without its day, and a day without its suspension.
func (w *work) warnOfSuspension(r *record, c certificate.Certificate) {
	old := w.known.Certificates[c.No]
	switch {
	case c.State != certificate.Suspended && r.text("suspended_on") != "" && r.text("status") != "suspended":
		w.warn(r, "suspended_on", "the status says %s, not suspended: the day is left out", r.text("status"))
	case c.State == certificate.Suspended && c.ResolveBy == 0 && (old.State != certificate.Suspended || old.ResolveBy == 0):
		w.warn(r, "suspended_on", "is missing: without the day of the suspension there is no day by which it is to be resolved; the due list names it until it has one")
	}
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
		if !givesDay(c, old) && (old.Version > 1 || w.decidedHere(w.contractOf(old))) {
			w.warn(r, "status", "changed in Certwright since the last import: left as it is")
			w.keep(r, c.ID, isUnchanged)
			return
		}
		if c.State != certificate.Suspended {
			c.StateSince = old.StateSince
		} else if c.ResolveBy == 0 && old.State == c.State { // the sheet says nothing of it
			c.StateSince, c.ResolveBy = old.StateSince, old.ResolveBy
		}
	default:
		c.ID = w.known.NewID()
	}
	w.known.Certificates[c.No] = c
	w.certified[c.ContractID] = c
	w.plan.Certificates = append(w.plan.Certificates, c)
	w.keep(r, c.ID, change(known))
}

// givesDay tells whether a record adds to a suspension the day that an earlier
// import did not know, and nothing else. One decided here has its day.
func givesDay(c, stands certificate.Certificate) bool {
	dayless := c
	dayless.ResolveBy = 0
	return c.ResolveBy != 0 && stands.ResolveBy == 0 && tellsOf(dayless, stands)
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
		c.OriginalDecision == stands.OriginalDecision && c.Decision == stands.Decision && c.Expiry == stands.Expiry &&
		(c.ResolveBy == 0 || c.StateSince == stands.StateSince && stands.ResolveBy != 0)
}
