package api

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/labstack/echo/v4"

	"github.com/certwright/certwright/domain"
)

// validate holds every request against the contract before a handler sees it,
// and names each faulty field in our own words.
func (s *Server) validate(next echo.HandlerFunc) echo.HandlerFunc {
	options := &openapi3filter.Options{
		MultiError:         true,
		AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
	}
	return func(c echo.Context) error {
		req := c.Request()
		if req.Method == http.MethodHead {
			return next(c)
		}
		route, params, err := s.contract.router.FindRoute(req)
		if err != nil {
			return echo.ErrNotFound
		}
		if err := plainText(req); err != nil {
			return err
		}
		// Uploads are read and limited by their own handler, once.
		options := *options
		options.ExcludeRequestBody = strings.HasPrefix(req.Header.Get("Content-Type"), "multipart/")
		err = openapi3filter.ValidateRequest(req.Context(), &openapi3filter.RequestValidationInput{
			Request: req, PathParams: params, Route: route, Options: &options,
		})
		if err != nil {
			return inputError(err)
		}
		return next(c)
	}
}

// plainText refuses bytes in the address or the key that no engine could keep or
// look for.
func plainText(req *http.Request) error {
	var f domain.Fault
	look := func(name, value string) {
		if !storable(value) {
			f.Add(name, "holds a control character or is no UTF-8")
		}
	}
	path := req.URL.Path
	if further, err := url.PathUnescape(path); err == nil { // as the handlers read their parts of it
		path = further
	}
	look("path", path)
	query := req.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, value := range query[name] {
			look(name, value)
		}
	}
	look("Idempotency-Key", req.Header.Get("Idempotency-Key"))
	return f.Err()
}

// inputError says of each fault where it is and what would be right.
func inputError(err error) error {
	var limit *echo.HTTPError
	if errors.As(err, &limit) {
		return limit // the body was cut off while it was read
	}
	var f domain.Fault
	collect(err, &f)
	if len(f) == 0 {
		f.Add("body", "cannot be read as what this address takes")
	}
	return f.Err()
}

func collect(err error, f *domain.Fault) {
	// By its own type: a parameter's error holds the many of its schema, and would be taken for them.
	if many, ok := err.(openapi3.MultiError); ok {
		for _, e := range many {
			collect(e, f)
		}
		return
	}
	var req *openapi3filter.RequestError
	where := "body"
	if errors.As(err, &req) {
		if req.Parameter != nil {
			where = req.Parameter.Name
		}
		var inner openapi3.MultiError
		if errors.As(req.Err, &inner) {
			for _, e := range inner {
				collectSchema(e, where, f)
			}
			return
		}
		err = req.Err
		if err == nil {
			f.Add(where, "%s", plain(req.Reason))
			return
		}
	}
	collectSchema(err, where, f)
}

func collectSchema(err error, where string, f *domain.Fault) {
	var s *openapi3.SchemaError
	if !errors.As(err, &s) {
		f.Add(where, "%s", plain(err.Error()))
		return
	}
	if where == "If-Match" {
		f.Add(where, "%s", versionForm)
		return
	}
	path := s.JSONPointer()
	if name := unknownField(s); name != "" {
		path = append(path, name)
	}
	if len(path) > 0 {
		where = strings.Join(path, ".")
	}
	f.Add(where, "%s", right(s))
}

// unknownField is the name of a field that the contract does not have; the
// validator gives it in its sentence only.
func unknownField(s *openapi3.SchemaError) (name string) {
	if s.SchemaField == "properties" {
		_, _ = fmt.Sscanf(s.Reason, "property %q", &name) // without a name the place above it is named
	}
	return name
}

// typeWords are the contract's types for people.
var typeWords = map[string]string{
	openapi3.TypeString: "a text", openapi3.TypeInteger: "a whole number", openapi3.TypeNumber: "a number", openapi3.TypeBoolean: "true or false",
	openapi3.TypeArray: "a list", openapi3.TypeObject: "an object", openapi3.TypeNull: "null",
}

// right says what would be right, from the part of the contract that was missed.
func right(s *openapi3.SchemaError) string {
	schema := s.Schema
	switch s.SchemaField {
	case "required":
		return "is needed"
	case "enum":
		return fmt.Sprintf("is one of %v", schema.Enum)
	case "minLength":
		return fmt.Sprintf("has at least %d characters", schema.MinLength)
	case "maxLength":
		return fmt.Sprintf("has at most %d characters", *schema.MaxLength)
	case "minimum":
		return fmt.Sprintf("is at least %v", *schema.Min)
	case "maximum":
		return fmt.Sprintf("is at most %v", *schema.Max)
	case "minItems":
		return fmt.Sprintf("has at least %d entries", schema.MinItems)
	case "maxItems":
		return fmt.Sprintf("has at most %d entries", *schema.MaxItems)
	case "uniqueItems":
		return "names each only once"
	case "pattern":
		return "has another form: " + schema.Pattern
	case "format":
		if schema.Format == "date" {
			return "is a date such as 2027-05-12"
		}
		return "is a " + schema.Format
	case "type":
		var types []string
		for _, t := range schema.Type.Slice() {
			types = append(types, typeWords[t])
		}
		return "is " + strings.Join(types, " or ")
	case "properties":
		return "is not known here; there are " + strings.Join(slices.Sorted(maps.Keys(schema.Properties)), ", ")
	}
	return plain(s.Reason)
}

// plain keeps a foreign message to one short line.
func plain(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if len(s) > 160 {
		s = s[:160]
	}
	if s == "" {
		s = "cannot be read"
	}
	return s
}
