package merkle

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Head is what a log says of itself at one moment. Kept outside (printed on a
// certificate, mailed, published), it binds the log: a later one must continue it.
type Head struct {
	Origin string // which log: the name of the signing key, one line
	Size   int64
	Root   Hash
}

// Text is the body of a C2SP tlog-checkpoint: origin, size and root on three
// lines.
func (h Head) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", h.Origin, h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
}

// Line is the head in one line, for the foot of a document.
func (h Head) Line() string { return fmt.Sprintf("%d entries, root %s", h.Size, h.Root) }

// Sign makes the checkpoint: the head's text with a signature under it, readable
// by every tool that knows signed notes. The origin is the signer's name.
func Sign(h Head, signer note.Signer) (string, error) {
	if h.Origin != signer.Name() {
		return "", fmt.Errorf("the head of %q is not signed by the key of %q", h.Origin, signer.Name())
	}
	if h.Size < 0 {
		return "", fmt.Errorf("a log cannot have %d entries", h.Size)
	}
	b, err := note.Sign(&note.Note{Text: h.Text()}, signer)
	return string(b), err
}

// Open reads a checkpoint that one of the keys has signed. Anything else, also
// one that is signed by nobody we know, is an error.
func Open(checkpoint string, keys ...note.Verifier) (Head, error) {
	n, err := note.Open([]byte(checkpoint), note.VerifierList(keys...))
	if err != nil {
		return Head{}, fmt.Errorf("checkpoint: %w", err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 { // three lines and the empty rest behind the last newline
		return Head{}, errors.New("checkpoint: wants origin, size and root on three lines")
	}
	h := Head{Origin: lines[0]}
	if h.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || h.Size < 0 || strconv.FormatInt(h.Size, 10) != lines[1] {
		return Head{}, fmt.Errorf("checkpoint: %q is no size", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(h.Root) {
		return Head{}, fmt.Errorf("checkpoint: %q is no root hash", lines[2])
	}
	copy(h.Root[:], root)
	for _, s := range n.Sigs {
		if s.Name == h.Origin {
			return h, nil
		}
	}
	return Head{}, fmt.Errorf("checkpoint: %q is not signed by its own log", h.Origin)
}
