package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// ListContacts lists whom to write to at a client, the first contact first.
func (a *App) ListContacts(ctx context.Context, actor domain.Actor, of domain.ID) (list []client.Contact, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		if err := seeClient(tx, actor, of); err != nil {
			return err
		}
		c, err := tx.Client(of)
		if err != nil {
			return err
		}
		further, err := tx.Contacts(of)
		list = append([]client.Contact{c.First()}, further...)
		return err
	})
	return list, err
}

// mayKeepContacts lets through planners and admins, and the client itself.
func mayKeepContacts(actor domain.Actor, of domain.ID) error {
	switch {
	case mustPlan(actor) == nil:
		return nil
	case !actor.Is(domain.Client) || actor.ClientID != of:
		return domain.NotFound("client")
	case actor.ReadOnly:
		return ReadsOnly()
	}
	return nil
}

// AddContact keeps somebody more to write to at a client.
func (a *App) AddContact(ctx context.Context, actor domain.Actor, c client.Contact) (client.Contact, error) {
	err := a.write(ctx, func(tx Tx) error {
		if _, err := tx.Client(c.ClientID); err != nil {
			return err
		}
		if err := mayKeepContacts(actor, c.ClientID); err != nil {
			return err
		}
		c = c.Tidy()
		c.ID, c.Version = a.NewID(), 0
		return a.keepContact(tx, actor, &c, "add_contact", c.Name+", "+c.Email+", is a contact now ("+string(c.Role)+").")
	})
	return c, err
}

// ChangeContact replaces what is known about a contact; c carries the version
// seen. The first contact stands with the client and cannot end.
func (a *App) ChangeContact(ctx context.Context, actor domain.Actor, c client.Contact) (client.Contact, error) {
	err := a.write(ctx, func(tx Tx) error {
		c = c.Tidy()
		if of, err := tx.Client(c.ID); err == nil {
			return a.changeFirst(tx, actor, of, &c)
		}
		old, err := tx.Contact(c.ID)
		if err != nil {
			return err
		}
		if mayKeepContacts(actor, old.ClientID) != nil && !ofClient(actor, old.ClientID) {
			return domain.NotFound("contact")
		}
		if err := mayKeepContacts(actor, old.ClientID); err != nil {
			return err
		}
		c.ClientID = old.ClientID
		did := c.Name + ", " + c.Email + ": contact changed."
		if c.Ended && !old.Ended {
			did = c.Name + ", " + c.Email + ", is no contact any more."
		}
		return a.keepContact(tx, actor, &c, "change_contact", did)
	})
	return c, err
}

func (a *App) changeFirst(tx Tx, actor domain.Actor, of client.Client, c *client.Contact) error {
	if mayKeepContacts(actor, of.ID) != nil && !ofClient(actor, of.ID) {
		return domain.NotFound("contact")
	}
	if err := mayKeepContacts(actor, of.ID); err != nil {
		return err
	}
	var f domain.Fault
	if c.Role != client.Management {
		f.Add("role", "is management: the first contact hears of everything")
	}
	if c.SiteID != "" {
		f.Add("site_id", "is for further contacts; the first one speaks for the whole organisation")
	}
	if c.Ended {
		f.Add("ended", "is for further contacts; put somebody else's name and address here instead")
	}
	if err := f.Err(); err != nil {
		return err
	}
	if err := c.Check(); err != nil {
		return err
	}
	of.Version, of.ContactName, of.ContactEmail, of.ContactPhone, of.Language = c.Version, c.Name, c.Email, c.Phone, c.Language
	if err := tx.SaveClient(&of); err != nil {
		return err
	}
	*c = of.First()
	return a.record(tx, actor, a.now(), Act{
		Verb: "change_contact", Kind: "client", Object: of.ID, ClientID: of.ID,
		Summary: "The first contact is " + c.Name + ", " + c.Email + ".", State: of,
	})
}

func (a *App) keepContact(tx Tx, actor domain.Actor, c *client.Contact, verb, did string) error {
	if err := c.Check(); err != nil {
		return err
	}
	if c.SiteID != "" {
		if s, err := tx.Site(c.SiteID); err != nil || s.ClientID != c.ClientID {
			var f domain.Fault
			f.Add("site_id", "is no site of this client")
			return f.Err()
		}
	}
	if err := tx.SaveContact(c); err != nil {
		return err
	}
	return a.record(tx, actor, a.now(), Act{Verb: verb, Kind: "contact", Object: c.ID, ClientID: c.ClientID, Summary: did, State: *c})
}
