// Package mail sends letters: by SMTP, or into a folder where people can see
// what would have been sent.
package mail

import (
	"crypto/sha256"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
)

// Letter is one message to one person, so that nobody learns who else got it and
// one refused address fails no other.
type Letter struct {
	Key         string    // names the message for ever: the same key is the same Message-ID
	To          string    // one address, with or without a name
	Subject     string    // one line
	Text        string    // plain text
	Date        time.Time // when it was due; the same letter is the same bytes
	Attachments []Attachment
}

// Attachment is a file that goes along.
type Attachment struct {
	Name        string // plain file name
	ContentType string // "application/pdf"
	Data        []byte
}

// message builds the MIME message; every fault in it is a permanent error.
func message(l Letter, from string) (*gomail.Msg, error) {
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, permanent("the sender %q is no mail address: %w", from, err)
	}
	if l.Key == "" || l.Date.IsZero() {
		return nil, permanent("a letter needs a key and a date, else it could not be told from its copy")
	}
	to, err := mail.ParseAddress(l.To)
	if err != nil {
		return nil, permanent("%q is no mail address: %w", l.To, err)
	}
	digest := sha256.Sum256([]byte(l.Key))
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary(fmt.Sprintf("letter-%x", digest[:12])))
	m.SetAddrHeaderFromMailAddress(gomail.HeaderFrom, sender)
	m.SetAddrHeaderFromMailAddress(gomail.HeaderTo, to)
	m.Subject(oneLine(l.Subject))
	m.SetMessageIDWithValue(fmt.Sprintf("%x@%s", digest[:16], domainOf(sender.Address)))
	m.SetDateWithValue(l.Date.UTC())
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office answers, please
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	for _, a := range l.Attachments {
		if err := attach(m, a); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func attach(m *gomail.Msg, a Attachment) error {
	name := strings.NewReplacer("/", "_", `\`, "_", `"`, "'").Replace(oneLine(a.Name))
	if name == "" || a.ContentType == "" || a.ContentType != oneLine(a.ContentType) {
		return permanent("an attachment needs a name and a content type, got %q and %q", a.Name, a.ContentType)
	}
	err := m.AttachReader(name, strings.NewReader(string(a.Data)), gomail.WithFileContentType(gomail.ContentType(a.ContentType)))
	if err != nil {
		return permanent("attach %q: %w", name, err)
	}
	return nil
}

// oneLine turns line breaks into spaces and drops other control characters: no
// value may start a header of its own.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s))
}

func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
