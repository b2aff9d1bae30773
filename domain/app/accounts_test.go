package app_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/internal/store/storetest"
)

func TestAccountsAreForAdmins(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		in := app.NewUser{Name: "X", Email: "x@body.example", Password: "secret", Roles: []domain.Role{domain.Planner}}
		for _, role := range []domain.Role{domain.Planner, domain.Auditor, domain.Reviewer, domain.Client, domain.Public} {
			actor := domain.Actor{UserID: "u", Roles: []domain.Role{role}}
			_, err := h.CreateUser(t.Context(), actor, in)
			want(t, err, domain.Forbidden, "forbidden")
			_, err = h.ChangeUser(t.Context(), actor, app.UserChange{ID: h.admin.ID})
			want(t, err, domain.Forbidden, "forbidden")
			_, err = h.ListUsers(t.Context(), actor, app.List{})
			want(t, err, domain.Forbidden, "forbidden")
		}
	})
}

func TestAccountsAreChecked(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		base := storetest.Seed(t, h.Store, "a")
		good := app.NewUser{Name: "Xenia", Email: "x@body.example", Password: "secret", Roles: []domain.Role{domain.Planner}}
		for name, spoil := range map[string]func(u *app.NewUser){
			"no name":        func(u *app.NewUser) { u.Name = " " },
			"no address":     func(u *app.NewUser) { u.Email = "x" },
			"short password": func(u *app.NewUser) { u.Password = "x" },
			"no role":        func(u *app.NewUser) { u.Roles = nil },
			"unknown role":   func(u *app.NewUser) { u.Roles = []domain.Role{"system"} },
			"client and staff": func(u *app.NewUser) {
				u.Roles = []domain.Role{domain.Client, domain.Admin}
				u.ClientID = base.Client.ID
			},
			"client of none": func(u *app.NewUser) { u.Roles = []domain.Role{domain.Client} },
			"planner of one": func(u *app.NewUser) { u.ClientID = base.Client.ID },
			"unknown person": func(u *app.NewUser) { u.PersonID = "nobody" },
		} {
			t.Run(name, func(t *testing.T) {
				in := good
				spoil(&in)
				_, err := h.CreateUser(t.Context(), system, in)
				want(t, err, domain.Invalid, "invalid_input")
			})
		}
		if _, err := h.CreateUser(t.Context(), system, good); err != nil {
			t.Fatal(err)
		}
		good.Email = "X@BODY.example"
		_, err := h.CreateUser(t.Context(), system, good)
		want(t, err, domain.Conflict, "exists")
	})
}

func TestTwoAccountsOfOneHumanAreOnePerson(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		base := storetest.Seed(t, h.Store, "a")
		in := app.NewUser{Name: "Same", Email: base.Auditor.Email, Password: "secret", Roles: []domain.Role{domain.Auditor}}
		byAddress, err := h.CreateUser(t.Context(), system, in)
		if err != nil {
			t.Fatal(err)
		}
		in.Email, in.PersonID = "private@body.example", base.Auditor.ID
		byID, err := h.CreateUser(t.Context(), system, in)
		if err != nil {
			t.Fatal(err)
		}
		if byAddress.PersonID != base.Auditor.ID || byID.PersonID != base.Auditor.ID {
			t.Errorf("persons %s and %s, want %s", byAddress.PersonID, byID.PersonID, base.Auditor.ID)
		}
	})
}

func TestTheLastAdminStays(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		change := app.UserChange{ID: h.admin.ID, Version: h.admin.Version, Name: "Admin", Roles: []domain.Role{domain.Planner}}
		_, err := h.ChangeUser(t.Context(), actorOf(h.admin), change)
		want(t, err, domain.Conflict, "last_admin")
		change.Roles, change.Disabled = []domain.Role{domain.Admin}, true
		_, err = h.ChangeUser(t.Context(), actorOf(h.admin), change)
		want(t, err, domain.Conflict, "last_admin")

		second := h.user(t, "second", domain.Admin)
		var all sync.WaitGroup // both admins remove each other at once: one must stay
		for _, u := range []app.User{h.admin, second} {
			all.Go(func() {
				_, err := h.ChangeUser(t.Context(), system, app.UserChange{ID: u.ID, Version: u.Version, Name: u.Name, Roles: u.Roles, Disabled: true})
				if err != nil && domain.CodeOf(err) != "last_admin" {
					t.Error(err)
				}
			})
		}
		all.Wait()
		page, err := h.ListUsers(t.Context(), system, app.List{Filter: map[string]string{"role": "admin", "state": "active"}})
		if err != nil || page.Total != 1 {
			t.Errorf("%d admins are left, %v", page.Total, err)
		}
	})
}

func TestFirstAdmin(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		a, _ := storetest.App(s)
		a.SetupCode = "ABCD-EFGH"
		visitor := domain.PublicActor("r")
		in := app.FirstAdmin{Code: "guess", Name: "Ada", Email: "ada@body.example", Password: "secret", Address: "192.0.2.1"}
		_, err := a.CreateFirstAdmin(t.Context(), visitor, in)
		want(t, err, domain.Invalid, "invalid_input")
		in.Code = "ABCD-EFGH"
		var made, refused int
		var mu sync.Mutex
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				_, err := a.CreateFirstAdmin(t.Context(), visitor, in)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					made++
				case domain.KindOf(err) == domain.Conflict:
					refused++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if made != 1 || refused != 3 {
			t.Errorf("%d made, %d refused", made, refused)
		}
		needed, err := a.SetupNeeded(t.Context())
		if needed || err != nil {
			t.Errorf("set up, yet needed: %t, %v", needed, err)
		}
		_, err = a.CreateFirstAdmin(t.Context(), system, in)
		want(t, err, domain.Conflict, "set_up")
	})
}

func TestSetupWithoutCodeIsClosed(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		a, _ := storetest.App(s)
		_, err := a.CreateFirstAdmin(t.Context(), domain.PublicActor("r"), app.FirstAdmin{Name: "A", Email: "a@body.example", Password: "secret"})
		want(t, err, domain.Invalid, "invalid_input")
	})
}

func TestDemoSignIns(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		h.user(t, "paula", domain.Planner)
		h.user(t, "second", domain.Planner)
		if list, err := h.DemoSignIns(t.Context()); err != nil || len(list) != 0 {
			t.Errorf("without demo: %v, %v", list, err)
		}
		_, err := h.SignInToDemo(t.Context(), "paula@body.example", "test")
		want(t, err, domain.Unknown, "not_found")
		h.Demo = true
		list, err := h.DemoSignIns(t.Context())
		var emails []string
		for _, d := range list {
			emails = append(emails, d.Email)
		}
		if err != nil || !slices.Equal(emails, []string{"paula@body.example", "admin@body.example"}) {
			t.Errorf("offered %v, %v", emails, err)
		}
		token, err := h.SignInToDemo(t.Context(), "paula@body.example", "test")
		if err != nil || h.who(t, token).Name != "paula" {
			t.Errorf("signed in as %q, %v", h.who(t, token).Name, err)
		}
		_, err = h.SignInToDemo(t.Context(), "second@body.example", "test")
		want(t, err, domain.Unknown, "not_found")
	})
}
