package planning

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/certwright/certwright/domain"
)

// ReadInstance reads an instance strictly: a field it does not know or finds
// twice, a bad date or a name that leads nowhere is an error that says where and
// what is right.
func ReadInstance(r io.Reader) (*Instance, error) {
	in := &Instance{}
	if err := readStrict(r, in); err != nil {
		return nil, err
	}
	return in, in.Check()
}

// ReadPlan reads a plan as strictly. Whether it fits an instance is for package
// check to say.
func ReadPlan(r io.Reader) (*Plan, error) {
	p := &Plan{}
	if err := readStrict(r, p); err != nil {
		return nil, err
	}
	if p.Format != PlanFormat {
		return nil, invalid("format", "is %q; this program reads %q", p.Format, PlanFormat)
	}
	return p, nil
}

// Write writes an instance or a plan the way this package reads it.
func Write(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// readStrict decodes one JSON value. Only when that fails does it look for the
// place, so that a good file is read once.
func readStrict(r io.Reader, into any) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := notText(b); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	err = d.Decode(into)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			return invalid("file", "has more after the first JSON value (byte %d)", d.InputOffset())
		}
		return misnamed(b, into)
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return invalid("file", "is no JSON: %v (line %d)", err, line(b, int(syntax.Offset)))
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return invalid("file", "ends in line %d, in the middle of a value; it is not whole", line(b, len(b)))
	}
	if where := locate(b, into); where != nil {
		return where
	}
	return invalid("file", "cannot be read: %v", err)
}

// notText says what keeps bytes from being looked at as JSON at all. The decoder
// would put the same sign for all bytes it cannot read, and two names be one.
func notText(b []byte) error {
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return invalid("file", "is empty; it must hold a JSON object")
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return invalid("file", "begins with a byte order mark; save it as UTF-8 without one")
	case !utf8.Valid(b):
		at := 0
		for r, n := rune(0), 0; r != utf8.RuneError || n != 1; at += n {
			r, n = utf8.DecodeRune(b[at:])
		}
		return invalid("file", "is no UTF-8 text in line %d", line(b, at-1))
	}
	return nil
}

// line is the number of the line a byte stands in.
func line(b []byte, at int) int { return 1 + bytes.Count(b[:min(at, len(b))], []byte("\n")) }

func invalid(field, format string, args ...any) error {
	field = cmp.Or(field, "file")
	e := domain.E(domain.Invalid, "invalid_input", "The planning file needs another look.")
	e.Fields = []domain.FieldError{{Field: field, Message: fmt.Sprintf(format, args...)}}
	return e
}
