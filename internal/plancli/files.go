package plancli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
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

// output is a value and where it is to be written. No path, or "-", is standard
// output.
type output struct {
	path string
	v    any
}

func (f output) toStdout() bool { return f.path == "" || f.path == "-" }

// write puts whole files in place or leaves the old ones: each is written beside
// its place before the first one is moved there.
func write(files ...output) error {
	var drafts []draft
	defer func() {
		for _, d := range drafts {
			_ = os.Remove(d.temp) // those in place are not there any more
		}
	}()
	for _, f := range files {
		d, err := f.draft()
		if err != nil {
			return cannot(f.path, err)
		}
		drafts = append(drafts, d)
	}
	for i, d := range drafts {
		if err := d.keep(); err != nil {
			return cannot(files[i].path, err)
		}
	}
	return nil
}

// Write puts an instance or a plan in place whole, for the commands beside this
// package; no path, or "-", is standard output.
func Write(path string, v any) error { return write(output{path, v}) }

// writable says now what write would stumble over after the search.
func writable(paths ...string) error {
	for _, path := range paths {
		f := output{path: path}
		if f.toStdout() {
			continue
		}
		temp, _, err := f.beside()
		if err != nil {
			return cannot(path, err)
		}
		if temp != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}
	return nil
}

// cannot names the file that was asked for, not the one beside it.
func cannot(path string, err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("cannot write %s: %w", path, err)
}

// same tells whether two paths are one file; standard output is none.
func same(a, b string) bool {
	if (output{path: a}).toStdout() || (output{path: b}).toStdout() {
		return false
	}
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return os.SameFile(x, y) && x.Mode().IsRegular()
	}
	a, errX = filepath.Abs(a)
	b, errY = filepath.Abs(b)
	return errX == nil && errY == nil && a == b
}

// draft is a file written beside its place, or a value for what is no plain file.
type draft struct {
	temp, place string
	v           any
}

// beside opens a new file next to the place, which is where a link leads; none
// for a device or a pipe. It is as open to others as the file it will replace.
func (f output) beside() (temp *os.File, place string, err error) {
	place = f.path
	if to, err := filepath.EvalSymlinks(place); err == nil {
		place = to
	}
	old, err := os.Stat(place)
	switch {
	case err == nil && old.IsDir():
		return nil, place, errors.New("it is a folder; name a file")
	case err == nil && !old.Mode().IsRegular():
		return nil, place, nil
	}
	name := filepath.Join(filepath.Dir(place), fmt.Sprintf(".plan-%016x", rand.Uint64()))
	temp, errOpen := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errOpen != nil || err != nil {
		return temp, place, errOpen
	}
	return temp, place, temp.Chmod(old.Mode().Perm())
}

func (f output) draft() (draft, error) {
	if f.toStdout() {
		return draft{v: f.v}, nil
	}
	temp, place, err := f.beside()
	d := draft{place: place, v: f.v}
	if temp == nil {
		return d, err
	}
	d.temp = temp.Name()
	if err == nil {
		err = pour(temp, f.v)
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		os.Remove(d.temp)
	}
	return d, err
}

func (d draft) keep() error {
	switch {
	case d.temp != "":
		return os.Rename(d.temp, d.place)
	case d.place == "":
		return pour(os.Stdout, d.v)
	}
	out, err := os.OpenFile(d.place, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(pour(out, d.v), out.Close())
}

func pour(to io.Writer, v any) error {
	b := bufio.NewWriter(to)
	return errors.Join(planning.Write(b, v), b.Flush())
}
