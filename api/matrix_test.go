package api

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/impartiality"
	"github.com/certwright/certwright/internal/demo"
	"github.com/certwright/certwright/internal/store/storetest"
)

// The authorisation matrix: every operation of the contract for everybody who
// may come, on what is theirs, what is others' and what is not there. The
// expected table is testdata/matrix.txt, reviewed by people; an operation
// without a line there fails.

//go:embed testdata/matrix.txt
var matrixText string

// columns of the table, in order. Disabled accounts and ended sessions answer
// as the public does and have no column of their own; a colleague of the client
// who may only read answers as the client does to whatever changes nothing, and
// 403 to all else.
var columns = []string{"public", "client", "team", "off", "reviewer", "planner", "admin"}

// expected reads the table: operation → column → "own/foreign".
func expected(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for line := range strings.Lines(matrixText) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) != len(columns)+1 || out[f[0]] != nil {
			t.Fatalf("matrix.txt: faulty or second line %q", line)
		}
		out[f[0]] = map[string]string{}
		for i, c := range columns {
			out[f[0]][c] = f[i+1]
		}
	}
	return out
}

// party is somebody who comes, with what is theirs and what is others'.
type party struct {
	name, column string
	caller       *caller
	own, foreign stock
	person       string // whose feeds are theirs
	email        string // to sign in again with
}

// parties are all who come to the door.
func (b *bodyBench) parties(t *testing.T) []party {
	t.Helper()
	personOf := func(email string) string {
		return b.row(t, "SELECT person_id FROM users WHERE email = ?", 1, email)[0]
	}
	both := func(x, y stock) stock {
		out := maps.Clone(x)
		maps.Insert(out, maps.All(y))
		return out
	}
	all := []party{{name: "visitor", column: "public", caller: b.visitor()}}
	add := func(name, column, email string, own, foreign stock) {
		all = append(all, party{name, column, b.known(email), own, foreign, personOf(email), email})
	}
	add("client A", "client", b.a["email"], both(b.team, b.a), both(b.off, b.b))
	add("client B", "client", b.b["email"], both(b.team, b.b), both(b.off, b.a))
	add("reader of A", "reader", b.reader(t), both(b.team, b.a), both(b.off, b.b))
	add("auditor on the team", "team", b.team["email"], both(b.a, b.team), both(b.b, b.off))
	add("auditor off the team", "off", b.off["email"], both(b.a, b.off), both(b.b, b.team))
	for name, email := range map[string]string{"reviewer": "reviewer@northgate.example", "planner": "planner@northgate.example", "admin": "admin@northgate.example"} {
		add(name, name, email, both(b.a, b.team), both(b.b, b.off))
	}
	all = append(all, party{name: "a disabled planner", column: "public", caller: b.disabled(t)}, party{name: "an ended session", column: "public", caller: b.ended(t)})
	for i := range all {
		if all[i].own == nil {
			all[i].own, all[i].foreign = both(b.a, b.team), both(b.b, b.off)
		}
	}
	return all
}

// reader is a colleague of client A's user who may read; it gives their address.
func (b *bodyBench) reader(t *testing.T) string {
	b.account("rena", domain.ID(b.a["clients"]), domain.Client)
	b.edit(t, "UPDATE users SET client_right = 'read', password_hash = (SELECT password_hash FROM users WHERE email = ?) WHERE email = 'rena@body.example'", b.a["email"])
	return "rena@body.example"
}

// disabled is a planner whose account was switched off in the database while
// the session stands.
func (b *bodyBench) disabled(t *testing.T) *caller {
	c := b.as("dora", "", domain.Planner)
	c.send("GET", "/api/v1/clients", nil).want(200)
	b.edit(t, "UPDATE users SET disabled = true WHERE email = 'dora@body.example'")
	return c
}

// ended is a planner whose session is past its absolute end.
func (b *bodyBench) ended(t *testing.T) *caller {
	c := b.as("enda", "", domain.Planner)
	c.send("GET", "/api/v1/clients", nil).want(200)
	_, token, _ := strings.Cut(c.cookie, "=")
	at := b.clock.Now().Add(-time.Second)
	storetest.Write(t, b.app.Store, func(tx app.Tx) error {
		s, err := tx.Session(app.TokenHash(token))
		if err != nil {
			return err
		}
		if err := tx.DeleteSession(s.TokenHash); err != nil {
			return err
		}
		s.EndsAt = at
		return tx.InsertSession(s)
	})
	return c
}

