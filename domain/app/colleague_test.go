package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
	"github.com/certwright/certwright/internal/store/storetest"
)

// postbox keeps what was sent.
type postbox struct{ sent []app.Letter }

func (p *postbox) Send(_ context.Context, l app.Letter) error { p.sent = append(p.sent, l); return nil }

// ledOrganisation is a house with a client whose Lena leads.
func ledOrganisation(t *testing.T, h house) (client.Client, domain.Actor, *postbox) {
	t.Helper()
	post := &postbox{}
	h.Post = post
	of := storetest.Seed(t, h.Store, "a").Client
	lead, err := h.CreateUser(t.Context(), system, app.NewUser{Name: "Lena", Email: "lena@organisation.example", Password: "secret lena",
		Roles: []domain.Role{domain.Client}, ClientID: of.ID})
	if err != nil {
		t.Fatal(err)
	}
	return of, actorOf(lead), post
}

// deliver sends every letter that waits.
func (h house) deliver(t *testing.T) {
	t.Helper()
	jobs, err := h.TakeJobs(t.Context(), h.clock.Now(), time.Time{}, 100)
	for _, j := range jobs {
		if j.Kind == "send_mail" && err == nil {
			err = h.SendMail(t.Context(), j)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// link is the token in the last letter sent.
func (p *postbox) link(t *testing.T) string {
	t.Helper()
	if len(p.sent) == 0 {
		t.Fatal("no letter was sent")
	}
	_, rest, found := strings.Cut(p.sent[len(p.sent)-1].Text, "/invitation#")
	if !found {
		t.Fatalf("no link in %q", p.sent[len(p.sent)-1].Text)
	}
	token, _, _ := strings.Cut(rest, "\n")
	return token
}

func (h house) accept(t *testing.T, token, password string) (domain.Actor, error) {
	t.Helper()
	session, err := h.AcceptInvitation(t.Context(), domain.PublicActor("r1"), app.Acceptance{Token: token, Password: password, Address: "192.0.2.7"})
	if err != nil {
		return domain.Actor{}, err
	}
	return h.who(t, session), nil
}

func TestAColleagueComesInByAOneUseLink(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		of, lead, post := ledOrganisation(t, h)
		c, err := h.InviteColleague(t.Context(), lead, app.NewColleague{ClientID: of.ID, Name: "Rena", Email: "Rena@Organisation.example", Right: app.Reads})
		if err != nil || !c.Invited {
			t.Fatal(c, err)
		}
		if _, err := h.signIn(t, "rena@organisation.example", "", "192.0.2.1"); err == nil {
			t.Error("an account without a password lets in who gives none")
		}
		h.deliver(t)
		token := post.link(t)
		storetest.Read(t, h.Store, func(tx app.Tx) error {
			mails, err := tx.MailList(app.List{})
			for _, m := range mails.Rows {
				if strings.Contains(m.Text, token) {
					t.Error("the link stands in the kept letter")
				}
			}
			if _, err := tx.Invitation(token); err == nil {
				t.Error("the token is kept as it is")
			}
			return err
		})
		if _, err := h.accept(t, "another", "secret rena"); domain.CodeOf(err) != "link_used_up" {
			t.Errorf("a guessed link: %v", err)
		}
		rena, err := h.accept(t, token, "secret rena")
		if err != nil || !rena.ReadOnly || rena.ClientID != of.ID {
			t.Fatalf("%+v, %v", rena, err)
		}
		if _, err := h.accept(t, token, "secret other"); domain.CodeOf(err) != "link_used_up" {
			t.Errorf("the link opens twice: %v", err)
		}
		if _, err := h.signIn(t, "rena@organisation.example", "secret rena", "192.0.2.1"); err != nil {
			t.Error(err)
		}
	})
}

func TestALinkEnds(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		of, lead, post := ledOrganisation(t, h)
		c, err := h.InviteColleague(t.Context(), lead, app.NewColleague{ClientID: of.ID, Name: "Rena", Email: "rena@organisation.example", Right: app.Acts})
		if err != nil {
			t.Fatal(err)
		}
		h.deliver(t)
		h.clock.At = h.clock.At.Add(7*24*time.Hour + time.Second)
		if _, err := h.accept(t, post.link(t), "secret rena"); domain.CodeOf(err) != "link_used_up" {
			t.Errorf("an old link: %v", err)
		}
		if c, err = h.InviteAgain(t.Context(), lead, c.ID, c.Version); err != nil {
			t.Fatal(err)
		}
		h.deliver(t)
		h.clock.At = h.clock.At.Add(7 * 24 * time.Hour)
		rena, err := h.accept(t, post.link(t), "secret rena")
		if err != nil || rena.ReadOnly {
			t.Fatalf("%+v, %v", rena, err)
		}
		if _, err := h.InviteColleague(t.Context(), rena, app.NewColleague{ClientID: of.ID, Name: "X", Email: "x@organisation.example"}); domain.KindOf(err) != domain.Forbidden {
			t.Errorf("who may act invites: %v", err)
		}
	})
}

