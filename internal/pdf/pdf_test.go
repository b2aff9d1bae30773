package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
)

const qrText = "https://cb.example/check/27001-00102?c=7K3QX9M2PD5WTB8RHC4NZE6VYA#p=MjcwMDEtMDAxMDJ8Mnw3SzNRWDk5.c2lnbmF0dXJlLW9mLTY0LW9jdGV0cy13aGljaC1pcy04Ni1jaGFyYWN0ZXJzLWxvbmctaW4tYmFzZTY0dXJs"

func sample() certificate.Document {
	return certificate.Document{
		Number: "27001-00102", Revision: 2, CheckCode: "7K3QX9M2PD5WTB8RHC4NZE6VYA", CheckURL: "https://cb.example/check",
		Issuer: certificate.Issuer{Name: "Nordlicht Certification GmbH", Address: "Hafenstraße 1\n24103 Kiel, Germany", Accreditation: "Accredited for ISO/IEC 27001, no. D-XX-00000-01"},
		Client: "Łódź Stal Spółka Akcyjna", Address: "ul. Długa 3, 90-001 Łódź, Poland", System: "information security management system",
		Sites: []certificate.Site{
			{Name: "Head office", Address: "ul. Długa 3, 90-001 Łódź, Poland"},
			{Name: "Αθήνα", Address: "Οδός Ερμού 5, Αθήνα, Greece", Scope: "Support"},
			{Name: "София", Address: "ул. Граф Игнатиев 7, София, Bulgaria", Scope: "Development"},
			{Name: "İstanbul Şubesi", Address: "Çiçek Sokağı 9, İstanbul, Türkiye", Scope: "Operation"},
		},
		Standard: "ISO/IEC 27001:2022", Scope: "Development, operation and support of logistics services for retail customers, including the data centres in which these services are run.",
		SoA:        "version 4.2 of 3 March 2027",
		OriginalOn: domain.MustDate("2024-05-24"), DecidedOn: domain.MustDate("2027-05-20"), EffectiveOn: domain.MustDate("2027-05-24"),
		ExpiresOn: domain.MustDate("2030-05-23"), IssuedOn: domain.MustDate("2027-05-25"),
		SignedBy: "Dr. Åsa Lindqvist", SignedByRole: "Head of certification", LedgerHead: "20817 entries, root q2hTUzDCc0gJ8n0x1yV7bq8m1bYwYpIr0mXcWq9b5nM=",
	}
}

func mustCertificate(t *testing.T, d certificate.Document) []byte {
	t.Helper()
	b, err := Certificate(d, qrText)
	if err != nil {
		t.Fatal(err)
	}
	if err := api.Validate(bytes.NewReader(b), nil); err != nil {
		t.Errorf("pdfcpu: %v", err)
	}
	return b
}

func TestSameDataSameBytes(t *testing.T) {
	a, b := mustCertificate(t, sample()), mustCertificate(t, sample())
	if !bytes.Equal(a, b) {
		t.Error("two drawings of one document differ")
	}
	if n := bytes.Count(a, []byte("/FontFile2")); n != 3 {
		t.Errorf("%d fonts are embedded, want 3", n)
	}
	if len(a) > 200_000 {
		t.Errorf("%d bytes: the fonts are not cut down to what is used", len(a))
	}
}

