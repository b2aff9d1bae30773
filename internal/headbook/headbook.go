// Package headbook keeps the ledger's signed heads in a file that only grows,
// one JSON object a line: outside the database, on a disk or mount that whoever
// keeps the database does not write.
package headbook

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/certwright/certwright/domain/app"
)

// File is a head book in a file. Several processes may append to one file.
type File struct {
	path string
	mu   sync.Mutex
}

var _ app.HeadBook = (*File)(nil)

// In gives the head book at a path; the file comes with the first head.
func In(path string) *File { return &File{path: path} }

// line is one kept head as it stands in the file.
type line struct {
	Signed   string    `json:"signed"`
	At       time.Time `json:"at"`
	Accepted string    `json:"accepted,omitempty"`
}

// Keep appends a head and waits until it is on the disk.
func (f *File) Keep(h app.KeptHead) error {
	text, err := json.Marshal(line(h))
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	cut, err := cutOff(file)
	if cut { // what a crash left unfinished must not spoil this line
		text = append([]byte{'\n'}, text...)
	}
	if err == nil {
		_, err = file.Write(append(text, '\n'))
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// cutOff tells whether the file ends in the middle of a line.
func cutOff(file *os.File) (bool, error) {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return false, err
	}
	last := make([]byte, 1)
	_, err = file.ReadAt(last, info.Size()-1)
	return last[0] != '\n', err
}

// Kept reads all heads in the order of keeping. A line that a crash cut off says
// nothing; the whole ones around it stand.
func (f *File) Kept() ([]app.KeptHead, error) {
	file, err := os.Open(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var out []app.KeptHead
	read := bufio.NewReader(file)
	for {
		text, err := read.ReadBytes('\n')
		var l line
		if json.Unmarshal(text, &l) == nil && l.Signed != "" {
			out = append(out, app.KeptHead(l))
		}
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.path, err)
		}
	}
}
