package seal

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// FileName is the key file's name in its folder.
const FileName = "keys.pem"

// validFor is how many years a seal's certificate lasts: longer than any
// certificate it seals is kept.
const validFor = 25

// Load reads the key file in the folder, and makes it first where there is none:
// readable by its owner only, whole or not at all, and one only, however many
// processes start at once. body and origin are as for Generate.
func Load(dir, body, origin string, now time.Time) (*Keys, error) {
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(path, body, origin, now); err != nil {
			return nil, fmt.Errorf("make the keys: %w", err)
		}
	}
	return Read(dir)
}

// Read reads the key file in the folder and makes none.
func Read(dir string) (*Keys, error) {
	path := filepath.Join(dir, FileName)
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the keys: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s can be read by others (mode %o): chmod 600 it, and think of the keys as known", path, info.Mode().Perm())
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the keys: %w", err)
	}
	return Parse(file)
}

func create(path, body, origin string, now time.Time) error {
	file, err := Generate(body, origin, now)
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".keys-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(file)
	if err == nil {
		err = tmp.Sync()
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces: the first process wins.
	if err := os.Link(tmp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// Generate makes fresh keys as a PEM file. body is the certification body's name
// in the seal; origin names its ledger ("cb.example/ledger": no spaces, no "+").
func Generate(body, origin string, now time.Time) ([]byte, error) {
	sealKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	cert, err := selfSigned(sealKey, body, now)
	if err != nil {
		return nil, err
	}
	sealDER, err := x509.MarshalECPrivateKey(sealKey)
	if err != nil {
		return nil, err
	}
	_, codeKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	codeDER, err := x509.MarshalPKCS8PrivateKey(codeKey)
	if err != nil {
		return nil, err
	}
	ledgerKey, _, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return nil, err
	}
	if _, err := note.NewSigner(ledgerKey); err != nil {
		return nil, fmt.Errorf("%q cannot name a ledger: %w", origin, err)
	}
	var out bytes.Buffer
	for _, b := range []pem.Block{{Type: sealKeyBlock, Bytes: sealDER}, {Type: sealBlock, Bytes: cert}, {Type: codeKeyBlock, Bytes: codeDER}, {Type: ledgerKeyBlock, Bytes: []byte(ledgerKey)}} {
		if err := pem.Encode(&out, &b); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// selfSigned is the seal's certificate. Readers trust it by having it from the
// body itself, not through a chain.
func selfSigned(key *ecdsa.PrivateKey, body string, now time.Time) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	name := pkix.Name{CommonName: body + " (certificate seal)", Organization: []string{body}}
	template := x509.Certificate{
		SerialNumber: serial, Subject: name, Issuer: name,
		NotBefore: now.AddDate(0, 0, -1), NotAfter: now.AddDate(validFor, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, BasicConstraintsValid: true,
	}
	return x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
}
