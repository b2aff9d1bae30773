package mail

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

var letter = Letter{
	Key: "invitation:018f:1", To: "Zoë Ångström <zoe@client.example>", Subject: "Termin für Stufe 2: Wrocław",
	Text:        "Dear Zoë,\r\n\r\nStage 2 is on 12 May 2027 (Wed).\n.\nA dot alone on its line.\n",
	Date:        time.Date(2027, 4, 1, 9, 30, 0, 0, time.UTC),
	Attachments: []Attachment{{Name: "plan \"A\"\r\nX-Evil: 1.pdf", ContentType: "application/pdf", Data: []byte("%PDF-1.7\n\x00\xff")}},
}

const from = "Certwright <noreply@cb.example>"

// catcher is a mail server that answers as told.
type catcher struct {
	rcpt, data error
	vanish     bool
	got        chan string
}

func (c *catcher) NewSession(conn *smtp.Conn) (smtp.Session, error) { return &session{c, conn}, nil }

type session struct {
	*catcher
	conn *smtp.Conn
}

func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(string, *smtp.RcptOptions) error { return s.rcpt }
func (s *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.vanish {
		s.conn.Conn().Close()
	}
	if s.data == nil {
		s.got <- string(b)
	}
	return s.data
}

func serve(t *testing.T, c *catcher) SMTP {
	t.Helper()
	c.got = make(chan string, 8)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := smtp.NewServer(c)
	srv.ErrorLog = nopLogger{}
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	return SMTP{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, From: from, Plain: true}
}

type nopLogger struct{}

func (nopLogger) Printf(string, ...any) {}
func (nopLogger) Println(...any)        {}

func parse(t *testing.T, raw string) *mail.Message {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	return m
}

func TestSMTPDelivers(t *testing.T) {
	c := &catcher{}
	s := serve(t, c)
	for range 2 {
		if err := s.Send(t.Context(), letter); err != nil {
			t.Fatal(err)
		}
	}
	first, second := <-c.got, <-c.got
	if first != second {
		t.Error("the same letter must be the same bytes each time")
	}
	m := parse(t, first)
	if id := m.Header.Get("Message-Id"); !strings.HasSuffix(id, "@cb.example>") {
		t.Errorf("Message-ID %q", id)
	}
	if m.Header.Get("Date") != "Thu, 01 Apr 2027 09:30:00 +0000" || m.Header.Get("Auto-Submitted") != "auto-generated" || m.Header.Get("User-Agent") != "" {
		t.Errorf("headers %v", m.Header)
	}
	body, _ := io.ReadAll(m.Body)
	for _, want := range []string{"Stage 2 is on 12 May 2027 (Wed).", "JVBERi0xLjcKAP8=", `filename="plan 'A'  X-Evil_ 1.pdf"`} {
		if !bytes.Contains(body, []byte(want)) {
			t.Errorf("%q is missing in\n%s", want, body)
		}
	}
}

func TestOutcomes(t *testing.T) {
	refused := func(code int) error { return &smtp.SMTPError{Code: code, Message: "so it is"} }
	for name, c := range map[string]struct {
		server catcher
		want   Outcome
	}{
		"delivered":           {catcher{}, ""},
		"unknown mailbox":     {catcher{rcpt: refused(550)}, Permanent},
		"mailbox full":        {catcher{rcpt: refused(452)}, Temporary},
		"content refused":     {catcher{data: refused(554)}, Permanent},
		"try again later":     {catcher{data: refused(451)}, Temporary},
		"gone without answer": {catcher{vanish: true}, Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			err := serve(t, &c.server).Send(t.Context(), letter)
			if OutcomeOf(err) != c.want {
				t.Errorf("%v is %q, want %q", err, OutcomeOf(err), c.want)
			}
		})
	}
}

