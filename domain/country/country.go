// Package country holds what countries are called on certificates, in letters
// and calendars. The screens choose by the names the browser knows.
package country

import (
	_ "embed"
	"encoding/json"
	"strings"
)

//go:embed names.json
var list []byte

var names = read(list)

// Name gives the English name of a country by its code of two letters (ISO
// 3166-1), "PT": "Portugal". A code that is not on the list stays as it is.
func Name(code string) string {
	if name, known := names[strings.ToUpper(code)]; known {
		return name
	}
	return code
}

func read(list []byte) map[string]string {
	var out map[string]string
	if err := json.Unmarshal(list, &out); err != nil {
		panic(err) // the list is part of the program
	}
	return out
}
