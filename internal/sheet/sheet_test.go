package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"github.com/certwright/certwright/domain"
)

func readCSV(t *testing.T, text string) Table {
	t.Helper()
	table, err := ReadCSV("x.csv", strings.NewReader(text), Default)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return table
}

func TestReadRealSpreadsheets(t *testing.T) {
	tables, err := Read("testdata/import", Default)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, table := range tables {
		names = append(names, table.Sheet)
		if len(table.Rows) != 11 || len(table.Faults) != 0 {
			t.Errorf("%s: %d rows, faults %v", table.File, len(table.Rows), table.Faults)
		}
	}
	if d := cmp.Diff([]string{"absences", "audits", "clients", "interests"}, names); d != "" {
		t.Error(d)
	}
	clients := tables[2]
	if got := clients.Get(clients.Rows[0], "LEGAL_NAME"); got != "Mira Pharma s.r.o." || clients.Header[0] != "client_no" {
		t.Errorf("%q under %q", got, clients.Header)
	}
	if clients.Get(clients.Rows[0], "no such column") != "" {
		t.Error("an unknown column has no cells")
	}
}

func TestSharedSpreadsheets(t *testing.T) {
	const dir = "../../../shared/import"
	if _, err := os.Stat(dir); err != nil {
		return // a clone without them has the pieces under testdata
	}
	tables, err := Read(dir, Default)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if len(table.Faults) != 0 || len(table.Rows) < 30 {
			t.Errorf("%s: %d rows, faults %v", table.File, len(table.Rows), table.Faults)
		}
	}
}

