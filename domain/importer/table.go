// Package importer reads a certification body's old spreadsheets: it holds each
// record against what is known and against the other records, names every
// faulty one, and says what would be kept. It decides and writes nothing; the
// use case of the same name carries the plan out.
package importer

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Table is one sheet as read: its name without extension, the file it came
// from, the column names and the records.
type Table struct {
	Name   string // "audits"
	File   string // "audits.csv"
	Header []string
	Rows   []Row
	Faults []Fault // what is wrong with its form
}

// Row is one record; the first under the header is record 1.
type Row struct {
	Record int
	Cells  []string
}

// Fault names one faulty cell. Because is set only where the record was refused
// solely because another record was.
type Fault struct {
	File    string `json:"file"`
	Record  int    `json:"record"`
	Column  string `json:"column"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Because string `json:"because,omitempty"`
}

// Count says what became of a file's records.
type Count struct {
	File      string `json:"file"`
	Read      int    `json:"read"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
	Refused   int    `json:"refused"`
	Warnings  int    `json:"warnings"`
}

// columns are the columns each sheet must have, in the order the sheets are read.
var columns = []struct {
	sheet string
	names []string
}{
	{"clients", []string{"client_no", "legal_name", "trading_name", "country", "vat_no", "contact_name", "contact_email", "language", "register_consent"}},
	{"sites", []string{"site_no", "client_no", "name", "street", "postcode", "city", "country", "time_zone", "lat", "lon", "persons", "central"}},
	{"contacts", []string{"client_no", "role", "name", "email", "phone", "site_no", "language"}},
	{"auditors", []string{"auditor_no", "name", "email", "employment", "home_city", "home_lat", "home_lon", "time_zone", "languages", "day_rate_eur", "days_per_week", "holiday_calendar"}},
	{"authorisations", []string{"auditor_no", "scheme", "role", "code", "valid_from", "valid_to", "evidence"}},
	{"absences", []string{"auditor_no", "from", "to", "half", "why"}},
	{"interests", []string{"auditor_no", "client_no", "kind", "from", "to"}},
	{"contracts", []string{"contract_no", "client_no", "scheme", "scope", "codes", "persons", "signed_on"}},
	{"certificates", []string{"certificate_no", "contract_no", "scheme", "original_decision", "decision", "expiry", "status", "revision"}},
	{"audits", []string{"contract_no", "type", "first_day", "last_day", "lead", "team", "report_on", "majors", "minors"}},
}

// further are columns that a sheet may have and that an export writes.
var further = map[string][]string{
	"certificates": {"suspended_on"}, // the day a suspension began: of one with the status suspended
}

// record is one row being read; it collects what is wrong with it.
type record struct {
	file    string
	number  int
	cells   map[string]string
	faults  []Fault
	because bool // a reference failed only because its row was refused
	own     bool // something is wrong with the row itself
}

func (r *record) text(column string) string { return r.cells[column] }

// fault notes something wrong with the row itself.
func (r *record) fault(column, format string, args ...any) {
	r.own = true
	r.faults = append(r.faults, Fault{File: r.file, Record: r.number, Column: column, Value: r.cells[column], Message: fmt.Sprintf(format, args...)})
}

// hangs notes that the row hangs on one that was refused.
func (r *record) hangs(column, on string) {
	r.because = true
	r.faults = append(r.faults, Fault{
		File: r.file, Record: r.number, Column: column, Value: r.cells[column],
		Message: "it refers to a record that was not taken in", Because: on,
	})
}

func (r *record) refused() bool { return len(r.faults) > 0 }

// settled is what is reported: a row with faults of its own was not refused
// solely because of another.
func (r *record) settled() []Fault {
	if r.own {
		for i := range r.faults {
			if r.faults[i].Because != "" {
				r.faults[i].Message += " (" + r.faults[i].Because + ")"
				r.faults[i].Because = ""
			}
		}
	}
	return r.faults
}

// where names the row for those that hang on it.
func (r *record) where() string { return fmt.Sprintf("%s record %d was refused", r.file, r.number) }

func (r *record) needed(column string) string {
	v := r.text(column)
	if v == "" {
		r.fault(column, "is needed")
	}
	return v
}

// day reads a date; an empty cell is no date.
func (r *record) day(column string, needed bool) domain.Date {
	v := r.text(column)
	if v == "" {
		if needed {
			r.fault(column, "is needed; write a day such as 2027-05-12")
		}
		return 0
	}
	d, err := domain.ParseDate(v)
	if err != nil {
		r.fault(column, "no such date; write a day such as 2027-05-12")
	}
	return d
}

func (r *record) whole(column string, fallback int) int {
	v := r.text(column)
	if v == "" {
		return fallback
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		r.fault(column, "is a whole number")
	}
	return n
}

// decimal takes a point or, as spreadsheets of half of Europe write it, a comma.
func (r *record) decimal(column string) float64 {
	v := r.text(column)
	if v == "" {
		return 0
	}
	f, err := strconv.ParseFloat(strings.Replace(v, ",", ".", 1), 64)
	if err != nil || f != f {
		r.fault(column, "is a number such as 48.857")
		return 0
	}
	return f
}

func (r *record) yes(column string) bool {
	switch strings.ToLower(r.text(column)) {
	case "yes", "y", "true", "1":
		return true
	case "no", "n", "false", "0", "":
		return false
	}
	r.fault(column, "is yes or no")
	return false
}

// check takes over what an entity says of its own fields; names maps a field of
// the entity to a column where the two differ.
func (r *record) check(err error, names map[string]string) {
	var e *domain.Error
	if err == nil || !asError(err, &e) {
		return
	}
	for _, f := range e.Fields {
		column := f.Field
		if c, ok := names[column]; ok {
			column = c
		}
		if _, here := r.cells[column]; here && !r.has(column) {
			r.fault(column, "%s", f.Message)
		}
	}
}

// has tells whether the column was found faulty already.
func (r *record) has(column string) bool {
	for _, f := range r.faults {
		if f.Column == column {
			return true
		}
	}
	return false
}
