package sheet

import "github.com/certwright/certwright/domain/importer"

// ForImport hands tables to the importer, which knows sheets by name.
func ForImport(tables []Table) []importer.Table {
	var out []importer.Table
	for _, t := range tables {
		it := importer.Table{Name: t.Sheet, File: t.File, Header: t.Header}
		if len(tables) > 1 && t.Sheet != "" && sameFile(tables) {
			// Sheets of one workbook are told apart as the files they stand for.
			it.File = t.Sheet + ".csv"
		}
		for _, r := range t.Rows {
			it.Rows = append(it.Rows, importer.Row{Record: r.Record, Cells: r.Cells})
		}
		for _, f := range t.Faults {
			it.Faults = append(it.Faults, importer.Fault{Record: f.Record, Column: f.Column, Value: f.Value, Message: f.Message})
		}
		out = append(out, it)
	}
	return out
}

func sameFile(tables []Table) bool {
	for _, t := range tables {
		if t.File != tables[0].File {
			return false
		}
	}
	return true
}
