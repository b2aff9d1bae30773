package seal

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/internal/merkle"
)

var now = time.Date(2027, 5, 25, 10, 0, 0, 0, time.UTC)

const (
	body   = "Nordlicht Certification GmbH"
	origin = "nordlicht.example/ledger"
)

func newKeys(t *testing.T) *Keys {
	t.Helper()
	return parseKeys(t, keyFile(t))
}

func keyFile(t *testing.T) []byte {
	t.Helper()
	file, err := Generate(body, origin, now)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func parseKeys(t *testing.T, file []byte) *Keys {
	t.Helper()
	k, err := Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestLoadMakesKeysOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "keys")
	var certs [8][]byte
	var all sync.WaitGroup
	for i := range certs {
		all.Go(func() {
			k, err := Load(dir, body, origin, now)
			if err != nil {
				t.Error(err)
				return
			}
			certs[i] = k.Certificate()
		})
	}
	all.Wait()
	for _, c := range certs {
		if !bytes.Equal(c, certs[0]) {
			t.Error("two starts at once made two seals")
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v: want the key file alone", files, err)
	}
	if info, _ := files[0].Info(); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %o", info.Mode().Perm())
	}
}

func TestLoadRefusesAFileOthersCanRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, FileName)
	if err := os.WriteFile(path, keyFile(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir, body, origin, now); err == nil {
		t.Error("a key file that the group can read was taken")
	}
}

func TestParseRefuses(t *testing.T) {
	good := string(keyFile(t))
	other := string(keyFile(t))
	cut := func(kind string) string {
		a, b := strings.Index(good, "-----BEGIN "+kind), strings.Index(good, "-----END "+kind)
		return good[:a] + good[b+len("-----END -----\n")+len(kind):]
	}
	for name, file := range map[string]string{
		"empty": "", "no seal key": cut(sealKeyBlock), "no certificate": cut(sealBlock), "no code key": cut(codeKeyBlock), "no ledger key": cut(ledgerKeyBlock),
		"everything twice": good + other, "foreign certificate": cut(sealBlock) + other[strings.Index(other, "-----BEGIN CERTIFICATE"):strings.Index(other, "-----BEGIN PRIVATE")],
		"unknown block": good + "-----BEGIN X-----\nAAAA\n-----END X-----\n", "broken ledger key": cut(ledgerKeyBlock) + "-----BEGIN LEDGER PRIVATE KEY-----\nAAAA\n-----END LEDGER PRIVATE KEY-----\n",
	} {
		if _, err := Parse([]byte(file)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := Generate(body, "two words", now); err == nil {
		t.Error("a ledger's name may hold no space")
	}
}

func TestLedgerKeySignsHeads(t *testing.T) {
	k := newKeys(t)
	head := merkle.Head{Origin: origin, Size: 7, Root: merkle.Leaf([]byte("x"))}
	signed, err := merkle.Sign(head, k.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := merkle.Open(signed, k.LedgerCheck); err != nil || got != head {
		t.Errorf("%v, %v", got, err)
	}
	if !strings.HasPrefix(k.LedgerPublic, origin+"+") {
		t.Errorf("public key %q", k.LedgerPublic)
	}
	if _, err := merkle.Open(signed, newKeys(t).LedgerCheck); err == nil {
		t.Error("another body's key opened it")
	}
}

var code = Code{Number: "27001-00102", Revision: 2, CheckCode: "7K3QX9M2PD5WTB8RHC4NZE6VYA", Hash: strings.Repeat("ab", 32)}

func TestCodeRoundTrip(t *testing.T) {
	k := newKeys(t)
	token, err := k.SignCode(code)
	if err != nil {
		t.Fatal(err)
	}
	want := code
	want.Hash = want.Hash[:HashDigits]
	if got, err := k.ReadCode(token); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if again, _ := k.SignCode(code); again != token {
		t.Error("the same code must be the same token")
	}
	if len(token) > 260 || strings.Trim(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
		t.Errorf("not fit for an address: %s", token)
	}
}

func TestForgedCodes(t *testing.T) {
	k := newKeys(t)
	token, _ := k.SignCode(code)
	foreign, _ := newKeys(t).SignCode(code)
	head, tail, _ := strings.Cut(token, ".")
	other := code
	other.Number = "27001-00103"
	otherToken, _ := k.SignCode(other)
	otherHead, _, _ := strings.Cut(otherToken, ".")
	for _, bad := range []string{"", ".", head, head + ".", "." + tail, foreign, otherHead + "." + tail, token + "A", head + "=." + tail, "A" + token, strings.Repeat("A", 4000) + token} {
		if got, err := k.ReadCode(bad); err == nil || domain.KindOf(err) != domain.Invalid {
			t.Errorf("%.50q read as %+v, %v", bad, got, err)
		}
	}
	for i := range []byte(token) {
		b := []byte(token)
		b[i] ^= 1
		if _, err := k.ReadCode(string(b)); err == nil {
			t.Errorf("character %d changed, still read", i)
		}
	}
	for _, c := range []Code{{Number: "a|b", Hash: code.Hash}, {Number: "a", Hash: "short"}} {
		if _, err := k.SignCode(c); err == nil {
			t.Errorf("%+v was signed", c)
		}
	}
}

func TestRetiredKeysStayGood(t *testing.T) {
	old := newKeys(t)
	token, _ := old.SignCode(code)
	sealed, err := old.SignPDF(certificatePDF(t), now)
	if err != nil {
		t.Fatal(err)
	}
	_, public := old.CodeKey()
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	retired := append(old.Certificate(), pem.EncodeToMemory(&pem.Block{Type: oldCodeBlock, Bytes: der})...)
	k := parseKeys(t, append(keyFile(t), retired...))
	if _, err := k.ReadCode(token); err != nil {
		t.Errorf("code by the retired key: %v", err)
	}
	if v := k.Verify(sealed); !v.Genuine() {
		t.Errorf("PDF by the retired key: %+v", v)
	}
}

func TestSignedText(t *testing.T) {
	k := newKeys(t)
	sig, key := k.SignText("I decide to grant")
	if !k.TextIs("I decide to grant", sig, key) {
		t.Error("our own signature is not known")
	}
	for name, ok := range map[string]bool{
		"other text": k.TextIs("I decide to refuse", sig, key), "other key": k.TextIs("I decide to grant", sig, "00000000"),
		"other body": newKeys(t).TextIs("I decide to grant", sig, key), "no signature": k.TextIs("I decide to grant", "", key), "padded": k.TextIs("I decide to grant", sig+"=", key),
	} {
		if ok {
			t.Errorf("%s: taken for ours", name)
		}
	}
}
