package scheme

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/certwright/certwright/domain"
)

//go:embed data/*.json
var data embed.FS

// Seed lists the schemes that ship, in the order of their IDs. The data is part
// of the program and tested with it; a fault in it is a fault of the program.
func Seed() []Scheme {
	var out []Scheme
	each(func(name string, b []byte) {
		if !strings.HasPrefix(name, "taxonomy-") {
			out = append(out, must(name)(Parse(b)))
		}
	})
	return out
}

// SeedTaxonomies lists the shared competence codes that ship.
func SeedTaxonomies() []Taxonomy {
	var out []Taxonomy
	each(func(name string, b []byte) {
		if strings.HasPrefix(name, "taxonomy-") {
			var t Taxonomy
			must(name)(Scheme{}, strict(b, &t))
			out = append(out, t)
		}
	})
	return out
}

// ByName finds a scheme by its ID, name or short form, as people and files
// write it.
func ByName(schemes []Scheme, name string) (Scheme, bool) {
	for _, s := range schemes {
		if name == s.ID || name == s.Name || name == s.Short {
			return s, true
		}
	}
	return Scheme{}, false
}

// Parse reads a scheme and checks it. An unknown field, a second value or a
// number that cannot be is an error that names the field.
func Parse(b []byte) (Scheme, error) {
	var s Scheme
	if err := strict(b, &s); err != nil {
		return Scheme{}, err
	}
	return s, s.Check()
}

func strict(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is something after the closing brace")
		}
	}
	if err == nil {
		return nil
	}
	field := "scheme"
	if wrong := new(json.UnmarshalTypeError); errors.As(err, &wrong) && wrong.Field != "" {
		field = wrong.Field
	} else if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		field = strings.Trim(name, `"`)
	}
	var f domain.Fault
	f.Add(field, "cannot be read: %v", err)
	return f.Err()
}

func each(do func(name string, b []byte)) {
	files, _ := data.ReadDir("data") // sorted by name; embedded, so it is there
	for _, file := range files {
		b, _ := data.ReadFile(path.Join("data", file.Name()))
		do(file.Name(), b)
	}
}

func must(name string) func(Scheme, error) Scheme {
	return func(s Scheme, err error) Scheme {
		if err != nil {
			panic(fmt.Sprintf("scheme data %s: %v", name, err))
		}
		return s
	}
}