func TestAReaderChangesNothing(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		of, lead, _ := ledOrganisation(t, h)
		reader := lead
		reader.UserID, reader.ReadOnly = "reader", true
		for what, err := range map[string]error{
			"contact": second(h.AddContact(t.Context(), reader, client.Contact{ClientID: of.ID, Name: "Kim", Role: client.Other, Email: "kim@organisation.example"})),
			"invite":  second(h.InviteColleague(t.Context(), reader, app.NewColleague{ClientID: of.ID, Name: "Kim", Email: "kim@organisation.example"})),
		} {
			if domain.CodeOf(err) != "read_only" {
				t.Errorf("%s: %v", what, err)
			}
		}
		if list, err := h.ListContacts(t.Context(), reader, of.ID); err != nil || len(list) != 1 {
			t.Errorf("%v, %v", list, err)
		}
	})
}

func second[T any](_ T, err error) error { return err }

// TestNobodyLearnsWhoHasAnAccount: to who invites, an address that has an account
// elsewhere looks like any other; whose it is reads what happened.
func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		of, lead, post := ledOrganisation(t, h)
		kim, err := h.CreateUser(t.Context(), system, app.NewUser{Name: "Kim", Email: "kim@elsewhere.example", Password: "secret kim", Roles: []domain.Role{domain.Planner}})
		if err != nil {
			t.Fatal(err)
		}
		ask := app.NewColleague{ClientID: of.ID, Name: "Somebody", Right: app.Acts}
		invited := map[string]app.Colleague{}
		for _, email := range []string{"free@elsewhere.example", "Kim@elsewhere.example"} {
			ask.Email = email
			c, err := h.InviteColleague(t.Context(), lead, ask)
			if err != nil {
				t.Fatalf("%s: %v", email, err)
			}
			again, err := h.InviteAgain(t.Context(), lead, c.ID, c.Version)
			if err != nil || !again.Invited || again.Right != app.Acts || again.Disabled {
				t.Fatalf("%s again: %+v, %v", email, again, err)
			}
			_, err = h.InviteColleague(t.Context(), lead, ask)
			want(t, err, domain.Conflict, "exists")
			invited[c.Email] = again
		}
		list, _, err := h.ListColleagues(t.Context(), lead, of.ID)
		if err != nil || len(list) != 3 {
			t.Fatal(list, err)
		}
		changed, err := h.ChangeColleague(t.Context(), lead, app.ColleagueChange{ID: invited[kim.Email].ID, Version: invited[kim.Email].Version, Right: app.Reads, Ended: true})
		if err != nil || !changed.Disabled {
			t.Error(changed, err)
		}

		h.deliver(t)
		last := post.sent[len(post.sent)-1]
		if last.To != kim.Email || strings.Contains(last.Text, "/invitation#") || !strings.Contains(last.Text, "has an account already") {
			t.Errorf("Kim reads %+v", last)
		}
		session, err := h.signIn(t, kim.Email, "secret kim", "192.0.2.1")
		if err != nil || h.who(t, session).ClientID != "" {
			t.Errorf("Kim's own account: %v", err)
		}
		_, err = h.ChangeUser(t.Context(), system, app.UserChange{ID: changed.ID, Version: changed.Version, Name: "Kim", Roles: []domain.Role{domain.Client}, Password: "secret other"})
		want(t, err, domain.Conflict, "in_vain")
		ask.Email = kim.Email
		_, err = h.InviteColleague(t.Context(), system, ask) // the body sees all accounts
		want(t, err, domain.Conflict, "exists")
	})
}

