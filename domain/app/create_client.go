package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// CreateClient keeps a new client. Without a number it gets the next free one.
func (a *App) CreateClient(ctx context.Context, actor domain.Actor, c client.Client) (client.Client, error) {
	if err := allow(actor, "add clients", domain.Admin, domain.Planner); err != nil {
		return c, err
	}
	err := a.write(ctx, func(tx Tx) error {
		now := a.now()
		c.ID, c.Version, c.CreatedAt = a.NewID(), 0, now
		c = tidyClient(c)
		if c.No == "" {
			var err error
			if c.No, err = a.freeNumber(tx, "client", "C%04d", func(no string) error { _, err := tx.ClientByNo(no); return err }); err != nil {
				return err
			}
		}
		if err := c.Check(); err != nil {
			return err
		}
		if err := tx.SaveClient(&c); err != nil {
			return taken(err, "no", c.No)
		}
		return a.record(tx, actor, now, Act{
			Verb: "create_client", Kind: "client", Object: c.ID, ClientID: c.ID,
			Summary: "Client " + c.No + ", " + c.LegalName + ", was added.", State: c,
		})
	})
	return c, err
}

func tidyClient(c client.Client) client.Client {
	c.No, c.LegalName, c.TradingName = strings.TrimSpace(c.No), strings.TrimSpace(c.LegalName), strings.TrimSpace(c.TradingName)
	c.Country, c.Language = strings.ToUpper(strings.TrimSpace(c.Country)), strings.ToLower(strings.TrimSpace(c.Language))
	c.ContactName, c.ContactEmail = strings.TrimSpace(c.ContactName), strings.TrimSpace(c.ContactEmail)
	return c
}

// freeNumber is the next number of a sequence that nobody has yet: imported
// rows brought their own.
func (a *App) freeNumber(tx Tx, sequence, format string, find func(no string) error) (string, error) {
	for {
		n, err := tx.Next(sequence)
		if err != nil {
			return "", err
		}
		no := fmt.Sprintf(format, n)
		if err := find(no); err == nil {
			continue
		} else if domain.KindOf(err) != domain.Unknown {
			return "", err
		}
		return no, nil
	}
}

// taken names the field when a unique value is somebody else's already.
func taken(err error, field, value string) error {
	if err == nil || domain.KindOf(err) != domain.Conflict {
		return err
	}
	e := domain.E(domain.Conflict, "exists", "%s is taken already.", value).Because(err)
	e.Fields = []domain.FieldError{{Field: field, Message: "is taken already"}}
	return e
}