// ask is one request of the matrix; a stale version keeps writes from writing.
func (b *bodyBench) ask(p party, o Operation, id string) answer {
	b.t.Helper()
	b.peers++
	p.caller.peer = fmt.Sprintf("10.%d.%d.7", b.peers/250, b.peers%250)
	path := strings.NewReplacer(":id", id, ":list", "clients", ":scheme", "27001-2022", ":file", id+".ics").Replace(o.Path)
	cookie := p.caller.cookie
	defer func() { p.caller.cookie = cookie }() // whatever the answer does to it
	switch {
	case o.ID == "startImport":
		return p.caller.sendText(o.Method, path, "multipart/form-data; boundary=x",
			"--x\r\nContent-Disposition: form-data; name=\"dry_run\"\r\n\r\ntrue\r\n"+
				"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"clients.csv\"\r\n\r\nclient_no\n\r\n--x--\r\n")
	case o.ID == "removeHoliday":
		storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SaveHoliday("DE", domain.MustDate("2026-01-01"), "New Year") })
	case (o.ID == "signOut" || o.ID == "signIn") && p.email != "":
		p.caller.cookie = b.known(p.email).cookie // a session of its own to end
	}
	body := b.bodyOf(o.ID, p)
	if o.ID == "previewAmendment" { // the sites belong to the contract, whoever asks
		body.(object)["site_ids"] = b.row(b.t, "SELECT COALESCE((SELECT s.id FROM sites s JOIN contracts c ON c.client_id = s.client_id WHERE c.id = ? AND s.central), 'none')", 1, id)
	}
	return p.caller.send(o.Method, path+queries[o.ID], body, "If-Match", `"999999"`)
}

// objectOf is what an operation's address names: the ID of a thing that is the
// party's own or another's. "" when the address names none.
func (b *bodyBench) objectOf(o Operation, p party, foreign bool) string {
	b.t.Helper()
	named := kindIn.FindStringSubmatch(o.Path)
	if named == nil {
		return ""
	}
	has, person := p.own, p.person
	if foreign {
		has, person = p.foreign, b.off["auditors"]
		if p.column == "off" {
			person = b.team["auditors"]
		}
	}
	switch kind := named[1]; kind {
	case "absences":
		return b.absence(has["auditors"])
	case "interests":
		return b.interest(has["auditors"], has["clients"])
	case "risks":
		r, err := b.app.AddRisk(b.t.Context(), domain.SystemActor("command"), impartiality.Risk{Threat: "familiarity", Subject: "Six years",
			Level: "low", Safeguards: "Another lead", Owner: "Rita", ReviewDue: domain.DateOf(b.clock.Now(), time.UTC)})
		if err != nil {
			b.t.Fatal(err)
		}
		return string(r.ID)
	case "contacts":
		c := client.Contact{ID: b.app.NewID(), ClientID: domain.ID(has["clients"]), Name: "Kim", Role: client.Other, Email: "kim@client.example"}
		storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SaveContact(&c) })
		return string(c.ID)
	case "colleagues":
		return b.colleague(has["clients"])
	case "notices":
		return b.notice(has["clients"])
	case "amendments":
		return b.amendment(has["clients"], has["contracts"])
	case "feeds":
		if person == "" {
			person = b.off["auditors"]
		}
		id, token := b.feed(person)
		if o.ID == "getFeed" {
			return token
		}
		return id
	case "jobs":
		return b.row(b.t, "SELECT id FROM jobs WHERE kind = 'send_mail' AND state = 'pending' LIMIT 1", 1)[0]
	case "runs":
		return b.plannedRun()
	case "imports":
		run := app.ImportRun{ID: b.app.NewID(), State: "done", Report: []byte("[]"), Counts: []byte("[]"), StartedBy: "Pia", StartedAt: b.clock.Now()}
		storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SaveImportRun(run) })
		return string(run.ID)
	default:
		if has[kind] == "" {
			b.t.Fatalf("%s: nobody has any %s", o.Path, kind)
		}
		return has[kind]
	}
}

