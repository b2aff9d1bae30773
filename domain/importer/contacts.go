package importer

import (
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// firstContact is the role by which the sheet of contacts names the contact
// that stands with the client; all the sheet adds to it is the telephone.
const firstContact = "first"

// contact reads one contact; the same client, role and address is the same one.
func (w *work) contact(r *record) {
	owner, _ := refer(w, r, "client_no", "clients", "client", r.text("client_no"), w.known.Clients)
	if r.text("role") == firstContact {
		w.firstContact(r, owner)
		return
	}
	c := client.Contact{ClientID: owner.ID, Name: r.text("name"), Role: client.ContactRole(r.text("role")), Email: r.text("email"),
		Phone: r.text("phone"), Language: r.text("language")}.Tidy()
	if no := r.text("site_no"); no != "" {
		site, _ := refer(w, r, "site_no", "sites", "site", no, w.known.Sites)
		if site.ID != "" && site.ClientID != owner.ID {
			r.fault("site_no", "is a site of another client")
		}
		c.SiteID = site.ID
	}
	r.check(c.Check(), nil)
	w.once(r, "email", "contacts", fmt.Sprint(r.text("client_no"), "|", c.Role, "|", strings.ToLower(c.Email)))
	if r.refused() {
		w.refuse(r, "contacts", "")
		return
	}
	old, known := w.knownContact(c)
	c.ID, c.Version = old.ID, old.Version
	if known && c == old {
		w.keep(r, c.ID, isUnchanged)
		return
	}
	if !known {
		c.ID = w.known.NewID()
	}
	w.plan.Contacts = append(w.plan.Contacts, c)
	w.keep(r, c.ID, change(known))
}

func (w *work) knownContact(c client.Contact) (client.Contact, bool) {
	for _, old := range w.known.Contacts {
		if old.ClientID == c.ClientID && old.Role == c.Role && strings.EqualFold(old.Email, c.Email) {
			return old, true
		}
	}
	return client.Contact{}, false
}

// firstContact gives a client's own contact its telephone.
func (w *work) firstContact(r *record, owner client.Client) {
	was := owner.ContactPhone
	owner.ContactPhone = r.text("phone")
	c := owner.First()
	if c.Name != r.text("name") || !strings.EqualFold(c.Email, r.text("email")) {
		r.fault("name", "the first contact is the one in the sheet of clients: %s, %s", c.Name, c.Email)
	}
	r.check(c.Check(), nil)
	w.once(r, "client_no", "first contacts", r.text("client_no"))
	switch {
	case r.refused():
		w.refuse(r, "contacts", "")
	case owner.ContactPhone == was:
		w.keep(r, domain.ID("contact of "+owner.ID), isUnchanged)
	default:
		w.known.Clients[owner.No] = owner
		w.replaceClient(owner)
		w.keep(r, domain.ID("contact of "+owner.ID), isChanged)
	}
}

// replaceClient plans a client once, however many sheets speak of it.
func (w *work) replaceClient(c client.Client) {
	for i := range w.plan.Clients {
		if w.plan.Clients[i].ID == c.ID {
			w.plan.Clients[i] = c
			return
		}
	}
	w.plan.Clients = append(w.plan.Clients, c)
}
