package scheme

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// Change is one number or word that differs between two versions of a scheme.
// An empty side means that it is not there.
type Change struct {
	Field string `json:"field"` // "stage2.max_weeks"
	Was   string `json:"was"`
	Will  string `json:"will"`
}

// Diff lists what differs from one version of a scheme to the next, by field, so
// that a change is seen before it counts. The version number itself is left out.
func Diff(was, will Scheme) []Change {
	was.Version, will.Version = 0, 0
	before, after := map[string]string{}, map[string]string{}
	flatten("", plain(was), before)
	flatten("", plain(will), after)
	var out []Change
	for field, value := range before {
		if after[field] != value {
			out = append(out, Change{field, value, after[field]})
		}
	}
	for field, value := range after {
		if _, there := before[field]; !there {
			out = append(out, Change{field, "", value})
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return cmp.Compare(a.Field, b.Field) })
	return out
}

// plain is a scheme as generic JSON. A scheme holds nothing that JSON cannot.
func plain(s Scheme) any {
	b, _ := json.Marshal(s)
	var out any
	_ = json.Unmarshal(b, &out)
	return out
}

func flatten(path string, v any, into map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			at := key
			if path != "" {
				at = path + "." + key
			}
			flatten(at, value, into)
		}
	case []any:
		for i, value := range v {
			flatten(fmt.Sprintf("%s[%s]", path, nameOf(value, i)), value, into)
		}
	case nil:
	default:
		into[path] = fmt.Sprint(v)
	}
}

// nameOf tells one line of a list from the others: a code by itself, a band of
// persons by its first, so that one line put in or taken out does not make all
// lines after it look changed. Whatever has no such name is counted.
func nameOf(line any, i int) string {
	if fields, ok := line.(map[string]any); ok {
		for _, name := range []string{"code", "from"} {
			if value, there := fields[name]; there {
				return fmt.Sprint(value)
			}
		}
	}
	return fmt.Sprint(i)
}
