package mail

import (
	"context"
	"errors"
	"fmt"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Outcome says what a failed sending means for the next try.
type Outcome string

const (
	Temporary Outcome = "temporary" // not delivered; try again later
	Permanent Outcome = "permanent" // never will be, as it stands; show it to a person
	Unknown   Outcome = "unknown"   // handed over, but the server's answer never came
)

// Error is why a letter was not sent.
type Error struct {
	Outcome Outcome
	cause   error
}

func (e *Error) Error() string { return fmt.Sprintf("mail (%s): %v", e.Outcome, e.cause) }
func (e *Error) Unwrap() error { return e.cause }

// OutcomeOf reads the outcome out of an error of Send; nil has none.
func OutcomeOf(err error) Outcome {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Outcome
	}
	return Temporary
}

func permanent(format string, args ...any) error {
	return &Error{Permanent, fmt.Errorf(format, args...)}
}

// SMTP sends through a mail server.
type SMTP struct {
	Host     string // no port
	Port     int
	Username string // empty: no sign-in
	Password string
	From     string // "Name <address>"
	// Plain allows a connection without TLS, for a mail catcher on the same
	// machine. Otherwise STARTTLS is a must (implicit TLS on port 465).
	Plain   bool
	Timeout time.Duration // of one sending, 30 s if zero
}

// Send sends one letter over a connection of its own.
func (s SMTP) Send(ctx context.Context, l Letter) error {
	m, err := message(l, s.From)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.Host, s.options()...)
	if err != nil {
		return &Error{Temporary, fmt.Errorf("mail server settings: %w", err)}
	}
	err = client.DialAndSendWithContext(ctx, m)
	if err == nil || m.IsDelivered() { // a bad goodbye after the delivery changes nothing
		return nil
	}
	return &Error{judge(err), err}
}

func (s SMTP) options() []gomail.Option {
	timeout := s.Timeout
	if timeout == 0 {
		timeout = 30 * time.Second
	}
	opts := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(timeout)}
	switch {
	case s.Plain:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	case s.Port == 465:
		opts = append(opts, gomail.WithSSL())
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.Username != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.Username), gomail.WithPassword(s.Password))
	}
	return opts
}

// judge reads the server's answer. Whatever went wrong before the letter itself
// was talked about (name, connection, TLS, sign-in) may be mended: temporary.
func judge(err error) Outcome {
	var send *gomail.SendError
	if !errors.As(err, &send) {
		return Temporary
	}
	switch code := send.ErrorCode(); {
	case code >= 500:
		return Permanent
	case code >= 400:
		return Temporary
	case send.Reason == gomail.ErrSMTPDataClose:
		return Unknown
	}
	return Temporary
}
