package storetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
)

// clients keeps clients of these names, numbered in their order.
func clients(t *testing.T, s app.Store, names ...string) {
	t.Helper()
	Write(t, s, func(tx app.Tx) error {
		for i, name := range names {
			c := client.Client{
				ID: domain.ID(fmt.Sprintf("c%d", i)), No: fmt.Sprintf("C%04d", i), LegalName: name,
				Country: []string{"DE", "FR"}[i%2], CreatedAt: noon,
			}
			if err := tx.SaveClient(&c); err != nil {
				return err
			}
		}
		return nil
	})
}

// found lists the numbers a query of the client list gives, and the total.
func found(t *testing.T, s app.Store, l app.List) string {
	t.Helper()
	var out []string
	var total int64
	Read(t, s, func(tx app.Tx) error {
		p, err := tx.ClientList(l)
		for _, r := range p.Rows {
			out = append(out, r.No)
		}
		total = p.Total
		return err
	})
	return fmt.Sprintf("%s of %d", strings.Join(out, " "), total)
}

func TestClientListPagesSortsAndFilters(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		clients(t, s, "Öberg AB", "100% Sicher GmbH", "100 Prozent GmbH", "Straße_Nord KG", "Łódź Sp. z o.o.", "oberg zwei")
		for _, c := range []struct {
			name string
			list app.List
			want string
		}{
			{"all by number", app.List{}, "C0000 C0001 C0002 C0003 C0004 C0005 of 6"},
			{"descending", app.List{Sort: "-no", Size: 2}, "C0005 C0004 of 6"},
			{"second page", app.List{Page: 2, Size: 4}, "C0004 C0005 of 6"},
			{"a page far behind the end", app.List{Page: 1 << 50, Size: 4}, " of 6"},
			{"a page before the first", app.List{Page: -3, Size: 1}, "C0000 of 6"},
			{"ties are settled by id", app.List{Sort: "-created", Size: 3}, "C0000 C0001 C0002 of 6"},
			{"filter", app.List{Filter: map[string]string{"country": "FR"}}, "C0001 C0003 C0005 of 3"},
			{"only one client's", app.List{Only: "c4"}, "C0004 of 1"},
			{"a person on no audit", app.List{Persons: "p9"}, " of 0"},
			{"words in any case, without marks", app.List{Query: "OBERG"}, "C0000 C0005 of 2"},
			{"marks in the query count no more", app.List{Query: "öberg ab"}, "C0000 of 1"},
			{"letters that are marked by themselves", app.List{Query: "lodz"}, "C0004 of 1"},
			{"sharp s", app.List{Query: "strasse"}, "C0003 of 1"},
			{"a percent sign is itself", app.List{Query: "100%"}, "C0001 of 1"},
			{"an underscore is itself", app.List{Query: "e_n"}, "C0003 of 1"},
			{"the escape sign is itself", app.List{Query: "!"}, " of 0"},
			{"a quote is itself", app.List{Query: "' OR 1=1 --"}, " of 0"},
			{"by number", app.List{Query: "c0002"}, "C0002 of 1"},
			{"none certified", app.List{Filter: map[string]string{"certified": "yes"}}, " of 0"},
			{"not certified", app.List{Filter: map[string]string{"certified": "no"}, Size: 1}, "C0000 of 6"},
		} {
			t.Run(c.name, func(t *testing.T) {
				if got := found(t, s, c.list); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		}
	})
}

func TestListsRefuseWhatTheyDoNotKnow(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		for _, l := range []app.List{
			{Sort: "legal_name; DROP TABLE clients"}, {Sort: "clients.no"}, {Sort: "--no"}, {Filter: map[string]string{"1=1": "x"}},
			{Filter: map[string]string{"certified": "perhaps"}},
		} {
			Refused(t, s, domain.Invalid, func(tx app.Tx) error { _, err := tx.ClientList(l); return err })
		}
		Refused(t, s, domain.Invalid, func(tx app.Tx) error {
			_, err := tx.UserList(app.List{Filter: map[string]string{"state": "asleep"}})
			return err
		})
	})
}

func TestUserList(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a, b := Seed(t, s, "anna"), Seed(t, s, "bert")
		anna := app.User{ID: "u1", PersonID: a.Auditor.ID, Email: "anna@body.example", Name: "Anna", Roles: []domain.Role{domain.Admin, domain.Planner}, CreatedAt: noon}
		bert := app.User{ID: "u2", PersonID: b.Auditor.ID, Email: "bert@body.example", Name: "Bert", Roles: []domain.Role{domain.Client}, ClientID: b.Client.ID, Disabled: true, CreatedAt: noon}
		Write(t, s, func(tx app.Tx) error {
			if err := tx.SaveUser(&anna); err != nil {
				return err
			}
			return tx.SaveUser(&bert)
		})
		for _, c := range []struct {
			list app.List
			want []app.User
		}{
			{app.List{}, []app.User{anna, bert}},
			{app.List{Sort: "-email"}, []app.User{bert, anna}},
			{app.List{Query: "Bert"}, []app.User{bert}},
			{app.List{Filter: map[string]string{"role": "planner"}}, []app.User{anna}},
			{app.List{Filter: map[string]string{"role": "plan%"}}, nil},
			{app.List{Filter: map[string]string{"state": "disabled"}}, []app.User{bert}},
			{app.List{Filter: map[string]string{"client": string(b.Client.ID)}}, []app.User{bert}},
		} {
			Read(t, s, func(tx app.Tx) error {
				got, err := tx.UserList(c.list)
				Same(t, got, app.Page[app.User]{Rows: c.want, Total: int64(len(c.want))})
				return err
			})
		}
	})
}

func TestSearchFindsClientsAndAuditors(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a, b := Seed(t, s, "anna"), Seed(t, s, "bert")
		for _, c := range []struct {
			query        string
			only, person domain.ID
			want         []app.Hit
		}{
			{"anna", "", "", []app.Hit{
				{Kind: "client", ID: a.Client.ID, Title: a.Client.LegalName, Text: a.Client.No},
				{Kind: "auditor", ID: a.Auditor.ID, Title: a.Auditor.Name, Text: a.Auditor.No},
			}},
			{"AU-BERT", "", "", []app.Hit{{Kind: "auditor", ID: b.Auditor.ID, Title: b.Auditor.Name, Text: b.Auditor.No}}},
			{"organisation", b.Client.ID, "", []app.Hit{{Kind: "client", ID: b.Client.ID, Title: b.Client.LegalName, Text: b.Client.No}}},
			{"auditor", b.Client.ID, "", nil},
			{"auditor", "", b.Auditor.ID, []app.Hit{{Kind: "auditor", ID: b.Auditor.ID, Title: b.Auditor.Name, Text: b.Auditor.No}}},
			{"%", "", "", nil}, {"  ", "", "", nil},
		} {
			Read(t, s, func(tx app.Tx) error {
				got, err := tx.Search(c.query, 10, c.only, c.person)
				Same(t, got, c.want)
				return err
			})
		}
	})
}