// notice is a change the client told, new each time.
func (b *bodyBench) notice(of string) string {
	n := client.Notice{ID: b.app.NewID(), ClientID: domain.ID(of), Kind: client.NoticeLegal, Text: "A new name", ToldAt: b.clock.Now()}
	n.No = string(n.ID)
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SaveNotice(&n) })
	return string(n.ID)
}

// amendment is one of the client's contract that came to nothing, new each time.
func (b *bodyBench) amendment(of, contract string) string {
	x := client.Amendment{ID: b.app.NewID(), ClientID: domain.ID(of), ContractID: domain.ID(contract), Revision: 2, State: client.AmendmentWithdrawn}
	storetest.Write(b.t, b.app.Store, func(tx app.Tx) error { return tx.SaveAmendment(&x) })
	return string(x.ID)
}

var kindIn = regexp.MustCompile(`/([a-z-]+)/:(?:id|file)`)

// cell is what an answer means in the table: its status, or ok for whatever
// only somebody who is let in can hear.
func cell(a answer) string {
	switch a.Status {
	case 200, 201, 202, 204, 304, 409, 412, 422:
		return "ok"
	}
	return fmt.Sprint(a.Status)
}

func TestAuthorisationMatrix(t *testing.T) {
	b := newBodyBench(t)
	table := expected(t)
	operations, err := Operations()
	if err != nil {
		t.Fatal(err)
	}
	parties := b.parties(t)
	cells := 0
	for _, o := range operations {
		if table[o.ID] == nil {
			t.Errorf("%s %s (%s) has no line in testdata/matrix.txt: who may do it?", o.Method, o.Path, o.ID)
			continue
		}
		for _, p := range parties {
			column := p.column
			if column == "reader" {
				column = "client"
				if o.public() {
					continue // as for anybody
				}
			}
			own, foreign, both := strings.Cut(table[o.ID][column], "/")
			if p.column == "reader" && !o.Reads {
				own, both = "403", false
			}
			if !both {
				foreign = own
			}
			mine := b.ask(p, o, b.objectOf(o, p, false))
			if cell(mine) != own {
				t.Errorf("%s, %s, own: %d, want %s: %.300s", o.ID, p.name, mine.Status, own, mine.Body)
			}
			cells++
			if kindIn.FindString(o.Path) == "" {
				continue
			}
			theirs, nothing := b.ask(p, o, b.objectOf(o, p, true)), b.ask(p, o, "nothing-like-this")
			cells += 2
			if cell(theirs) != foreign {
				t.Errorf("%s, %s, foreign: %d, want %s: %.300s", o.ID, p.name, theirs.Status, foreign, theirs.Body)
			}
			unknown := "404"
			if own == "401" || own == "403" && foreign == "403" {
				unknown = own
			}
			if cell(nothing) != unknown {
				t.Errorf("%s, %s, unknown: %d, want %s: %.300s", o.ID, p.name, nothing.Status, unknown, nothing.Body)
			}
			if x, y := anonymous(theirs), anonymous(nothing); theirs.Status == 404 && x != y {
				t.Errorf("%s, %s: a foreign one answers\n%s\nand one that is not there\n%s", o.ID, p.name, x, y)
			}
		}
		delete(table, o.ID)
	}
	for left := range table {
		t.Errorf("testdata/matrix.txt speaks of %s, which is no operation", left)
	}
	t.Logf("%d cells", cells)
}

var requestNumber = regexp.MustCompile(`"request_id":"[^"]*"`)

// anonymous is an answer but for its request's number.
func anonymous(a answer) string { return requestNumber.ReplaceAllString(a.Body, "") }

// queries are what an operation needs to be asked for.
var queries = map[string]string{
	"search": "?q=gmbh", "releaseBooking": "?reason=moved", "partAudits": "?reason=moved", "listCandidates": "?from=2026-06-01", "checkCertificate": "?number=X-1",
	"getPublicDocument": "?number=X-1&code=AAAA",
	"exportList":        "?as=csv", "listLedger": "?kind=client&object=none",
	"explainPlanned": "?audit=none", "getPlanUndo": "?acceptance=1", "listHolidays": "?calendar=DE&year=2027", "removeHoliday": "?calendar=DE&day=2026-01-01",
}

