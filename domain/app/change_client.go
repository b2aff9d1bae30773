package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// ChangeClient replaces what is known about a client; c carries the version seen.
func (a *App) ChangeClient(ctx context.Context, actor domain.Actor, c client.Client) (client.Client, error) {
	if err := allow(actor, "change clients", domain.Admin, domain.Planner); err != nil {
		return c, err
	}
	err := a.write(ctx, func(tx Tx) error {
		now := a.now()
		old, err := tx.Client(c.ID)
		if err != nil {
			return err
		}
		c = tidyClient(c)
		c.CreatedAt, c.ContactPhone = old.CreatedAt, old.ContactPhone // the telephone is changed with the contact
		if c.No == "" {
			c.No = old.No
		}
		if err := c.Check(); err != nil {
			return err
		}
		if err := tx.SaveClient(&c); err != nil {
			return taken(err, "no", c.No)
		}
		if err := a.touchFeedsOfClient(tx, c.ID); err != nil {
			return err
		}
		if err := a.touchFilesOfClient(tx, actor, now, c.ID, "what is known of the client was changed"); err != nil {
			return err
		}
		return a.record(tx, actor, now, Act{
			Verb: "change_client", Kind: "client", Object: c.ID, ClientID: c.ID,
			Summary: "Client " + c.No + ", " + c.LegalName + ", was changed.", State: c,
		})
	})
	return c, err
}

// touchFeedsOfClient says that the calendars of everybody on the client's
// audits show something else now: a name, an address, a zone.
func (a *App) touchFeedsOfClient(tx Tx, of domain.ID) error {
	audits, err := tx.AuditsOfClient(of)
	if err != nil {
		return err
	}
	seen := map[domain.ID]bool{}
	var people []domain.ID
	for _, x := range audits {
		for _, p := range x.Team() {
			if !seen[p] {
				seen[p] = true
				people = append(people, p)
			}
		}
	}
	return tx.TouchFeeds(a.now(), people...)
}
