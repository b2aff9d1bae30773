package app_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/store/storetest"
)

var system = domain.SystemActor("command")

// house is an App on a store of its own, with one admin.
type house struct {
	*app.App
	clock *domain.FixedClock
	admin app.User
}

// onEngines runs a test on every engine with a fresh house.
func onEngines(t *testing.T, test func(t *testing.T, h house)) {
	storetest.Engines(t, func(t *testing.T, s app.Store) { test(t, newHouse(t, s)) })
}

func newHouse(t *testing.T, s app.Store) house {
	t.Helper()
	a, clock := storetest.App(s)
	h := house{App: a, clock: clock}
	h.admin = h.user(t, "admin", domain.Admin)
	return h
}

// user makes an account "<name>@body.example" with the password "secret <name>".
func (h house) user(t *testing.T, name string, roles ...domain.Role) app.User {
	t.Helper()
	u, err := h.CreateUser(t.Context(), system, app.NewUser{
		Name: name, Email: name + "@body.example", Password: "secret " + name, Roles: roles,
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func actorOf(u app.User) domain.Actor {
	return domain.Actor{UserID: u.ID, PersonID: u.PersonID, Name: u.Name, Roles: u.Roles, ClientID: u.ClientID, Via: "screen"}
}

func (h house) signIn(t *testing.T, email, password, address string) (string, error) {
	t.Helper()
	return h.SignIn(t.Context(), app.SignIn{Email: email, Password: password, Address: address, UserAgent: "test"})
}

func (h house) who(t *testing.T, token string) domain.Actor {
	t.Helper()
	actor, err := h.SessionActor(t.Context(), token, "r1")
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

func want(t *testing.T, err error, kind domain.Kind, code string) {
	t.Helper()
	if err == nil || domain.KindOf(err) != kind || domain.CodeOf(err) != code {
		t.Errorf("got %v, want %s (%s)", err, code, kind)
	}
}

func TestSignInAndOut(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		token, err := h.signIn(t, " Admin@Body.Example ", "secret admin", "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		second, err := h.signIn(t, "admin@body.example", "secret admin", "192.0.2.1")
		if err != nil || second == token || len(token) < 43 {
			t.Errorf("tokens %q and %q, %v", token, second, err)
		}
		if actor := h.who(t, token); actor.UserID != h.admin.ID || !actor.Is(domain.Admin) {
			t.Errorf("the token stands for %+v", actor)
		}
		if err := h.SignOut(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		if actor := h.who(t, token); actor.UserID != "" {
			t.Error("signed out, yet somebody")
		}
		if actor := h.who(t, second); actor.UserID == "" {
			t.Error("the other session ended too")
		}
	})
}

func TestFailedSignInsLookAlike(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		gone := h.user(t, "gone", domain.Planner)
		_, err := h.ChangeUser(t.Context(), actorOf(h.admin), app.UserChange{ID: gone.ID, Version: gone.Version, Name: gone.Name, Roles: gone.Roles, Disabled: true})
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]bool{}
		for _, c := range [][2]string{{"admin@body.example", "wrong"}, {"nobody@body.example", "wrong"}, {"gone@body.example", "secret gone"}} {
			_, err := h.signIn(t, c[0], c[1], "192.0.2.1")
			want(t, err, domain.Forbidden, "wrong_credentials")
			texts[err.Error()] = true
		}
		if len(texts) != 1 {
			t.Errorf("the answers differ: %v", texts)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		began := h.clock.At
		token, err := h.signIn(t, "admin@body.example", "secret admin", "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		idle, err := h.signIn(t, "admin@body.example", "secret admin", "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		for at := began; at.Before(began.Add(app.MaxLife)); at = at.Add(app.IdleLife - time.Minute) {
			h.clock.At = at
			if h.who(t, token).UserID == "" {
				t.Fatalf("a session in use ended after %s", at.Sub(began))
			}
		}
		if h.who(t, idle).UserID != "" {
			t.Error("an idle session lives")
		}
		h.clock.At = began.Add(app.MaxLife + time.Second)
		if h.who(t, token).UserID != "" {
			t.Error("a session outlives its absolute end")
		}
		if err := h.SweepSessions(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestRemovedRoleAndDisabledAccountCountAtOnce(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		u := h.user(t, "paula", domain.Planner, domain.Reviewer)
		token, err := h.signIn(t, u.Email, "secret paula", "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		change := app.UserChange{ID: u.ID, Version: u.Version, Name: u.Name, Roles: []domain.Role{domain.Planner}}
		if u, err = h.ChangeUser(t.Context(), actorOf(h.admin), change); err != nil {
			t.Fatal(err)
		}
		if actor := h.who(t, token); actor.Is(domain.Reviewer) || !actor.Is(domain.Planner) {
			t.Errorf("roles are %v", actor.Roles)
		}
		change.Version, change.Disabled = u.Version, true
		if _, err = h.ChangeUser(t.Context(), actorOf(h.admin), change); err != nil {
			t.Fatal(err)
		}
		if h.who(t, token).UserID != "" {
			t.Error("a disabled account is still signed in")
		}
	})
}

// TestGuessesAnHour counts what an attacker with any number of addresses gets:
// guesses without pause for an hour, at one account.
func TestGuessesAnHour(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		if _, err := h.signIn(t, "admin@body.example", "secret admin", "198.51.100.9"); err != nil {
			t.Fatal(err) // the owner's usual address
		}
		taken := 0
		end := h.clock.At.Add(time.Hour)
		for n := 0; h.clock.At.Before(end); h.clock.At = h.clock.At.Add(20 * time.Second) {
			for range 3 {
				n++
				_, err := h.signIn(t, "admin@body.example", "guess", fmt.Sprintf("203.0.113.%d", n%250))
				if domain.KindOf(err) == domain.Forbidden {
					taken++
				}
			}
			_, err := h.signIn(t, "admin@body.example", "guess", "198.51.100.9") // even from the owner's own network
			if domain.KindOf(err) == domain.Forbidden {
				taken++
			}
		}
		if taken > 100 || taken < 50 {
			t.Errorf("%d guesses in an hour", taken)
		}
	})
}

func TestStrangersCannotKeepTheOwnerOut(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		if _, err := h.signIn(t, "admin@body.example", "secret admin", "198.51.100.9"); err != nil {
			t.Fatal(err)
		}
		for n := range 40 {
			_, _ = h.signIn(t, "admin@body.example", "guess", fmt.Sprintf("203.0.113.%d", n))
		}
		_, err := h.signIn(t, "admin@body.example", "secret admin", "203.0.113.99")
		want(t, err, domain.TooMany, "too_many_attempts")
		if _, err := h.signIn(t, "admin@body.example", "secret admin", "198.51.100.9"); err != nil {
			t.Errorf("the owner at the usual address: %v", err)
		}
		h.clock.At = h.clock.At.Add(2 * time.Minute)
		if _, err := h.signIn(t, "admin@body.example", "secret admin", "203.0.113.99"); err != nil {
			t.Errorf("once the guessing stops the owner gets in from anywhere: %v", err)
		}
	})
}

func TestGuessesFromOneAddress(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		var last error
		for n := range 40 { // another account each time, from one IPv6 subscriber
			_, last = h.signIn(t, fmt.Sprintf("user%d@body.example", n), "guess", fmt.Sprintf("2001:db8:1:2::%x", n))
		}
		want(t, last, domain.TooMany, "too_many_attempts")
		_, err := h.signIn(t, "admin@body.example", "secret admin", "2001:db8:1:3::1")
		if err != nil {
			t.Errorf("the neighbour: %v", err)
		}
	})
}

