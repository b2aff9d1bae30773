package ics

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// lineLimit is the most octets a line may have, its line end apart (RFC 5545 §3.1).
const lineLimit = 75

// folder folds long lines on their way out: at most 75 octets each, the next one
// begun with a space, no UTF-8 character cut in two. The encoder writes one whole
// line, CRLF and all, at a time.
type folder struct{ out io.Writer }

func (f *folder) Write(line []byte) (int, error) {
	var b bytes.Buffer
	rest := bytes.TrimSuffix(line, []byte("\r\n"))
	for room := lineLimit; len(rest) > room; room = lineLimit - 1 { // one octet goes to the space
		cut := room
		for cut > 1 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		b.Write(rest[:cut])
		b.WriteString("\r\n ")
		rest = rest[cut:]
	}
	b.Write(rest)
	b.WriteString("\r\n")
	if _, err := f.out.Write(b.Bytes()); err != nil {
		return 0, err
	}
	return len(line), nil
}
