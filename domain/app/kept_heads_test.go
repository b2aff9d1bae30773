package app_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/headbook"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/store/storetest"
)

// books is an installation whose heads are kept in a file; another database put
// under it is another Store with the same keys, file and name.
func books(t *testing.T, s app.Store, path string) *app.App {
	t.Helper()
	a, _ := storetest.App(s)
	k, err := keys()
	if err != nil {
		t.Fatal(err)
	}
	a.Seals, a.Tree, a.Heads = k, merkle.Tree{}, headbook.In(path)
	return a
}

var pia = domain.Actor{UserID: "u", Name: "Pia", Roles: []domain.Role{domain.Planner}}

func organisation(name string) client.Client {
	return client.Client{LegalName: name, Country: "DE", ContactName: "C", ContactEmail: "c@organisation.example", Language: "de"}
}

// acts writes some ledger entries and has them signed.
func acts(t *testing.T, a *app.App, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := a.CreateClient(t.Context(), pia, organisation(name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAnOlderOrOtherLedgerIsRefusedUntilItIsAccepted(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		path := filepath.Join(t.TempDir(), "heads.jsonl")
		first := books(t, s, path)
		acts(t, first, "One", "Two", "Three")
		acts(t, first, "Four")
		if err := first.CompareKeptHeads(t.Context()); err != nil {
			t.Fatalf("the ledger itself is refused: %v", err)
		}

		old := books(t, storetest.SQLite(t), path) // as restored from before all that
		if err := old.CompareKeptHeads(t.Context()); domain.CodeOf(err) != "older_ledger" {
			t.Errorf("an older ledger gives %v", err)
		}
		acts(t, books(t, old.Store, filepath.Join(t.TempDir(), "elsewhere")), "Five", "Six", "Seven", "Eight", "Nine")
		if err := old.CompareKeptHeads(t.Context()); domain.CodeOf(err) != "other_ledger" {
			t.Errorf("another ledger, longer than the kept one, gives %v", err)
		}
		if v, err := old.Verify(t.Context()); err != nil || !mentions(v.Faults, "kept outside the database") {
			t.Errorf("verify names %v, %v", v.Faults, err)
		}

		ctx, console := t.Context(), domain.SystemActor("command")
		if _, err := old.AcceptOlderLedger(ctx, console, " "); domain.KindOf(err) != domain.Invalid {
			t.Errorf("accepting without a reason gives %v", err)
		}
		if done, err := old.AcceptOlderLedger(ctx, console, "the array burned"); !done || err != nil {
			t.Fatalf("accepting gives %v, %v", done, err)
		}
		again := books(t, old.Store, path)
		if err := again.CompareKeptHeads(ctx); err != nil {
			t.Errorf("accepted, yet refused: %v", err)
		}
		entries, err := again.History(ctx, domain.Actor{Roles: []domain.Role{domain.Admin}}, "ledger", "ledger")
		if err != nil || len(entries) != 1 || entries[0].Why != "the array burned" || !strings.Contains(entries[0].Summary, "The head of 4 entries") {
			t.Errorf("the ledger says %+v, %v", entries, err)
		}
		if done, err := again.AcceptOlderLedger(ctx, console, "once more"); done || err != nil {
			t.Errorf("accepting what is right gives %v, %v", done, err)
		}
		if err := first.CompareKeptHeads(ctx); err == nil {
			t.Error("what was given up is taken again")
		}
	})
}

func mentions(faults []app.Fault, text string) bool {
	for _, f := range faults {
		if f.Kind == "ledger" && strings.Contains(f.What, text) {
			return true
		}
	}
	return false
}

func TestARunningProcessSignsNoShorterLedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heads.jsonl")
	a := books(t, storetest.SQLite(t), path)
	acts(t, a, "One", "Two")
	a.Store = storetest.SQLite(t) // restored under its feet
	if _, err := a.AcceptOlderLedger(t.Context(), domain.SystemActor("command"), ""); domain.KindOf(err) != domain.Invalid {
		t.Fatal(err)
	}
	if _, err := a.CreateClient(t.Context(), pia, organisation("Three")); err != nil {
		t.Fatal(err)
	}
	if err := a.Sequence(t.Context()); domain.CodeOf(err) != "older_ledger" {
		t.Errorf("a second history is signed: %v", err)
	}
}

// fullDisk takes no head while full.
type fullDisk struct {
	app.HeadBook
	full bool
}

func (d *fullDisk) Keep(h app.KeptHead) error {
	if d.full {
		return errors.New("no space left on device")
	}
	return d.HeadBook.Keep(h)
}

func TestAHeadThatCouldNotBeKeptIsKeptLater(t *testing.T) {
	a := books(t, storetest.SQLite(t), filepath.Join(t.TempDir(), "heads.jsonl"))
	disk := &fullDisk{HeadBook: a.Heads, full: true}
	a.Heads = disk
	if _, err := a.CreateClient(t.Context(), pia, organisation("One")); err != nil {
		t.Fatal(err)
	}
	if err := a.Sequence(t.Context()); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("a head that was not kept is passed over: %v", err)
	}
	disk.full = false
	if err := a.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	if kept, err := disk.Kept(); err != nil || len(kept) != 1 {
		t.Errorf("kept %v, %v", kept, err)
	}
}

func TestHeadsOfAnotherInstallationAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heads.jsonl")
	if err := headbook.In(path).Keep(app.KeptHead{Signed: "somebody else/ledger\n1\nAAAA\n\n— x y\n"}); err != nil {
		t.Fatal(err)
	}
	a := books(t, storetest.SQLite(t), path)
	if err := a.CompareKeptHeads(t.Context()); domain.CodeOf(err) != "foreign_heads" {
		t.Errorf("got %v", err)
	}
	if done, err := a.AcceptOlderLedger(t.Context(), domain.SystemActor("command"), "new keys"); !done || err != nil {
		t.Errorf("the way forward is barred: %v, %v", done, err)
	}
}
