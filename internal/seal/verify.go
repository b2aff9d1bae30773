package seal

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"

	"github.com/smallstep/pkcs7"
)

// Verdict is what can be said of a PDF by its bytes alone. Whether the
// certificate still stands is the register's to say; it knows the SHA-256 of
// each file issued as well.
type Verdict struct {
	Sealed bool   // it holds a signature
	Whole  bool   // the signature covers the whole file: nothing was added after it
	Intact bool   // the signed bytes are unchanged
	Ours   bool   // a key of this body, present or retired, made it
	Reason string // what is wrong, in a sentence; empty if nothing is
}

// Genuine tells whether all is well.
func (v Verdict) Genuine() bool { return v.Sealed && v.Whole && v.Intact && v.Ours }

// What Verify says.
const (
	notPDF     = "This is no PDF file."
	notSealed  = "The file is not sealed."
	twice      = "The file holds more than one signature; we give only one."
	added      = "The seal does not cover the whole file: something was added or cut off after it was sealed."
	unreadable = "The signature cannot be read."
	altered    = "The file was altered after it was sealed."
	foreign    = "The seal is not that of this certification body."
)

var byteRange = regexp.MustCompile(`/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]`)

// Verify judges any bytes; it never fails and never panics. As the signature must
// cover every byte but its own hex digits, a file it finds genuine is byte for
// byte one that we sealed, however a PDF reader may understand it.
func (k *Keys) Verify(file []byte) (v Verdict) {
	defer func() {
		if recover() != nil { // the CMS library, on bytes nobody foresaw
			v = Verdict{Sealed: true, Reason: unreadable}
		}
	}()
	ranges := byteRange.FindAllSubmatch(file, 2)
	switch {
	case !bytes.HasPrefix(file, []byte("%PDF-")):
		return Verdict{Reason: notPDF}
	case len(ranges) == 0:
		return Verdict{Reason: notSealed}
	case len(ranges) > 1:
		return Verdict{Sealed: true, Reason: twice}
	}
	content, gap, whole := cover(file, ranges[0][1:])
	if !whole {
		return Verdict{Sealed: true, Reason: added}
	}
	der, ok := signatureIn(gap)
	if !ok {
		return Verdict{Sealed: true, Whole: true, Reason: unreadable}
	}
	signature, err := pkcs7.Parse(der)
	if err != nil {
		return Verdict{Sealed: true, Whole: true, Reason: unreadable}
	}
	signature.Content = content
	if signature.Verify() != nil {
		return Verdict{Sealed: true, Whole: true, Reason: altered}
	}
	signer := signature.GetOnlySigner()
	if signer == nil || !slices.ContainsFunc(append([]*x509.Certificate{k.seal}, k.oldSeals...), signer.Equal) {
		return Verdict{Sealed: true, Whole: true, Intact: true, Reason: foreign}
	}
	return Verdict{Sealed: true, Whole: true, Intact: true, Ours: true}
}

// cover gives the signed bytes and what the range leaves out; whole tells that
// this is one hex string and nothing else.
func cover(file []byte, numbers [][]byte) (content, gap []byte, whole bool) {
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(string(numbers[i])) // ten digits at most
	}
	start, shut := n[1], n[2]
	if n[0] != 0 || start > shut || shut > len(file) || n[3] != len(file)-shut {
		return nil, nil, false
	}
	gap = file[start:shut]
	if len(gap) < 2 || gap[0] != '<' || gap[len(gap)-1] != '>' || bytes.IndexByte(gap, '>') != len(gap)-1 {
		return nil, nil, false
	}
	return append(bytes.Clone(file[:start]), file[shut:]...), gap[1 : len(gap)-1], true
}

// signatureIn reads the hex string: the signature, then zeros.
func signatureIn(digits []byte) ([]byte, bool) {
	if len(digits) > 1<<16 {
		return nil, false
	}
	raw := make([]byte, hex.DecodedLen(len(digits)))
	if _, err := hex.Decode(raw, digits); err != nil {
		return nil, false
	}
	var outer asn1.RawValue
	rest, err := asn1.Unmarshal(raw, &outer)
	return outer.FullBytes, err == nil && len(bytes.Trim(rest, "\x00")) == 0
}
