package api

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/demo"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/seal"
	"github.com/certwright/certwright/internal/store"
	"github.com/certwright/certwright/internal/store/storetest"
)

// filled is the demo body, made once for all tests of this binary: a SQLite
// file and the keys it was signed with.
var filled = sync.OnceValues(func() (filledBody, error) {
	var f filledBody
	folder, err := os.MkdirTemp("", "certwright-body-")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "body.db")
	if err := storetest.Migrate(path); err != nil {
		return f, err
	}
	s, err := store.Open(path)
	if err != nil {
		return f, err
	}
	a, clock := storetest.App(s)
	if f.keys, err = seal.Load(filepath.Join(folder, "keys"), "Northgate Certification", "body.example/ledger", clock.Now()); err != nil {
		return f, err
	}
	f.now = clock.Now()
	equip(a, f.keys)
	ctx := context.Background()
	if err = a.SeedSchemes(ctx); err == nil {
		err = demo.Fill(ctx, a, nil)
	}
	if err == nil {
		err = doJobs(ctx, a)
	}
	if err == nil {
		err = a.Sequence(ctx)
	}
	if err == nil {
		err = s.Close()
	}
	if err == nil {
		f.file, err = os.ReadFile(path)
	}
	return f, err
})

type filledBody struct {
	file []byte
	keys *seal.Keys
	now  time.Time
}

// equip hangs the real documents, seals and tree on a test's use cases.
func equip(a *app.App, keys *seal.Keys) {
	a.Seals, a.Documents, a.Tree = keys, pdf.Documents{}, merkle.Tree{}
}

// doJobs makes the certificates' files; letters stay in the outbox.
func doJobs(ctx context.Context, a *app.App) error {
	for {
		jobs, err := a.TakeJobs(ctx, a.Clock.Now(), time.Time{}, 200)
		if err != nil || len(jobs) == 0 {
			return err
		}
		for _, j := range jobs {
			if j.Kind != "render_certificate" {
				continue
			}
			if err := a.RenderCertificate(ctx, j); err != nil {
				return fmt.Errorf("job %s: %w", j.Kind, err)
			}
		}
	}
}

// Words that stand in every free text of one client's rows, and nowhere else.
const (
	wordA = "qzebra"
	wordB = "qwalrus"
)

// stock is what one client has: one of everything, by the name its addresses use.
type stock map[string]string

// bodyBench is a server over a copy of the demo body. Client A and client B are
// certified; team sits on audits of A and none of B, off on none of either.
type bodyBench struct {
	*bench
	a, b      stock
	team, off stock
	sql       *sql.DB
	peers     int
	data      any // of a scheme, see scheme
}

func newBodyBench(t *testing.T) *bodyBench {
	t.Helper()
	f, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "body.db")
	if err := os.WriteFile(path, f.file, 0o600); err != nil {
		t.Fatal(err)
	}
	byHand, err := sql.Open("sqlite3", "file:"+path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	b := &bodyBench{sql: byHand}
	t.Cleanup(func() { byHand.Close() })
	b.choose(t)
	b.mark(t)

	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	b.bench = &bench{t: t, log: &bytes.Buffer{}}
	b.app, b.clock = storetest.App(s)
	b.clock.At = f.now
	equip(b.app, f.keys)
	b.app.Log = slog.New(slog.NewTextHandler(b.log, nil))
	number := 0
	var mu sync.Mutex
	b.app.NewID = func() domain.ID {
		mu.Lock()
		defer mu.Unlock()
		number++
		return domain.ID(fmt.Sprintf("new-%06d", number))
	}
	closing := make(chan struct{})
	close(closing) // a search that is watched goes on for ever here: nobody works on it
	if b.http, err = (&Server{App: b.app, Log: b.app.Log, UI: screens, Nonce: "NONCE-MARK", Closing: closing}).Handler(); err != nil {
		t.Fatal(err)
	}
	return b
}

// choose finds the two clients and the two auditors.
func (b *bodyBench) choose(t *testing.T) {
	t.Helper()
	pair := b.row(t, `SELECT a.client_id, b.client_id, s.person_id, o.id FROM certificates a JOIN certificates b ON b.client_id <> a.client_id
		JOIN audits x ON x.client_id = a.client_id JOIN bookings s ON s.audit_id = x.id AND s.role = 'lead' JOIN auditors o ON o.id <> s.person_id
		WHERE x.type = 'stage2' AND EXISTS (SELECT 1 FROM findings f WHERE f.client_id = a.client_id) AND EXISTS (SELECT 1 FROM findings f WHERE f.client_id = b.client_id)
		AND NOT EXISTS (SELECT 1 FROM bookings y JOIN audits z ON z.id = y.audit_id WHERE y.person_id = s.person_id AND z.client_id = b.client_id)
		AND NOT EXISTS (SELECT 1 FROM bookings y JOIN audits z ON z.id = y.audit_id WHERE y.person_id = o.id AND z.client_id IN (a.client_id, b.client_id))
		ORDER BY a.no, b.no, s.person_id, o.id LIMIT 1`, 4)
	b.a, b.b = b.stockOf(t, pair[0]), b.stockOf(t, pair[1])
	b.team, b.off = b.personal(t, pair[2]), b.personal(t, pair[3])
}