// bodyOf is a body that the operation takes, so that only the right to it is in question.
func (b *bodyBench) bodyOf(operation string, p party) any {
	clientID := p.own["clients"]
	application := object{"scheme_id": "27001-2022", "scope": "Hosting", "codes": []string{"IAF 33"}, "persons": 12, "site_ids": []string{p.own["sites"]}, "soa_version": "1"}
	if p.column != "client" && p.column != "reader" {
		application["client_id"] = clientID
	}
	b.peers++
	unique := fmt.Sprintf("x%d", b.peers)
	site := object{"name": "Branch", "city": "Berlin", "country": "DE", "time_zone": "Europe/Berlin", "lat": 52.5, "lon": 13.4, "persons": 3}
	person := object{"name": "New", "email": unique + "@body.example", "employment": "staff", "time_zone": "Europe/Berlin", "days_per_week": 5, "holiday_calendar": "DE", "home_lat": 52.5, "home_lon": 13.4, "languages": []string{"de"}}
	organisation := object{"legal_name": "New " + unique, "country": "DE", "contact_name": "N", "contact_email": unique + "@client.example"}
	permit := object{"scheme_id": "27001-2022", "role": "expert", "code": "IAF 1", "valid_from": "2026-01-01", "evidence": "file"}
	concern := object{"client_id": clientID, "kind": "family", "from": "2026-01-01", "note": "a cousin"}
	threat := object{"threat": "familiarity", "subject": "Six years", "level": "low", "safeguards": "Another lead", "owner": "Rita", "review_due": "2026-12-01"}
	amendment := object{"scope": "Hosting", "codes": []string{"IAF 33"}, "persons": 60, "site_ids": []string{p.own["sites"]}, "soa_version": "2", "why": "They grew"}
	bodies := map[string]any{
		"rehearseScheme":      object{"data": b.scheme()},
		"activateScheme":      object{"data": b.scheme(), "why": "The committee said so."},
		"signIn":              object{"email": b.a["email"], "password": demo.Password},
		"changePassword":      object{"current": demo.Password, "new": demo.Password},
		"demoSignIn":          object{"email": b.a["email"]},
		"createFirstAdmin":    object{"code": "x", "name": "Eve", "email": "eve@body.example", "password": "secret eve"},
		"createUser":          object{"name": "New", "email": unique + "@body.example", "password": "secret new", "roles": []string{"planner"}},
		"changeUser":          object{"name": "New", "roles": []string{"planner"}, "disabled": false},
		"changeSettings":      object{"name": "Northgate", "time_zone": "Europe/Berlin", "email": "office@northgate.example"},
		"createClient":        organisation,
		"changeClient":        organisation,
		"createSite":          site,
		"changeSite":          site,
		"createAuditor":       person,
		"changeAuditor":       person,
		"addAuthorisation":    permit,
		"changeAuthorisation": permit,
		"addAbsence":          object{"from": "2032-02-02", "to": "2032-02-03", "why": "leave"},
		"addInterest":         concern,
		"changeInterest":      concern,
		"createApplication":   application,
		"changeApplication":   application,
		"reviewApplication":   object{"accepted": true, "points": []object{{"point": "information", "answer": "yes"}}},
		"keepReview":          object{"points": []object{{"point": "scope", "answer": "no", "note": "Two sites are missing"}}},
		"requestInformation":  object{"text": "Which sites?"},
		"answerRequest":       object{"text": "Both."},
		"lapseApplication":    object{"reason": "no word from the client"},
		"declineOffer":        object{"reason": "too late"},
		"renewOffer":          object{},
		"proposeChange":       object{"kind": "cancellation", "grounds": "client_request", "facts": "they asked"},
		"takeBackChange":      object{"reason": "a mistake"},
		"withdrawOffer":       object{"reason": "a mistake"},
		"offerAmendment":      amendment,
		"previewAmendment":    amendment,
		"acceptAmendment":     object{"signed_by": "Carla Client"},
		"declineAmendment":    object{"reason": "too dear"},
		"withdrawAmendment":   object{"reason": "a mistake"},
		"tellChange":          object{"kind": "legal", "text": "We are a stock company now."},
		"previewNotice":       object{"kind": "headcount", "persons": 60},
		"resolveNotice":       object{"outcome": "no_effect", "reason": "A name only"},
		"offerContract":       object{},
		"computeAuditTime":    object{"scheme_id": "27001-2022", "persons": 40},
		"acceptContract":      object{"signed_by": "Carla Client"},
		"askOverride":         object{"days": 8, "reason": "Three places far apart"},
		"decideOverride":      object{"approved": true},
		"drawSites":           object{"occasion": "initial", "alike": true},
		"cancelAudit":         object{"reason": "the client gave up"},
		"joinAudits":          object{"with": []string{"other"}, "ability": 100, "justification": "one handbook"},
		"bookAudit":           object{"from": "2026-06-01", "to": "2026-06-02", "seats": []object{{"position_id": "lead", "person_id": b.team["auditors"]}}},
		"objectToBooking":     object{"reason": "not then"},
		"issueReport":         object{"summary": "All was seen.", "recommendation": "grant", "objectives_met": true, "audited_half_days": 4},
		"raiseFinding":        object{"grade": "minor", "requirement": "9.2", "statement": "No audit.", "evidence": "Plan."},
		"answerFinding":       object{"correction": "c", "cause": "c", "action": "a", "evidence": "e"},
		"judgeFinding":        object{"verdict": "accept_plan", "text": "Good."},
		"decide":              object{"outcome": "granted", "reasons": "complete", "password": demo.Password},
		"addHoliday":          object{"calendar": "DE", "day": "2026-01-01", "name": "New Year"},
		"addDeclaration":      object{"signed_by": b.row(b.t, "SELECT name FROM persons WHERE id = '"+p.own["auditors"]+"'", 1)[0], "on": "2026-05-11", "evidence": "file 7"},
		"addObservation":      object{"scheme_id": "27001-2022", "on": "2026-05-11", "observer_id": b.row(b.t, "SELECT person_id FROM users WHERE email = 'admin@northgate.example'", 1)[0], "outcome": "competent"},
		"addRisk":             threat,
		"reviewRisk":          threat,
		"chooseLetters":       object{"unwanted": []string{}},
		"acceptInvitation":    object{"token": "x", "password": demo.Password},
		"addContact":          object{"name": "Kim", "role": "invoice", "email": unique + "@client.example"},
		"changeContact":       object{"name": "Kim", "role": "invoice", "email": unique + "@client.example"},
		"inviteColleague":     object{"name": "Kim", "email": unique + "@client.example", "right": "read"},
		"changeColleague":     object{"right": "act", "ended": false},
		"startPlanRun":        object{"seconds": 1},
		"acceptPlanProposal":  object{},
		"foretellPlanLetters": object{},
		"changePlanPrices":    object{"values": object{"notice": 14}},
		"undoPlanAcceptance":  object{"acceptance": 1},
		"repairPlan":          object{"person_id": b.team["auditors"], "from": "2032-02-02", "to": "2032-02-03"},
		"createFeed":          object{"label": "phone", "privacy": "full"},
	}
	return bodies[operation]
}