func TestNoServerIsTemporary(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	if err := (SMTP{Host: "127.0.0.1", Port: port, From: from, Plain: true}).Send(t.Context(), letter); OutcomeOf(err) != Temporary {
		t.Errorf("nobody listens: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := serve(t, &catcher{}).Send(ctx, letter); OutcomeOf(err) != Temporary || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestPlainServerIsRefusedUnlessAllowed(t *testing.T) {
	s := serve(t, &catcher{})
	s.Plain = false
	if err := s.Send(t.Context(), letter); OutcomeOf(err) != Temporary {
		t.Errorf("a server without TLS got the letter: %v", err)
	}
}

func TestNoValueStartsAHeader(t *testing.T) {
	for _, evil := range []string{"a\r\nBcc: all@cb.example", "a\nBcc: all@cb.example", "a\rBcc: x@y.example", "a\u2028Bcc: x", "a\x00b", "=?utf-8?q?a=0D=0ABcc:_x?="} {
		l := letter
		l.Subject, l.Key, l.Attachments = evil, evil, []Attachment{{Name: evil, ContentType: "text/plain"}}
		c := &catcher{}
		if err := serve(t, c).Send(t.Context(), l); err != nil {
			t.Fatalf("%q: %v", evil, err)
		}
		raw := <-c.got
		m := parse(t, raw)
		if m.Header.Get("Bcc") != "" || len(m.Header) != 8 {
			t.Errorf("%q made headers: %v", evil, m.Header)
		}
		if strings.Contains(raw, "\nBcc:") || strings.Contains(raw, "\rBcc:") {
			t.Errorf("%q starts a line in\n%s", evil, raw)
		}
		l.To = evil + " <zoe@client.example>"
		if err := serve(t, &catcher{}).Send(t.Context(), l); err == nil && strings.ContainsAny(evil, "\r\n") {
			t.Errorf("recipient %q was taken", l.To)
		}
	}
}

func TestFaultyLettersArePermanent(t *testing.T) {
	for name, spoil := range map[string]func(*Letter){
		"no key":        func(l *Letter) { l.Key = "" },
		"no date":       func(l *Letter) { l.Date = time.Time{} },
		"no address":    func(l *Letter) { l.To = "not-an-address" },
		"two addresses": func(l *Letter) { l.To = "a@b.example, c@d.example" },
		"no file name":  func(l *Letter) { l.Attachments = []Attachment{{ContentType: "text/plain"}} },
		"evil type":     func(l *Letter) { l.Attachments = []Attachment{{Name: "x", ContentType: "text/plain\r\nX: y"}} },
	} {
		l := letter
		spoil(&l)
		dir := t.TempDir()
		if err := (Folder{Dir: dir, From: from}).Send(t.Context(), l); OutcomeOf(err) != Permanent {
			t.Errorf("%s: %v", name, err)
		}
		if files, _ := os.ReadDir(dir); len(files) > 0 {
			t.Errorf("%s: something was written", name)
		}
	}
}

func TestFolderKeepsOneFileAKey(t *testing.T) {
	f := Folder{Dir: filepath.Join(t.TempDir(), "outbox"), From: from}
	other := letter
	other.Key = "invitation-018f-1" // looks alike as a file name
	for _, l := range []Letter{letter, letter, other} {
		if err := f.Send(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(f.Dir)
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v: want two files", files, err)
	}
	raw, err := os.ReadFile(filepath.Join(f.Dir, FileName(letter.Key)))
	if err != nil {
		t.Fatal(err)
	}
	if got := parse(t, string(raw)).Header.Get("To"); got != `=?utf-8?q?Zo=C3=AB_=C3=85ngstr=C3=B6m?= <zoe@client.example>` {
		t.Errorf("To: %s", got)
	}
	if len(FileName(strings.Repeat("../", 500))) > 90 || strings.ContainsAny(FileName("../../etc/passwd\x00"), "/\x00") {
		t.Error("a key must not lead out of the folder")
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (Folder{Dir: file, From: from}).Send(t.Context(), letter); OutcomeOf(err) != Temporary {
		t.Errorf("%v", err)
	}
}
