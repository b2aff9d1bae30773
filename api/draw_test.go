package api

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// drawing draws requests from the contract: values that fit their schema, and
// values that do not.
type drawing struct {
	luck     *rand.Rand
	known    map[string][]string // IDs seen in answers, by the kind of thing
	versions map[string]int64    // last seen, by ID
}

// nasty are texts that trip readers, writers, queries and screens.
var nasty = []string{
	"", " ", "'; DROP TABLE audits; --", "\x00", "a\r\nSet-Cookie: x=1", "=1+1", "@SUM(A1)", "<script>alert(1)</script>", "%00", "../../etc/passwd",
	"\u202egnp.exe", "\u2028", "\ufeff", "🦄", "ſt", "İ", "%s%n", "{{7*7}}", "\\", "NULL", "NaN", "1e309", "-0", "0x10", "２０２７", "\xff\xfe", strings.Repeat("長", 5000),
}

// kindOf says to which kind of thing a field or a parameter refers.
func kindOf(name string) string {
	for suffix, kind := range map[string]string{
		"client_id": "clients", "client": "clients", "person_id": "auditors", "auditor": "auditors", "team": "auditors", "site_ids": "sites", "site_id": "sites",
		"application_id": "applications", "contract_id": "contracts", "programme_id": "programmes", "audit_id": "audits", "audit": "audits", "object": "clients",
	} {
		if name == suffix {
			return kind
		}
	}
	return ""
}

// reference is an ID that some answer gave out, now and then one of another kind or of nothing.
func (d *drawing) reference(kind string) string {
	if ids := d.known[kind]; len(ids) > 0 && d.luck.IntN(20) > 0 {
		return ids[d.luck.IntN(len(ids))]
	}
	return fmt.Sprintf("none-%d", d.luck.IntN(10))
}

// value fits its schema.
func (d *drawing) value(name string, s *openapi3.Schema) any {
	switch {
	case s == nil:
		return d.luck.IntN(10)
	case len(s.Enum) > 0:
		return s.Enum[d.luck.IntN(len(s.Enum))]
	case s.Type.Is("object"):
		return d.object(s)
	case s.Type.Is("array"):
		most := 4
		if s.MaxItems != nil {
			most = min(most, int(*s.MaxItems))
		}
		out := []any{}
		for range int(s.MinItems) + d.luck.IntN(most-min(most, int(s.MinItems))+1) {
			out = append(out, d.value(name, s.Items.Value))
		}
		return out
	case s.Type.Is("boolean"):
		return d.luck.IntN(2) == 0
	case s.Type.Is("integer"):
		return d.number(s)
	case s.Type.Is("number"):
		return float64(d.number(s)) + d.luck.Float64()
	}
	return d.text(name, s)
}

// object draws the needed fields and half of the others.
func (d *drawing) object(s *openapi3.Schema) map[string]any {
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if slices.Contains(s.Required, name) || d.luck.IntN(2) == 0 {
			out[name] = d.value(name, s.Properties[name].Value)
		}
	}
	return out
}

func (d *drawing) number(s *openapi3.Schema) int64 {
	low, high := int64(-3), int64(400)
	if s.Min != nil {
		low = int64(*s.Min)
	}
	if s.Max != nil {
		high = int64(*s.Max)
	}
	switch d.luck.IntN(8) { // the ends are where it goes wrong
	case 0:
		return low
	case 1:
		return high
	}
	return low + d.luck.Int64N(max(1, min(high-low+1, 60)))
}

