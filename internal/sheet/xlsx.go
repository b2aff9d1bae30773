package sheet

import (
	"bytes"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// ReadXLSX reads all sheets of a workbook that hold anything. Cells come as they
// are shown, dates of the standard format as YYYY-MM-DD; of formulas the value
// last computed counts.
func ReadXLSX(file string, r io.Reader, l Limits) (tables []Table, err error) {
	raw, err := io.ReadAll(io.LimitReader(r, l.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if int64(len(raw)) > l.Bytes {
		return nil, fmt.Errorf("%s is larger than %d bytes", file, l.Bytes)
	}
	// The library is not made for hostile files; a panic in it is a broken file.
	defer func() {
		if p := recover(); p != nil {
			tables, err = nil, fmt.Errorf("%s is no readable workbook: %v", file, p)
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{
		UnzipSizeLimit: l.Unpacked, UnzipXMLSizeLimit: l.Unpacked, // one limit: nothing goes to temporary files
		ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd",
	})
	if err != nil {
		return nil, fmt.Errorf("%s is no readable workbook: %w", file, err)
	}
	defer book.Close()
	names := book.GetSheetList()
	if len(names) > l.Tables {
		return nil, fmt.Errorf("%s has more than %d sheets", file, l.Tables)
	}
	for _, name := range names {
		t, err := readSheet(book, file, name, l)
		if err != nil {
			return nil, err
		}
		if len(t.Header) > 0 {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return nil, fmt.Errorf("%s has no sheet with a header", file)
	}
	return tables, nil
}

func readSheet(book *excelize.File, file, name string, l Limits) (Table, error) {
	b := newBuilder(file, name, l)
	b.pad = true
	rows, err := book.Rows(name)
	if err != nil {
		return b.table, fmt.Errorf("sheet %s of %s: %w", name, file, err)
	}
	defer rows.Close()
	for n := 0; rows.Next(); n++ {
		if n > 2*l.Rows { // a forged row number stands for any number of empty rows
			return b.table, fmt.Errorf("sheet %s of %s has more than %d rows", name, file, 2*l.Rows)
		}
		cells, err := rows.Columns()
		if err != nil {
			return b.table, fmt.Errorf("sheet %s of %s: %w", name, file, err)
		}
		if b.record < 0 && len(cells) == 0 {
			continue // empty rows above the header
		}
		if err := b.add(cells); err != nil {
			return b.table, fmt.Errorf("sheet %s: %w", name, err)
		}
	}
	return b.table, rows.Error()
}
