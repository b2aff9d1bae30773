package importer

import (
	"maps"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

// work is one import being thought through.
type work struct {
	known Known
	plan  Plan
	count Count
	done  int
	total int
	told  func(done, total int)

	seen     map[string]int    // key → record that had it first
	refusals map[string]string // "clients C0155" → "clients.csv record 155 was refused"

	permits   map[domain.ID][]auditor.Authorisation
	lostCodes map[codeKey]string // an authorisation that was refused
	absences  map[domain.ID][]auditor.Absence
	interests map[pair][]auditor.Interest
	booked    map[domain.ID][]standing              // by person
	certified map[domain.ID]certificate.Certificate // by contract
	records   map[domain.ID][]heldAudit             // audits of a contract, by record
	contracts []client.Contract                     // in the order read
	kept      map[domain.ID][]audit.Audit           // known audits, by contract

	schemeCodes map[string][]string // codes a contract may name, by scheme
}

type codeKey struct {
	person domain.ID
	scheme string
	code   string
}

type pair struct{ person, client domain.ID }

func newWork(known Known, told func(done, total int)) *work {
	w := &work{
		known: known, told: told, plan: Plan{Sources: map[domain.ID]Source{}},
		seen: map[string]int{}, refusals: map[string]string{},
		permits: map[domain.ID][]auditor.Authorisation{}, lostCodes: map[codeKey]string{},
		absences: map[domain.ID][]auditor.Absence{}, interests: map[pair][]auditor.Interest{},
		booked: map[domain.ID][]standing{}, certified: map[domain.ID]certificate.Certificate{}, records: map[domain.ID][]heldAudit{}, kept: map[domain.ID][]audit.Audit{},
	}
	if w.known.Clients == nil {
		w.known.Clients = map[string]client.Client{}
	}
	if w.known.Sites == nil {
		w.known.Sites = map[string]client.Site{}
	}
	if w.known.Auditors == nil {
		w.known.Auditors = map[string]auditor.Auditor{}
	}
	if w.known.Contracts == nil {
		w.known.Contracts = map[string]client.Contract{}
	}
	if w.known.Certificates == nil {
		w.known.Certificates = map[string]certificate.Certificate{}
	}
	if w.known.Programmes == nil {
		w.known.Programmes = map[domain.ID][]programme.Programme{}
	}
	if w.known.Audits == nil {
		w.known.Audits = map[string]audit.Audit{}
	}
	w.schemeCodes = map[string][]string{}
	for _, s := range known.Schemes {
		for _, c := range s.CodesIn(scheme.SeedTaxonomies()) {
			w.schemeCodes[s.ID] = append(w.schemeCodes[s.ID], c.Code)
		}
	}
	for _, a := range known.Authorisations {
		w.addAuthorisation(a)
	}
	for _, a := range known.Absences {
		w.addAbsence(a)
	}
	for _, i := range known.Interests {
		w.addInterest(i)
	}
	w.standKnown()
	return w
}

// addAuthorisation and addInterest take the place of what was known of the same.
func (w *work) addAuthorisation(a auditor.Authorisation) {
	w.permits[a.PersonID] = append(slices.DeleteFunc(w.permits[a.PersonID], func(old auditor.Authorisation) bool { return old.ID == a.ID }), a)
}

func (w *work) addInterest(i auditor.Interest) {
	k := pair{i.PersonID, i.ClientID}
	w.interests[k] = append(slices.DeleteFunc(w.interests[k], func(old auditor.Interest) bool { return old.ID == i.ID }), i)
}

func (w *work) addAbsence(a auditor.Absence) {
	w.absences[a.PersonID] = append(slices.DeleteFunc(w.absences[a.PersonID], func(old auditor.Absence) bool { return old.ID == a.ID }), a)
}

// standKnown notes the audits kept before, and their bookings.
func (w *work) standKnown() {
	sites := map[domain.ID]client.Site{}
	for _, s := range w.known.Sites {
		sites[s.ID] = s
	}
	for _, no := range slices.Sorted(maps.Keys(w.known.Audits)) {
		a := w.known.Audits[no]
		w.kept[a.ContractID] = append(w.kept[a.ContractID], a)
		if a.Dates == audit.Open || a.State == audit.Cancelled || a.Imported {
			continue
		}
		for _, s := range a.Seats {
			w.booked[s.PersonID] = append(w.booked[s.PersonID], standing{stretch: s.Stretch, zone: sites[a.SiteID].Zone(), title: "audit " + no, audit: a})
		}
	}
}

// scheme looks a scheme up by the name people write.
func (w *work) scheme(r *record, column string) (scheme.Scheme, bool) {
	name := r.needed(column)
	s, ok := scheme.ByName(w.known.Schemes, name)
	if !ok && name != "" {
		r.fault(column, "unknown scheme")
	}
	return s, ok
}
