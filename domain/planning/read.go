package planning

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/certwright/certwright/domain"
)

// ReadInstance reads an instance strictly: a field it does not know, a bad date
// or a name that leads nowhere is an error that says where and what is right.
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
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	err = d.Decode(into)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			return invalid("file", "has more after the first JSON value (byte %d)", d.InputOffset())
		}
		return nil
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line := 1 + bytes.Count(b[:min(int(syntax.Offset), len(b))], []byte("\n"))
		return invalid("file", "is no JSON: %v (line %d)", err, line)
	}
	if where := locate(b, into); where != nil {
		return where
	}
	return invalid("file", "cannot be read: %v", err)
}

func invalid(field, format string, args ...any) error {
	e := domain.E(domain.Invalid, "invalid_input", "The planning file needs another look.")
	e.Fields = []domain.FieldError{{Field: field, Message: fmt.Sprintf(format, args...)}}
	return e
}
