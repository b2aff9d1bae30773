package planning

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// misnamed walks valid JSON beside the Go type it fills and names the first field
// that is given twice or spelt in other letters, or nil: the decoder takes "Latest"
// for "latest", and of two the last.
func misnamed(b []byte, into any) error {
	w := walker{b: b}
	path, what := w.value(reflect.TypeOf(into).Elem())
	if what == "" {
		return nil
	}
	return invalid(strings.TrimPrefix(path, "."), "%s", what)
}

// walker reads JSON that is known to be valid. Each step gives what is wrong and,
// growing on the way out, where.
type walker struct {
	b  []byte
	at int
}

func (w *walker) value(t reflect.Type) (path, what string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch w.peek() {
	case '{':
		return w.object(t)
	case '[':
		return w.list(t)
	case '"':
		w.text()
	default:
		for w.at < len(w.b) && w.b[w.at] > ' ' && w.b[w.at] != ',' && w.b[w.at] != ']' && w.b[w.at] != '}' {
			w.at++
		}
	}
	return "", ""
}

// peek skips space and gives the byte after it.
func (w *walker) peek() byte {
	for w.b[w.at] <= ' ' {
		w.at++
	}
	return w.b[w.at]
}

// text steps over a string and gives it with its quotes.
func (w *walker) text() []byte {
	from := w.at
	for w.at++; w.b[w.at] != '"'; w.at++ {
		if w.b[w.at] == '\\' {
			w.at++
		}
	}
	w.at++
	return w.b[from:w.at]
}

// more steps over the bracket, comma or colon before the next value and tells
// whether there is one.
func (w *walker) more(end byte) bool {
	if w.peek() == end {
		w.at++
		return false
	}
	if w.b[w.at] == ',' {
		w.at++
	}
	return true
}

func (w *walker) list(t reflect.Type) (path, what string) {
	w.at++
	for i := 0; w.more(']'); i++ {
		if path, what = w.value(t.Elem()); what != "" {
			return fmt.Sprintf("[%d]%s", i, path), what
		}
	}
	return "", ""
}

func (w *walker) object(t reflect.Type) (path, what string) {
	w.at++
	var known map[string]reflect.Type // nil: any name will do
	if t.Kind() == reflect.Struct {
		known = fieldsOf(t)
	}
	seen := map[string]bool{}
	for w.more('}') {
		w.peek()
		name := plainName(w.text())
		of, ok := known[name]
		switch {
		case seen[name]:
			return "." + name, "is given twice; give it once"
		case known == nil:
			of = t.Elem()
		case !ok:
			return "." + name, notOf(known)
		}
		seen[name] = true
		w.peek()
		w.at++ // the colon
		if path, what = w.value(of); what != "" {
			return "." + name + path, what
		}
	}
	return "", ""
}

// plainName is what a field's name in quotes says.
func plainName(quoted []byte) (name string) {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	_ = json.Unmarshal(quoted, &name) // valid already
	return name
}

var fieldTypes sync.Map // of struct types: their fields by name in JSON

// fieldsOf is the fields of a struct by their names in JSON.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	if fields, ok := fieldTypes.Load(t); ok {
		return fields.(map[string]reflect.Type)
	}
	fields := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "-" {
			fields[name] = t.Field(i).Type
		}
	}
	fieldTypes.Store(t, fields)
	return fields
}

func notOf(fields map[string]reflect.Type) string {
	return "is not a field of the format; there are " + strings.Join(slices.Sorted(maps.Keys(fields)), ", ")
}
