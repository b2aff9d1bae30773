package store

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/ledger"
)

type entryRow struct {
	ID       string
	At       time.Time
	Verb     string
	Kind     string
	Object   string
	Nth      int64
	ClientID string
	Text     string
}

func (entryRow) TableName() string { return "ledger_entries" }

// domain reads the stored text, which is the entry; the columns only find it.
func (r entryRow) domain() (e ledger.Entry, err error) {
	if err = json.Unmarshal([]byte(r.Text), &e); err != nil {
		err = fmt.Errorf("ledger entry %s cannot be read: %w", r.ID, err)
	}
	return e, err
}

type waitingRow struct{ EntryID string }

func (waitingRow) TableName() string { return "ledger_waiting" }

type leafRow struct {
	Leaf    int64
	EntryID string
}

func (leafRow) TableName() string { return "ledger_leaves" }

type hashRow struct {
	Position int64
	Hash     string
}

func (hashRow) TableName() string { return "ledger_hashes" }

type headRow struct {
	Size   int64
	Root   string
	Signed string
	At     time.Time
}

func (headRow) TableName() string { return "ledger_heads" }
func (r headRow) domain() ledger.Head {
	return ledger.Head{Size: r.Size, Root: r.Root, Signed: r.Signed, At: r.At.UTC()}
}

// InsertEntry numbers the entry among those about its object. Whoever writes an
// object holds its row until the commit, so the numbers are the order of the
// writes, whatever the clocks of several processes say.
func (t *tx) InsertEntry(e ledger.Entry) error {
	err := t.db.Raw("SELECT COALESCE(MAX(nth), 0) + 1 FROM ledger_entries WHERE kind = ? AND object = ?", e.Kind, string(e.Object)).
		Scan(&e.Nth).Error
	if err != nil {
		return translate(err, "ledger entry")
	}
	text, err := e.Canonical()
	if err != nil {
		return err
	}
	row := entryRow{
		ID: string(e.ID), At: e.At.UTC(), Verb: e.Verb, Kind: e.Kind, Object: string(e.Object), Nth: e.Nth,
		ClientID: string(e.ClientID), Text: text,
	}
	if err := t.db.Create(&row).Error; err != nil {
		return translate(err, "ledger entry")
	}
	return translate(t.db.Create(&waitingRow{EntryID: string(e.ID)}).Error, "ledger entry")
}

func (t *tx) Entries(kind string, object domain.ID, limit int) ([]ledger.Entry, error) {
	var rows []entryRow
	err := t.db.Where("kind = ? AND object = ?", kind, string(object)).Order("nth DESC, at DESC, id DESC").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, translate(err, "ledger entry")
	}
	return entries(rows)
}

func entries(rows []entryRow) ([]ledger.Entry, error) {
	out := make([]ledger.Entry, len(rows))
	for i, r := range rows {
		e, err := r.domain()
		if err != nil {
			return nil, err
		}
		out[i] = e
	}
	return out, nil
}

func (t *tx) LatestEntries(afterKind string, afterObject domain.ID, limit int) ([]ledger.Entry, error) {
	var rows []entryRow
	err := t.db.Raw(`SELECT e.* FROM ledger_entries e
		WHERE (e.kind > @kind OR (e.kind = @kind AND e.object > @object))
		  AND NOT EXISTS (SELECT 1 FROM ledger_entries l WHERE l.kind = e.kind AND l.object = e.object
		    AND (l.nth > e.nth OR (l.nth = e.nth AND l.id > e.id)))
		ORDER BY e.kind, e.object LIMIT @limit`,
		map[string]any{"kind": afterKind, "object": string(afterObject), "limit": limit}).Scan(&rows).Error
	if err != nil {
		return nil, translate(err, "ledger entry")
	}
	return entries(rows)
}

func (t *tx) Unsequenced(limit int) ([]app.Stored, error) {
	return t.stored(`SELECT e.id, -1 AS leaf, e.text FROM ledger_waiting w JOIN ledger_entries e ON e.id = w.entry_id
		ORDER BY e.id LIMIT ?`, limit)
}

func (t *tx) Leaves(from int64, limit int) ([]app.Stored, error) {
	return t.stored(`SELECT e.id, l.leaf, e.text FROM ledger_leaves l JOIN ledger_entries e ON e.id = l.entry_id
		WHERE l.leaf >= ? ORDER BY l.leaf LIMIT ?`, from, limit)
}