func pages(t *testing.T, b []byte) int {
	t.Helper()
	n, err := api.PageCount(bytes.NewReader(b), nil)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnnexOnlyWhereNeeded(t *testing.T) {
	one := sample()
	one.Sites = one.Sites[:1]
	if n := pages(t, mustCertificate(t, one)); n != 1 {
		t.Errorf("one site: %d pages", n)
	}
	if n := pages(t, mustCertificate(t, sample())); n != 2 {
		t.Errorf("four sites: %d pages", n)
	}
	one.Scope = strings.Repeat("Design and operation of everything there is. ", 300)
	if n := pages(t, mustCertificate(t, one)); n < 3 {
		t.Errorf("a scope of 13 kB: %d pages", n)
	}
	many := sample()
	for range 6 {
		many.Sites = append(many.Sites, many.Sites...)
	}
	if n := pages(t, mustCertificate(t, many)); n < 10 {
		t.Errorf("%d sites: %d pages", len(many.Sites), n)
	}
}

func TestHostileText(t *testing.T) {
	for _, evil := range []string{
		"", "\x00\x07", "\xff\xfe", "😀 🧭", "(\\) ) endobj", "a\r\nb\u2028c", "\u202eabc", strings.Repeat("x", 3000), strings.Repeat("wide ", 2000),
		"e\u0301", "安全第一", "\uffff\ufffe\ufffd", "مصنع", "/Producer (evil) >>",
	} {
		d := sample()
		d.Client, d.Address, d.Scope, d.SoA, d.Number, d.SignedBy, d.Standard, d.Issuer.Name, d.LedgerHead = evil, evil, evil, evil, evil, evil, evil, evil, evil
		d.Sites[1].Name, d.Sites[1].Address = evil, evil
		if b, err := Certificate(d, "x"); err != nil {
			t.Errorf("%.20q: %v", evil, err)
		} else if err := api.Validate(bytes.NewReader(b), nil); err != nil {
			t.Errorf("%.20q: pdfcpu: %v", evil, err)
		}
	}
	if _, err := Certificate(sample(), strings.Repeat("x", 5000)); err == nil {
		t.Error("a code that cannot be drawn must be an error")
	}
}

func receipt() Sheet {
	s := Sheet{Issuer: "Nordlicht Certification GmbH", Title: "Audit time", Subtitle: "Łódź Stal S.A. · ISO/IEC 27001:2022 · initial certification",
		Day: domain.MustDate("2027-02-01"), Footer: "Receipt 018f, table of ISO/IEC 27006-1:2024"}
	rows := []Row{{Label: "Persons under control", Value: "143", Note: "contract K00102"}, {Label: "Audit time by table", Value: "9 days", Note: "Table C.1, 126 to 175 persons, and a note that is so long that it needs more than the one line it would like to have"}, {Label: "Result", Value: "9.5 days", Total: true}}
	for i := range 12 {
		s.Sections = append(s.Sections, Section{Title: "Section " + string(rune('A'+i)), Rows: rows})
	}
	return s
}

func TestSheet(t *testing.T) {
	a, err := receipt().Render()
	if err != nil {
		t.Fatal(err)
	}
	b, _ := receipt().Render()
	if !bytes.Equal(a, b) || pages(t, a) != 3 {
		t.Errorf("same bytes: %v, %d pages", bytes.Equal(a, b), pages(t, a))
	}
	if err := api.Validate(bytes.NewReader(a), nil); err != nil {
		t.Error(err)
	}
	if _, err := (Sheet{}).Render(); err != nil {
		t.Error(err)
	}
	tall := Sheet{Sections: []Section{{Rows: []Row{{Label: strings.Repeat("tall ", 5000)}}}}}
	if _, err := tall.Render(); err != nil {
		t.Error(err)
	}
}

func TestDocumentsForTheUseCases(t *testing.T) {
	d := Documents{Issuer: "Nordlicht Certification GmbH"}
	got, err := d.Certificate(string(sample().Canonical()), qrText)
	if err != nil || !bytes.Equal(got, mustCertificate(t, sample())) {
		t.Errorf("not the certificate of these bytes: %v", err)
	}
	if _, err := d.Certificate("{}", qrText); domain.KindOf(err) != domain.Invalid {
		t.Errorf("no document, yet %v", err)
	}
	rows := app.Sheet{Title: "Audit time", Sections: []app.SheetSection{{Heading: "Inputs", Rows: []app.SheetRow{{Label: "Persons", Value: strings.Repeat("143 in all of the sites ", 20)}}}}}
	file, err := d.Sheet(rows)
	if err != nil || pages(t, file) != 1 {
		t.Errorf("%d pages, %v", pages(t, file), err)
	}
}

// run gives what an outside program says, or "" where it is not installed.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	out, err := exec.Command(path, args...).Output()
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// TestOtherReaders asks other programs to read the certificate, where they are
// installed.
func TestOtherReaders(t *testing.T) {
	dir := os.Getenv("CERTWRIGHT_KEEP_PDF") // set it to look at the pages
	if dir == "" {
		dir = t.TempDir()
	}
	file := filepath.Join(dir, "certificate.pdf")
	if err := os.WriteFile(file, mustCertificate(t, sample()), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := receipt().Render()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "receipt.pdf"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "qpdf", "--check", file)
	if text := run(t, "pdftotext", "-layout", file, "-"); text != "" {
		for _, want := range []string{"Łódź Stal Spółka Akcyjna", "ISO/IEC 27001:2022", "version 4.2 of 3 March 2027", "24 May 2024", "20 May 2027", "24 May 2027", "23 May 2030",
			"27001-00102", "7K3QX9M2PD5WTB8RHC4NZE6VYA", "Hafenstraße 1, 24103 Kiel", "Οδός Ερμού 5", "ул. Граф Игнатиев 7", "Çiçek Sokağı 9", "20817 entries", "Dr. Åsa Lindqvist"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q cannot be read in\n%s", want, text)
			}
		}
	}
	png := filepath.Join(dir, "page")
	run(t, "pdftoppm", "-r", "110", "-png", "-f", "1", "-l", "1", "-singlefile", file, png)
	if _, err := os.Stat(png + ".png"); err == nil {
		if got := run(t, "zbarimg", "--raw", "-q", png+".png"); got != "" && strings.TrimSpace(got) != qrText {
			t.Errorf("the code says %q", got)
		}
	}
}
