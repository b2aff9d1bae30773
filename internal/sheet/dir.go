package sheet

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Read reads what the path names: a folder of CSV files, one CSV file, or one
// XLSX workbook. Tables come in the order of their names (workbook: its own).
func Read(path string, l Limits) ([]Table, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return readDir(path, l)
	}
	return readFile(path, l)
}

func readDir(dir string, l Limits) ([]Table, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []Table
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.EqualFold(filepath.Ext(e.Name()), ".csv") {
			continue
		}
		if len(out) == l.Tables {
			return nil, fmt.Errorf("%s holds more than %d CSV files", dir, l.Tables)
		}
		tables, err := readFile(filepath.Join(dir, e.Name()), l)
		if err != nil {
			return nil, err
		}
		out = append(out, tables...)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no CSV file", dir)
	}
	return out, nil
}

func readFile(path string, l Limits) ([]Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadFile(filepath.Base(path), f, l)
}

// ReadFile reads one uploaded file, CSV or XLSX; which of them its first bytes tell.
func ReadFile(name string, r io.Reader, l Limits) ([]Table, error) {
	var magic [4]byte
	n, err := io.ReadFull(r, magic[:])
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	whole := io.MultiReader(strings.NewReader(string(magic[:n])), r)
	if string(magic[:]) == "PK\x03\x04" {
		return ReadXLSX(name, whole, l)
	}
	t, err := ReadCSV(name, whole, l)
	if err != nil {
		return nil, err
	}
	return []Table{t}, nil
}
