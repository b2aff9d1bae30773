package store_test

import (
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/ledger"
	"github.com/certwright/certwright/internal/store"
	"github.com/certwright/certwright/internal/store/storetest"
)

// appendOnly names a column of each table whose rows are never changed.
var appendOnly = map[string]string{
	"decisions": "reasons", "file_sides": "side", "certificate_revisions": "document", "certificate_changes": "why",
	"ledger_entries": "text", "ledger_heads": "root",
}

// TestWhatIsWrittenStaysWritten tries to change and delete append-only rows
// through the application's own connection.
func TestWhatIsWrittenStaysWritten(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		oneOfEach(t, s)
		connection := s.(*store.Store)
		for table, column := range appendOnly {
			verbs := []string{"UPDATE " + table + " SET " + column + " = " + column + " || 'x'", "DELETE FROM " + table}
			if connection.Dialect() == "postgres" {
				verbs = append(verbs, "TRUNCATE "+table+" CASCADE")
			}
			for _, verb := range verbs {
				if err := connection.Exec(t.Context(), verb); domain.CodeOf(err) != "append_only" {
					t.Errorf("%s: %v", verb, err)
				}
			}
		}
		if err := connection.Exec(t.Context(), "UPDATE certificate_revisions SET file_hash = 'first'"); err != nil {
			t.Errorf("the hash of a document's file cannot be noted: %v", err)
		}
		if err := connection.Exec(t.Context(), "UPDATE certificate_revisions SET file_hash = 'second'"); domain.CodeOf(err) != "append_only" {
			t.Errorf("the hash of a document's file can be noted twice: %v", err)
		}
	})
}

func oneOfEach(t *testing.T, s app.Store) {
	t.Helper()
	a := storetest.SeedAgreed(t, s, "a")
	at := time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)
	f := decision.File{ID: "f", No: "F1", Kind: "initial", ProgrammeID: a.Programme.ID, ClientID: a.Client.ID, ContractID: a.Contract.ID, State: decision.FileOpen, OpenedAt: at}
	c := certificate.Certificate{ID: "c", No: "1", ClientID: a.Client.ID, ContractID: a.Contract.ID, ProgrammeID: a.Programme.ID, State: certificate.Valid}
	for _, step := range []func(tx app.Tx) error{
		func(tx app.Tx) error { return tx.SaveFile(&f) },
		func(tx app.Tx) error { return tx.TakeSide(f.ID, a.Auditor.ID, decision.AuditSide, "lead") },
		func(tx app.Tx) error {
			return tx.InsertDecision(decision.Decision{ID: "d", FileID: f.ID, ClientID: a.Client.ID, ProgrammeID: a.Programme.ID, DecidedBy: a.Auditor.ID, DecidedAt: at})
		},
		func(tx app.Tx) error { return tx.SaveCertificate(&c) },
		func(tx app.Tx) error {
			return tx.InsertRevision(certificate.Revision{ID: "r", CertificateID: c.ID, Number: 1, DecisionID: "d", IssuedAt: at})
		},
		func(tx app.Tx) error {
			return tx.InsertChange(certificate.Change{ID: "s", CertificateID: c.ID, At: at})
		},
		func(tx app.Tx) error {
			return tx.InsertEntry(ledger.Entry{ID: "e", At: at, Kind: "client", Object: a.Client.ID})
		},
		func(tx app.Tx) error { return tx.InsertHead(ledger.Head{Size: 1, At: at}) },
	} {
		storetest.Write(t, s, step)
	}
}
