package seal

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Code is what the QR code on a certificate vouches for.
type Code struct {
	Number    string
	Revision  int
	CheckCode string
	Hash      string // the first HashDigits of the document's content hash
}

// HashDigits of the content hash go into the code: 128 bits.
const HashDigits = 32

// codePurpose stands before what is signed, so that the signature is good for
// nothing else.
const codePurpose = "certwright certificate code 1\n"

// SignCode makes the token for the QR code: "number|revision|check code|hash|kid"
// and its signature, each in base64url, with a dot between.
func (k *Keys) SignCode(c Code) (string, error) {
	if len(c.Hash) < HashDigits || strings.ContainsAny(c.Number+c.CheckCode+c.Hash, "|\r\n") {
		return "", fmt.Errorf("no code for certificate %q: it holds a bar, or its content hash is too short", c.Number)
	}
	name, _ := k.CodeKey()
	text := strings.Join([]string{c.Number, strconv.Itoa(c.Revision), c.CheckCode, c.Hash[:HashDigits], name}, "|")
	sig := ed25519.Sign(k.code, []byte(codePurpose+text))
	return base64.RawURLEncoding.EncodeToString([]byte(text)) + "." + base64.RawURLEncoding.EncodeToString(sig), nil
}

// ReadCode checks a token. Whatever is not signed by one of our keys, present or
// retired, is an Invalid error.
func (k *Keys) ReadCode(token string) (Code, error) {
	forged := domain.E(domain.Invalid, "code_not_ours", "This code was not made by this certification body, or it was altered.")
	if len(token) > 2048 {
		return Code{}, forged
	}
	head, tail, _ := strings.Cut(token, ".")
	strict := base64.RawURLEncoding.Strict()
	text, err1 := strict.DecodeString(head)
	sig, err2 := strict.DecodeString(tail)
	parts := strings.Split(string(text), "|")
	if err1 != nil || err2 != nil || len(parts) != 5 {
		return Code{}, forged
	}
	_, own := k.CodeKey()
	for _, public := range append([]ed25519.PublicKey{own}, k.oldCodes...) {
		if kid(public) != parts[4] || !ed25519.Verify(public, append([]byte(codePurpose), text...), sig) {
			continue
		}
		revision, err := strconv.Atoi(parts[1])
		if err != nil {
			return Code{}, forged
		}
		return Code{Number: parts[0], Revision: revision, CheckCode: parts[2], Hash: parts[3]}, nil
	}
	return Code{}, forged
}
