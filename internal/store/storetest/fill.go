package storetest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/ledger"
)

// Fill sets every field of what p points to, however deep, to a value that is
// not zero and differs from the others, so that a column forgotten or mixed up
// with its neighbour shows. set gives the fields (by path, "Valid.From") that
// must hold something particular: references, words the schema checks.
func Fill(t testing.TB, p any, set map[string]any) {
	t.Helper()
	f := filler{t: t, set: set, used: map[string]bool{}}
	f.value(reflect.ValueOf(p).Elem(), "")
	for path := range set {
		if !f.used[path] {
			t.Fatalf("storetest.Fill: %T has no field %q", p, path)
		}
	}
}

type filler struct {
	t    testing.TB
	set  map[string]any
	used map[string]bool
	n    int
}

var (
	typeOfDate = reflect.TypeFor[domain.Date]()
	typeOfTime = reflect.TypeFor[time.Time]()
	typeOfJSON = reflect.TypeFor[json.RawMessage]()
	typeOfHalf = reflect.TypeFor[domain.Half]()
)

func (f *filler) value(v reflect.Value, path string) {
	if want, ok := f.set[path]; ok {
		f.used[path] = true
		v.Set(reflect.ValueOf(want).Convert(v.Type()))
		return
	}
	f.n++
	switch {
	case v.Type() == typeOfDate:
		v.SetInt(int64(domain.MustDate("2026-01-01")) + int64(f.n))
		return
	case v.Type() == typeOfTime:
		at := time.Date(2026, 5, 12, 8, 30, 0, 123e6, time.UTC).Add(time.Duration(f.n) * time.Hour)
		v.Set(reflect.ValueOf(at))
		return
	case v.Type() == typeOfJSON:
		v.SetBytes(fmt.Appendf(nil, `{"field":%d}`, f.n))
		return
	case v.Type() == typeOfHalf:
		v.SetString(string(domain.PM))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("%s Ü%d", path, f.n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(1000 + f.n))
	case reflect.Uint64:
		v.SetUint(uint64(1000 + f.n))
	case reflect.Float64:
		v.SetFloat(float64(f.n) + 0.25)
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if path != "" {
				name = path + "." + name
			}
			f.value(v.Field(i), name)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.value(v.Elem(), path)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			f.value(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		f.t.Fatalf("storetest.Fill: no value for %s of kind %s", path, v.Kind())
	}
}

// RoundTrip saves a filled thing, loads it in another transaction and compares
// every field, and the hash by which the ledger knows its state.
func RoundTrip[T any](t *testing.T, s app.Store, thing *T, save func(tx app.Tx, thing *T) error, load func(tx app.Tx) (T, error)) {
	t.Helper()
	Write(t, s, func(tx app.Tx) error { return save(tx, thing) })
	var got T
	Read(t, s, func(tx app.Tx) (err error) { got, err = load(tx); return err })
	Same(t, got, *thing)
	saved, err := ledger.StateHash(*thing)
	if err != nil {
		t.Fatal(err)
	}
	if loaded, err := ledger.StateHash(got); loaded != saved || err != nil {
		t.Errorf("the ledger would not know %T again: %v", got, err)
	}
}

// Same fails the test when two values differ in any field; an empty list and
// none are the same.
func Same(t testing.TB, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("not what was kept (-want +got):\n%s", diff)
	}
}

// Write runs work in one transaction and fails the test when it fails.
func Write(t testing.TB, s app.Store, work func(tx app.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), work); err != nil {
		t.Fatal(err)
	}
}

// Read runs work on one state and fails the test when it fails.
func Read(t testing.TB, s app.Store, work func(tx app.Tx) error) {
	t.Helper()
	if err := s.Read(t.Context(), work); err != nil {
		t.Fatal(err)
	}
}

// Refused runs work in one transaction and fails the test unless it is refused
// with the kind.
func Refused(t testing.TB, s app.Store, kind domain.Kind, work func(tx app.Tx) error) {
	t.Helper()
	err := s.Write(t.Context(), work)
	if err == nil || domain.KindOf(err) != kind {
		t.Errorf("got %v, want an error of kind %s", err, kind)
	}
}