func (d *drawing) text(name string, s *openapi3.Schema) string {
	switch {
	case kindOf(name) != "":
		return d.reference(kindOf(name))
	case s.Format == "date":
		if d.luck.IntN(12) == 0 {
			return []string{"0001-01-01", "9999-12-31", "2028-02-29", "1969-12-31"}[d.luck.IntN(4)]
		}
		return fmt.Sprintf("20%02d-%02d-%02d", 24+d.luck.IntN(8), 1+d.luck.IntN(12), 1+d.luck.IntN(28))
	case s.Format == "date-time":
		return "2026-05-12T10:00:00Z"
	case name == "time_zone":
		return []string{"Europe/Berlin", "Asia/Kathmandu", "Pacific/Apia", "Nowhere/None", "Local", ""}[d.luck.IntN(6)]
	case name == "country":
		return []string{"DE", "FR", "GB", "XX"}[d.luck.IntN(4)]
	case name == "scheme_id" || name == "scheme":
		return []string{"27001-2022", "9001-2015", "none"}[d.luck.IntN(3)]
	case name == "sort":
		return []string{"name", "-no", "no", "due", "-client", "nothing"}[d.luck.IntN(6)]
	case s.Pattern == `^"?[0-9]+"?$`:
		return fmt.Sprintf(`"%d"`, 1+d.luck.IntN(4))
	}
	out := []string{"Body", "a b c", "IAF 33", "lead", "x@y.example", "No. 7"}[d.luck.IntN(6)] + strings.Repeat("x", int(s.MinLength))
	if d.luck.IntN(3) == 0 {
		out = nasty[d.luck.IntN(len(nasty))] + strings.Repeat("x", int(s.MinLength))
	}
	if runes := []rune(out); s.MaxLength != nil && len(runes) > int(*s.MaxLength) {
		out = string(runes[:*s.MaxLength])
	}
	return out
}

// broken is a body with one or two things wrong in it.
func (d *drawing) broken(v any) any {
	o, ok := v.(map[string]any)
	if !ok || len(o) == 0 {
		return []any{nil, 7, "x", []any{}, map[string]any{"x": nil}}[d.luck.IntN(5)]
	}
	for range 1 + d.luck.IntN(2) {
		names := slices.Sorted(maps.Keys(o))
		if len(names) == 0 {
			break
		}
		name := names[d.luck.IntN(len(names))]
		switch d.luck.IntN(7) {
		case 0:
			delete(o, name)
		case 1:
			o[name] = nil
		case 2:
			o["is_admin"] = true
		case 3:
			o[name] = []any{1e300, -1, int64(1) << 62, 0.1, true}[d.luck.IntN(5)]
		case 4:
			o[name] = nasty[d.luck.IntN(len(nasty))]
		case 5:
			o[name] = []any{o[name], o[name]}
		case 6:
			o[name] = d.broken(o[name])
		}
	}
	return o
}

// learn keeps the IDs of an answer for later requests. Lists say by their
// address what they list, fields by their name.
func (d *drawing) learn(path string, v any) {
	kind := ""
	if parts := strings.Split(strings.Trim(path, "/"), "/"); len(parts) >= 3 {
		kind = parts[2]
	}
	d.learnAs(kind, v)
}

func (d *drawing) learnAs(kind string, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			d.learnAs(kind, x)
		}
	case map[string]any:
		if id, ok := v["id"].(string); ok {
			if n, ok := v["version"].(float64); ok {
				d.versions[id] = int64(n)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			x := v[name]
			id, isText := x.(string)
			switch {
			case isText && name == "id":
				d.remember(kind, id)
			case isText && kindOf(name) != "":
				d.remember(kindOf(name), id)
			case name == "rows" || name == "row":
				d.learnAs(kind, x)
			case !isText:
				within := strings.TrimSuffix(name, "s") + "s"
				if name == "person" {
					within = "auditors"
				}
				d.learnAs(within, x)
			}
		}
	}
}

// remember keeps some hundred of each kind.
func (d *drawing) remember(kind, id string) {
	ids := d.known[kind]
	switch {
	case id == "" || slices.Contains(ids, id):
	case len(ids) < 100:
		d.known[kind] = append(ids, id)
	default:
		ids[d.luck.IntN(len(ids))] = id
	}
}
