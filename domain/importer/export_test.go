package importer

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// TestExportImportedAgainChangesNothing: what a body's sheets became is
// written as sheets; over the same database they change nothing, and an
// empty one they make into the same body, so that its own export is equal.
func TestExportImportedAgainChangesNothing(t *testing.T) {
	known := kept(emptyBody(), Make(readBody(t), emptyBody(), nil))
	addContacts(&known)
	sheets := Export(known)

	over := Make(sheets, known, nil)
	if n := over.Steps(); n != 0 || len(over.Faults) != 0 {
		t.Errorf("over the same database: %d things to write, faults %+v", n, over.Faults[:min(5, len(over.Faults))])
	}
	fresh := Make(sheets, emptyBody(), nil)
	if len(fresh.Faults) != 0 {
		t.Errorf("into an empty one: %d faults, such as %+v", len(fresh.Faults), fresh.Faults[:min(5, len(fresh.Faults))])
	}
	again := Export(kept(emptyBody(), fresh))
	for i, sheet := range sheets {
		if len(sheet.Rows) < 10 {
			t.Errorf("%s holds %d rows only", sheet.Name, len(sheet.Rows))
		}
		if len(sheet.Rows) != len(again[i].Rows) {
			t.Errorf("%s went from %d rows to %d", sheet.Name, len(sheet.Rows), len(again[i].Rows))
			continue
		}
		for j, row := range sheet.Rows {
			if !reflect.DeepEqual(row, again[i].Rows[j]) {
				t.Errorf("%s: %v became %v", sheet.Name, row.Cells, again[i].Rows[j].Cells)
			}
		}
	}
}

// addContacts gives every client a telephone and some a site's contact.
func addContacts(k *Known) {
	for _, s := range k.Sites {
		k.Contacts = append(k.Contacts, client.Contact{ID: k.NewID(), ClientID: s.ClientID, SiteID: s.ID, Name: "Of " + s.No, Role: client.AtSite,
			Email: strings.ToLower(s.No) + "@organisation.example", Language: "de"})
	}
	for no, c := range k.Clients {
		c.ContactPhone = "+49 40 1234567"
		k.Clients[no] = c
	}
	k.Contacts = append(k.Contacts, client.Contact{ID: k.NewID(), ClientID: k.Contacts[0].ClientID, Name: "Gone", Role: client.Other, Email: "gone@organisation.example", Ended: true})
}

func TestAContactSheetNamesItsFaults(t *testing.T) {
	known := kept(emptyBody(), Make(readBody(t), emptyBody(), nil))
	some := inOrder(known.Sites)
	first, other := some[0], some[len(some)-1]
	owner := map[domain.ID]string{}
	for _, c := range known.Clients {
		owner[c.ID] = c.No
	}
	rows := [][]string{
		{owner[first.ClientID], "site", "Kim", "kim@organisation.example", "", first.No, ""},
		{owner[first.ClientID], "site", "Kim", "KIM@organisation.example", "", first.No, ""},
		{owner[first.ClientID], "site", "Kim", "kim", "", "", ""},
		{owner[first.ClientID], "boss", "Kim", "kim@organisation.example", "", "", ""},
		{owner[first.ClientID], "site", "Kim", "kim2@organisation.example", "ask Kim", other.No, ""},
		{"C9999", "site", "Kim", "kim@organisation.example", "", "", ""},
		{owner[first.ClientID], "first", "Somebody else", "kim@organisation.example", "", "", ""},
	}
	sheet := Table{Name: "contacts", File: "contacts.csv", Header: []string{"client_no", "role", "name", "email", "phone", "site_no", "language"}}
	for i, cells := range rows {
		sheet.Rows = append(sheet.Rows, Row{Record: i + 1, Cells: cells})
	}
	plan := Make([]Table{sheet}, known, nil)
	var got []string
	for _, f := range plan.Faults {
		got = append(got, fmt.Sprint(f.Record, " ", f.Column))
	}
	if want := []string{"2 email", "3 email", "4 role", "5 site_no", "5 phone", "6 client_no", "7 name"}; !slices.Equal(got, want) {
		t.Errorf("faults at %q, want %q", got, want)
	}
	if len(plan.Contacts) != 1 {
		t.Errorf("%d contacts planned", len(plan.Contacts))
	}
}
