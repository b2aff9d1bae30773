package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

func init() { openapi3filter.RegisterBodyDecoder("application/json", readJSON) }

// deepest is how far objects and lists may nest: what the contract asks for is
// flat.
const deepest = 32

// readJSON reads one JSON value and nothing after it. A name that stands twice in
// an object is refused, because two readers would each see another value.
func readJSON(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
	d := json.NewDecoder(body)
	d.UseNumber()
	value, err := readValue(d, deepest)
	if err != nil {
		return nil, &openapi3filter.ParseError{Kind: openapi3filter.KindInvalidFormat, Cause: err}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, &openapi3filter.ParseError{Kind: openapi3filter.KindInvalidFormat, Cause: errors.New("there is more after the JSON value")}
	}
	return value, nil
}

func readValue(d *json.Decoder, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("the JSON text ends too early")
		}
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return readObject(d, depth-1)
	case json.Delim('['):
		return readList(d, depth-1)
	}
	if text, ok := token.(string); ok && !storable(text) {
		return nil, errControl
	}
	return token, nil
}

func readObject(d *json.Decoder, depth int) (any, error) {
	if depth < 0 {
		return nil, errTooDeep
	}
	out := map[string]any{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, ok := token.(string)
		if !ok {
			return nil, errors.New("a name is missing in a JSON object")
		}
		if _, twice := out[name]; twice {
			return nil, fmt.Errorf("%q stands twice in one JSON object", name)
		}
		if out[name], err = readValue(d, depth); err != nil {
			return nil, err
		}
	}
	_, err := d.Token()
	return out, err
}

func readList(d *json.Decoder, depth int) (any, error) {
	if depth < 0 {
		return nil, errTooDeep
	}
	out := []any{}
	for d.More() {
		v, err := readValue(d, depth)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	_, err := d.Token()
	return out, err
}

// storable tells whether a text can be kept: no engine's text holds a zero byte
// or a broken UTF-8 sequence, and no field means any other control character
// than a line break or a tab.
func storable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) })
}

var errControl = errors.New("a text holds a control character")

var errTooDeep = fmt.Errorf("the JSON nests deeper than %d", deepest)
