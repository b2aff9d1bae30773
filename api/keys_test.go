package api

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/store/storetest"
)

func onEngines(t *testing.T, test func(t *testing.T, b *bench)) {
	storetest.Engines(t, func(t *testing.T, s app.Store) { test(t, benchOn(t, s)) })
}

func newClient(name string) object {
	return object{"legal_name": name, "country": "DE", "contact_name": "Carla", "contact_email": "c@organisation.example", "language": "de"}
}

// TestOneKeyIsOneEffect sends the same write from many places at the same
// moment: one client comes of it, and everybody hears of the same one.
func TestOneKeyIsOneEffect(t *testing.T) {
	onEngines(t, func(t *testing.T, b *bench) {
		paula := b.as("paula", "", domain.Planner)
		const senders = 16
		answers := make([]answer, senders)
		start := make(chan struct{})
		var group sync.WaitGroup
		for i := range senders {
			c := *paula // a browser of its own with the same session
			group.Go(func() {
				<-start
				answers[i] = c.send("POST", "/api/v1/clients", newClient("Northgate"), "Idempotency-Key", "key-12345")
			})
		}
		close(start)
		group.Wait()
		first := paula.send("POST", "/api/v1/clients", newClient("Northgate"), "Idempotency-Key", "key-12345").want(201, "Northgate")
		done := 0
		for _, a := range answers {
			switch a.Status {
			case 201:
				done++
				if a.Body != first.Body {
					t.Errorf("two answers: %s, %s", a.Body, first.Body)
				}
			default:
				a.want(409, `"code":"key_in_use"`)
				if a.Header.Get("Retry-After") == "" {
					t.Error("nothing says when to ask again")
				}
			}
		}
		if done == 0 {
			t.Error("nobody got through")
		}
		paula.send("GET", "/api/v1/clients", nil).want(200, `"total":1`)
	})
}

func TestAKeyBelongsToOneRequest(t *testing.T) {
	onEngines(t, func(t *testing.T, b *bench) {
		paula, peter := b.as("paula", "", domain.Planner), b.as("peter", "", domain.Planner)
		key := []string{"Idempotency-Key", "key-12345"}
		paula.send("POST", "/api/v1/clients", newClient("One"), key...).want(201)
		paula.send("POST", "/api/v1/clients", newClient("Two"), key...).want(422, `"code":"key_reused"`)
		peter.send("POST", "/api/v1/clients", newClient("Two"), key...).want(201, "Two")
		paula.send("GET", "/api/v1/clients", nil).want(200, `"total":2`)

		refused := newClient("Three")
		refused["no"] = "C-TAKEN"
		paula.send("POST", "/api/v1/clients", refused, "Idempotency-Key", "key-three").want(201)
		paula.send("POST", "/api/v1/clients", refused, "Idempotency-Key", "key-four").want(409)
		paula.send("POST", "/api/v1/clients", newClient("Four"), "Idempotency-Key", "key-four").want(201) // the refused try left the key free
	})
}

func TestAnswersAreForgottenInTime(t *testing.T) {
	b := newBench(t)
	paula := b.as("paula", "", domain.Planner)
	key := []string{"Idempotency-Key", "key-12345"}
	send := func() answer { return paula.send("POST", "/api/v1/clients", newClient("One"), key...).want(201) }
	first := send()
	b.clock.At = b.clock.At.Add(47 * time.Hour)
	if err := b.app.SweepKeys(t.Context()); err != nil {
		t.Fatal(err)
	}
	keys := 0
	look := func() {
		keys = 0
		storetest.Read(t, b.app.Store, func(tx app.Tx) error {
			if _, err := tx.KeyedWrite("key-12345", b.userID(t, "paula@body.example")); err == nil {
				keys = 1
			}
			return nil
		})
	}
	if look(); keys != 1 || first.Status != 201 {
		t.Error("the answer is gone too early")
	}
	b.clock.At = b.clock.At.Add(2 * time.Hour)
	if err := b.app.SweepKeys(t.Context()); err != nil {
		t.Fatal(err)
	}
	if look(); keys != 0 {
		t.Error("the answer is kept for ever")
	}
}

func (b *bench) userID(t *testing.T, email string) (id domain.ID) {
	storetest.Read(t, b.app.Store, func(tx app.Tx) error {
		u, err := tx.UserByEmail(email)
		id = u.ID
		return err
	})
	return id
}

// TestAKeyOutlivesItsProcess begins a keyed write whose process dies before and
// after its commit: the first is done again, the second is not.
func TestAKeyOutlivesItsProcess(t *testing.T) {
	onEngines(t, func(t *testing.T, b *bench) {
		under := map[string]context.Context{}
		begin := func(key string) (app.KeyedWrite, error) {
			ctx, k, err := b.app.BeginKeyed(t.Context(), app.KeyedWrite{Key: key, Actor: "u1", BodyHash: "h"})
			under[key] = ctx
			return k, err
		}
		for _, key := range []string{"before", "after"} {
			if _, err := begin(key); err != nil {
				t.Fatal(err)
			}
			ctx := under[key]
			if _, err := begin(key); domain.CodeOf(err) != "key_in_use" {
				t.Errorf("%s: a second one is let in: %v", key, err)
			}
			under[key] = ctx
		}
		system := domain.Actor{Name: "Paula", Roles: []domain.Role{domain.Planner}}
		one := client.Client{LegalName: "One", Country: "DE", ContactName: "C", ContactEmail: "c@organisation.example", Language: "de"}
		if _, err := b.app.CreateClient(under["after"], system, one); err != nil {
			t.Fatal(err)
		}
		old := under["before"]
		b.clock.At = b.clock.At.Add(3 * time.Minute)
		if k, err := begin("before"); err != nil || k.State != app.KeyRunning {
			t.Errorf("what never took effect is not done again: %v, %v", k, err)
		}
		if _, err := begin("after"); domain.CodeOf(err) != "answer_lost" {
			t.Errorf("what took effect gives %v", err)
		}
		if _, err := b.app.CreateClient(old, system, one); domain.CodeOf(err) != "key_in_use" {
			t.Errorf("the first process, not dead after all, has an effect as well: %v", err)
		}
	})
}
