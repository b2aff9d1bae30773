package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/seal"
	"github.com/certwright/certwright/internal/store/storetest"
)

// reviewed gives the bench keys, documents and a reviewer who may decide.
func (r *roadBench) reviewed() *caller {
	r.t.Helper()
	file, err := seal.Generate("Body of the tests", "body.example/ledger", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		r.t.Fatal(err)
	}
	keys, err := seal.Parse(file)
	if err != nil {
		r.t.Fatal(err)
	}
	r.app.Seals, r.app.Tree, r.app.Documents, r.app.Post = keys, merkle.Tree{}, pdf.Documents{Issuer: "Body"}, nowhere{}
	storetest.Write(r.t, r.app.Store, func(tx app.Tx) error {
		return tx.SaveSettings(`{"name":"Body of the tests","address":"Prüfweg 1, Berlin","mark":"TEST-01","time_zone":"Europe/Berlin","email":"office@body.example"}`, 0)
	})
	rita := r.account("rita", "", domain.Reviewer)
	permit := auditor.Authorisation{ID: "permit-rita", PersonID: rita.PersonID, SchemeID: "27001-2022", Role: "reviewer", Code: "IAF 33",
		Valid: domain.Period{From: domain.MustDate("2020-01-01")}}
	storetest.Write(r.t, r.app.Store, func(tx app.Tx) error { return tx.SaveAuthorisation(&permit) })
	c := r.visitor()
	r.signIn(c, "rita")
	return c
}

type nowhere struct{}

func (nowhere) Send(context.Context, app.Letter) error { return nil }

// leadAsReviewer is a second account of the lead auditor, with the reviewer's role.
func (r *roadBench) leadAsReviewer() *caller {
	r.t.Helper()
	if _, err := r.app.CreateUser(r.t.Context(), domain.SystemActor("command"), app.NewUser{Name: "Other Me", Email: "other@body.example",
		Password: "secret other", Roles: []domain.Role{domain.Reviewer}, PersonID: r.base.Auditor.ID}); err != nil {
		r.t.Fatal(err)
	}
	c := r.visitor()
	r.signIn(c, "other")
	return c
}

func TestADecisionOverHTTP(t *testing.T) {
	r := newRoadBench(t)
	r.walked()
	rita, other := r.reviewed(), r.leadAsReviewer()

	queue := rita.send("GET", "/api/v1/decision-files?mine=true", nil).want(200, `"total":1`, `"may_decide":true`, `"not_mine":[]`, `"kind":"initial"`)
	id := strings.Split(strings.Split(queue.Body, `"id":"`)[1], `"`)[0]
	at := "/api/v1/decision-files/" + id
	other.send("GET", "/api/v1/decision-files?mine=true", nil).want(200, `"total":0`, `"rule":"decision.independence"`, `"count":1`)
	r.customer.send("GET", at, nil).want(403)
	r.lead.send("GET", at, nil).want(403)
	f := rita.send("GET", at, nil).want(200, `"rule":"decision.readiness"`, `"evidence_kind":"audit"`, `"evidence_kind":"finding"`,
		`"recommendation":"grant"`, `"outcomes":["granted","refused"]`, `"expiry":"2029-07-05"`, `"standard":"ISO/IEC 27001:2022"`)

	yes := func(password string) object {
		return object{"outcome": "granted", "reasons": "The file is complete.", "password": password}
	}
	other.send("POST", at+"/decision", yes("secret other"), seen(f, "file.version")...).
		want(422, `"code":"may_not_decide"`, `"rule":"decision.independence"`)
	r.planner.send("POST", at+"/decision", yes("secret paula"), seen(f, "file.version")...).want(403)
	rita.send("POST", at+"/decision", yes("guessed"), seen(f, "file.version")...).want(403, `"code":"wrong_password"`)
	rita.send("POST", at+"/decision", yes("secret rita"), "If-Match", `"99"`).want(412)
	rita.send("POST", at+"/decision", yes("secret rita")).want(400, "If-Match")
	d := rita.send("POST", at+"/decision", yes("secret rita"), seen(f, "file.version")...).
		want(201, `"meaning":"I decide to grant certification."`, `"decided_by_name":"rita"`, `"decided_on":"2026-07-06"`, `"signature":"`).
		without("secret rita")
	rita.send("POST", at+"/decision", yes("secret rita"), seen(f, "file.version")...).want(409, `"code":"already_decided"`)
	rita.send("GET", at, nil).want(200, `"state":"decided"`, `"file_hash":"`+d.field("file_hash"))
	r.certified(rita, d)
}

