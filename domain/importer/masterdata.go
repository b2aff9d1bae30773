package importer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
)

func (w *work) client(r *record) {
	no := r.needed("client_no")
	w.once(r, "client_no", "clients", no)
	c := client.Client{
		No: no, LegalName: r.text("legal_name"), TradingName: r.text("trading_name"), Country: r.text("country"), VATNo: r.text("vat_no"),
		ContactName: r.text("contact_name"), ContactEmail: r.text("contact_email"), Language: r.text("language"), RegisterConsent: r.yes("register_consent"),
	}
	if !client.Address(c.ContactEmail) {
		r.fault("contact_email", "not an e-mail address")
	}
	r.check(c.Check(), map[string]string{"no": "client_no"})
	if r.refused() {
		w.refuse(r, "clients", no)
		return
	}
	old, known := w.known.Clients[no]
	c.ID, c.Version, c.CreatedAt, c.ContactPhone = old.ID, old.Version, old.CreatedAt, old.ContactPhone
	if known && c == old {
		w.keep(r, c.ID, isUnchanged)
		return
	}
	if !known {
		c.ID = w.known.NewID()
	}
	w.known.Clients[no] = c
	w.plan.Clients = append(w.plan.Clients, c)
	w.keep(r, c.ID, change(known))
}

func change(known bool) outcome {
	if known {
		return isChanged
	}
	return isNew
}

func (w *work) site(r *record) {
	no := r.needed("site_no")
	w.once(r, "site_no", "sites", no)
	owner, _ := refer(w, r, "client_no", "clients", "client", r.text("client_no"), w.known.Clients)
	s := client.Site{
		No: no, ClientID: owner.ID, Name: r.text("name"), Street: r.text("street"), Postcode: r.text("postcode"), City: r.text("city"),
		Country: r.text("country"), TimeZone: r.text("time_zone"), Lat: r.decimal("lat"), Lon: r.decimal("lon"),
		Persons: r.whole("persons", 0), Central: r.yes("central"),
	}
	r.check(s.Check(), map[string]string{"no": "site_no"})
	if r.refused() {
		w.refuse(r, "sites", no)
		return
	}
	old, known := w.known.Sites[no]
	s.ID, s.Version = old.ID, old.Version
	if known && s == old {
		w.keep(r, s.ID, isUnchanged)
		return
	}
	if !known {
		s.ID = w.known.NewID()
	}
	w.known.Sites[no] = s
	w.plan.Sites = append(w.plan.Sites, s)
	w.keep(r, s.ID, change(known))
}

func (w *work) auditor(r *record) {
	no := r.needed("auditor_no")
	w.once(r, "auditor_no", "auditors", no)
	w.once(r, "email", "auditor e-mails", strings.ToLower(r.text("email")))
	a := auditor.Auditor{
		No: no, Name: r.text("name"), Email: strings.ToLower(r.text("email")), Employment: r.text("employment"), HomeCity: r.text("home_city"),
		HomeLat: r.decimal("home_lat"), HomeLon: r.decimal("home_lon"), TimeZone: r.text("time_zone"), Languages: words(r.text("languages")),
		DayRate: r.whole("day_rate_eur", 0), DaysPerWeek: r.whole("days_per_week", 5), HolidayCalendar: r.text("holiday_calendar"), Active: true,
	}
	r.check(a.Check(), map[string]string{"no": "auditor_no"})
	if r.refused() {
		w.refuse(r, "auditors", no)
		return
	}
	old, known := w.known.Auditors[no]
	a.ID, a.Version = old.ID, old.Version
	if known {
		a.Active = old.Active
		if sameAuditor(a, old) {
			w.keep(r, a.ID, isUnchanged)
			return
		}
	} else if a.ID = w.known.People[a.Email]; a.ID == "" { // an account's person stays one person
		a.ID = w.known.NewID()
	}
	w.known.Auditors[no] = a
	w.plan.Auditors = append(w.plan.Auditors, a)
	w.keep(r, a.ID, change(known))
}

func sameAuditor(a, b auditor.Auditor) bool {
	same := slices.Equal(a.Languages, b.Languages)
	a.Languages, b.Languages = nil, nil
	return same && fmt.Sprint(a) == fmt.Sprint(b)
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == ',' || c == ';' || c == '/' })
}

