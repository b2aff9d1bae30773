package certificate

import (
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
)

// Accreditation is what lets the body certify against some standards under an
// accreditation body's mark, from a day to a day.
type Accreditation struct {
	Body    string      `json:"body"`    // who accredited
	Number  string      `json:"number"`  // under which number
	Schemes []string    `json:"schemes"` // IDs of the schemes covered
	From    domain.Date `json:"from"`
	To      domain.Date `json:"to"`             // 0: until further notice
	Mark    string      `json:"mark,omitempty"` // what certificates say; "" says body and number
}

// Text is what a certificate under this accreditation says.
func (a Accreditation) Text() string {
	if a.Mark != "" {
		return a.Mark
	}
	return fmt.Sprintf("Accredited by %s, no. %s", a.Body, a.Number)
}

// Valid tells whether the accreditation counts on a day.
func (a Accreditation) Valid(on domain.Date) bool { return a.From <= on && (a.To == 0 || on <= a.To) }

// Accredited gives what a certificate of a scheme issued on a day says of the
// body's accreditation; where none counts, nothing, and why in a warning.
func Accredited(all []Accreditation, scheme string, on domain.Date) (mark, warning string) {
	var last *Accreditation
	for i, a := range all {
		if !slices.Contains(a.Schemes, scheme) {
			continue
		}
		if a.Valid(on) {
			return a.Text(), ""
		}
		if last == nil || a.To > last.To {
			last = &all[i]
		}
	}
	switch {
	case last == nil:
		return "", "The body holds no accreditation for this standard: the certificate shows no accreditation mark."
	case last.From > on:
		return "", fmt.Sprintf("The accreditation %s by %s counts from %s only: a certificate issued on %s shows no accreditation mark.",
			last.Number, last.Body, last.From.Long(), on.Long())
	}
	return "", fmt.Sprintf("The accreditation %s by %s ended on %s: a certificate issued on %s shows no accreditation mark.",
		last.Number, last.Body, last.To.Long(), on.Long())
}

// Check says which fields of an accreditation are wrong; path names where it stands.
func (a Accreditation) Check(path string, f *domain.Fault) {
	f.Need(path+".body", a.Body)
	f.Need(path+".number", a.Number)
	if len(a.Schemes) == 0 {
		f.Add(path+".schemes", "names at least one standard")
	}
	if a.From == 0 {
		f.Add(path+".from", "is needed")
	}
	if a.To != 0 && a.To < a.From {
		f.Add(path+".to", "%s lies before from %s", a.To, a.From)
	}
}
