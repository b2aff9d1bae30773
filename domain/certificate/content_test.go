package certificate

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestADocumentShowsWhatItHolds(t *testing.T) {
	needed := append([]string{"soa_version", "accreditation_mark"}, CommonContent...)
	full := Document{
		Number: "27001-0815", Issuer: Issuer{Name: "Aurel Cert", Address: "Hafen 1", Accreditation: "D-ZM-1"},
		Client: "Mira Pharma", Address: "Brno", Standard: "ISO/IEC 27001:2022", Scope: "Storage", SoA: "3 of 2026-05-12",
		EffectiveOn: domain.MustDate("2026-05-12"), ExpiresOn: domain.MustDate("2029-05-11"),
	}
	if f := Content(needed, full.Shown()); !f.Met {
		t.Errorf("everything is there: %+v", f)
	}
	f := Content(needed, Document{}.Shown())
	for _, name := range needed {
		if f.Met || !strings.Contains(f.Text, name) {
			t.Errorf("an empty document lacks %s: %+v", name, f)
		}
	}
}