func (w *work) authorisation(r *record) {
	who, _ := refer(w, r, "auditor_no", "auditors", "auditor", r.text("auditor_no"), w.known.Auditors)
	s, _ := w.scheme(r, "scheme")
	a := auditor.Authorisation{
		PersonID: who.ID, SchemeID: s.ID, Role: r.text("role"), Code: r.needed("code"), Evidence: r.text("evidence"),
		Valid: domain.Period{From: r.day("valid_from", true), To: r.day("valid_to", false)},
	}
	if s.ID != "" {
		r.check(a.Check(), nil)
	}
	key := fmt.Sprint(r.text("auditor_no"), "|", s.ID, "|", a.Role, "|", a.Code, "|", a.Valid.From)
	w.once(r, "code", "authorisations", key)
	if r.refused() {
		w.refuse(r, "authorisations", "")
		if who.ID != "" && s.ID != "" {
			w.lostCodes[codeKey{who.ID, s.ID, a.Code}] = r.where()
		}
		return
	}
	keepFact(w, r, a, fact[auditor.Authorisation]{
		known: &w.known.Authorisations, out: &w.plan.Authorisations, use: w.addAuthorisation, id: func(x *auditor.Authorisation) *domain.ID { return &x.ID },
		over: func(x, old auditor.Authorisation) (auditor.Authorisation, bool) {
			x.ID, x.Version = old.ID, old.Version
			return x, old.PersonID == x.PersonID && old.SchemeID == x.SchemeID && old.Role == x.Role && old.Code == x.Code && old.Valid.From == x.Valid.From
		},
	})
}

func (w *work) absence(r *record) {
	who, _ := refer(w, r, "auditor_no", "auditors", "auditor", r.text("auditor_no"), w.known.Auditors)
	a := auditor.Absence{
		PersonID: who.ID, Period: domain.Period{From: r.day("from", true), To: r.day("to", true)},
		Half: domain.Half(r.text("half")), Why: r.text("why"),
	}
	if a.Period.From != 0 && a.Period.To != 0 && a.Period.To < a.Period.From {
		r.fault("to", "ends before it starts (%s)", a.Period.From)
	}
	if a.Half != "" && !a.Half.Valid() {
		r.fault("half", "is am, pm or empty")
	}
	if r.refused() {
		w.refuse(r, "absences", "")
		return
	}
	keepFact(w, r, a, fact[auditor.Absence]{
		known: &w.known.Absences, out: &w.plan.Absences, use: w.addAbsence, id: func(x *auditor.Absence) *domain.ID { return &x.ID },
		over: func(x, old auditor.Absence) (auditor.Absence, bool) { // an absence is never edited
			return old, old.PersonID == x.PersonID && old.Period == x.Period && old.Half == x.Half
		},
	})
}

func (w *work) interest(r *record) {
	who, _ := refer(w, r, "auditor_no", "auditors", "auditor", r.text("auditor_no"), w.known.Auditors)
	owner, _ := refer(w, r, "client_no", "clients", "client", r.text("client_no"), w.known.Clients)
	i := auditor.Interest{
		PersonID: who.ID, ClientID: owner.ID, Kind: auditor.InterestKind(strings.ReplaceAll(r.text("kind"), " ", "_")),
		Period: domain.Period{From: r.day("from", true), To: r.day("to", false)},
	}
	if !slices.Contains(auditor.InterestKinds, i.Kind) {
		r.fault("kind", "unknown kind; it is one of %v", auditor.InterestKinds)
	}
	if i.Period.To != 0 && i.Period.To < i.Period.From {
		r.fault("to", "ends before it starts (%s)", i.Period.From)
	}
	if r.refused() {
		w.refuse(r, "interests", "")
		return
	}
	keepFact(w, r, i, fact[auditor.Interest]{
		known: &w.known.Interests, out: &w.plan.Interests, use: w.addInterest, id: func(x *auditor.Interest) *domain.ID { return &x.ID },
		over: func(x, old auditor.Interest) (auditor.Interest, bool) {
			x.ID, x.Version, x.Note = old.ID, old.Version, old.Note
			return x, old.PersonID == x.PersonID && old.ClientID == x.ClientID && old.Kind == x.Kind && old.Period.From == x.Period.From
		},
	})
}
