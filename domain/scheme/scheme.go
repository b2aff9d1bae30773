// Package scheme holds what a certification body certifies against: a standard
// with its edition, and all its numbers as data. Changing a number makes a new
// version; whatever was computed with an older one keeps it.
package scheme

import (
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/programme"
)

// Scheme is a standard with edition plus its data.
type Scheme struct {
	ID                 string                    `json:"id"`      // "27001-2022"
	Short              string                    `json:"short"`   // "27001", the head of certificate numbers
	Name               string                    `json:"name"`    // "ISO/IEC 27001:2022", as on a certificate
	Subject            string                    `json:"subject"` // "Information security"
	Edition            string                    `json:"edition"` // "2022"
	Version            int                       `json:"version"` // of this data, from 1
	Stage2             audit.StagePolicy         `json:"stage2"`
	Programme          programme.Policy          `json:"programme"`
	Nonconformities    audit.NCPolicy            `json:"nonconformities"`
	Impartiality       Impartiality              `json:"impartiality"`
	AuditTime          audittime.Policy          `json:"audit_time"`
	Factors            []Code                    `json:"factors"` // reasons to move audit time up or down
	AuditTimeTable     audittime.Table           `json:"audit_time_table"`
	AuditTimeEditions  []audittime.EditionChange `json:"audit_time_editions"`
	Transitions        []programme.Transition    `json:"transitions"`
	CertificateContent []string                  `json:"certificate_content"` // elements a certificate must show
	Taxonomy           string                    `json:"taxonomy"`            // whose codes say what an auditor knows, "IAF"
	OwnCodes           []Code                    `json:"own_codes"`           // technical areas of the body's own
	Trainees           *auditor.EntryPolicy      `json:"trainees"`            // null where the scheme asks for no numbers
}

// Impartiality holds the scheme's numbers on prior links.
type Impartiality struct {
	CoolingYears  int `json:"cooling_years"`  // after consultancy or internal audit
	RotationLimit int `json:"rotation_limit"` // years in a row before a warning; 0 is none
}

// Code is one area of competence, or one factor of audit time.
type Code struct {
	Code  string `json:"code"`
	Title string `json:"title"`
}

// Taxonomy is a list of areas several schemes share.
type Taxonomy struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Codes []Code `json:"codes"`
}

// CodesIn lists every code of a scheme: its taxonomy's, then its own.
func (s Scheme) CodesIn(taxonomies []Taxonomy) []Code {
	var out []Code
	for _, t := range taxonomies {
		if t.ID == s.Taxonomy {
			out = append(out, t.Codes...)
		}
	}
	return append(out, s.OwnCodes...)
}

// Classes are the columns of the audit-time table that somebody has to choose
// from; none where there is but one without a name.
func (s Scheme) Classes() []string {
	return slices.DeleteFunc(slices.Clone(s.AuditTimeTable.Columns), func(c string) bool { return c == "" })
}

// AuditTimeBook is what audit time is computed with in this version of the scheme.
func (s Scheme) AuditTimeBook() audittime.Book {
	return audittime.Book{Scheme: s.Name, Version: s.Version, Table: s.AuditTimeTable, Policy: s.AuditTime}
}

// Check says which fields of a scheme are wrong.
func (s Scheme) Check() error {
	var f domain.Fault
	for _, text := range []struct{ field, value string }{
		{"id", s.ID}, {"short", s.Short}, {"name", s.Name}, {"subject", s.Subject}, {"edition", s.Edition},
	} {
		f.Need(text.field, text.value)
	}
	if s.Version < 1 {
		f.Add("version", "is %d; versions count from 1", s.Version)
	}
	s.Stage2.Validate("stage2", &f)
	s.Programme.Validate("programme", &f)
	s.Nonconformities.Validate("nonconformities", &f)
	s.AuditTime.Validate("audit_time", &f)
	s.AuditTimeTable.Validate("audit_time_table", &f)
	if s.Impartiality.CoolingYears < 0 {
		f.Add("impartiality.cooling_years", "is %d; it cannot be negative", s.Impartiality.CoolingYears)
	}
	if s.Impartiality.RotationLimit < 0 {
		f.Add("impartiality.rotation_limit", "is %d; it cannot be negative (0 is none)", s.Impartiality.RotationLimit)
	}
	for _, missing := range certificate.MissingContent(certificate.CommonContent, s.CertificateContent) {
		f.Add("certificate_content", "lacks %q, which every certificate shows", missing)
	}
	s.checkTransitions(&f)
	checkCodes("own_codes", s.OwnCodes, &f)
	checkCodes("factors", s.Factors, &f)
	return f.Err()
}

func (s Scheme) checkTransitions(f *domain.Fault) {
	for i, t := range s.Transitions {
		at := fmt.Sprintf("transitions[%d]", i)
		f.Need(at+".edition", t.Edition)
		f.Need(at+".successor", t.Successor)
		if t.LastInitialAudit == 0 || t.Ends < t.LastInitialAudit {
			f.Add(at, "needs last_initial_audit and, no earlier, ends")
		}
	}
	for i, e := range s.AuditTimeEditions {
		if e.Old == "" || e.New == "" || e.Required == 0 {
			f.Add(fmt.Sprintf("audit_time_editions[%d]", i), "needs old, new and required")
		}
	}
}

func checkCodes(path string, codes []Code, f *domain.Fault) {
	var seen []string
	for i, c := range codes {
		at := fmt.Sprintf("%s[%d]", path, i)
		f.Need(at+".code", c.Code)
		f.Need(at+".title", c.Title)
		if slices.Contains(seen, c.Code) {
			f.Add(at+".code", "%q stands twice", c.Code)
		}
		seen = append(seen, c.Code)
	}
}
