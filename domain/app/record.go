package app

import (
	"encoding/json"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/ledger"
)

// Act is what a use case tells the ledger.
type Act struct {
	Verb     string // the use case
	Kind     string // of the object: audit, decision, certificate, …
	Object   domain.ID
	ClientID domain.ID
	Why      string
	Summary  string
	Findings []domain.Finding
	State    any // the object as it is after the act, as it is loaded again; nil when the act changes none
}

// record writes the act into the ledger, in the transaction of the act. Every
// use case that changes an object calls it once an object, after saving it. It
// is the last word on who may only read: they change nothing but their own account.
func (a *App) record(tx Tx, actor domain.Actor, at time.Time, act Act) error {
	if actor.ReadOnly && act.Object != actor.UserID {
		return ReadsOnly()
	}
	hash := ""
	if act.State != nil {
		var err error
		if hash, err = ledger.StateHash(act.State); err != nil {
			return err
		}
	}
	return tx.InsertEntry(ledger.Entry{
		ID: a.NewID(), At: at, Actor: actor.UserID, Person: actor.PersonID, Name: actor.Name, Via: actor.Via,
		RequestID: actor.RequestID, Verb: act.Verb, Kind: act.Kind, Object: act.Object, ClientID: act.ClientID,
		Why: act.Why, Summary: act.Summary, Findings: act.Findings, StateHash: hash,
	})
}

// job writes work to be done once the transaction has committed. The key says
// what makes the work this work: the same key twice is one job.
func (a *App) job(tx Tx, at time.Time, kind, key string, object domain.ID, body any, due time.Time) error {
	var raw json.RawMessage
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		raw = b
	}
	_, err := tx.InsertJob(Job{
		ID: a.NewID(), Kind: kind, Object: object, DedupeKey: key, Body: raw,
		DueAt: due, State: JobPending, CreatedAt: at,
	})
	return err
}
