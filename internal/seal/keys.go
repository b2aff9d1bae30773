// Package seal holds the certification body's keys and what is signed with them:
// the PDF of a certificate, the code printed on it, the ledger's heads.
package seal

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Keys are three keys, apart from each other and from the database, and the
// public halves of those that were used before.
type Keys struct {
	sealKey *ecdsa.PrivateKey
	seal    *x509.Certificate
	code    ed25519.PrivateKey

	// Ledger signs the ledger's heads; its name is the log's origin.
	Ledger note.Signer
	// LedgerCheck checks them; LedgerPublic is its key as text, to be published.
	LedgerCheck  note.Verifier
	LedgerPublic string

	oldSeals []*x509.Certificate
	oldCodes []ed25519.PublicKey
}

// Types of the PEM blocks of a key file. Further CERTIFICATE and PUBLIC KEY
// blocks are retired keys, whose signatures stay good.
const (
	sealKeyBlock   = "EC PRIVATE KEY"
	sealBlock      = "CERTIFICATE"
	codeKeyBlock   = "PRIVATE KEY"
	oldCodeBlock   = "PUBLIC KEY"
	ledgerKeyBlock = "LEDGER PRIVATE KEY"
)

// Parse reads a key file. Its errors never show what is in it.
func Parse(file []byte) (*Keys, error) {
	k := &Keys{}
	for {
		block, rest := pem.Decode(file)
		if block == nil {
			break
		}
		if err := k.add(block); err != nil {
			return nil, fmt.Errorf("key file, block %q: %w", block.Type, err)
		}
		file = rest
	}
	switch {
	case k.sealKey == nil || k.seal == nil || k.code == nil || k.Ledger == nil:
		return nil, errors.New("the key file lacks one of its keys: seal, certificate, code, ledger")
	case !k.sealKey.PublicKey.Equal(k.seal.PublicKey):
		return nil, errors.New("the first certificate in the key file is not that of the seal's key")
	}
	return k, nil
}

func (k *Keys) add(b *pem.Block) error {
	switch b.Type {
	case sealKeyBlock:
		key, err := x509.ParseECPrivateKey(b.Bytes)
		if err != nil || key.Curve != elliptic.P256() || k.sealKey != nil {
			return errors.New("wants one P-256 key")
		}
		k.sealKey = key
	case sealBlock:
		cert, err := x509.ParseCertificate(b.Bytes)
		if err != nil {
			return err
		}
		if k.seal == nil {
			k.seal = cert
		} else {
			k.oldSeals = append(k.oldSeals, cert)
		}
	case codeKeyBlock:
		key, err := x509.ParsePKCS8PrivateKey(b.Bytes)
		code, ok := key.(ed25519.PrivateKey)
		if err != nil || !ok || k.code != nil {
			return errors.New("wants one Ed25519 key")
		}
		k.code = code
	case oldCodeBlock:
		key, err := x509.ParsePKIXPublicKey(b.Bytes)
		code, ok := key.(ed25519.PublicKey)
		if err != nil || !ok {
			return errors.New("wants an Ed25519 key")
		}
		k.oldCodes = append(k.oldCodes, code)
	case ledgerKeyBlock:
		return k.addLedger(string(b.Bytes))
	default:
		return errors.New("is of no known type")
	}
	return nil
}

func (k *Keys) addLedger(private string) error {
	signer, err := note.NewSigner(private)
	if err != nil || k.Ledger != nil {
		return errors.New("wants one signed-note key")
	}
	public, err := ledgerPublic(private, signer.Name())
	if err != nil {
		return err
	}
	if k.LedgerCheck, err = note.NewVerifier(public); err != nil {
		return err
	}
	k.Ledger, k.LedgerPublic = signer, public
	return nil
}

// ledgerPublic is the public half of a signed-note key, whose text is
// PRIVATE+KEY+name+hash+base64 of an algorithm byte and the seed.
func ledgerPublic(private, name string) (string, error) {
	parts := strings.SplitN(private, "+", 5) // the base64 may hold a "+" of its own
	if len(parts) != 5 {
		return "", errors.New("wants a signed-note key")
	}
	seed, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", errors.New("wants a signed-note key")
	}
	return note.NewEd25519VerifierKey(name, ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey))
}

// kid names a public key: the first 8 hex digits of its SHA-256.
func kid(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:4])
}

// Certificate is the seal's certificate in PEM, to be published.
func (k *Keys) Certificate() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: sealBlock, Bytes: k.seal.Raw})
}

// CodeKey is the public key of the printed codes with its name, to be published.
func (k *Keys) CodeKey() (name string, public ed25519.PublicKey) {
	public = k.code.Public().(ed25519.PublicKey)
	return kid(public), public
}
