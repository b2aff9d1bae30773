package planning

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// locate walks a JSON value beside the Go type it should fill and names the
// first place where they differ, or nil.
func locate(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil
	}
	return differs("", v, reflect.TypeOf(into).Elem())
}

var textType = reflect.TypeFor[encoding.TextUnmarshaler]()

func differs(path string, v any, t reflect.Type) error {
	if v == nil {
		return nil // null leaves the zero value
	}
	if reflect.PointerTo(t).Implements(textType) {
		s, ok := v.(string)
		if !ok {
			return invalid(path, "is %s; it must be a text", jsonWord(v))
		}
		if err := reflect.New(t).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(s)); err != nil {
			return invalid(path, "%v", err)
		}
		return nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return differs(path, v, t.Elem())
	case reflect.Struct:
		return differsStruct(path, v, t)
	case reflect.Slice:
		list, ok := v.([]any)
		if !ok {
			return invalid(path, "is %s; it must be a list", jsonWord(v))
		}
		for i, e := range list {
			if err := differs(fmt.Sprintf("%s[%d]", path, i), e, t.Elem()); err != nil {
				return err
			}
		}
		return nil
	case reflect.Map:
		m, ok := v.(map[string]any)
		if !ok {
			return invalid(path, "is %s; it must be an object", jsonWord(v))
		}
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if err := differs(path+"."+k, m[k], t.Elem()); err != nil {
				return err
			}
		}
		return nil
	}
	raw, _ := json.Marshal(v)
	if json.Unmarshal(raw, reflect.New(t).Interface()) != nil {
		return invalid(path, "is %s; it must be %s", jsonWord(v), kindWord(t.Kind()))
	}
	return nil
}

func differsStruct(path string, v any, t reflect.Type) error {
	m, ok := v.(map[string]any)
	if !ok {
		return invalid(path, "is %s; it must be an object", jsonWord(v))
	}
	fields := fieldsOf(t)
	for _, k := range slices.Sorted(maps.Keys(m)) {
		at := strings.TrimPrefix(path+"."+k, ".")
		ft, known := fields[k]
		if !known {
			return invalid(at, "%s", notOf(fields))
		}
		if err := differs(at, m[k], ft); err != nil {
			return err
		}
	}
	return nil
}

func jsonWord(v any) string {
	switch x := v.(type) {
	case string:
		return fmt.Sprintf("the text %q", x)
	case json.Number:
		return "the number " + x.String()
	case bool:
		return fmt.Sprint(x)
	case []any:
		return "a list"
	}
	return "an object"
}

func kindWord(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float64:
		return "a number"
	}
	return "a whole number"
}
