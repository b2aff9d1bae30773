package seal

import (
	"crypto/ed25519"
	"encoding/base64"
)

// textPurpose stands before each signed text, so that such a signature is good
// for nothing else.
const textPurpose = "certwright signed text 1\n"

// SignText signs a text, such as a decision's canonical bytes, and names the key.
// The signature is base64url; the same text has the same signature. What kind of
// text it is must stand in the text itself.
func (k *Keys) SignText(text string) (signature, keyID string) {
	keyID, _ = k.CodeKey()
	return base64.RawURLEncoding.EncodeToString(ed25519.Sign(k.code, []byte(textPurpose+text))), keyID
}

// TextIs tells whether the signature over the text was made by the named key, and
// the key is one of ours, present or retired.
func (k *Keys) TextIs(text, signature, keyID string) bool {
	sig, err := base64.RawURLEncoding.Strict().DecodeString(signature)
	if err != nil {
		return false
	}
	_, own := k.CodeKey()
	for _, public := range append([]ed25519.PublicKey{own}, k.oldCodes...) {
		if kid(public) == keyID && ed25519.Verify(public, []byte(textPurpose+text), sig) {
			return true
		}
	}
	return false
}
