package seal

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/merkle"
)

var _ app.Seals = (*Keys)(nil)

// PDF seals a document; the signature covers the whole file.
func (k *Keys) PDF(pdf []byte, at time.Time) ([]byte, error) { return k.SignPDF(pdf, at) }

// Text signs a record, such as a decision, and names the key.
func (k *Keys) Text(text string) (signature, keyID string, err error) {
	signature, keyID = k.SignText(text)
	return signature, keyID, nil
}

// Head signs a ledger head as a checkpoint in the name of our log.
func (k *Keys) Head(size int64, root string) (string, error) {
	h := merkle.Head{Origin: k.Ledger.Name(), Size: size}
	b, err := base64.StdEncoding.Strict().DecodeString(root)
	if err != nil || len(b) != len(h.Root) {
		return "", fmt.Errorf("%q is no root of a ledger", root)
	}
	copy(h.Root[:], b)
	return merkle.Sign(h, k.Ledger)
}

// OpenHead reads a checkpoint that our ledger key signed.
func (k *Keys) OpenHead(signed string) (size int64, root string, err error) {
	h, err := merkle.Open(signed, k.LedgerCheck)
	if err != nil {
		return 0, "", err
	}
	return h.Size, base64.StdEncoding.EncodeToString(h.Root[:]), nil
}

// HeadKey is the ledger's public key as text, to be published.
func (k *Keys) HeadKey() string { return strings.TrimSpace(k.LedgerPublic) }

// Code signs what the QR code of a certificate vouches for.
func (k *Keys) Code(c app.PrintedCode) (string, error) { return k.SignCode(Code(c)) }

// OpenCode reads the text of a QR code that one of our keys signed.
func (k *Keys) OpenCode(token string) (app.PrintedCode, error) {
	c, err := k.ReadCode(token)
	return app.PrintedCode(c), err
}
