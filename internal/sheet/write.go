package sheet

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/certwright/certwright/domain"
)

// Writer writes a table row by row; the first row is the header. Values are
// string, bool, int, int64, float64, domain.Date, time.Time (written as UTC) or
// nil. Numbers stay numbers; text that a spreadsheet would take for a formula
// stays text.
type Writer interface {
	Row(values ...any) error
	Close() error // ends the table; the underlying writer stays open
}

// NewCSV writes CSV as every spreadsheet program reads it: UTF-8 with BOM,
// commas, CRLF.
func NewCSV(w io.Writer) Writer {
	b := bufio.NewWriter(w)
	_, _ = b.WriteString("\ufeff") // an error stays in b and comes with the first Flush
	c := csv.NewWriter(b)
	c.UseCRLF = true
	return &csvWriter{b, c}
}

type csvWriter struct {
	buf *bufio.Writer
	csv *csv.Writer
}

func (w *csvWriter) Row(values ...any) error {
	cells := make([]string, len(values))
	for i, v := range values {
		text, isText, err := plain(v)
		if err != nil {
			return err
		}
		if isText {
			text = guard(text)
		}
		cells[i] = text
	}
	return w.csv.Write(cells)
}

func (w *csvWriter) Close() error {
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return err
	}
	return w.buf.Flush()
}

// guard puts an apostrophe before text that a spreadsheet would compute.
func guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// unguard takes away the apostrophe that guard put there.
func unguard(s string) string {
	if plain, found := strings.CutPrefix(s, "'"); found && guard(plain) != plain {
		return plain
	}
	return s
}

// plain is the value as text, and whether it was text to begin with.
func plain(v any) (text string, isText bool, err error) {
	switch v := v.(type) {
	case nil:
		return "", false, nil
	case string:
		return v, true, nil
	case bool:
		return strconv.FormatBool(v), false, nil
	case int:
		return strconv.Itoa(v), false, nil
	case int64:
		return strconv.FormatInt(v, 10), false, nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), false, nil
	case domain.Date:
		return v.String(), false, nil
	case time.Time:
		if v.IsZero() {
			return "", false, nil
		}
		return v.UTC().Format(time.RFC3339), false, nil
	}
	return "", false, fmt.Errorf("a table has no cells of type %T", v)
}

// NewXLSX writes a workbook of one sheet with the given name.
func NewXLSX(w io.Writer, sheet string) (Writer, error) {
	book := excelize.NewFile()
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return nil, fmt.Errorf("sheet name %q: %w", sheet, err)
	}
	stream, err := book.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	return &xlsxBook{xlsxSheet{stream: stream}, book, w}, nil
}

// xlsxBook is a workbook of one sheet; closing it writes it.
type xlsxBook struct {
	xlsxSheet
	book *excelize.File
	out  io.Writer
}

func (w *xlsxBook) Close() error {
	defer w.book.Close()
	if err := w.xlsxSheet.Close(); err != nil {
		return err
	}
	return w.book.Write(w.out)
}

// xlsxSheet is one sheet of a workbook that somebody else writes.
type xlsxSheet struct {
	stream *excelize.StreamWriter
	rows   int
}

func (w *xlsxSheet) Row(values ...any) error {
	cells := make([]any, len(values))
	for i, v := range values {
		text, _, err := plain(v)
		if err != nil {
			return err
		}
		switch v.(type) {
		case int, int64, float64, bool, nil:
			cells[i] = v
		default:
			cells[i] = text // a text cell is never computed
		}
	}
	w.rows++
	at, err := excelize.CoordinatesToCellName(1, w.rows)
	if err != nil {
		return err
	}
	return w.stream.SetRow(at, cells)
}

func (w *xlsxSheet) Close() error { return w.stream.Flush() }