// scheme is the data of a scheme as it is in force.
func (b *bodyBench) scheme() any {
	b.t.Helper()
	if b.data == nil {
		got := b.known("planner@northgate.example").send("GET", "/api/v1/schemes/27001-2022/versions", nil).want(200)
		var history struct{ Versions []struct{ Data any } }
		if err := json.Unmarshal([]byte(got.Body), &history); err != nil {
			b.t.Fatal(err)
		}
		b.data = history.Versions[0].Data
	}
	return b.data
}

// TestNobodySeesAnothersWords reads every list, object, search and download as
// a client, and looks for the other client's words, numbers and IDs in all that
// comes back.
func TestNobodySeesAnothersWords(t *testing.T) {
	b := newBodyBench(t)
	operations, err := Operations()
	if err != nil {
		t.Fatal(err)
	}
	mine, theirs := b.marks(t, b.a["clients"], wordA), b.marks(t, b.b["clients"], wordB)
	for _, p := range b.parties(t) {
		var hidden [][]string
		switch {
		case p.column == "off" || p.column == "public":
			hidden = [][]string{mine, theirs}
		case p.name == "client B":
			hidden = [][]string{mine}
		case p.column == "client" || p.column == "reader" || p.column == "team":
			hidden = [][]string{theirs}
		default:
			continue // staff see both
		}
		seen := 0
		look := func(a answer) {
			seen += len(a.Body)
			for _, words := range hidden {
				for _, w := range words {
					if strings.Contains(a.Body, w) && !strings.Contains(a.what, w) {
						t.Errorf("%s: %q stands in what %s answers: %.300s", p.name, w, a.what, a.Body)
						return
					}
				}
			}
		}
		for _, o := range operations {
			if o.Method != "GET" || o.ID == "getFeed" || o.ID == "checkCertificate" {
				continue // a feed's token and a certificate's number are the right to read
			}
			for _, foreign := range []bool{false, true} {
				look(b.ask(p, o, b.objectOf(o, p, foreign)))
			}
		}
		for _, path := range []string{
			"/api/v1/search?q=" + wordA, "/api/v1/search?q=" + wordB, "/api/v1/clients?size=200", "/api/v1/clients?q=" + wordA, "/api/v1/clients?q=" + wordB,
			"/api/v1/audits?size=200", "/api/v1/audits?client=" + b.a["clients"], "/api/v1/audits?client=" + b.b["clients"],
			"/api/v1/audits?auditor=" + b.team["auditors"] + "&size=200", "/api/v1/findings?size=200", "/api/v1/findings?client=" + b.b["clients"],
			"/api/v1/findings?audit=" + b.b["audits"], "/api/v1/findings?audit=" + b.a["audits"], "/api/v1/applications?client=" + b.b["clients"],
			"/api/v1/certificates?size=200", "/api/v1/certificates?q=" + wordB, "/api/v1/exports/clients", "/api/v1/exports/audits?as=xlsx",
			"/api/v1/ledger?kind=client&object=" + b.b["clients"], "/clients/" + b.b["clients"],
		} {
			look(p.caller.send("GET", path, nil))
		}
		if p.column != "public" && seen < 10_000 {
			t.Errorf("%s saw %d bytes in all: the test looks at nothing", p.name, seen)
		}
	}
	if planner := b.known("planner@northgate.example").send("GET", "/api/v1/search?q="+wordA, nil); !strings.Contains(planner.Body, wordA) {
		t.Errorf("the planner does not find the word either, so it marks nothing: %s", planner.Body)
	}
}

