package seal

import (
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

// SignCode makes the token for the QR code: "number|revision|check code|hash|kid"
// and its signature, each in base64url, with a dot between.
func (k *Keys) SignCode(c Code) (string, error) {
	if len(c.Hash) < HashDigits || strings.ContainsAny(c.Number+c.CheckCode+c.Hash, "|\r\n") {
		return "", fmt.Errorf("no code for certificate %q: it holds a bar, or its content hash is too short", c.Number)
	}
	name, _ := k.CodeKey()
	text := strings.Join([]string{c.Number, strconv.Itoa(c.Revision), c.CheckCode, c.Hash[:HashDigits], name}, "|")
	sig, _ := k.SignText(text)
	return base64.RawURLEncoding.EncodeToString([]byte(text)) + "." + sig, nil
}

// ReadCode checks a token. Whatever is not signed by one of our keys, present or
// retired, is an Invalid error.
func (k *Keys) ReadCode(token string) (Code, error) {
	forged := domain.E(domain.Invalid, "code_not_ours", "This code was not made by this certification body, or it was altered.")
	if len(token) > 2048 {
		return Code{}, forged
	}
	head, signature, _ := strings.Cut(token, ".")
	text, err := base64.RawURLEncoding.Strict().DecodeString(head)
	parts := strings.Split(string(text), "|")
	if err != nil || len(parts) != 5 || !k.TextIs(string(text), signature, parts[4]) {
		return Code{}, forged
	}
	revision, err := strconv.Atoi(parts[1])
	if err != nil {
		return Code{}, forged
	}
	return Code{Number: parts[0], Revision: revision, CheckCode: parts[2], Hash: parts[3]}, nil
}
