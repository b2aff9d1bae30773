package seal

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/pdfcpu/pdfcpu/pkg/api"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/internal/pdf"
)

func certificatePDF(t testing.TB) []byte {
	t.Helper()
	file, err := pdf.Certificate(certificate.Document{
		Number: "27001-00102", Revision: 1, Client: "Łódź Stal S.A.", Standard: "ISO/IEC 27001:2022", Scope: "Hosting",
		Sites: []certificate.Site{{Name: "Head office"}, {Name: "Plant"}}, IssuedOn: domain.MustDate("2027-05-25"),
	}, "https://cb.example/check")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSealedPDFIsGenuine(t *testing.T) {
	k, file := newKeys(t), certificatePDF(t)
	sealed, err := k.SignPDF(file, now)
	if err != nil {
		t.Fatal(err)
	}
	if v := k.Verify(sealed); !v.Genuine() || v.Reason != "" {
		t.Errorf("%+v", v)
	}
	if again, _ := k.SignPDF(file, now); !bytes.Equal(again, sealed) {
		t.Error("the same file sealed twice differs")
	}
	if !bytes.HasPrefix(sealed, file) {
		t.Error("sealing must only append")
	}
	if err := api.Validate(bytes.NewReader(sealed), nil); err != nil {
		t.Errorf("pdfcpu: %v", err)
	}
	if v := k.Verify(file); v.Sealed || v.Reason != notSealed {
		t.Errorf("before sealing: %+v", v)
	}
	if v := newKeys(t).Verify(sealed); v.Genuine() || !v.Intact || v.Reason != foreign {
		t.Errorf("another body's keys: %+v", v)
	}
	if _, err := k.SignPDF(sealed, now); err == nil {
		t.Error("a sealed file was sealed again")
	}
}

func TestEveryChangeIsSeen(t *testing.T) {
	k := newKeys(t)
	sealed, err := k.SignPDF(certificatePDF(t), now)
	if err != nil {
		t.Fatal(err)
	}
	for at := 5; at < len(sealed); at += 211 {
		b := bytes.Clone(sealed)
		b[at] ^= 0x20
		v := k.Verify(b)
		// The signature's hex digits may be written in either case; that says the same.
		if v.Genuine() && !bytes.EqualFold(b, sealed) {
			t.Errorf("byte %d changed from %q to %q: %+v", at, sealed[at], b[at], v)
		}
	}
	update := "\n1 0 obj\n<< >>\nendobj\nstartxref\n0\n%%EOF\n"
	for name, b := range map[string][]byte{
		"something added":  append(bytes.Clone(sealed), update...),
		"a space added":    append(bytes.Clone(sealed), ' '),
		"cut off":          sealed[:len(sealed)-1],
		"put before":       append([]byte("%PDF-1.7\n"), sealed...),
		"second signature": append(bytes.Clone(sealed), sealed...),
		"range too wide":   bytes.Replace(sealed, []byte("/ByteRange [0 0"), []byte("/ByteRange [1 0"), 1),
	} {
		if v := k.Verify(b); v.Genuine() || !v.Sealed || v.Reason == "" {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if v := k.Verify(append(bytes.Clone(sealed), update...)); v.Whole {
		t.Errorf("an appended revision must be named as such: %+v", v)
	}
}

func TestOnlyOurFilesAreSealed(t *testing.T) {
	k, file := newKeys(t), certificatePDF(t)
	for name, b := range map[string][]byte{
		"empty": nil, "text": []byte("hello"), "cut": file[:len(file)-10], "no table": []byte("%PDF-1.4\nstartxref\n9\n%%EOF"),
		"wrong place": bytes.Replace(file, []byte("startxref\n"), []byte("startxref\n1"), 1), "no root": bytes.Replace(file, []byte("/Root "), []byte("/Rott "), 1),
		"huge root": bytes.Replace(file, []byte("/Root "), []byte("/Root 9999999999"), 1), "table only": []byte("xref\n0 \nstartxref\n0\n%%EOF"),
	} {
		if _, err := k.SignPDF(b, now); err == nil {
			t.Errorf("%s: sealed", name)
		}
	}
}

// TestInfoIsMended: with an output intent the library's /Info names the colour
// profile, and our trailer must name the document information instead.
func TestInfoIsMended(t *testing.T) {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(now)
	f.SetModificationDate(now)
	f.AddPage()
	f.AddOutputIntent(fpdf.OutputIntentType{SubtypeIdent: fpdf.OutputIntent_GTS_PDFA1, OutputConditionIdentifier: "x", Info: "x", ICCProfile: bytes.Repeat([]byte{0}, 200)})
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	wrong, _ := number(infoEntry, b.String()[strings.LastIndex(b.String(), "trailer"):])
	old, err := readTail(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if old.info != wrong-1 {
		t.Errorf("/Info names object %d, the library's %d; the information is the one before the profile", old.info, wrong)
	}
}

// TestOtherReadersTakeTheSeal asks pdfsig and qpdf, where they are installed.
func TestOtherReadersTakeTheSeal(t *testing.T) {
	sealed, err := newKeys(t).SignPDF(certificatePDF(t), now)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "sealed.pdf")
	if err := os.WriteFile(file, sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		command []string
		want    []string
	}{
		{[]string{"pdfsig", "-nocert", file}, []string{"Signature is Valid", "Total document signed", "ETSI.CAdES.detached", body}},
		{[]string{"qpdf", "--check", file}, []string{"No syntax or stream encoding errors found"}},
	} {
		path, err := exec.LookPath(c.command[0])
		if err != nil {
			continue
		}
		out, err := exec.Command(path, c.command[1:]...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v", c.command[0], err)
		}
		for _, want := range c.want {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s does not say %q:\n%s", c.command[0], want, out)
			}
		}
	}
}

func FuzzVerify(f *testing.F) {
	file, err := Generate(body, origin, time.Unix(0, 0))
	if err != nil {
		f.Fatal(err)
	}
	k, err := Parse(file)
	if err != nil {
		f.Fatal(err)
	}
	sealed, err := k.SignPDF(certificatePDF(f), now)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add(sealed[len(sealed)-9500:])
	f.Add([]byte("%PDF-1.4 /ByteRange [0 9 99 0] <00>"))
	f.Add([]byte("%PDF-1.4\n/ByteRange [0 9999999999 9999999999 9999999999]"))
	f.Add([]byte("%PDF-/ByteRange[0 26 36 0]<30800000>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if v := k.Verify(b); v.Genuine() && !bytes.EqualFold(b, sealed) {
			t.Fatal("forged")
		}
		_, _ = readTail(b)
		_, _ = k.ReadCode(string(b))
	})
}
