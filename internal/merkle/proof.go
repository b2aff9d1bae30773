package merkle

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/certwright/certwright/domain/app"
)

// Proof shows, to whoever has the log's public key and nothing else, that an
// entry stands in the log. Its text is a C2SP tlog-proof whose extra data is the
// entry itself.
type Proof struct {
	Entry      []byte
	Index      int64  // of the entry, from 0
	Path       []Hash // from the leaf up
	Checkpoint string // the signed head
}

const proofHeader = "c2sp.org/tlog-proof@v1"

// Text is the proof as it is handed out and kept.
func (p Proof) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nextra %s\nindex %d\n", proofHeader, base64.StdEncoding.EncodeToString(p.Entry), p.Index)
	for _, h := range p.Path {
		fmt.Fprintln(&b, base64.StdEncoding.EncodeToString(h[:]))
	}
	return b.String() + "\n" + p.Checkpoint
}

// deepest is how long a path can be: a log has fewer than 2^63 entries.
const deepest = 63

// ParseProof reads a proof. It says nothing yet of whether it holds.
func ParseProof(text string) (p Proof, err error) {
	head, checkpoint, whole := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !whole || len(lines) < 3 || lines[0] != proofHeader {
		return p, fmt.Errorf("proof: wants %s, extra, index, hashes, an empty line and a signed head", proofHeader)
	}
	extra, isExtra := strings.CutPrefix(lines[1], "extra ")
	index, isIndex := strings.CutPrefix(lines[2], "index ")
	if p.Entry, err = base64.StdEncoding.Strict().DecodeString(extra); err != nil || !isExtra {
		return p, errors.New("proof: the second line wants \"extra\" and the entry in base64")
	}
	if p.Index, err = strconv.ParseInt(index, 10, 64); err != nil || !isIndex || p.Index < 0 || strconv.FormatInt(p.Index, 10) != index {
		return p, errors.New("proof: the third line wants \"index\" and the entry's number")
	}
	if len(lines)-3 > deepest {
		return p, fmt.Errorf("proof: %d hashes are more than any log needs", len(lines)-3)
	}
	for _, l := range lines[3:] {
		var h Hash
		b, err := base64.StdEncoding.Strict().DecodeString(l)
		if err != nil || copy(h[:], b) != len(h) || len(b) != len(h) {
			return p, fmt.Errorf("proof: %q is no hash", l)
		}
		p.Path = append(p.Path, h)
	}
	p.Checkpoint = checkpoint
	return p, nil
}

// Check tells whether the proof holds under the log's public key (a signed-note
// verifier key), and gives the head it leads to.
func (p Proof) Check(key string) (Head, error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return Head{}, fmt.Errorf("the ledger's public key: %w", err)
	}
	h, err := Open(p.Checkpoint, verifier)
	if err != nil {
		return Head{}, err
	}
	return h, CheckInclusion(p.Path, h.Size, h.Root, p.Index, Leaf(p.Entry))
}

// Proof proves that an entry stands in the log of a signed head.
func (Tree) Proof(entry string, index, size int64, signed string, stored app.TreeReader) (string, error) {
	path, err := Inclusion(size, index, reader(stored))
	if err != nil {
		return "", err
	}
	return Proof{Entry: []byte(entry), Index: index, Path: path, Checkpoint: signed}.Text(), nil
}
