package importer

import (
	"reflect"
	"testing"
)

// TestExportImportedAgainChangesNothing: what a body's nine sheets became is
// written as nine sheets; over the same database they change nothing, and an
// empty one they make into the same body, so that its own export is equal.
func TestExportImportedAgainChangesNothing(t *testing.T) {
	known := kept(emptyBody(), Make(readBody(t), emptyBody(), nil))
	sheets := Export(known)

	over := Make(sheets, known, nil)
	if n := over.Steps(); n != 0 || len(over.Faults) != 0 {
		t.Errorf("over the same database: %d things to write, faults %+v", n, over.Faults[:min(5, len(over.Faults))])
	}
	fresh := Make(sheets, emptyBody(), nil)
	if len(fresh.Faults) != 0 {
		t.Errorf("into an empty one: %d faults, such as %+v", len(fresh.Faults), fresh.Faults[:min(5, len(fresh.Faults))])
	}
	again := Export(kept(emptyBody(), fresh))
	for i, sheet := range sheets {
		if len(sheet.Rows) < 10 {
			t.Errorf("%s holds %d rows only", sheet.Name, len(sheet.Rows))
		}
		if len(sheet.Rows) != len(again[i].Rows) {
			t.Errorf("%s went from %d rows to %d", sheet.Name, len(sheet.Rows), len(again[i].Rows))
			continue
		}
		for j, row := range sheet.Rows {
			if !reflect.DeepEqual(row, again[i].Rows[j]) {
				t.Errorf("%s: %v became %v", sheet.Name, row.Cells, again[i].Rows[j].Cells)
			}
		}
	}
}