func TestSomebodyAlwaysLeads(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		of, lead, post := ledOrganisation(t, h)
		change := func(id domain.ID, version domain.Version, right app.Right, ended bool) (app.Colleague, error) {
			return h.ChangeColleague(t.Context(), lead, app.ColleagueChange{ID: id, Version: version, Right: right, Ended: ended})
		}
		_, err := change(lead.UserID, 1, app.Acts, false)
		want(t, err, domain.Conflict, "last_lead")
		c, err := h.InviteColleague(t.Context(), lead, app.NewColleague{ClientID: of.ID, Name: "Rena", Email: "rena@organisation.example"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = change(lead.UserID, 1, app.Leads, true) // Rena may never come
		want(t, err, domain.Conflict, "last_lead")
		h.deliver(t)
		rena, err := h.accept(t, post.link(t), "secret rena")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := change(lead.UserID, 1, app.Reads, false); err != nil {
			t.Fatal(err)
		}
		lead = rena
		if _, err = change(c.ID, c.Version, app.Leads, false); domain.KindOf(err) != domain.Stale {
			t.Errorf("an old version: %v", err)
		}
		stranger := rena
		stranger.ClientID = "another"
		_, err = h.ChangeColleague(t.Context(), stranger, app.ColleagueChange{ID: c.ID, Version: c.Version})
		want(t, err, domain.Unknown, "not_found")
	})
}

func TestLettersGoToTheRightContactAndNotToWhoWantsNone(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	reader := r.customer
	reader.ReadOnly = true
	_, err := r.CreateApplication(ctx, reader, r.applied())
	r.refused(err, "read_only") // the ledger's word, whatever the door let in
	add := func(name string, role client.ContactRole, site domain.ID) {
		_, err := r.AddContact(ctx, r.customer, client.Contact{ClientID: r.client.ID, SiteID: site, Name: name, Role: role, Email: name + "@organisation.example"})
		r.ok(err)
	}
	add("invoice", client.Invoice, "")
	add("here", client.AtSite, r.site.ID)
	add("phone", client.Other, "")
	_, err = r.AddContact(ctx, r.customer, client.Contact{ClientID: r.client.ID, SiteID: "nowhere", Name: "x", Role: client.AtSite, Email: "x@organisation.example"})
	r.refused(err, "invalid_input")
	one, _ := r.contracted()
	got := func(name string) int { return r.letters(name + "@organisation.example") }
	if got("invoice") != 1 || got("here") != 0 || got("phone") != 0 || r.letters(r.client.ContactEmail) != 1 {
		t.Errorf("the contract reached %d, %d, %d, %d", got("invoice"), got("here"), got("phone"), r.letters(r.client.ContactEmail))
	}

	u := app.User{ID: "u-here", PersonID: r.bob.PersonID, Email: "here@organisation.example", Name: "Here", Roles: []domain.Role{domain.Client}, ClientID: r.client.ID}
	r.write(func(tx app.Tx) error { return tx.SaveUser(&u) })
	here := domain.Actor{UserID: u.ID, PersonID: u.PersonID, Name: u.Name, Roles: u.Roles, ClientID: u.ClientID}
	_, _, err = r.ChooseLetters(ctx, here, []letter.Kind{letter.Decision}, u.Version)
	r.refused(err, "invalid_input")
	choices, version, err := r.ChooseLetters(ctx, here, []letter.Kind{letter.PlanConfirmed}, u.Version)
	r.ok(err)
	for _, c := range choices {
		if c.Wanted == (c.Kind == letter.PlanConfirmed) || c.Kind == letter.Decision && c.Must == "" {
			t.Errorf("%+v", c)
		}
	}
	_, _, err = r.ChooseLetters(ctx, here, nil, version-1)
	r.refused(err, "stale")

	one, err = r.BookAudit(ctx, r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	if got("here") != 1 || got("invoice") != 1 {
		t.Errorf("a proposal reached the site's contact %d times, the invoice contact %d", got("here"), got("invoice")-1)
	}
	_, err = r.ConfirmDates(ctx, r.customer, one.ID, one.Version)
	r.ok(err)
	if got("here") != 1 || r.letters(r.client.ContactEmail) != 3 {
		t.Errorf("a confirmation nobody wants was sent: %d, %d", got("here"), r.letters(r.client.ContactEmail))
	}
}
