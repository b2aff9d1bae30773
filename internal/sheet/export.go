package sheet

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/certwright/certwright/domain/importer"
)

// WriteDir writes each table as a CSV file into a folder, which is made when it
// is not there. A file that stands in the way is not overwritten.
func WriteDir(dir string, tables []importer.Table) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, t := range tables {
		f, err := os.OpenFile(filepath.Join(dir, t.File), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		err = writeTable(NewCSV(f), t)
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", t.File, err)
		}
	}
	return nil
}

// WriteBook writes the tables as the sheets of one XLSX workbook.
func WriteBook(to io.Writer, tables []importer.Table) error {
	book := excelize.NewFile()
	defer book.Close()
	for i, t := range tables {
		if i == 0 {
			if err := book.SetSheetName("Sheet1", t.Name); err != nil {
				return err
			}
		} else if _, err := book.NewSheet(t.Name); err != nil {
			return err
		}
		stream, err := book.NewStreamWriter(t.Name)
		if err != nil {
			return err
		}
		if err := writeTable(&xlsxSheet{stream: stream}, t); err != nil {
			return fmt.Errorf("write the sheet %s: %w", t.Name, err)
		}
	}
	return book.Write(to)
}

func writeTable(w Writer, t importer.Table) error {
	if err := w.Row(values(t.Header)...); err != nil {
		return err
	}
	for _, r := range t.Rows {
		if err := w.Row(values(r.Cells)...); err != nil {
			return err
		}
	}
	return w.Close()
}

// values leaves text as text, but for negative numbers: as text they would look
// like the beginning of a formula.
func values(cells []string) []any {
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = c
		if n, err := strconv.ParseFloat(c, 64); err == nil && strings.HasPrefix(c, "-") && strconv.FormatFloat(n, 'f', -1, 64) == c {
			out[i] = n
		}
	}
	return out
}
