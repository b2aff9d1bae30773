package seal

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// tail is what an appended revision must know of the one before.
type tail struct {
	xref, size, root, info, page int
	rootBody, pageBody           string
}

var (
	startxref = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
	sizeEntry = regexp.MustCompile(`/Size (\d+)`)
	rootEntry = regexp.MustCompile(`/Root (\d+) 0 R`)
	infoEntry = regexp.MustCompile(`/Info (\d+) 0 R`)
	pagesRef  = regexp.MustCompile(`/Pages (\d+) 0 R`)
	firstKid  = regexp.MustCompile(`/Kids \[\s*(\d+) 0 R`)
)

// readTail understands the files package pdf makes: one cross-reference table, no
// object streams, not sealed yet. Others are refused.
func readTail(file []byte) (t tail, err error) {
	if bytes.Contains(file, []byte("/ByteRange")) {
		return t, errors.New("it is sealed already")
	}
	t.xref, err = number(startxref, string(file[max(0, len(file)-64):]))
	if err != nil || t.xref >= len(file) || !bytes.HasPrefix(file[t.xref:], []byte("xref\n0 ")) {
		return t, errors.New("it has no cross-reference table at its end")
	}
	old := objects{file, file[t.xref:]}
	if err := t.readTrailer(string(old.table)); err != nil {
		return t, err
	}
	if t.rootBody, err = old.dictionary(t.root); err != nil {
		return t, err
	}
	pages, err := number(pagesRef, t.rootBody)
	if err != nil {
		return t, err
	}
	pagesBody, err := old.dictionary(pages)
	if err != nil {
		return t, err
	}
	if t.page, err = number(firstKid, pagesBody); err != nil {
		return t, err
	}
	if t.pageBody, err = old.dictionary(t.page); err != nil {
		return t, err
	}
	if strings.Contains(t.pageBody, "/Annots") {
		return t, errors.New("its first page has annotations already")
	}
	return t, t.mendInfo(old)
}

func (t *tail) readTrailer(trailer string) (err error) {
	if t.size, err = number(sizeEntry, trailer); err != nil {
		return err
	}
	if t.root, err = number(rootEntry, trailer); err != nil {
		return err
	}
	t.info, err = number(infoEntry, trailer)
	return err
}

// mendInfo: with an output intent the writer's /Info names the colour profile;
// the real document information stands before it.
func (t *tail) mendInfo(old objects) error {
	for n := t.info; n > 0; n-- {
		if body, err := old.dictionary(n); err == nil && strings.Contains(body, "/CreationDate") {
			t.info = n
			return nil
		}
	}
	return errors.New("it has no document information")
}

func number(re *regexp.Regexp, in string) (int, error) {
	m := re.FindStringSubmatch(in)
	if m == nil {
		return 0, fmt.Errorf("it lacks what looks like %s", re)
	}
	return strconv.Atoi(m[1])
}

// objects finds the objects of a file by its cross-reference table.
type objects struct{ file, table []byte }

// dictionary is the body of object n, which must be a dictionary and no stream.
// The table is "xref", "0 count", then a line of 20 bytes for each object.
func (o objects) dictionary(n int) (string, error) {
	fault := fmt.Errorf("its object %d cannot be read", n)
	lines := len("xref\n") + bytes.IndexByte(o.table[len("xref\n"):], '\n') + 1
	if n < 1 || n > len(o.table)/20 || lines+20*n+20 > len(o.table) {
		return "", fault
	}
	at, err := strconv.Atoi(string(o.table[lines+20*n : lines+20*n+10]))
	head := fmt.Appendf(nil, "%d 0 obj\n", n)
	if err != nil || at < 0 || at > len(o.file) || !bytes.HasPrefix(o.file[at:], head) {
		return "", fault
	}
	body, _, found := bytes.Cut(o.file[at+len(head):], []byte("\nendobj"))
	if !found || len(body) < 4 || !bytes.HasPrefix(body, []byte("<<")) || !bytes.HasSuffix(body, []byte(">>")) {
		return "", fault
	}
	return string(body), nil
}

// addEntries puts entries at the end of a dictionary.
func addEntries(dict, entries string) string {
	return strings.TrimSuffix(dict, ">>") + entries + "\n>>"
}