// marks are the words, numbers and IDs by which one would know a client's rows.
func (b *bodyBench) marks(t *testing.T, client, word string) []string {
	t.Helper()
	out := []string{word}
	for _, query := range []string{
		"SELECT id FROM clients WHERE id = ?", "SELECT id FROM sites WHERE client_id = ?", "SELECT id FROM applications WHERE client_id = ?",
		"SELECT id FROM contracts WHERE client_id = ?", "SELECT no FROM contracts WHERE client_id = ?", "SELECT id FROM programmes WHERE client_id = ?",
		"SELECT id FROM audits WHERE client_id = ?", "SELECT no FROM audits WHERE client_id = ?", "SELECT id FROM findings WHERE client_id = ?",
		"SELECT no FROM findings WHERE client_id = ?", "SELECT id FROM decision_files WHERE client_id = ?", "SELECT id FROM decisions WHERE client_id = ?",
		"SELECT id FROM certificates WHERE client_id = ?", "SELECT no FROM certificates WHERE client_id = ?", "SELECT email FROM users WHERE client_id = ?",
	} {
		rows, err := b.sql.Query(query, client)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var mark string
			if err := rows.Scan(&mark); err != nil {
				t.Fatal(err)
			}
			out = append(out, mark)
		}
		if err := rows.Err(); err != nil || len(out) < 2 {
			t.Fatalf("%s: %v", query, err)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
