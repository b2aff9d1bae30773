package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// ReadCSV reads one CSV file. Encoding (UTF-8 with or without BOM, UTF-16 with
// BOM), line ends and delimiter are recognised. A record that cannot be read is
// a fault of that record; the error means that the file as a whole cannot.
func ReadCSV(file string, r io.Reader, l Limits) (Table, error) {
	b := newBuilder(file, sheetName(file), l)
	raw, err := io.ReadAll(io.LimitReader(r, l.Bytes+1))
	if err != nil {
		return b.table, fmt.Errorf("read %s: %w", file, err)
	}
	if int64(len(raw)) > l.Bytes {
		return b.table, fmt.Errorf("%s is larger than %d bytes", file, l.Bytes)
	}
	text, err := decode(raw)
	if err != nil {
		return b.table, fmt.Errorf("%s: %w", file, err)
	}
	if err := b.readText(strings.TrimLeft(text, "\n")); err != nil {
		return b.table, err
	}
	if len(b.table.Header) == 0 {
		return b.table, fmt.Errorf("%s has no header", file)
	}
	return b.table, nil
}

// decode gives UTF-8 text with "\n" line ends.
func decode(raw []byte) (string, error) {
	if bytes.HasPrefix(raw, []byte{0xff, 0xfe}) || bytes.HasPrefix(raw, []byte{0xfe, 0xff}) {
		if len(raw)%2 != 0 {
			return "", errors.New("is cut off in the middle of a UTF-16 character")
		}
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		if err != nil {
			return "", fmt.Errorf("is no valid UTF-16 text: %w", err)
		}
		raw = out
	}
	raw = bytes.TrimPrefix(raw, []byte{0xef, 0xbb, 0xbf})
	if bytes.IndexByte(raw, 0) >= 0 {
		return "", errors.New("is no text: it holds a zero byte")
	}
	if !utf8.Valid(raw) {
		return "", errors.New("is not UTF-8; save it as \"CSV UTF-8\"")
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(raw)), nil
}

// delimiters in order of preference.
const delimiters = ",;\t|"

// delimiter is the sign that cuts the header into most cells, outside quotes.
func delimiter(text string) byte {
	var count [256]int
	quoted := false
	for i := 0; i < len(text) && (quoted || text[i] != '\n'); i++ {
		if text[i] == '"' {
			quoted = !quoted
		} else if !quoted {
			count[text[i]]++
		}
	}
	best := delimiters[0]
	for i := 1; i < len(delimiters); i++ {
		if count[delimiters[i]] > count[best] {
			best = delimiters[i]
		}
	}
	return best
}

// mostUnclosed is how many records may open a quote that is never closed before
// the rest of the file counts as one broken record: each one costs a look at all
// the rest.
const mostUnclosed = 100

var errUnclosed = errors.New("has a quote that is never closed")

// readText reads record by record. A broken one ends at its own line, so that the
// ones after it stay whole. The last line end ends the last record.
func (b *builder) readText(text string) error {
	comma, unclosed := delimiter(text), 0
	for len(text) > 0 {
		cells, end, err := cut(text, comma)
		if err != nil {
			if end = strings.IndexByte(text, '\n'); end < 0 || unclosed == mostUnclosed {
				end = len(text)
			}
			if errors.Is(err, errUnclosed) {
				unclosed++
			}
			if b.record++; b.record == 0 {
				return fmt.Errorf("the header of %s %w", b.table.File, err)
			}
			b.fault(text[:end], err.Error())
		} else if err := b.add(cells); err != nil {
			return err
		}
		text = text[min(end+1, len(text)):]
	}
	return nil
}

// cut takes the first record of the text apart; end is where its line end stands.
// A quote inside a cell that does not begin with one is an ordinary character.
func cut(text string, comma byte) (cells []string, end int, err error) {
	for i := 0; ; i++ {
		var cell string
		if i < len(text) && text[i] == '"' {
			cell, i, err = quoted(text, i+1)
		} else {
			start := i
			for i < len(text) && text[i] != comma && text[i] != '\n' {
				i++
			}
			cell = text[start:i]
		}
		switch {
		case err != nil:
			return nil, 0, err
		case i < len(text) && text[i] != comma && text[i] != '\n':
			return nil, 0, errors.New("has a quote that is closed before its cell ends; a quote inside a quoted cell is doubled")
		}
		cells = append(cells, unguard(cell))
		if i >= len(text) || text[i] == '\n' {
			return cells, i, nil
		}
	}
}

// quoted reads a cell from behind its opening quote to behind its closing one.
func quoted(text string, start int) (cell string, end int, err error) {
	for i := start; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			i++
			continue
		}
		return strings.ReplaceAll(text[start:i], `""`, `"`), i + 1, nil
	}
	return "", 0, errUnclosed
}

// sheetName is the file's name without folder and extension.
func sheetName(file string) string {
	if i := strings.LastIndexAny(file, `/\`); i >= 0 {
		file = file[i+1:]
	}
	if i := strings.LastIndexByte(file, '.'); i > 0 {
		file = file[:i]
	}
	return file
}
