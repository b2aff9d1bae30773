package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/store/storetest"
)

// What a declaration says of links is what stood on record that day, whatever
// is recorded afterwards, and the ledger holds it.
func TestADeclarationKeepsTheLinksOfItsDay(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		g := storetest.SeedAgreed(t, h.Store, "a")
		self := domain.Actor{UserID: "u-anna", PersonID: g.Auditor.ID, Name: g.Auditor.Name, Roles: []domain.Role{domain.Auditor}}
		link := auditor.Interest{PersonID: g.Auditor.ID, ClientID: g.Client.ID, Kind: "employment", Period: domain.Period{From: day("2019-01-01"), To: day("2020-12-31")}}
		if _, err := h.AddInterest(t.Context(), self, link); err != nil {
			t.Fatal(err)
		}
		d, err := h.Declare(t.Context(), self, auditor.Declaration{PersonID: g.Auditor.ID, SignedBy: g.Auditor.Name})
		if err != nil {
			t.Fatal(err)
		}
		want := g.Client.LegalName + ": employment from 2019-01-01 to 2020-12-31"
		if d.Links != want || d.Text != auditor.DeclarationText {
			t.Errorf("declared %q, want %q", d.Links, want)
		}
		link.Kind = "family"
		if _, err := h.AddInterest(t.Context(), planner, link); err != nil {
			t.Fatal(err)
		}
		detail, err := h.Auditor(t.Context(), self, g.Auditor.ID)
		if err != nil || len(detail.Declarations) != 1 || strings.Contains(detail.Declarations[0].Links, "family") {
			t.Errorf("afterwards it reads %+v (%v)", detail.Declarations, err)
		}
	})
}
