package domain

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Kind says what sort of refusal an error is. Only api/problem.go turns kinds
// into HTTP statuses.
type Kind string

const (
	Invalid      Kind = "invalid"       // the input is wrong; Fields says where
	Unknown      Kind = "not_found"     // there is none, or the actor may not see it
	Forbidden    Kind = "forbidden"     // the actor sees it and may not do this
	Conflict     Kind = "conflict"      // somebody was faster, or it exists already
	Stale        Kind = "stale"         // it changed since the actor read it
	RuleViolated Kind = "rule_violated" // a rule stands against it; Findings says which
	Internal     Kind = "internal"      // our fault; the cause goes to the log only
	Unavailable  Kind = "unavailable"   // a service we need does not answer now
	TooMany      Kind = "too_many"      // asked too often; After says how long to wait
)

// FieldError names one faulty field and what would be right.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error is every refusal of the domain. Code is stable and meant for programs,
// Message for people; cause never leaves the log.
type Error struct {
	Kind     Kind
	Code     string
	Message  string
	Fields   []FieldError
	Findings []Finding
	After    time.Duration // of TooMany: when it may be tried again
	cause    error
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Code, e.Message)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Field, f.Message)
	}
	for _, f := range e.Findings {
		if !f.Met {
			fmt.Fprintf(&b, "; %s: %s", f.Rule, f.Text)
		}
	}
	if e.cause != nil {
		fmt.Fprintf(&b, " (%v)", e.cause)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.cause }

// KindOf is the kind of any error; one that is not ours is internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// CodeOf is the stable code of any error.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "internal"
}

// E makes an error.
func E(kind Kind, code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Because adds the cause, for the log.
func (e *Error) Because(err error) *Error { e.cause = err; return e }

// NotFound is the answer for what is not there and for what the actor may not
// see alike, so that nobody learns which of the two it is.
func NotFound(what string) *Error {
	return E(Unknown, "not_found", "There is no such %s.", what)
}

// MayNot refuses an actor who sees the thing but may not do this to it.
func MayNot(format string, args ...any) *Error {
	return E(Forbidden, "forbidden", format, args...)
}

// Fault collects field errors; Err is nil when there are none.
type Fault []FieldError

// Add notes a faulty field.
func (f *Fault) Add(field, format string, args ...any) {
	*f = append(*f, FieldError{Field: field, Message: fmt.Sprintf(format, args...)})
}

// Need notes an empty required field.
func (f *Fault) Need(field, value string) {
	if strings.TrimSpace(value) == "" {
		f.Add(field, "is needed")
	}
}

// Line notes a required field of one line that is empty or holds more: a line
// break in a name would forge the next line of a letter or of a log.
func (f *Fault) Line(field, value string) {
	f.Need(field, value)
	if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }) {
		f.Add(field, "is one line, without control characters")
	}
}

// Err is the collected error, or nil.
func (f Fault) Err() error {
	if len(f) == 0 {
		return nil
	}
	e := E(Invalid, "invalid_input", "One field needs another look.")
	if len(f) > 1 {
		e = E(Invalid, "invalid_input", "%d fields need another look.", len(f))
	}
	e.Fields = f
	return e
}

// Violated is the refusal by rules: all findings travel with it, the met ones
// too, so that a screen can show the whole list.
func Violated(code, message string, findings []Finding) *Error {
	return &Error{Kind: RuleViolated, Code: code, Message: message, Findings: findings}
}