func TestGuessesAtOnceAreCounted(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		var compared atomic.Int64
		var all sync.WaitGroup
		for n := range 40 {
			all.Go(func() {
				_, err := h.SignIn(t.Context(), app.SignIn{Email: "admin@body.example", Password: "guess", Address: fmt.Sprintf("203.0.113.%d", n)})
				if domain.KindOf(err) == domain.Forbidden {
					compared.Add(1)
				}
			})
		}
		all.Wait()
		if n := compared.Load(); n != 10 {
			t.Errorf("%d of 40 guesses at once were compared, want 10", n)
		}
	})
}

func TestChangePassword(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		mine, _ := h.signIn(t, "admin@body.example", "secret admin", "192.0.2.1")
		other, _ := h.signIn(t, "admin@body.example", "secret admin", "192.0.2.2")
		actor := h.who(t, mine)
		want(t, h.ChangePassword(t.Context(), actor, mine, "wrong", "new secret"), domain.Forbidden, "wrong_password")
		want(t, h.ChangePassword(t.Context(), actor, mine, "secret admin", "abc"), domain.Invalid, "invalid_input")
		if err := h.ChangePassword(t.Context(), actor, mine, "secret admin", "new secret"); err != nil {
			t.Fatal(err)
		}
		if h.who(t, mine).UserID == "" || h.who(t, other).UserID != "" {
			t.Error("the session that changed it stays, the others end")
		}
		_, err := h.signIn(t, "admin@body.example", "secret admin", "192.0.2.1")
		want(t, err, domain.Forbidden, "wrong_credentials")
		if _, err := h.signIn(t, "admin@body.example", "new secret", "192.0.2.1"); err != nil {
			t.Error(err)
		}
	})
}

func TestReauthenticateCountsGuesses(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		actor := actorOf(h.admin)
		for range 5 {
			want(t, h.Reauthenticate(t.Context(), actor, "wrong"), domain.Forbidden, "wrong_password")
		}
		want(t, h.Reauthenticate(t.Context(), actor, "secret admin"), domain.TooMany, "too_many_attempts")
		h.clock.At = h.clock.At.Add(3 * time.Minute)
		if err := h.Reauthenticate(t.Context(), actor, "secret admin"); err != nil {
			t.Error(err)
		}
		want(t, h.Reauthenticate(t.Context(), domain.PublicActor("r"), "x"), domain.Forbidden, "forbidden")
	})
}
