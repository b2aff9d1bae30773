// Package ledger holds what the append-only record is made of: who did what,
// when, why, which rules were met, and what the thing looked like afterwards.
package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
)

// Entry is one line of the ledger. StateHash commits to the object after the
// act, so that a row changed by hand is found by `certwright verify`.
type Entry struct {
	ID        domain.ID        `json:"id"`
	At        time.Time        `json:"at"`
	Actor     domain.ID        `json:"actor"` // user; none for the system
	Person    domain.ID        `json:"person"`
	Name      string           `json:"name"`
	Via       string           `json:"via"`
	RequestID string           `json:"request_id"`
	Verb      string           `json:"verb"` // book_audit, decide, …: the use case
	Kind      string           `json:"kind"` // audit, decision, certificate, …
	Object    domain.ID        `json:"object"`
	Nth       int64            `json:"nth"` // of the entries about the object, from 1: the order of its writes
	ClientID  domain.ID        `json:"client_id"`
	Why       string           `json:"why"`
	Summary   string           `json:"summary"` // one line for people
	Findings  []domain.Finding `json:"findings"`
	StateHash string           `json:"state_hash"` // SHA-256 hex of the object's canonical JSON
}

// Canonical is the text that is stored and hashed: what is stored is what is
// proved, so nothing re-encodes it later.
func (e Entry) Canonical() (string, error) {
	e.At = e.At.UTC()
	b, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("ledger entry %s: %w", e.ID, err)
	}
	return string(b), nil
}

// StateHash is the hash of any object's canonical JSON: keys sorted, and what
// holds nothing (null, an empty list or object) left out, so that an object
// loaded again has the hash it had when it was saved.
func StateHash(object any) (string, error) {
	b, err := json.Marshal(object)
	if err != nil {
		return "", fmt.Errorf("state of %T: %w", object, err)
	}
	read := json.NewDecoder(bytes.NewReader(b))
	read.UseNumber()
	var plain any
	if err := read.Decode(&plain); err != nil {
		return "", fmt.Errorf("state of %T: %w", object, err)
	}
	if b, err = json.Marshal(full(plain)); err != nil {
		return "", fmt.Errorf("state of %T: %w", object, err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// full is a decoded JSON value without what holds nothing; nil when nothing is left.
func full(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if inner = full(inner); inner == nil {
				delete(v, key)
			} else {
				v[key] = inner
			}
		}
		if len(v) == 0 {
			return nil
		}
		return v
	case []any:
		for i := range v {
			v[i] = full(v[i])
		}
		if len(v) == 0 {
			return nil
		}
		return v
	}
	return v
}

// Head is a signed tree head: how many entries, their root, who vouches.
type Head struct {
	Size   int64
	Root   string // base64
	Signed string // the signed note
	At     time.Time
}