func (t *tx) stored(query string, values ...any) ([]app.Stored, error) {
	var out []app.Stored
	err := t.db.Raw(query, values...).Scan(&out).Error
	return out, translate(err, "ledger entry")
}

func (t *tx) LeafOf(entry domain.ID) (int64, error) {
	r, err := first[leafRow](t, "ledger leaf", "entry_id", string(entry))
	return r.Leaf, err
}

func (t *tx) CountEntries() (entries, leaves, waiting int64, err error) {
	for _, c := range []struct {
		table string
		into  *int64
	}{{"ledger_entries", &entries}, {"ledger_leaves", &leaves}, {"ledger_waiting", &waiting}} {
		if err = t.db.Table(c.table).Count(c.into).Error; err != nil {
			return 0, 0, 0, translate(err, "ledger entry")
		}
	}
	return entries, leaves, waiting, nil
}

func (t *tx) Sequence(ids []domain.ID, first int64) error {
	if len(ids) == 0 {
		return nil
	}
	rows, done := make([]leafRow, len(ids)), make([]string, len(ids))
	for i, id := range ids {
		rows[i], done[i] = leafRow{Leaf: first + int64(i), EntryID: string(id)}, string(id)
	}
	if err := t.db.CreateInBatches(&rows, 200).Error; err != nil {
		return translate(err, "ledger leaf")
	}
	return translate(t.db.Where("entry_id IN ?", done).Delete(&waitingRow{}).Error, "ledger leaf")
}

func (t *tx) TreeHashes(indexes []int64) (map[int64][]byte, error) {
	var rows []hashRow
	if err := t.db.Where("position IN ?", indexes).Find(&rows).Error; err != nil {
		return nil, translate(err, "tree hash")
	}
	out := make(map[int64][]byte, len(rows))
	for _, r := range rows {
		// What is no hash any more is as good as gone: whoever needs it says so.
		if b, err := hex.DecodeString(r.Hash); err == nil {
			out[r.Position] = b
		}
	}
	return out, nil
}

func (t *tx) SaveTreeHashes(first int64, hashes [][]byte) error {
	rows := make([]hashRow, len(hashes))
	for i, h := range hashes {
		rows[i] = hashRow{Position: first + int64(i), Hash: hex.EncodeToString(h)}
	}
	if len(rows) == 0 {
		return nil
	}
	return translate(t.db.CreateInBatches(&rows, 200).Error, "tree hash")
}

func (t *tx) LatestHead() (ledger.Head, error) {
	var r headRow
	err := t.db.Order("size DESC").Limit(1).Take(&r).Error
	return r.domain(), translate(err, "ledger head")
}

func (t *tx) HeadOfSize(size int64) (ledger.Head, error) {
	r, err := first[headRow](t, "ledger head", "size", size)
	return r.domain(), err
}

func (t *tx) Heads(after int64, limit int) ([]ledger.Head, error) {
	return all[headRow](t.db.Where("size > ?", after).Order("size").Limit(limit), "ledger head")
}

func (t *tx) InsertHead(h ledger.Head) error {
	return translate(t.db.Create(&headRow{Size: h.Size, Root: h.Root, Signed: h.Signed, At: h.At.UTC()}).Error, "ledger head")
}

func (t *tx) Objects(kind string, after domain.ID, limit int) ([]domain.ID, error) {
	table, known := ledgered[kind]
	if !known {
		return nil, fmt.Errorf("%q is no kind of the ledger", kind)
	}
	var out []domain.ID
	err := t.db.Raw("SELECT id FROM "+table+" WHERE id > ? ORDER BY id LIMIT ?", string(after), limit).Scan(&out).Error
	return out, translate(err, kind)
}

// ledgered names the table of each kind of object that the ledger speaks of.
var ledgered = map[string]string{
	"client": "clients", "site": "sites", "contact": "contacts", "application": "applications", "contract": "contracts", "programme": "programmes",
	"audit": "audits", "finding": "findings", "decision_file": "decision_files", "decision": "decisions",
	"certificate": "certificates", "certificate_revision": "certificate_revisions", "auditor": "auditors", "authorisation": "authorisations", "interest": "interests", "user": "users",
	"risk": "risks", "observation": "observations", "declaration": "declarations", "plan_run": "plan_runs", "plan_prices": "plan_prices",
	"amendment": "amendments", "notice": "notices",
	"scheme": "(SELECT id || '@' || version AS id FROM schemes) AS versions",
}
