// Package sheet reads and writes tables: CSV as spreadsheet programs of all
// countries save it, and XLSX. What it reads is judged by no one yet, so nothing
// in it can make this package panic or run out of memory.
package sheet

import (
	"fmt"
	"strings"
)

// Table is one sheet: a header and the records under it.
type Table struct {
	File   string   // bare name of its file: "audits.csv", "import.xlsx"
	Sheet  string   // name of the sheet in its workbook; of a CSV file the name without extension: "audits"
	Header []string // column names, trimmed, as written
	Rows   []Row
	Faults []Fault // what is wrong with the form of it, in order of record
}

// Row is one record. The first under the header is record 1; records that are
// empty throughout count but are left out.
type Row struct {
	Record int
	Cells  []string // as many as the header has; trimmed of outer spaces
}

// Fault is something wrong with the form of a table. Record 0 is the header or
// the file itself. A faulty record is not among the rows.
type Fault struct {
	Record  int
	Column  string // empty when the whole record is meant
	Value   string
	Message string
}

// Limits bound what is read; beyond them reading stops with an error.
type Limits struct {
	Bytes    int64 // of one file
	Unpacked int64 // of an XLSX file's contents
	Rows     int   // of one table
	Columns  int
	Cell     int // bytes of one cell
	Tables   int
}

// Default is ample for a certification body's whole caseload.
var Default = Limits{Bytes: 64 << 20, Unpacked: 256 << 20, Rows: 200_000, Columns: 200, Cell: 32_767, Tables: 50}

// Column is the place of a column by name, whatever its case; -1 if there is none.
func (t Table) Column(name string) int {
	for i, h := range t.Header {
		if strings.EqualFold(h, name) {
			return i
		}
	}
	return -1
}

// Get is the record's cell under the named column, empty if there is none.
func (t Table) Get(r Row, name string) string {
	if i := t.Column(name); i >= 0 && i < len(r.Cells) {
		return r.Cells[i]
	}
	return ""
}

// builder makes a table of raw records, one after the other.
type builder struct {
	table  Table
	limits Limits
	record int  // of the record last added; -1 before the header
	pad    bool // short records are filled up: workbooks do not store empty cells at a row's end
}

func newBuilder(file, sheet string, l Limits) *builder {
	return &builder{table: Table{File: file, Sheet: sheet}, limits: l, record: -1}
}

// add takes the next record; the first is the header. Its error is a limit passed.
func (b *builder) add(cells []string) error {
	b.record++
	if b.record > b.limits.Rows {
		return fmt.Errorf("%s has more than %d records", b.table.File, b.limits.Rows)
	}
	if b.record == 0 {
		return b.header(cells)
	}
	for len(cells) > len(b.table.Header) && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1] // trailing delimiters of spreadsheet programs
	}
	row := make([]string, len(cells))
	empty := true
	for b.pad && len(row) < len(b.table.Header) {
		row = append(row, "")
	}
	for i, c := range cells {
		row[i] = strings.TrimSpace(c)
		empty = empty && row[i] == ""
	}
	switch {
	case empty:
		return nil
	case len(row) != len(b.table.Header):
		b.fault("", fmt.Sprintf("has %d cells where the header has %d; a quote or delimiter may be missing", len(row), len(b.table.Header)))
		return nil
	}
	for i, c := range row {
		if len(c) > b.limits.Cell {
			b.table.Faults = append(b.table.Faults, Fault{b.record, b.table.Header[i], clip(c), fmt.Sprintf("is longer than %d bytes", b.limits.Cell)})
			return nil
		}
	}
	b.table.Rows = append(b.table.Rows, Row{Record: b.record, Cells: row})
	return nil
}

func (b *builder) header(cells []string) error {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) > b.limits.Columns {
		return fmt.Errorf("%s has more than %d columns", b.table.File, b.limits.Columns)
	}
	seen := map[string]bool{}
	for i, c := range cells {
		name := strings.TrimSpace(c)
		switch key := strings.ToLower(name); {
		case name == "":
			b.fault("", fmt.Sprintf("column %d has no name", i+1))
		case len(name) > b.limits.Cell:
			return fmt.Errorf("%s has a column name longer than %d bytes", b.table.File, b.limits.Cell)
		case seen[key]:
			b.fault(name, "the column is there twice; only the first is read")
		default:
			seen[key] = true
		}
		b.table.Header = append(b.table.Header, name)
	}
	return nil
}

func (b *builder) fault(value, message string) {
	b.table.Faults = append(b.table.Faults, Fault{Record: b.record, Value: clip(value), Message: message})
}

// clip shortens a value for a message.
func clip(s string) string {
	r := []rune(s)
	if len(r) <= 80 {
		return s
	}
	return string(r[:80]) + "…"
}