// certified looks at what the decision issued, in every role.
func (r *roadBench) certified(rita *caller, d answer) {
	r.t.Helper()
	certificate := "/api/v1/certificates/" + d.field("certificate_id")
	r.customer.send("GET", certificate+"/pdf", nil).want(503, `"code":"not_made_yet"`)
	jobs, err := r.app.TakeJobs(r.t.Context(), r.clock.Now(), time.Time{}, 100)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, j := range jobs {
		if j.Kind == "render_certificate" {
			err = r.app.RenderCertificate(r.t.Context(), j)
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
	pdf := r.customer.send("GET", certificate+"/pdf", nil).want(200, "%PDF-")
	if got := pdf.Header.Get("Content-Disposition"); got != `attachment; filename="certificate-27001-00001-revision-1.pdf"` {
		r.t.Errorf("the file comes as %s", got)
	}
	r.nobody.send("GET", certificate, nil).want(404)
	r.nobody.send("GET", certificate+"/pdf", nil).want(404)
	r.lead.send("GET", certificate, nil).want(200, `"pdf_ready":true`)
	c := r.customer.send("GET", certificate, nil).want(200, `"state":"valid"`, `"from":"draft"`, `"step":"certificate"`, "Hosting of payroll software")
	r.customer.send("GET", "/api/v1/certificates", nil).want(200, `"total":1`)
	r.nobody.send("GET", "/api/v1/certificates", nil).want(200, `"total":0`)

	address, err := url.Parse(c.field("check_url"))
	if err != nil {
		r.t.Fatal(err)
	}
	visitor := r.visitor()
	visitor.send("GET", "/api/v1/public/check?"+address.RawQuery, nil).
		want(200, `"verdict":"genuine"`, `"client_name":"Organisation a GmbH"`, `"title":"Surveillance 1"`, `"soa_version":"3.1"`)
	visitor.send("GET", "/api/v1/public/check?number=27001-00001", nil).want(200, `"verdict":"number_only"`)
	visitor.send("GET", "/api/v1/public/check?number=27001-00001&code=AAAA", nil).want(200, `"verdict":"altered"`).without("Organisation")
	visitor.send("GET", "/api/v1/public/check?number=27001-77777", nil).want(200, `"verdict":"never_issued"`)
	visitor.send("GET", "/api/v1/public/check", nil).want(400)
	r.handedOut(visitor, address.RawQuery, pdf)
	r.clock.At = r.clock.At.Add(time.Minute)
	for range checksPerMinute {
		visitor.send("GET", "/api/v1/public/check?number=x", nil)
	}
	visitor.send("GET", "/api/v1/public/check?number=x", nil).want(429)

	visitor.send("GET", "/api/v1/public/document?"+address.RawQuery, nil).want(429)
	visitor.send("GET", "/api/v1/public/ledger-head", nil).want(200, `"signed":"body.example/ledger\n`, `"key":"body.example/ledger+`)
	rita.send("GET", "/api/v1/ledger?kind=certificate&object="+d.field("certificate_id"), nil).want(200, `"verb":"issue_certificate"`, `"name":"rita"`)
	admin := r.as("adam", "", domain.Admin)
	admin.send("GET", "/api/v1/jobs?kind=remind_audit", nil).want(200, `"total":9`, `"state":"pending"`)
	admin.send("POST", "/api/v1/jobs/none/retry", nil).want(404)
	r.planner.send("GET", "/api/v1/mails?q=certificate", nil).want(200, "Your certificate 27001-00001")
}

// handedOut takes the file and the proof as the public gets them, and holds them
// against what they are worth: the file's hash, the ledger's public key.
func (r *roadBench) handedOut(visitor *caller, query string, pdf answer) {
	r.t.Helper()
	check := "/api/v1/public/check?" + query
	visitor.send("GET", check, nil).want(200).without(`"proof"`) // nothing is proved before the ledger took it in
	if err := r.app.Sequence(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	var v struct {
		Proof       string `json:"proof"`
		FileHash    string `json:"file_hash"`
		ContentHash string `json:"content_hash"`
		CheckCode   string `json:"check_code"`
	}
	if err := json.Unmarshal([]byte(visitor.send("GET", check, nil).want(200).Body), &v); err != nil {
		r.t.Fatal(err)
	}
	file := visitor.send("GET", "/api/v1/public/document?"+query, nil).want(200, "%PDF-")
	sum := sha256.Sum256([]byte(file.Body))
	if file.Body != pdf.Body || hex.EncodeToString(sum[:]) != v.FileHash || file.Header.Get("Repr-Digest") != "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":" {
		r.t.Errorf("the file handed out is another one, or its hash is: %s, %s", v.FileHash, file.Header.Get("Repr-Digest"))
	}
	visitor.send("GET", "/api/v1/public/check?sha256="+v.FileHash, nil).want(200, `"verdict":"genuine"`, v.CheckCode)
	sum = sha256.Sum256([]byte(strings.Replace(file.Body, "a", "b", 1)))
	visitor.send("GET", "/api/v1/public/check?sha256="+hex.EncodeToString(sum[:]), nil).want(200, `"verdict":"never_issued"`).without("proof")
	wrong := visitor.send("GET", "/api/v1/public/document?number=27001-00001&code=AAAA", nil).want(404, `"code":"not_found"`)
	none := visitor.send("GET", "/api/v1/public/document?number=27001-77777&code=AAAA", nil).want(404)
	if anonymous(wrong) != anonymous(none) {
		r.t.Errorf("a wrong code is told from an unknown number: %s, %s", wrong.Body, none.Body)
	}
	visitor.send("GET", "/api/v1/public/document?number=27001-00001", nil).want(400, `"field":"code"`)

	proof, err := merkle.ParseProof(v.Proof)
	if err != nil {
		r.t.Fatal(err)
	}
	if _, err := proof.Check(r.app.Seals.HeadKey()); err != nil || !strings.Contains(string(proof.Entry), v.ContentHash) {
		r.t.Errorf("the proof does not hold, or proves something else: %v, %s", err, proof.Entry)
	}
	proof.Entry = []byte(strings.Replace(string(proof.Entry), v.ContentHash[:8], "00000000", 1))
	if _, err := proof.Check(r.app.Seals.HeadKey()); err == nil {
		r.t.Error("the proof holds for another entry too")
	}
}
