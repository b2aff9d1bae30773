package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// PreviewNotice works out what a change would mean for the audit time of the
// client's contracts, by today's data, and keeps nothing.
func (a *App) PreviewNotice(ctx context.Context, actor domain.Actor, n client.Notice) (out []client.Meaning, err error) {
	if err := tellsOwn(actor, &n); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { out, err = a.meanings(tx, n); return err })
	return out, err
}

// TellChange takes a client's notice of a change (8.5.3). What it would mean is
// worked out at once and kept with it, and a planner's review of it is open.
func (a *App) TellChange(ctx context.Context, actor domain.Actor, n client.Notice) (client.Notice, error) {
	if err := tellsOwn(actor, &n); err != nil {
		return n, err
	}
	at := a.now()
	told := client.Notice{ID: a.NewID(), ClientID: n.ClientID, Kind: n.Kind, Text: strings.TrimSpace(n.Text), Persons: n.Persons,
		SiteID: n.SiteID, ToldBy: actor.Name, ToldAt: at}
	err := a.write(ctx, func(tx Tx) (err error) {
		if err := told.Check(); err != nil {
			return err
		}
		if told.Meanings, err = a.meanings(tx, told); err != nil {
			return err
		}
		number, err := tx.Next("notice")
		if err != nil {
			return err
		}
		told.No = fmt.Sprintf("N%05d", number)
		if err := tx.SaveNotice(&told); err != nil {
			return err
		}
		c, err := tx.Client(told.ClientID)
		if err != nil {
			return err
		}
		if err := a.tellRole(tx, at, domain.Planner, letter.Question, "notice:"+string(told.ID), fmt.Sprintf("%s tells a change: %s", c.LegalName, kindText(told.Kind)),
			fmt.Sprintf("%s\n\nSee what it would mean, and settle it: %s/notices/%s", told.Text, a.BaseURL, told.ID)); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "tell_change", Kind: "notice", Object: told.ID, ClientID: told.ClientID, Why: told.Text, State: told,
			Summary: fmt.Sprintf("Notice %s: the client told a change (%s).", told.No, kindText(told.Kind)),
		})
	})
	return told, err
}

// tellsOwn lets client users tell of their own organisation, and nobody else.
func tellsOwn(actor domain.Actor, n *client.Notice) error {
	if !actor.Is(domain.Client) || actor.ClientID == "" {
		return domain.MayNot("A client tells its changes itself.")
	}
	n.ClientID = actor.ClientID
	return nil
}

func kindText(k client.NoticeKind) string { return strings.ReplaceAll(string(k), "_", " ") }

// meanings works out what a change would mean for each contract in force.
func (a *App) meanings(tx Tx, n client.Notice) ([]client.Meaning, error) {
	site, err := ownSite(tx, n)
	if err != nil {
		return nil, err
	}
	contracts, err := tx.ContractsOf(n.ClientID)
	if err != nil {
		return nil, err
	}
	var out []client.Meaning
	for _, c := range contracts {
		if c.State != client.ContractActive {
			continue
		}
		there := 0
		if slices.Contains(c.SiteIDs, site.ID) {
			there = site.Persons
		}
		m := client.Meaning{ContractID: c.ID, ContractNo: c.No, Before: c.Persons, After: n.PersonsAfter(c.Persons, there), Was: c.Receipt}
		r := c.Receipt.Request
		asked := AuditTimeAsked{SchemeID: c.SchemeID, Persons: m.After, Class: r.Class, Factors: r.Factors}
		for _, g := range r.Groups {
			asked.IdenticalGroups = append(asked.IdenticalGroups, g.Persons)
		}
		m.Receipt, err = a.receipt(tx, asked)
		switch kind := domain.KindOf(err); {
		case err == nil:
		case kind == domain.Invalid || kind == domain.Unknown:
			m.Why = "It cannot be worked out from what is on record; the planner does it with you."
		default:
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// ownSite is the site a notice names, which is one of the client's.
func ownSite(tx Tx, n client.Notice) (client.Site, error) {
	if n.SiteID == "" {
		return client.Site{}, nil
	}
	site, err := tx.Site(n.SiteID)
	if err == nil && site.ClientID == n.ClientID {
		return site, nil
	}
	if err != nil && domain.KindOf(err) != domain.Unknown {
		return client.Site{}, err
	}
	var f domain.Fault
	f.Add("site_id", "there is no such site of this client")
	return client.Site{}, f.Err()
}

// NoticeDetail is a notice with what its page names.
type NoticeDetail struct {
	client.Notice
	ClientName string
	SiteName   string
	Amendment  client.Amendment // that came of it; empty where none did
}

// Notices lists the notices the actor may see.
func (a *App) Notices(ctx context.Context, actor domain.Actor, l List) (page Page[NoticeRow], err error) {
	if !actor.Staff() && !actor.Is(domain.Client) {
		return page, domain.MayNot("Notices are for the staff and the client that told them.")
	}
	if l, err = scope(actor, l); err != nil {
		return page, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { page, err = tx.NoticeList(l); return err })
	return page, err
}

// Notice gives one notice the actor may see.
func (a *App) Notice(ctx context.Context, actor domain.Actor, id domain.ID) (d NoticeDetail, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		if d.Notice, err = tx.Notice(id); err != nil {
			return err
		}
		if !ofClient(actor, d.ClientID) {
			return domain.NotFound("notice")
		}
		c, err := tx.Client(d.ClientID)
		if err != nil {
			return err
		}
		d.ClientName = c.LegalName
		if d.SiteID != "" {
			site, err := tx.Site(d.SiteID)
			if err != nil {
				return err
			}
			d.SiteName = site.Name
		}
		if d.AmendmentID != "" {
			d.Amendment, err = tx.Amendment(d.AmendmentID)
		}
		return err
	})
	if err != nil {
		return NoticeDetail{}, err
	}
	return d, nil
}

// noticeAnswered settles the notice that led to an amendment.
func (a *App) noticeAnswered(tx Tx, actor domain.Actor, at time.Time, x client.Amendment) error {
	if x.NoticeID == "" {
		return nil
	}
	n, err := tx.Notice(x.NoticeID)
	if err != nil || n.ClientID != x.ClientID {
		if err != nil && domain.KindOf(err) != domain.Unknown {
			return err
		}
		var f domain.Fault
		f.Add("notice_id", "there is no such notice of this client")
		return f.Err()
	}
	n.Resolved, n.AmendmentID, n.Reason = client.Amended, x.ID, x.Why
	return a.settleNotice(tx, actor, at, &n)
}
