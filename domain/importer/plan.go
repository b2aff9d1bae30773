package importer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Make reads all sheets, in the order in which they refer to each other. Told
// is called now and then with the records read so far and in all; it may be nil.
func Make(tables []Table, known Known, told func(done, total int)) Plan {
	w := newWork(known, told)
	for _, t := range tables {
		w.total += len(t.Rows)
	}
	named := map[string]bool{}
	for _, c := range columns {
		named[c.sheet] = true
		for _, t := range tables {
			if strings.EqualFold(t.Name, c.sheet) {
				w.sheet(c.sheet, c.names, t)
			}
		}
	}
	for _, t := range tables {
		if !named[strings.ToLower(t.Name)] {
			w.plan.Faults = append(w.plan.Faults, Fault{File: t.File, Message: fmt.Sprintf("%q is none of the sheets that are read: %s", t.Name, sheetNames())})
		}
	}
	w.layOut()
	return w.plan
}

func sheetNames() string {
	var out []string
	for _, c := range columns {
		out = append(out, c.sheet)
	}
	return strings.Join(out, ", ")
}

// sheet reads one sheet.
func (w *work) sheet(name string, names []string, t Table) {
	w.count = Count{File: t.File, Read: len(t.Rows)}
	bad := map[int]bool{}
	for _, f := range t.Faults {
		f.File = t.File
		w.plan.Faults = append(w.plan.Faults, f)
		if f.Record > 0 && !bad[f.Record] {
			bad[f.Record] = true
			w.count.Read++
			w.count.Refused++
		}
	}
	if at := missingColumns(names, t); len(at) > 0 {
		w.plan.Faults = append(w.plan.Faults, Fault{File: t.File, Column: strings.Join(at, ", "), Message: "the sheet lacks this column; none of its records was taken in"})
		w.count.Refused = w.count.Read
		w.plan.Counts = append(w.plan.Counts, w.count)
		return
	}
	for _, row := range t.Rows {
		r := &record{file: t.File, number: row.Record, cells: map[string]string{}}
		for i, h := range t.Header {
			if i < len(row.Cells) {
				r.cells[strings.ToLower(h)] = strings.TrimSpace(row.Cells[i])
			}
		}
		w.read(name, r)
		w.done++
		if w.told != nil && w.done%100 == 0 {
			w.told(w.done, w.total)
		}
	}
	w.plan.Counts = append(w.plan.Counts, w.count)
}

func missingColumns(names []string, t Table) []string {
	var out []string
	for _, n := range names {
		if !slices.ContainsFunc(t.Header, func(h string) bool { return strings.EqualFold(h, n) }) {
			out = append(out, n)
		}
	}
	return out
}

func (w *work) read(name string, r *record) {
	switch name {
	case "clients":
		w.client(r)
	case "sites":
		w.site(r)
	case "contacts":
		w.contact(r)
	case "auditors":
		w.auditor(r)
	case "authorisations":
		w.authorisation(r)
	case "absences":
		w.absence(r)
	case "interests":
		w.interest(r)
	case "contracts":
		w.contract(r)
	case "certificates":
		w.certificate(r)
	case "audits":
		w.audit(r)
	}
}

// outcome settles a record: refused with its faults, or kept.
type outcome int

const (
	isNew outcome = iota
	isChanged
	isUnchanged
)

// refuse settles a faulty record and remembers it for those that hang on it.
func (w *work) refuse(r *record, sheet, key string) {
	w.plan.Faults = append(w.plan.Faults, r.settled()...)
	w.count.Refused++
	if key != "" {
		if _, taken := w.refusals[sheet+" "+key]; !taken {
			w.refusals[sheet+" "+key] = r.where()
		}
	}
}

func (w *work) keep(r *record, id domain.ID, o outcome) {
	w.plan.Sources[id] = Source{r.file, r.number}
	switch o {
	case isNew:
		w.count.New++
	case isChanged:
		w.count.Changed++
	case isUnchanged:
		w.count.Unchanged++
	}
}

func (w *work) warn(r *record, column, format string, args ...any) {
	w.count.Warnings++
	w.plan.Warnings = append(w.plan.Warnings, Fault{File: r.file, Record: r.number, Column: column, Value: r.cells[column], Message: fmt.Sprintf(format, args...)})
}

// refer looks a reference up: known, refused in this import, or not there.
func refer[T any](w *work, r *record, column, sheet, what, key string, known map[string]T) (T, bool) {
	v, ok := known[key]
	switch {
	case key == "":
		r.fault(column, "is needed")
	case ok:
		return v, true
	case w.refusals[sheet+" "+key] != "":
		r.hangs(column, w.refusals[sheet+" "+key])
	default:
		r.fault(column, "unknown %s", what)
	}
	return v, false
}

// once refuses a key that an earlier record of this import had already.
func (w *work) once(r *record, column, sheet, key string) {
	if key == "" {
		return
	}
	if first, twice := w.seen[sheet+" "+key]; twice {
		r.fault(column, "given twice: also record %d", first)
		return
	}
	w.seen[sheet+" "+key] = r.number
}
