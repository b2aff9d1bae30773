package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/internal/demo"
)

// Events are a text, which the contract's reader does not know by itself.
func init() { openapi3filter.RegisterBodyDecoder("text/event-stream", openapi3filter.PlainBodyDecoder) }

// TestRandomRequestsKeepToTheContract draws requests from the contract, right
// and broken ones, as everybody who may come, and holds each answer to it: no
// fault of ours, no status that is not declared, no JSON that is not as written.
func TestRandomRequestsKeepToTheContract(t *testing.T) { keepToTheContract(t, 1, 3000) }

// TestSoakRandomRequests is the long form; each seed is a body of its own.
func TestSoakRandomRequests(t *testing.T) {
	seconds, err := strconv.Atoi(os.Getenv("SOAK_SECONDS"))
	if err != nil {
		seconds = 1 // outside make soak: one short round more
	}
	end := time.Now().Add(time.Duration(seconds) * time.Second)
	for seed := uint64(2); seed == 2 || time.Now().Before(end); seed++ {
		rounds := 20_000
		if err != nil {
			rounds = 500
		}
		keepToTheContract(t, seed, rounds)
	}
}

func keepToTheContract(t *testing.T, seed uint64, rounds int) {
	t.Helper()
	f := newFuzz(t, seed)
	statuses := map[int]int{}
	for n := range rounds {
		if n%100 == 0 {
			f.signIn()
		}
		statuses[f.once()]++
		if t.Failed() {
			t.Fatalf("seed %d, request %d", seed, n)
		}
	}
	t.Logf("seed %d: %d requests, by status %v", seed, rounds, statuses)
	if statuses[200] < rounds/20 || statuses[400] < rounds/50 || statuses[404] < rounds/50 {
		t.Errorf("seed %d: the requests reach too little: %v", seed, statuses)
	}
}

// fuzz draws requests for one body.
type fuzz struct {
	*bodyBench
	*drawing
	contract   *contract
	operations []Operation
	callers    []entrant
}

// entrant is somebody signed in, or a visitor.
type entrant struct {
	*caller
	role domain.Role
}

func newFuzz(t *testing.T, seed uint64) *fuzz {
	t.Helper()
	c, err := loadContract()
	if err != nil {
		t.Fatal(err)
	}
	operations, err := Operations()
	if err != nil {
		t.Fatal(err)
	}
	f := &fuzz{bodyBench: newBodyBench(t), contract: c, operations: operations,
		drawing: &drawing{luck: rand.New(rand.NewPCG(seed, seed)), known: map[string][]string{}, versions: map[string]int64{}}}
	for _, s := range []stock{f.a, f.b, f.team, f.off} {
		for kind, id := range s {
			f.remember(kind, id)
		}
	}
	return f
}

// signIn lets everybody in again: requests change accounts, passwords and sessions.
func (f *fuzz) signIn() {
	f.callers = []entrant{{f.visitor(), domain.Public}}
	for _, who := range []struct {
		email string
		role  domain.Role
	}{
		{f.a["email"], domain.Client}, {f.b["email"], domain.Client}, {f.team["email"], domain.Auditor}, {f.off["email"], domain.Auditor},
		{"reviewer@northgate.example", domain.Reviewer}, {"planner@northgate.example", domain.Planner}, {"admin@northgate.example", domain.Admin},
	} {
		f.edit(f.t, "UPDATE users SET disabled = false, password_hash = 'kept "+demo.Password+"' WHERE email = ?", who.email)
		_, _ = f.sql.Exec("DELETE FROM attempts")
		c := &caller{b: f.bench, peer: "192.0.2.1"}
		if a := c.send("POST", "/api/v1/session", map[string]string{"email": who.email, "password": demo.Password}); a.Status != http.StatusOK {
			f.t.Fatalf("%s cannot come in: %s", who.email, a.Body)
		}
		f.callers = append(f.callers, entrant{c, who.role})
	}
}

// somebody is mostly one of those who may ask.
func (f *fuzz) somebody(o Operation) *caller {
	for {
		who := f.callers[f.luck.IntN(len(f.callers))]
		if o.public() || slices.Contains(o.Roles, who.role) || f.luck.IntN(25) == 0 {
			return who.caller
		}
	}
}

// once makes one request and judges its answer.
func (f *fuzz) once() int {
	o := f.operations[f.luck.IntN(len(f.operations))]
	path := braced(o.Path)
	op := f.contract.doc.Paths.Value(path).GetOperation(o.Method)
	params := slices.Concat(f.contract.doc.Paths.Value(path).Parameters, op.Parameters)

	address, object, query, header := path, "", url.Values{}, http.Header{}
	for _, ref := range params {
		p := ref.Value
		switch p.In {
		case openapi3.ParameterInPath:
			object = f.inPath(o, p)
			address = strings.ReplaceAll(address, "{"+p.Name+"}", url.PathEscape(object))
		case openapi3.ParameterInQuery:
			if p.Required || f.luck.IntN(3) == 0 {
				for _, v := range f.inQuery(p) {
					query.Add(p.Name, v)
				}
			}
		case openapi3.ParameterInHeader:
			if f.luck.IntN(12) > 0 && p.Name != "User-Agent" {
				header.Set(p.Name, plainHeader(fmt.Sprint(f.value(p.Name, p.Schema.Value))))
			}
		}
	}
	if v := f.versions[object]; v > 0 && f.luck.IntN(8) > 0 && header.Get("If-Match") != "" {
		header.Set("If-Match", fmt.Sprintf("%q", fmt.Sprint(v)))
	}
	body := f.body(op, header)
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	who := f.somebody(o)
	r := httptest.NewRequest(o.Method, address, bytes.NewReader(body))
	maps.Copy(r.Header, header)
	f.peers++
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.9:1", f.peers/250%250, f.peers%250)
	if who.cookie != "" {
		r.Header.Set("Cookie", who.cookie)
	}
	w := httptest.NewRecorder()
	f.http.ServeHTTP(w, r)
	what := fmt.Sprintf("%s %s\n%v\n%.500s\n→ %d %.500s", o.Method, address, header, body, w.Code, w.Body)
	for _, fault := range f.judge(r, w) {
		f.t.Errorf("%s\n%s", what, fault)
	}
	var v any
	if json.Unmarshal(w.Body.Bytes(), &v) == nil && w.Code < 300 {
		f.learn(path, v)
	}
	return w.Code
}

