package mail

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Folder writes letters as .eml files instead of sending them.
type Folder struct {
	Dir  string // made when missing
	From string
}

// Send writes the letter under a name made from its key: whole or not at all,
// and a second time changes nothing.
func (f Folder) Send(_ context.Context, l Letter) error {
	m, err := message(l, f.From)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return permanent("write the letter: %w", err)
	}
	if err := f.keep(FileName(l.Key), b.Bytes()); err != nil {
		return &Error{Temporary, err}
	}
	return nil
}

// FileName is the name of the file a letter with this key goes to: what is
// readable of the key, then a digest of all of it.
func FileName(key string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, key)
	if len(plain) > 60 {
		plain = plain[:60]
	}
	digest := sha256.Sum256([]byte(key))
	return fmt.Sprintf("%s-%x.eml", plain, digest[:8])
}

func (f Folder) keep(name string, b []byte) error {
	path := filepath.Join(f.Dir, name)
	if _, err := os.Stat(path); err == nil {
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(f.Dir, ".letter-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // gone already when all went well
	_, err = tmp.Write(b)
	if err == nil {
		err = tmp.Sync()
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
