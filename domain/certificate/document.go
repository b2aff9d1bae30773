// Package certificate is a certificate and its life.
package certificate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Document is everything one revision of a certificate says (ISO/IEC 17021-1
// 8.2.2). It is frozen when issued: the PDF is drawn from it alone, and its
// content hash is what the printed code, the signature and the ledger rest on.
type Document struct {
	Number   string `json:"number"`   // the certificate's unique code, the same in all revisions
	Revision int    `json:"revision"` // from 1; tells a revised document from its predecessor
	// CheckCode is 128 random bits as text, made for this revision: who has it
	// holds a copy of the document.
	CheckCode string `json:"checkCode"`
	CheckURL  string `json:"checkUrl"` // where anyone may ask whether it stands

	Issuer  Issuer `json:"issuer"`
	Client  string `json:"client"` // legal name
	Address string `json:"address"`
	Sites   []Site `json:"sites"` // all of them, the central one first

	Standard string `json:"standard"` // with edition: "ISO/IEC 27001:2022"
	System   string `json:"system"`   // "information security management system"
	Scope    string `json:"scope"`
	// SoA is the version and date of the statement of applicability; only for
	// an information security management system (ISO/IEC 27006-1).
	SoA string `json:"soa"`

	OriginalOn  domain.Date `json:"originalOn"`  // first certified
	DecidedOn   domain.Date `json:"decidedOn"`   // of the decision behind this revision
	EffectiveOn domain.Date `json:"effectiveOn"` // never before the decision
	ExpiresOn   domain.Date `json:"expiresOn"`
	IssuedOn    domain.Date `json:"issuedOn"` // of this document

	SignedBy     string `json:"signedBy"` // who answers for it on the body's behalf
	SignedByRole string `json:"signedByRole"`

	LedgerHead string `json:"ledgerHead"` // size and root of the ledger at issue, in one line
}

// Issuer is the certification body as the certificate names it.
type Issuer struct {
	Name          string `json:"name"`
	Address       string `json:"address"`
	Accreditation string `json:"accreditation"` // whose accreditation, number; empty if not accredited for it
}

// Site is a place the certificate covers.
type Site struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Scope   string `json:"scope"` // what is done there, if not all of the scope
}

// canonicalFormat counts the forms Canonical has had. A new field means a new
// form, and old documents keep theirs.
const canonicalFormat = 1

// Canonical is the document as stable bytes: JSON in the order of the fields
// above, every field there, no HTML escapes, no line end. The same document is
// the same bytes for ever.
func (d Document) Canonical() []byte {
	if d.Sites == nil {
		d.Sites = []Site{}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	// Strings, numbers and dates only: encoding cannot fail.
	_ = enc.Encode(struct {
		Format int `json:"format"`
		Document
	}{canonicalFormat, d})
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// ReadDocument reads canonical bytes back. What does not give the very same
// bytes again is refused: it was never one of ours, or somebody touched it.
func ReadDocument(canonical []byte) (Document, error) {
	var d Document
	if err := json.Unmarshal(canonical, &d); err != nil {
		return Document{}, domain.E(domain.Invalid, "certificate_document", "This is no certificate document.").Because(err)
	}
	if !bytes.Equal(d.Canonical(), canonical) {
		return Document{}, domain.E(domain.Invalid, "certificate_document", "This certificate document is not in its canonical form.")
	}
	return d, nil
}

// Hash is the content hash: SHA-256 of the canonical bytes, in hex.
func (d Document) Hash() string {
	sum := sha256.Sum256(d.Canonical())
	return hex.EncodeToString(sum[:])
}

// Check refuses a document that lacks what clause 8.2.2 wants on it, or whose
// dates contradict each other.
func (d Document) Check() error {
	var fault domain.Fault
	for field, value := range map[string]string{
		"number": d.Number, "checkCode": d.CheckCode, "checkUrl": d.CheckURL, "issuer.name": d.Issuer.Name, "issuer.address": d.Issuer.Address,
		"client": d.Client, "address": d.Address, "standard": d.Standard, "scope": d.Scope,
	} {
		fault.Need(field, value)
	}
	if d.Revision < 1 {
		fault.Add("revision", "counts from 1")
	}
	if strings.ContainsAny(d.Number+d.CheckCode, "| \t\r\n") {
		fault.Add("number", "number and check code may hold neither spaces nor bars")
	}
	for field, day := range map[string]domain.Date{"originalOn": d.OriginalOn, "decidedOn": d.DecidedOn, "effectiveOn": d.EffectiveOn, "expiresOn": d.ExpiresOn, "issuedOn": d.IssuedOn} {
		if day.IsZero() {
			fault.Add(field, "is needed")
		}
	}
	if d.EffectiveOn < d.DecidedOn {
		fault.Add("effectiveOn", "may not lie before the decision on %s (8.2.2 b)", d.DecidedOn)
	}
	if d.OriginalOn > d.EffectiveOn {
		fault.Add("originalOn", "may not lie after the effective date %s", d.EffectiveOn)
	}
	if d.ExpiresOn <= d.EffectiveOn {
		fault.Add("expiresOn", "must lie after the effective date %s", d.EffectiveOn)
	}
	slices.SortStableFunc(fault, func(a, b domain.FieldError) int { return strings.Compare(a.Field, b.Field) })
	return fault.Err()
}

// Shown lists the elements that a document shows, by the names Content knows.
// The body's mark is drawn on every document that names the body.
func (d Document) Shown() []string {
	var out []string
	for _, element := range []struct {
		name  string
		shown bool
	}{
		{"client_name", d.Client != ""}, {"client_location", d.Address != ""},
		{"effective_date", !d.EffectiveOn.IsZero()}, {"expiry_date", !d.ExpiresOn.IsZero()},
		{"unique_id", d.Number != ""}, {"standard_with_edition", d.Standard != ""}, {"scope", d.Scope != ""},
		{"cb_name", d.Issuer.Name != ""}, {"cb_address", d.Issuer.Address != ""}, {"cb_mark", d.Issuer.Name != ""},
		{"soa_version", d.SoA != ""}, {"accreditation_mark", d.Issuer.Accreditation != ""},
	} {
		if element.shown {
			out = append(out, element.name)
		}
	}
	return out
}
