package app

import (
	"context"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// CreateSite keeps a new site of a client. Without a number it gets the
// client's next one.
func (a *App) CreateSite(ctx context.Context, actor domain.Actor, s client.Site) (client.Site, error) {
	if err := allow(actor, "add sites", domain.Admin, domain.Planner); err != nil {
		return s, err
	}
	err := a.write(ctx, func(tx Tx) error {
		c, err := tx.Client(s.ClientID)
		if err != nil {
			return err
		}
		s.ID, s.Version = a.NewID(), 0
		s = tidySite(s)
		if s.No == "" {
			find := func(no string) error { _, err := tx.SiteByNo(no); return err }
			if s.No, err = a.freeNumber(tx, "site "+string(c.ID), c.No+"-S%02d", find); err != nil {
				return err
			}
		}
		return a.keepSite(tx, actor, &s, "create_site", "was added")
	})
	return s, err
}

// ChangeSite replaces what is known about a site; s carries the version seen. A
// site stays with its client.
func (a *App) ChangeSite(ctx context.Context, actor domain.Actor, s client.Site) (client.Site, error) {
	if err := allow(actor, "change sites", domain.Admin, domain.Planner); err != nil {
		return s, err
	}
	err := a.write(ctx, func(tx Tx) error {
		old, err := tx.Site(s.ID)
		if err != nil {
			return err
		}
		s = tidySite(s)
		s.ClientID = old.ClientID
		if s.No == "" {
			s.No = old.No
		}
		if err := a.keepSite(tx, actor, &s, "change_site", "was changed"); err != nil {
			return err
		}
		if err := a.touchFilesOfClient(tx, actor, a.now(), s.ClientID, "site "+s.No+" was changed"); err != nil {
			return err
		}
		return a.touchFeedsOfClient(tx, s.ClientID)
	})
	return s, err
}

func (a *App) keepSite(tx Tx, actor domain.Actor, s *client.Site, verb, did string) error {
	if err := s.Check(); err != nil {
		return err
	}
	if err := tx.SaveSite(s); err != nil {
		return taken(err, "no", s.No)
	}
	return a.record(tx, actor, a.now(), Act{
		Verb: verb, Kind: "site", Object: s.ID, ClientID: s.ClientID,
		Summary: "Site " + s.No + ", " + s.Name + " in " + s.City + ", " + did + ".", State: *s,
	})
}

func tidySite(s client.Site) client.Site {
	s.No, s.Name, s.City = strings.TrimSpace(s.No), strings.TrimSpace(s.Name), strings.TrimSpace(s.City)
	s.Country, s.TimeZone = strings.ToUpper(strings.TrimSpace(s.Country)), strings.TrimSpace(s.TimeZone)
	return s
}