func (b *bodyBench) stockOf(t *testing.T, client string) stock {
	t.Helper()
	s := stock{"clients": client}
	for kind, query := range map[string]string{
		"sites":          "SELECT id FROM sites WHERE client_id = ? AND central",
		"applications":   "SELECT id FROM applications WHERE client_id = ?",
		"contracts":      "SELECT id FROM contracts WHERE client_id = ?",
		"programmes":     "SELECT id FROM programmes WHERE client_id = ?",
		"audits":         "SELECT id FROM audits WHERE client_id = ? AND type = 'stage2'",
		"findings":       "SELECT id FROM findings WHERE client_id = ? ORDER BY no LIMIT 1",
		"decision-files": "SELECT id FROM decision_files WHERE client_id = ?",
		"certificates":   "SELECT id FROM certificates WHERE client_id = ?",
		"email":          "SELECT email FROM users WHERE client_id = ?",
		"users":          "SELECT id FROM users WHERE client_id = ?",
	} {
		s[kind] = b.row(t, query, 1, client)[0]
	}
	return s
}

// personal is what belongs to one auditor.
func (b *bodyBench) personal(t *testing.T, person string) stock {
	t.Helper()
	return stock{
		"auditors":       person,
		"email":          b.row(t, "SELECT email FROM users WHERE person_id = ?", 1, person)[0],
		"users":          b.row(t, "SELECT id FROM users WHERE person_id = ?", 1, person)[0],
		"authorisations": b.row(t, "SELECT id FROM authorisations WHERE person_id = ? ORDER BY id", 1, person)[0],
	}
}

func (b *bodyBench) row(t *testing.T, query string, columns int, args ...any) []string {
	t.Helper()
	out, into := make([]string, columns), make([]any, columns)
	for i := range out {
		into[i] = &out[i]
	}
	if err := b.sql.QueryRow(query, args...).Scan(into...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

// mark writes each client's word into the free texts of its rows.
func (b *bodyBench) mark(t *testing.T) {
	t.Helper()
	for client, word := range map[string]string{b.a["clients"]: wordA, b.b["clients"]: wordB} {
		for table, columns := range map[string]string{
			"clients":      "legal_name trading_name contact_name vat_no search",
			"sites":        "name street",
			"applications": "scope processes outsourced legal consultancy search",
			"contracts":    "scope signed_by",
			"audits":       "reason search",
			"findings":     "statement evidence search",
			"mails":        "subject text",
		} {
			key := "client_id"
			if table == "clients" {
				key = "id"
			}
			for column := range strings.FieldsSeq(columns) {
				b.edit(t, fmt.Sprintf("UPDATE %s SET %s = %s || ' %s' WHERE %s = ?", table, column, column, word, key), client)
			}
		}
		b.edit(t, "UPDATE audits SET report = replace(report, 'The audit followed', '"+word+" The audit followed') WHERE client_id = ?", client)
		b.edit(t, "UPDATE findings SET answer = replace(answer, 'Corrected on', '"+word+" Corrected on') WHERE client_id = ?", client)
	}
}

func (b *bodyBench) edit(t *testing.T, statement string, args ...any) {
	t.Helper()
	done, err := b.sql.Exec(statement, args...)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if n, _ := done.RowsAffected(); n == 0 {
		t.Fatalf("%s: hit nothing", statement)
	}
}

// known signs in with an account of the demo body, each from an address of its own.
func (b *bodyBench) known(email string) *caller {
	b.t.Helper()
	b.peers++
	c := &caller{b: b.bench, peer: fmt.Sprintf("192.0.2.%d", b.peers)}
	c.send("POST", "/api/v1/session", map[string]string{"email": email, "password": demo.Password}).want(200)
	return c
}

// sendText is send with a body as written.
func (c *caller) sendText(method, path, kind, body string, headers ...string) answer {
	c.b.t.Helper()
	r := httptest.NewRequestWithContext(c.b.t.Context(), method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if c.cookie != "" {
		r.Header.Set("Cookie", c.cookie)
	}
	r.RemoteAddr = c.peer + ":4711"
	w := httptest.NewRecorder()
	c.b.http.ServeHTTP(w, r)
	return answer{t: c.b.t, what: method + " " + path, Status: w.Code, Header: w.Header(), Body: w.Body.String()}
}

// absence and interest put a new row under a person.
func (b *bodyBench) absence(person string) string {
	b.t.Helper()
	x := auditor.Absence{ID: b.app.NewID(), PersonID: domain.ID(person), Period: domain.Period{From: domain.MustDate("2031-01-06"), To: domain.MustDate("2031-01-07")}, Why: "leave"}
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SaveAbsence(&x) })
	return string(x.ID)
}

func (b *bodyBench) interest(person, client string) string {
	b.t.Helper()
	x := auditor.Interest{ID: b.app.NewID(), PersonID: domain.ID(person), ClientID: domain.ID(client), Kind: auditor.Consultancy,
		Period: domain.Period{From: domain.MustDate("2020-01-06"), To: domain.MustDate("2020-01-07")}, Note: "long ago"}
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SaveInterest(&x) })
	return string(x.ID)
}

// colleague puts one more account under a client.
func (b *bodyBench) colleague(client string) string {
	b.t.Helper()
	id := b.app.NewID()
	u := app.User{ID: id, PersonID: domain.ID(b.off["auditors"]), Email: string(id) + "@client.example", Name: "Kim", Roles: []domain.Role{domain.Client},
		ClientID: domain.ID(client), Right: app.Acts, CreatedAt: b.clock.Now()}
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SaveUser(&u) })
	return string(id)
}

// feed opens a subscription of a person and gives its ID and token.
func (b *bodyBench) feed(person string) (id, token string) {
	b.t.Helper()
	token = string(b.app.NewID()) + "token"
	f := app.Feed{ID: b.app.NewID(), PersonID: domain.ID(person), Label: "phone", Privacy: "full", TokenHash: app.TokenHash(token),
		CreatedAt: b.clock.Now(), ChangedAt: b.clock.Now()}
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.InsertFeed(f) })
	return string(f.ID), token
}
