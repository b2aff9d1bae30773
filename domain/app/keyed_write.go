package app

import (
	"context"
	"time"

	"github.com/certwright/certwright/domain"
)

// KeyedWrite is a request that carried an Idempotency-Key: done once, however
// often and from however many places at once it is sent.
type KeyedWrite struct {
	Key      string
	Actor    domain.ID
	BodyHash string
	State    KeyState
	Status   int    // of the answer
	Body     string // of the answer
	At       time.Time
}

// KeyState is how far the write of a key has come.
type KeyState string

const (
	KeyRunning  KeyState = "running"
	KeyEffected KeyState = "effected" // committed; its answer is not kept yet
	KeyAnswered KeyState = "answered"
)

const (
	// keyLasts is how long a request can be under way: longer than the server
	// lets any answer take. A key held longer was held by a process that died.
	keyLasts = 3 * time.Minute
	// keysKept is how long an answer can be had again: a program that was offline
	// over a night or a Sunday repeats itself, and after that a person looks.
	keysKept = 48 * time.Hour
)

// KeyTx keeps keyed writes.
type KeyTx interface {
	// TakeKey writes a running one; false when the actor's key exists.
	TakeKey(k KeyedWrite) (bool, error)
	KeyedWrite(key string, actor domain.ID) (KeyedWrite, error)
	// RetakeKey takes over one that is still running since the seen time; false
	// when it is not.
	RetakeKey(k KeyedWrite, seen time.Time) (bool, error)
	// NoteEffect says, in the transaction of the effect, that it was had; false
	// when the key is no longer held since k.At.
	NoteEffect(k KeyedWrite) (bool, error)
	KeepAnswer(k KeyedWrite) error
	// ReleaseKey forgets an unanswered one in one of the states.
	ReleaseKey(k KeyedWrite, states ...KeyState) error
	DeleteKeys(before time.Time) error
}

type keyedContext struct{}

// BeginKeyed takes a key for a request. When the request was answered before, it
// gives that answer; else the context under which the request is to run. A key
// of another request, or of one under way, is refused.
func (a *App) BeginKeyed(ctx context.Context, k KeyedWrite) (context.Context, KeyedWrite, error) {
	k.At, k.State = a.now().UTC().Truncate(time.Millisecond), KeyRunning
	err := a.Store.Write(ctx, func(tx Tx) error {
		mine, err := tx.TakeKey(k)
		if err != nil || mine {
			return err
		}
		have, err := tx.KeyedWrite(k.Key, k.Actor)
		switch {
		case err != nil:
			return err
		case have.BodyHash != k.BodyHash:
			return domain.E(domain.RuleViolated, "key_reused", "This Idempotency-Key was used for another request; take a new one.")
		case have.State == KeyAnswered:
			k = have
			return nil
		case have.State == KeyEffected && a.now().Sub(have.At) >= keyLasts:
			return domain.E(domain.Conflict, "answer_lost", "This request was carried out, but its answer was lost; look at what it changed before you send another.")
		case have.State == KeyRunning && k.At.Sub(have.At) >= keyLasts:
			if mine, err = tx.RetakeKey(k, have.At); err != nil || mine {
				return err
			}
		}
		return domain.E(domain.Conflict, "key_in_use", "The same request is under way; send it again in a moment for its answer.")
	})
	if err == nil && k.State == KeyRunning {
		ctx = context.WithValue(ctx, keyedContext{}, k)
	}
	return ctx, k, err
}

// EndKeyed keeps the answer of a request that succeeded. One that was refused
// may be sent again with the same key, unless something was committed first.
func (a *App) EndKeyed(ctx context.Context, k KeyedWrite, status int, body string) error {
	return a.Store.Write(ctx, func(tx Tx) error {
		switch {
		case status < 300:
			k.State, k.Status, k.Body = KeyAnswered, status, body
			return tx.KeepAnswer(k)
		case status < 500:
			return tx.ReleaseKey(k, KeyRunning, KeyEffected)
		}
		return tx.ReleaseKey(k, KeyRunning)
	})
}

// noteEffect marks the key of the request, if it has one, in the transaction
// that is about to commit: when the process dies next, nobody runs it again.
func noteEffect(ctx context.Context, tx Tx) error {
	k, keyed := ctx.Value(keyedContext{}).(KeyedWrite)
	if !keyed {
		return nil
	}
	held, err := tx.NoteEffect(k)
	if err == nil && !held {
		err = domain.E(domain.Conflict, "key_in_use", "This request took so long that it was begun again elsewhere.")
	}
	return err
}

// SweepKeys forgets answers nobody will ask for again.
func (a *App) SweepKeys(ctx context.Context) error {
	before := a.now().Add(-keysKept)
	return a.Store.Write(ctx, func(tx Tx) error { return tx.DeleteKeys(before) })
}