// braced is a path as the contract writes it.
func braced(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		name, isName := strings.CutPrefix(p, ":")
		if isName {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

func (f *fuzz) inPath(o Operation, p *openapi3.Parameter) string {
	if f.luck.IntN(30) == 0 {
		if s := nasty[f.luck.IntN(len(nasty))]; s != "" {
			return s
		}
	}
	switch p.Name {
	case "id":
		return f.reference(kindIn.FindStringSubmatch(o.Path)[1])
	case "file":
		if f.luck.IntN(2) == 0 {
			_, token := f.feed(f.team["auditors"])
			return token + ".ics"
		}
	}
	if s := fmt.Sprint(f.value(p.Name, p.Schema.Value)); s != "" {
		return s
	}
	return "x"
}

func (f *fuzz) inQuery(p *openapi3.Parameter) []string {
	if f.luck.IntN(10) == 0 {
		return []string{nasty[f.luck.IntN(len(nasty))]}
	}
	v := f.value(p.Name, p.Schema.Value)
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprint(v)}
	}
	var out []string
	for _, x := range list {
		out = append(out, fmt.Sprint(x))
	}
	return out
}

// plainHeader is a text that a client library would let into a header.
func plainHeader(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
}

func (f *fuzz) body(op *openapi3.Operation, header http.Header) []byte {
	if op.RequestBody == nil {
		return nil
	}
	media := op.RequestBody.Value.Content.Get("application/json")
	if media == nil {
		header.Set("Content-Type", "multipart/form-data; boundary=x")
		name := []string{"clients.csv", "audits.csv", "book.xlsx", "../x.csv", "x"}[f.luck.IntN(5)]
		content := []string{"client_no;legal_name\nC1;X\n", "PK\x03\x04", "", "a,b\n\"", strings.Repeat(",", 2000)}[f.luck.IntN(5)]
		return []byte("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name + "\"\r\n\r\n" + content + "\r\n--x--\r\n")
	}
	header.Set("Content-Type", "application/json")
	v := f.value("", media.Schema.Value)
	if f.luck.IntN(4) == 0 {
		v = f.broken(v)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		f.t.Fatal(err)
	}
	switch f.luck.IntN(40) {
	case 0:
		return raw[:len(raw)/2]
	case 1:
		return append(raw, raw...)
	}
	return raw
}

// judge holds one answer to the contract and says what is wrong with it.
func (f *fuzz) judge(r *http.Request, w *httptest.ResponseRecorder) (faults []string) {
	// A certificate whose file is still being made is the one 503 that is right.
	if w.Code >= 500 && !strings.Contains(w.Body.String(), `"not_made_yet"`) {
		faults = append(faults, "our fault: "+lastLines(f.log))
	}
	f.log.Reset()
	if kind := w.Header().Get("Content-Type"); w.Code >= 400 && kind != "application/problem+json" {
		faults = append(faults, "a refusal as "+kind)
	}
	asked := r.Clone(context.Background())
	asked.Body = http.NoBody
	route, params, err := f.contract.router.FindRoute(asked)
	if err != nil || w.Code == http.StatusNotModified {
		return faults // not an address of the contract after all, or no body to look at
	}
	err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: asked, PathParams: params, Route: route},
		Status:                 w.Code, Header: w.Header(), Body: io.NopCloser(bytes.NewReader(w.Body.Bytes())),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
	if err != nil {
		faults = append(faults, "not as the contract says: "+err.Error())
	}
	return faults
}

// TestTheContractsJudgeBites feeds it answers that are wrong in one thing each.
func TestTheContractsJudgeBites(t *testing.T) {
	f := newFuzz(t, 1)
	answer := func(status int, kind, body string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.WriteString(body)
		return w
	}
	const fine = `{"status":"ok","version":"1"}`
	const refusal = `{"type":"about:blank","title":"x","status":404,"code":"x","detail":"x","request_id":"x"}`
	r := httptest.NewRequest("GET", "/healthz", nil)
	for name, w := range map[string]*httptest.ResponseRecorder{
		"a field of another type":  answer(200, "application/json", `{"status":7,"version":"1"}`),
		"a field that is missing":  answer(200, "application/json", `{}`),
		"half an answer":           answer(200, "application/json", `{"status"`),
		"a fault of ours":          answer(500, "application/problem+json", refusal),
		"a refusal without a code": answer(404, "application/problem+json", `{"type":"about:blank","title":"x","status":404}`),
		"a refusal as plain JSON":  answer(404, "application/json", refusal),
	} {
		if len(f.judge(r, w)) == 0 {
			t.Errorf("%s passes", name)
		}
	}
	for _, w := range []*httptest.ResponseRecorder{answer(200, "application/json", fine), answer(404, "application/problem+json", refusal)} {
		if faults := f.judge(r, w); len(faults) > 0 {
			t.Errorf("what is right is refused: %v", faults)
		}
	}
}

func lastLines(log *bytes.Buffer) string {
	s := log.String()
	return s[max(0, len(s)-2000):]
}
