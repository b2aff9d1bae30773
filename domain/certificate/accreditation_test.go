package certificate

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestTheMarkStandsOnCertificatesOfExactlyItsSchemes(t *testing.T) {
	all := []Accreditation{
		{Body: "Old AB", Number: "A-1", Schemes: []string{"27001"}, From: domain.MustDate("2020-01-01"), To: domain.MustDate("2026-05-11")},
		{Body: "AB", Number: "A-2", Schemes: []string{"9001"}, From: domain.MustDate("2026-05-12"), Mark: "AB mark"},
	}
	for _, c := range []struct{ scheme, on, mark, warning string }{
		{"27001", "2026-05-11", "Accredited by Old AB, no. A-1", ""},
		{"27001", "2026-05-12", "", "ended on 11 May 2026"},
		{"9001", "2026-05-12", "AB mark", ""},
		{"9001", "2026-05-11", "", "counts from 12 May 2026"},
		{"14001", "2026-05-12", "", "no accreditation for this standard"},
	} {
		mark, warning := Accredited(all, c.scheme, domain.MustDate(c.on))
		if mark != c.mark || !strings.Contains(warning, c.warning) || (warning == "") != (c.warning == "") {
			t.Errorf("%s on %s: %q, %q", c.scheme, c.on, mark, warning)
		}
	}
}
