package auditor

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestADeclarationIsSignedByItsPerson(t *testing.T) {
	today := domain.MustDate("2026-05-11")
	for _, c := range []struct {
		on, by, evidence string
		paper            bool
		fault            string
	}{
		{"2026-05-11", "anna  AUER", "", false, ""},
		{"2026-05-12", "Anna Auer", "", false, "on"},
		{"2026-05-11", "Anna A.", "", false, "signed_by"},
		{"2026-05-11", "", "", false, "signed_by"},
		{"2026-05-11", "A. Auer", "file 7", true, ""},
		{"2026-05-11", "A. Auer", "", true, "evidence"},
		{"2026-05-11", "", "file 7", true, "signed_by"},
	} {
		err := Declaration{On: domain.MustDate(c.on), SignedBy: c.by, Evidence: c.evidence}.Check("Anna Auer", today, c.paper)
		if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("signed %q on %s: %v", c.by, c.on, err)
		}
	}
}

func TestADeclarationHoldsAYear(t *testing.T) {
	today := domain.MustDate("2026-05-11")
	if due := DeclarationDue(Declaration{}, today); due != today {
		t.Errorf("who never declared is due on %s, not today", due)
	}
	if due := DeclarationDue(Declaration{On: domain.MustDate("2024-02-29")}, today); due.String() != "2025-02-28" {
		t.Errorf("a declaration of 29 February is due again on %s", due)
	}
}
