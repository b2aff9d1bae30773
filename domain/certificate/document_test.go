package certificate

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
)

func sampleDocument() Document {
	return Document{
		Number: "27001-00102", Revision: 2, CheckCode: "7K3QX9", CheckURL: "https://cb.example/check",
		Issuer: Issuer{Name: "Nordlicht Cert", Address: "Hafenstraße 1, Kiel"}, Client: "Łódź <Stal> & Co", Address: "ul. Długa 3, Łódź",
		Standard: "ISO/IEC 27001:2022", Scope: "Hosting",
		OriginalOn: domain.MustDate("2024-05-24"), DecidedOn: domain.MustDate("2027-05-20"), EffectiveOn: domain.MustDate("2027-05-24"),
		ExpiresOn: domain.MustDate("2030-05-23"), IssuedOn: domain.MustDate("2027-05-25"),
	}
}

func TestCanonicalNeverChanges(t *testing.T) {
	const want = `{"format":1,"number":"27001-00102","revision":2,"checkCode":"7K3QX9","checkUrl":"https://cb.example/check",` +
		`"issuer":{"name":"Nordlicht Cert","address":"Hafenstraße 1, Kiel","accreditation":""},"client":"Łódź <Stal> & Co","address":"ul. Długa 3, Łódź","sites":[],` +
		`"standard":"ISO/IEC 27001:2022","system":"","scope":"Hosting","soa":"","originalOn":"2024-05-24","decidedOn":"2027-05-20","effectiveOn":"2027-05-24",` +
		`"expiresOn":"2030-05-23","issuedOn":"2027-05-25","signedBy":"","signedByRole":"","ledgerHead":""}`
	d := sampleDocument()
	if got := string(d.Canonical()); got != want {
		t.Errorf("issued certificates would no longer match their hash:\n got %s\nwant %s", got, want)
	}
	other := d
	other.Sites = []Site{{}}
	if len(d.Hash()) != 64 || other.Hash() == d.Hash() {
		t.Error("one more site must be another hash")
	}
}

func TestCheckDocument(t *testing.T) {
	if err := sampleDocument().Check(); err != nil {
		t.Fatal(err)
	}
	for field, spoil := range map[string]func(*Document){
		"client":      func(d *Document) { d.Client = " " },
		"scope":       func(d *Document) { d.Scope = "" },
		"revision":    func(d *Document) { d.Revision = 0 },
		"number":      func(d *Document) { d.Number = "27001|1" },
		"decidedOn":   func(d *Document) { d.DecidedOn = 0 },
		"effectiveOn": func(d *Document) { d.EffectiveOn = d.DecidedOn.AddDays(-1) },
		"expiresOn":   func(d *Document) { d.ExpiresOn = d.EffectiveOn },
		"originalOn":  func(d *Document) { d.OriginalOn = d.EffectiveOn.AddDays(1) },
	} {
		d := sampleDocument()
		spoil(&d)
		if err := d.Check(); err == nil || domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	d := sampleDocument()
	d.EffectiveOn = d.DecidedOn // the day of the decision itself is fine
	if err := d.Check(); err != nil {
		t.Error(err)
	}
}

func TestReadDocument(t *testing.T) {
	d := sampleDocument()
	d.Sites = []Site{{Name: "Head office", Address: "ul. Długa 3"}}
	back, err := ReadDocument(d.Canonical())
	if err != nil || back.Hash() != d.Hash() {
		t.Errorf("%+v, %v", back, err)
	}
	good := string(d.Canonical())
	for _, bad := range []string{"", "{", good + " ", strings.Replace(good, "Hosting", "Hosting\",\"x\":\"", 1), strings.Replace(good, `"format":1`, `"format":2`, 1), strings.Replace(good, "2030-05-23", "2030-05-33", 1)} {
		if _, err := ReadDocument([]byte(bad)); err == nil {
			t.Errorf("read %.60q", bad)
		}
	}
}