func utf16Bytes(s string, big bool) string {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		if big {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return b.String()
}

func TestEncodingsDelimitersLineEnds(t *testing.T) {
	const plain = "no,name,town\n1,Łódź Stal,\"a, b\"\n2,😀,c\n"
	want := readCSV(t, plain)
	if len(want.Rows) != 2 || want.Rows[0].Cells[2] != "a, b" {
		t.Fatalf("%+v", want)
	}
	for name, text := range map[string]string{
		"BOM":              "\ufeff" + plain,
		"CRLF":             strings.ReplaceAll(plain, "\n", "\r\n"),
		"CR":               strings.ReplaceAll(plain, "\n", "\r"),
		"no last line end": strings.TrimSpace(plain),
		"empty lines":      "\n\r\n" + plain,
		"semicolon":        strings.NewReplacer(`"a, b"`, `"a, b"`, ",", ";").Replace(plain),
		"tab":              strings.NewReplacer(`"a, b"`, `"a, b"`, ",", "\t").Replace(plain),
		"bar":              strings.NewReplacer(`"a, b"`, `"a, b"`, ",", "|").Replace(plain),
		"trailing commas":  "no,name,town,,\n1,Łódź Stal,\"a, b\",,\n2, 😀 ,c,,\n",
		"UTF-16 LE":        utf16Bytes(plain, false),
		"UTF-16 BE":        utf16Bytes(plain, true),
	} {
		if d := cmp.Diff(want, readCSV(t, text)); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

func TestFaultsAreOfTheirRecordOnly(t *testing.T) {
	table := readCSV(t, strings.Join([]string{
		"no,name",
		"1,good",
		"2,too,many",       // record 2
		"3",                // record 3
		"",                 // record 4: empty, left out
		`5,"never closed`,  // record 5
		`6,"closed" early`, // record 6
		`7,"two`,
		`lines, ""quoted"""`, // record 7 with the line before
		`8,5" pipe`,
		"," + strings.Repeat("x", Default.Cell+1), // record 9
		"10,last",
	}, "\n"))
	wantRows := []Row{{1, []string{"1", "good"}}, {7, []string{"7", "two\nlines, \"quoted\""}}, {8, []string{"8", `5" pipe`}}, {10, []string{"10", "last"}}}
	if d := cmp.Diff(wantRows, table.Rows); d != "" {
		t.Error(d)
	}
	var faulty []int
	for _, f := range table.Faults {
		faulty = append(faulty, f.Record)
		if f.Message == "" {
			t.Errorf("record %d: no message", f.Record)
		}
	}
	if d := cmp.Diff([]int{2, 3, 5, 6, 9}, faulty); d != "" {
		t.Errorf("%s\n%+v", d, table.Faults)
	}
}

func TestUnclosedQuotesCostLittle(t *testing.T) {
	line := "\"a\n" // a quote that nothing closes
	table := readCSV(t, "h\n"+strings.Repeat("x\n", 10)+line+strings.Repeat("y\n", 5))
	if len(table.Rows) != 15 || len(table.Faults) != 1 || table.Faults[0].Record != 11 {
		t.Errorf("%d rows, faults %+v", len(table.Rows), table.Faults)
	}
	hostile := "h\n" + strings.Repeat("\"\"\"\n", 400_000)
	if table := readCSV(t, hostile); len(table.Rows)+len(table.Faults) == 0 {
		t.Error("nothing was said about it")
	}
}

func TestHeaderFaults(t *testing.T) {
	table := readCSV(t, "no,,NO,name\n1,2,3,4\n")
	if len(table.Faults) != 2 || table.Faults[0].Record != 0 || table.Get(table.Rows[0], "no") != "1" {
		t.Errorf("%+v", table)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	small := Limits{Bytes: 100, Unpacked: 1 << 20, Rows: 3, Columns: 3, Cell: 10, Tables: 1}
	for name, text := range map[string]string{
		"empty": "", "only line ends": "\r\n\r\n", "zero byte": "a,b\n1,\x00\n", "Latin-1": "a,b\n1,M\xfcnchen\n",
		"odd UTF-16": "\xff\xfea\x00b", "too large": strings.Repeat("a", 101), "too many records": "a\n1\n2\n3\n4\n",
		"too many columns": "a,b,c,d\n", "long name": "abcdefghijk\n", "broken header": "a,\"b\n", "broken workbook": "PK\x03\x04 and so on",
	} {
		if tables, err := ReadFile("x.csv", strings.NewReader(text), small); err == nil {
			t.Errorf("%s: read as %+v", name, tables)
		}
	}
	dir := t.TempDir()
	if _, err := Read(dir, small); err == nil {
		t.Error("a folder without CSV files was read")
	}
	for _, name := range []string{"a.csv", "b.CSV", "c.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("a\n1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Read(dir, small); err == nil {
		t.Error("two tables where one is the limit")
	}
	if tables, err := Read(dir, Default); err != nil || len(tables) != 2 {
		t.Errorf("%v, %v", tables, err)
	}
}

func workbook(t *testing.T, fill func(*excelize.File)) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	fill(book)
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadWorkbook(t *testing.T) {
	raw := workbook(t, func(book *excelize.File) {
		_ = book.SetSheetName("Sheet1", "audits")
		_, _ = book.NewSheet("empty")
		_ = book.SetSheetRow("audits", "A2", &[]any{"contract_no", "first_day", "lat", "team"})
		_ = book.SetSheetRow("audits", "A3", &[]any{"K00001", "2026-05-12", 43.605})
		_ = book.SetCellValue("audits", "A5", "K00002")
		_ = book.SetCellValue("audits", "B5", time.Date(2027, 2, 28, 0, 0, 0, 0, time.UTC))
		date, _ := book.NewStyle(&excelize.Style{NumFmt: 14})
		_ = book.SetCellStyle("audits", "B5", "B5", date)
		_ = book.SetSheetRow("audits", "A6", &[]any{"K00003", "", "", "", "beyond"})
	})
	tables, err := ReadFile("old.xlsx", bytes.NewReader(raw), Default)
	if err != nil {
		t.Fatal(err)
	}
	want := []Table{{File: "old.xlsx", Sheet: "audits", Header: []string{"contract_no", "first_day", "lat", "team"},
		Rows:   []Row{{1, []string{"K00001", "2026-05-12", "43.605", ""}}, {3, []string{"K00002", "2027-02-28", "", ""}}},
		Faults: []Fault{{Record: 4}},
	}}
	if d := cmp.Diff(want, tables, cmpopts.IgnoreFields(Fault{}, "Message")); d != "" {
		t.Error(d)
	}
}

func TestWorkbookThatUnpacksTooLarge(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(make([]byte, 8<<20)) // packs to some kilobytes
	_ = z.Close()
	l := Default
	l.Unpacked = 1 << 20
	if _, err := ReadXLSX("bomb.xlsx", &b, l); err == nil || !strings.Contains(err.Error(), "limit") {
		t.Errorf("%v", err)
	}
}

// TestForgedRowNumbersCostLittle: the library walks up to a row number one by one.
func TestForgedRowNumbersCostLittle(t *testing.T) {
	raw := workbook(t, func(book *excelize.File) { _ = book.SetSheetRow("Sheet1", "A3", &[]any{"a"}) })
	forged := repack(t, raw, "xl/worksheets/sheet1.xml", func(xml string) string {
		return strings.Replace(xml, `<sheetData>`, `<sheetData><row r="1"></row><row r="99999999999999"></row>`, 1)
	})
	if tables, err := ReadXLSX("forged.xlsx", bytes.NewReader(forged), Default); err == nil {
		t.Errorf("read as %+v", tables)
	}
}

// repack changes one file of a workbook.
func repack(t *testing.T, raw []byte, name string, change func(string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		if f.Name == name {
			if text = change(text); text == string(content) {
				t.Fatalf("nothing to change in %s", content)
			}
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(text))
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var exported = [][]any{
	{"name", "n", "day", "at"},
	{"=cmd|'/c calc'!A0", -4, domain.MustDate("2027-05-12"), time.Date(2027, 5, 12, 9, 0, 0, 0, time.FixedZone("", 3600))},
	{"+49 30 1", int64(-5), domain.Date(0), nil}, {"-x", 1.5, nil, nil}, {"@sum", true, nil, nil}, {"\tx", nil, nil, nil}, {"＝1", 0, nil, nil}, {"a,\"b\"\nc", 0, nil, nil},
}

func export(t *testing.T, w Writer) {
	t.Helper()
	for _, row := range exported {
		if err := w.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Row(struct{}{}); err == nil {
		t.Error("a cell of no known type was written")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWriteCSVGuardsFormulas(t *testing.T) {
	var b bytes.Buffer
	export(t, NewCSV(&b))
	want := "\ufeffname,n,day,at\r\n'=cmd|'/c calc'!A0,-4,2027-05-12,2027-05-12T08:00:00Z\r\n'+49 30 1,-5,,\r\n'-x,1.5,,\r\n'@sum,true,,\r\n'\tx,,,\r\n'＝1,0,,\r\n\"a,\"\"b\"\"\r\nc\",0,,\r\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

func TestWriteXLSXKeepsTextTextAndNumbersNumbers(t *testing.T) {
	var b bytes.Buffer
	w, err := NewXLSX(&b, "export")
	if err != nil {
		t.Fatal(err)
	}
	export(t, w)
	book, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for cell, want := range map[string]string{"A2": "=cmd|'/c calc'!A0", "A3": "+49 30 1", "B2": "-4", "B3": "-5", "C2": "2027-05-12"} {
		got, _ := book.GetCellValue("export", cell)
		formula, _ := book.GetCellFormula("export", cell)
		kind, _ := book.GetCellType("export", cell)
		isNumber := kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset
		if got != want || formula != "" || isNumber != (cell[0] == 'B') {
			t.Errorf("%s: %q, formula %q, type %v", cell, got, formula, kind)
		}
	}
	if _, err := NewXLSX(&b, "a/b"); err == nil {
		t.Error("a sheet name that workbooks do not allow was taken")
	}
}

func FuzzRead(f *testing.F) {
	small := Limits{Bytes: 1 << 16, Unpacked: 1 << 20, Rows: 100, Columns: 10, Cell: 100, Tables: 3}
	for _, seed := range []string{"", "\"", "a,b\n\"1,2\n3,4", "\xff\xfe", "\xfe\xff\xd8\x00", "\ufeff;\r\r\n", "a|b\n\"\"\"|", "PK\x03\x04", "h\n\"x\"\"\n", "a\tb\n\t\t\t"} {
		f.Add([]byte(seed))
	}
	book := excelize.NewFile()
	_ = book.SetSheetRow("Sheet1", "A1", &[]any{"a", "b"})
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:b.Len()/2])
	f.Fuzz(func(t *testing.T, raw []byte) {
		tables, err := ReadFile("x", bytes.NewReader(raw), small)
		if err != nil {
			return
		}
		for _, table := range tables {
			last := 0
			for _, r := range table.Rows {
				if r.Record <= last || len(r.Cells) != len(table.Header) {
					t.Fatalf("record %d after %d with %d cells under %q", r.Record, last, len(r.Cells), table.Header)
				}
				last = r.Record
			}
		}
	})
}
