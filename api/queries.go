package api

import (
	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
)

// filters pairs names with values and leaves out what was not asked.
func filters(pairs ...string) map[string]string {
	out := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out[pairs[i]] = pairs[i+1]
		}
	}
	return out
}

// dateIn is a day of a query; none is no date.
func dateIn(d gen.Day) domain.Date {
	if d.IsZero() {
		return 0
	}
	return domain.NewDate(d.Date())
}

func same[T any](v T) T { return v }
