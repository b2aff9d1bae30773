package main

import (
	"fmt"
	"io"
	"maps"
	"net"
	"net/mail"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/store"
	"github.com/certwright/certwright/internal/testenv"
)

// TestComposeProcesses runs what the compose file describes, without an
// engine: its commands with its options, where only the addresses of the other
// services are replaced by those of servers the test started. Both web
// processes answer, both workers send letters, and each letter goes once.
func TestComposeProcesses(t *testing.T) {
	house := composeHouse{t: t, file: readCompose(t), program: testenv.Program(t), data: t.TempDir(),
		postgres: testenv.PrivatePostgres(t), redis: testenv.PrivateRedis(t), post: startPostOffice(t)}

	if migrate := house.start("migrate", nil); migrate.Wait(time.Minute) != 0 {
		t.Fatalf("migrate failed: %s", migrate.Log())
	}
	for range house.file.Services["serve"].Deploy.Replicas {
		address := testenv.FreeAddress(t)
		house.start("serve", map[string]string{"CERTWRIGHT_LISTEN": address}).WaitHealthy("http://" + address + "/readyz")
	}
	var workers []*testenv.Process
	for range house.file.Services["work"].Deploy.Replicas {
		workers = append(workers, house.start("work", map[string]string{"CERTWRIGHT_LOG_LEVEL": "debug"}))
	}

	const letters = 400
	writeLetters(t, house.postgres.URL(), letters)
	waitFor(t, "all letters", func() bool { return house.post.count() >= letters })
	for n, worker := range workers {
		done := func() int { return strings.Count(worker.Log(), `"msg":"job done"`) }
		waitFor(t, "a job of each worker", func() bool { return done() > 0 })
		t.Logf("worker %d did %d jobs", n+1, done())
		worker.Terminate()
	}
	for subject, times := range house.post.subjects() {
		if times != 1 {
			t.Errorf("%q was sent %d times", subject, times)
		}
	}
}

// composeHouse is the compose file with real servers put in place of names.
type composeHouse struct {
	t               *testing.T
	file            composeFile
	program, data   string
	postgres, redis *testenv.Private
	post            *postOffice
}

// start runs a service's command with its environment; own adds what differs
// between two processes of one machine.
func (h composeHouse) start(service string, own map[string]string) *testenv.Process {
	h.t.Helper()
	environment := maps.Clone(h.file.Services[service].Environment)
	for name, value := range map[string]string{
		"CERTWRIGHT_DATABASE": h.postgres.URL(), "CERTWRIGHT_REDIS": h.redis.URL(), "CERTWRIGHT_DATA": h.data,
		"CERTWRIGHT_LEDGER_HEADS": filepath.Join(h.data, "ledger-heads.jsonl"),
		"CERTWRIGHT_SMTP":         strings.Replace(environment["CERTWRIGHT_SMTP"], "mail:1025", h.post.address, 1),
	} {
		if environment[name] == "" {
			h.t.Fatalf("the compose file leaves %s of %s to its default", name, service)
		}
		environment[name] = value
	}
	maps.Copy(environment, own)
	return testenv.Start(h.t, h.program, environment, h.file.Services[service].Command...)
}

// writeLetters puts letters and their jobs into the database, as use cases do.
func writeLetters(t *testing.T, database string, letters int) {
	t.Helper()
	st, err := store.Open(database)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	now := domain.WallClock{}.Now()
	err = st.Write(t.Context(), func(tx app.Tx) error {
		for n := range letters {
			key := fmt.Sprintf("letter-%d", n)
			if _, err := tx.InsertMail(app.Mail{Key: key, To: "client@client.example", Subject: key, Text: key, State: "queued", CreatedAt: now}); err != nil {
				return err
			}
			job := app.Job{ID: newID(), Kind: "send_mail", Object: domain.ID(key), DedupeKey: "mail:" + key, DueAt: now, State: app.JobPending, CreatedAt: now}
			if _, err := tx.InsertJob(job); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// postOffice is a mail server that counts letters by subject.
type postOffice struct {
	address string
	mu      sync.Mutex
	seen    map[string]int
}

func startPostOffice(t *testing.T) *postOffice {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &postOffice{address: listener.Addr().String(), seen: map[string]int{}}
	server := smtp.NewServer(p)
	server.Domain = "localhost"
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close(); <-served })
	return p
}

func (p *postOffice) count() int { return len(p.subjects()) }

func (p *postOffice) subjects() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.seen)
}

// NewSession fulfils smtp.Backend.
func (p *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return counter{p}, nil }

type counter struct{ *postOffice }

func (counter) Reset()                               {}
func (counter) Logout() error                        { return nil }
func (counter) Mail(string, *smtp.MailOptions) error { return nil }
func (counter) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (c counter) Data(r io.Reader) error {
	letter, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[letter.Header.Get("Subject")]++
	return nil
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(time.Minute)
	for !done() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
