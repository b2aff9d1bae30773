package storetest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
)

// seedFile keeps a decision file on one audit.
func seedFile(t *testing.T, s app.Store, name string) (Agreed, decision.File) {
	t.Helper()
	a := SeedAgreed(t, s, name)
	x := audit.Audit{
		ID: domain.ID("audit-" + name), No: "K-" + name + "-S2", ClientID: a.Client.ID, ContractID: a.Contract.ID,
		ProgrammeIDs: []domain.ID{a.Programme.ID}, SchemeID: a.Scheme.ID, Type: audit.Stage2, SiteID: a.Site.ID,
		State: audit.Owed, Dates: audit.Open, ChangedAt: noon,
	}
	var f decision.File
	Fill(t, &f, map[string]any{
		"ID": "file-" + name, "Version": 0, "ProgrammeID": a.Programme.ID, "ClientID": a.Client.ID, "ContractID": a.Contract.ID,
		"AuditIDs": []domain.ID{x.ID}, "State": "open",
	})
	Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
	RoundTrip(t, s, &f, app.Tx.SaveFile, func(tx app.Tx) (decision.File, error) { return tx.File(f.ID) })
	return a, f
}

func seedDecision(t *testing.T, s app.Store, a Agreed, f decision.File) decision.Decision {
	t.Helper()
	var d decision.Decision
	Fill(t, &d, map[string]any{"FileID": f.ID, "ClientID": a.Client.ID, "ProgrammeID": a.Programme.ID, "DecidedBy": a.Auditor.ID})
	RoundTrip(t, s, &d, func(tx app.Tx, d *decision.Decision) error { return tx.InsertDecision(*d) },
		func(tx app.Tx) (decision.Decision, error) { return tx.Decision(d.ID) })
	return d
}

func TestDecisionsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a, f := seedFile(t, s, "a")
		f.CertificateID, f.DueOn = "", 0
		RoundTrip(t, s, &f, app.Tx.SaveFile, func(tx app.Tx) (decision.File, error) {
			list, err := tx.FilesOfAudit(f.AuditIDs[0])
			return only(t, list), err
		})
		d := seedDecision(t, s, a, f)
		twin := d
		twin.ID = "twin"
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.InsertDecision(twin) })
		Read(t, s, func(tx app.Tx) error {
			byFile, err := tx.DecisionOfFile(f.ID)
			Same(t, byFile, d)
			if byFile.Canonical() != d.Canonical() {
				t.Error("what was signed is not what is loaded")
			}
			list, listErr := tx.FileList(app.List{Query: "ORGANISATION", Filter: map[string]string{"state": "open"}, Only: a.Client.ID})
			if list.Total != 1 || len(list.Rows) != 1 {
				t.Fatalf("the list is %+v", list)
			}
			Same(t, list.Rows[0], app.FileRow{File: f, ClientNo: a.Client.No, ClientName: a.Client.LegalName, SchemeID: a.Scheme.ID})
			foreign, foreignErr := tx.FileList(app.List{Only: "another"})
			if foreign.Total != 0 {
				t.Error("another client sees the file")
			}
			return firstOf(err, listErr, foreignErr)
		})
	})
}

func TestCertificatesRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a, f := seedFile(t, s, "a")
		d := seedDecision(t, s, a, f)
		var c certificate.Certificate
		Fill(t, &c, map[string]any{
			"Version": 0, "ClientID": a.Client.ID, "ContractID": a.Contract.ID, "ProgrammeID": a.Programme.ID, "SchemeID": a.Scheme.ID, "State": "valid",
		})
		RoundTrip(t, s, &c, app.Tx.SaveCertificate, func(tx app.Tx) (certificate.Certificate, error) { return tx.CertificateByNo(c.No) })
		c.CheckCode, c.Imported = "", false
		RoundTrip(t, s, &c, app.Tx.SaveCertificate, func(tx app.Tx) (certificate.Certificate, error) { return tx.Certificate(c.ID) })
		var r certificate.Revision
		Fill(t, &r, map[string]any{"CertificateID": c.ID, "DecisionID": d.ID, "FileHash": ""})
		insert := func(tx app.Tx, r *certificate.Revision) error { return tx.InsertRevision(*r) }
		RoundTrip(t, s, &r, insert, func(tx app.Tx) (certificate.Revision, error) { return tx.Revision(r.ID) })
		Refused(t, s, domain.Unknown, func(tx app.Tx) error { _, err := tx.RevisionByFileHash(""); return err })
		for range 2 { // the same file twice is once
			Write(t, s, func(tx app.Tx) error { return tx.SetFileHash(r.ID, "hash") })
		}
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SetFileHash(r.ID, "another") })
		var step certificate.Change
		Fill(t, &step, map[string]any{"CertificateID": c.ID})
		RoundTrip(t, s, &step, func(tx app.Tx, x *certificate.Change) error { return tx.InsertChange(*x) },
			func(tx app.Tx) (certificate.Change, error) {
				list, err := tx.Changes(c.ID)
				return only(t, list), err
			})
		second := c
		second.ID, second.No, second.Version = "second", "second", 0
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveCertificate(&second) }) // one live certificate a contract
		Read(t, s, func(tx app.Tx) error {
			byHash, err := tx.RevisionByFileHash("hash")
			if byHash.ID != r.ID {
				t.Errorf("by its file's hash stands %+v", byHash)
			}
			before, beforeErr := tx.ExpiredBy(c.Expiry)
			after, afterErr := tx.ExpiredBy(c.Expiry.AddDays(1))
			if len(before) != 0 || len(after) != 1 {
				t.Errorf("expired on its last day: %d, the day after: %d", len(before), len(after))
			}
			list, listErr := tx.CertificateList(app.List{Filter: map[string]string{"expires_before": c.Expiry.AddDays(1).String(), "state": "valid"}})
			if list.Total != 1 {
				t.Fatalf("the list is %+v", list)
			}
			Same(t, list.Rows[0], app.CertificateRow{Certificate: c, ClientName: a.Client.LegalName})
			_, wrong := tx.CertificateList(app.List{Filter: map[string]string{"colour": "red"}})
			if domain.KindOf(wrong) != domain.Invalid {
				t.Errorf("an unknown filter gives %v", wrong)
			}
			return firstOf(err, beforeErr, afterErr, listErr)
		})
	})
}

// TestAPersonStandsOnOneSide lets a person join the audits and decide at the same
// moment, over and over: one of the two is refused each time.
func TestAPersonStandsOnOneSide(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a, f := seedFile(t, s, "a")
		for round := range 20 {
			who := domain.ID(fmt.Sprintf("person-%d", round))
			p := a.Auditor
			p.ID, p.No, p.Email, p.Version = who, string(who), string(who)+"@body.example", 0
			Write(t, s, func(tx app.Tx) error { return tx.SaveAuditor(&p) })
			var won atomic.Int64
			var both sync.WaitGroup
			for _, side := range []decision.Side{decision.AuditSide, decision.DecisionSide} {
				both.Go(func() {
					err := s.Write(context.Background(), func(tx app.Tx) error { return tx.TakeSide(f.ID, who, side, "why") })
					switch {
					case err == nil:
						won.Add(1)
					case domain.CodeOf(err) != "wrong_side":
						t.Errorf("the loser got %v", err)
					}
				})
			}
			both.Wait()
			if won.Load() != 1 {
				t.Fatalf("in round %d %d sides were taken", round, won.Load())
			}
		}
		Write(t, s, func(tx app.Tx) error {
			sides, err := tx.Sides(f.ID)
			if len(sides) != 20 {
				t.Errorf("%d sides are kept", len(sides))
			}
			return firstOf(err, tx.TakeSide(f.ID, "person-1", sides["person-1"], "again"))
		})
	})
}
