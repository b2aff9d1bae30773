package importer

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
)

// Export writes what a body knows as the sheets that Make reads. Importing
// them again changes nothing; importing them elsewhere gives the same body as
// far as the sheets have columns: no held or proposed dates, no halves of days,
// no contracts that were not signed, no special audits.
func Export(known Known) []Table {
	x := newExport(known)
	rows := map[string][][]string{
		"clients": x.clients(), "sites": x.sites(), "contacts": x.contacts(), "auditors": x.auditors(), "authorisations": x.authorisations(), "absences": x.absences(),
		"interests": x.interests(), "contracts": x.contracts(), "certificates": x.certificates(), "audits": x.audits(),
	}
	var out []Table
	for _, c := range columns {
		t := Table{Name: c.sheet, File: c.sheet + ".csv", Header: slices.Concat(c.names, further[c.sheet])}
		for i, cells := range rows[c.sheet] {
			t.Rows = append(t.Rows, Row{Record: i + 1, Cells: cells})
		}
		out = append(out, t)
	}
	return out
}

// export knows everything by the number people use.
type export struct {
	known                     Known
	clientNo, auditorNo, plan map[domain.ID]string
	schemeName                map[string]string
}

func newExport(known Known) *export {
	x := &export{known: known, clientNo: map[domain.ID]string{}, auditorNo: map[domain.ID]string{}, plan: map[domain.ID]string{}, schemeName: map[string]string{}}
	for _, c := range known.Clients {
		x.clientNo[c.ID] = c.No
	}
	for _, a := range known.Auditors {
		x.auditorNo[a.ID] = a.No
	}
	for _, k := range known.Contracts {
		if k.State == client.ContractActive && k.SignedOn != 0 {
			x.plan[k.ID] = k.No
		}
	}
	for _, s := range known.Schemes {
		x.schemeName[s.ID] = s.Name
	}
	return x
}

// inOrder gives the values of a map by their keys' order.
func inOrder[T any](m map[string]T) []T {
	var out []T
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[k])
	}
	return out
}

func (x *export) clients() (out [][]string) {
	for _, c := range inOrder(x.known.Clients) {
		out = append(out, []string{c.No, c.LegalName, c.TradingName, c.Country, c.VATNo, c.ContactName, c.ContactEmail, c.Language, yesNo(c.RegisterConsent)})
	}
	return out
}

func (x *export) sites() (out [][]string) {
	for _, s := range inOrder(x.known.Sites) {
		out = append(out, []string{s.No, x.clientNo[s.ClientID], s.Name, s.Street, s.Postcode, s.City, s.Country, s.TimeZone,
			decimal(s.Lat), decimal(s.Lon), strconv.Itoa(s.Persons), yesNo(s.Central)})
	}
	return out
}

// contacts are those who still get letters; of a first contact, which stands
// with its client, only one with a telephone.
func (x *export) contacts() (out [][]string) {
	site := map[domain.ID]string{}
	for _, s := range x.known.Sites {
		site[s.ID] = s.No
	}
	for _, c := range x.known.Clients {
		if c.ContactPhone != "" {
			out = append(out, []string{c.No, firstContact, c.ContactName, c.ContactEmail, c.ContactPhone, "", c.Language})
		}
	}
	for _, c := range x.known.Contacts {
		if !c.Ended {
			out = append(out, []string{x.clientNo[c.ClientID], string(c.Role), c.Name, c.Email, c.Phone, site[c.SiteID], c.Language})
		}
	}
	return sorted(out)
}

func (x *export) auditors() (out [][]string) {
	for _, a := range inOrder(x.known.Auditors) {
		out = append(out, []string{a.No, a.Name, a.Email, a.Employment, a.HomeCity, decimal(a.HomeLat), decimal(a.HomeLon), a.TimeZone,
			strings.Join(a.Languages, " "), strconv.Itoa(a.DayRate), strconv.Itoa(a.DaysPerWeek), a.HolidayCalendar})
	}
	return out
}

func (x *export) authorisations() (out [][]string) {
	for _, a := range x.known.Authorisations {
		if no, known := x.auditorNo[a.PersonID]; known {
			out = append(out, []string{no, x.schemeName[a.SchemeID], a.Role, a.Code, a.Valid.From.String(), a.Valid.To.String(), a.Evidence})
		}
	}
	return sorted(out)
}

func (x *export) absences() (out [][]string) {
	for _, a := range x.known.Absences {
		if no, known := x.auditorNo[a.PersonID]; known {
			out = append(out, []string{no, a.Period.From.String(), a.Period.To.String(), string(a.Half), a.Why})
		}
	}
	return sorted(out)
}

func (x *export) interests() (out [][]string) {
	for _, i := range x.known.Interests {
		if no, known := x.auditorNo[i.PersonID]; known {
			out = append(out, []string{no, x.clientNo[i.ClientID], string(i.Kind), i.Period.From.String(), i.Period.To.String()})
		}
	}
	return sorted(out)
}

func (x *export) contracts() (out [][]string) {
	for _, k := range inOrder(x.known.Contracts) {
		if no, signed := x.plan[k.ID]; signed {
			out = append(out, []string{no, x.clientNo[k.ClientID], x.schemeName[k.SchemeID], k.Scope, strings.Join(k.Codes, "; "),
				strconv.Itoa(k.Persons), k.SignedOn.String()})
		}
	}
	return out
}

func (x *export) certificates() (out [][]string) {
	for _, c := range inOrder(x.known.Certificates) {
		no, signed := x.plan[c.ContractID]
		if !signed || !slices.Contains(slices.Collect(maps.Values(states)), c.State) {
			continue
		}
		out = append(out, []string{c.No, no, x.schemeName[c.SchemeID], c.OriginalDecision.String(), c.Decision.String(), c.Expiry.String(),
			statusOf(c.State), strconv.Itoa(c.Revision), suspendedOn(c)})
	}
	return out
}

// suspendedOn is the day a suspension began, where it is known.
func suspendedOn(c certificate.Certificate) string {
	if c.State != certificate.Suspended || c.ResolveBy == 0 {
		return ""
	}
	return c.StateSince.String()
}

func statusOf(s certificate.State) string {
	for word, state := range states {
		if state == s {
			return word
		}
	}
	return ""
}

func (x *export) audits() (out [][]string) {
	for _, a := range inOrder(x.known.Audits) {
		no, signed := x.plan[a.ContractID]
		kind := kindOf(a)
		if !signed || kind == "" || a.State == audit.Cancelled || a.Dates != audit.Confirmed || a.Lead() == "" {
			continue
		}
		var team []string
		for _, p := range a.Team() {
			if p != a.Lead() {
				team = append(team, x.auditorNo[p])
			}
		}
		out = append(out, []string{no, kind, a.Stretch.From.String(), a.Stretch.To.String(), x.auditorNo[a.Lead()], strings.Join(team, " "),
			a.ReportOn.String(), strconv.Itoa(a.Majors), strconv.Itoa(a.Minors)})
	}
	slices.SortStableFunc(out, func(a, b []string) int { return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[2], b[2])) })
	return out
}

// kindOf is the word of the sheet for an audit; special ones have none.
func kindOf(a audit.Audit) string {
	for _, word := range slices.Sorted(maps.Keys(kinds)) {
		if k := kinds[word]; k.kind == a.Type && (k.number == a.Number || a.Type != audit.Surveillance) {
			return word
		}
	}
	return ""
}

func sorted(rows [][]string) [][]string {
	slices.SortFunc(rows, slices.Compare[[]string])
	return rows
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
