package plancli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/certwright/certwright/domain/planning"
)

// read opens a file and reads it strictly; faults name the file.
func read[T any](path string, from func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(path)
	if err != nil {
		return none, err
	}
	defer f.Close()
	v, err := from(f)
	if err != nil {
		return none, fmt.Errorf("%s: %w", path, err)
	}
	return v, nil
}

func instance(path string) (*planning.Instance, error) { return read(path, planning.ReadInstance) }

func both(inst, plan string) (*planning.Instance, *planning.Plan, error) {
	in, err := instance(inst)
	if err != nil {
		return nil, nil, err
	}
	p, err := read(plan, planning.ReadPlan)
	return in, p, err
}

// write puts a whole file in place or leaves the old one. No path, or "-", is
// standard output.
func write(path string, v any) error {
	if path == "" || path == "-" {
		return planning.Write(os.Stdout, v)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".plan-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	b := bufio.NewWriter(f)
	if err := planning.Write(b, v); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Write puts an instance or a plan in place whole, for the commands beside this
// package; no path, or "-", is standard output.
func Write(path string, v any) error { return write(path, v) }
