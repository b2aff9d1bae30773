package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
)

// The signature in a PDF is a CMS SignedData (RFC 5652) as PAdES B-B wants it
// (ETSI EN 319 142-1): detached, with content-type, message-digest and
// signing-certificate-v2, and without signing-time, which PAdES forbids and the
// library we check with always adds. So it is written here.

var (
	oidData            = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCert     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidSHA256          = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidECDSAWithSHA256 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
)

type contentInfo struct {
	ContentType asn1.ObjectIdentifier
	Content     signedData `asn1:"explicit,tag:0"`
}

type signedData struct {
	Version          int
	DigestAlgorithms []pkix.AlgorithmIdentifier `asn1:"set"`
	Encapsulated     struct{ ContentType asn1.ObjectIdentifier }
	Certificates     asn1.RawValue
	SignerInfos      []signerInfo `asn1:"set"`
}

type signerInfo struct {
	Version   int
	Signer    issuerAndSerial
	Digest    pkix.AlgorithmIdentifier
	Attrs     asn1.RawValue
	Algorithm pkix.AlgorithmIdentifier
	Signature []byte
}

type issuerAndSerial struct {
	Issuer asn1.RawValue
	Serial *big.Int
}

type attribute struct {
	Type  asn1.ObjectIdentifier
	Value asn1.RawValue // a set of one
}

// signingCertificate names the certificate by its SHA-256 (RFC 5035).
type signingCertificate struct {
	Certs []struct{ Hash []byte }
}

// signCMS signs the digest of a content that is kept elsewhere. The same content
// gives the same bytes (RFC 6979).
func signCMS(digest [sha256.Size]byte, cert *x509.Certificate, key *ecdsa.PrivateKey) ([]byte, error) {
	attrs, err := signedAttributes(digest, sha256.Sum256(cert.Raw))
	if err != nil {
		return nil, err
	}
	signed := sha256.Sum256(attrs)
	sig, err := key.Sign(nil, signed[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	var set asn1.RawValue
	if _, err := asn1.Unmarshal(attrs, &set); err != nil {
		return nil, err
	}
	sha := pkix.AlgorithmIdentifier{Algorithm: oidSHA256}
	info := contentInfo{ContentType: oidSignedData, Content: signedData{
		Version: 1, DigestAlgorithms: []pkix.AlgorithmIdentifier{sha}, Certificates: tagged(cert.Raw),
		SignerInfos: []signerInfo{{
			Version: 1, Signer: issuerAndSerial{asn1.RawValue{FullBytes: cert.RawIssuer}, cert.SerialNumber}, Digest: sha,
			Attrs: tagged(set.Bytes), Algorithm: pkix.AlgorithmIdentifier{Algorithm: oidECDSAWithSHA256}, Signature: sig,
		}},
	}}
	info.Content.Encapsulated.ContentType = oidData
	return asn1.Marshal(info)
}

// signedAttributes is the set the signature is over.
func signedAttributes(digest, certHash [sha256.Size]byte) ([]byte, error) {
	var list []attribute
	for _, a := range []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{
		{oidContentType, oidData},
		{oidMessageDigest, digest[:]},
		{oidSigningCert, signingCertificate{[]struct{ Hash []byte }{{certHash[:]}}}},
	} {
		der, err := asn1.Marshal(a.value)
		if err != nil {
			return nil, err
		}
		list = append(list, attribute{a.oid, asn1.RawValue{Tag: asn1.TagSet, IsCompound: true, Bytes: der}})
	}
	return asn1.MarshalWithParams(list, "set")
}

// tagged is a set under the implicit tag 0.
func tagged(content []byte) asn1.RawValue {
	return asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: content}
}
