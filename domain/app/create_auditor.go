package app

import (
	"context"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

// CreateAuditor keeps a new auditor. Somebody known under the address already
// becomes the auditor: one human is one person.
func (a *App) CreateAuditor(ctx context.Context, actor domain.Actor, p auditor.Auditor) (auditor.Auditor, error) {
	if err := allow(actor, "add auditors", domain.Admin, domain.Planner); err != nil {
		return p, err
	}
	err := a.write(ctx, func(tx Tx) error {
		p, p.Version = tidyAuditor(p), 0
		if p.No == "" {
			var err error
			find := func(no string) error { _, err := tx.AuditorByNo(no); return err }
			if p.No, err = a.freeNumber(tx, "auditor", "AU%03d", find); err != nil {
				return err
			}
		}
		if err := p.Check(); err != nil {
			return err
		}
		known, err := tx.PersonByEmail(p.Email)
		switch {
		case err == nil:
			p.ID = known.ID
		case domain.KindOf(err) == domain.Unknown:
			p.ID = a.NewID()
		default:
			return err
		}
		return a.keepAuditor(tx, actor, &p, "create_auditor", "was added")
	})
	return p, err
}

// ChangeAuditor replaces what is known about an auditor; p carries the version
// seen. One who is no longer active loses the calendar addresses.
func (a *App) ChangeAuditor(ctx context.Context, actor domain.Actor, p auditor.Auditor) (auditor.Auditor, error) {
	if err := allow(actor, "change auditors", domain.Admin, domain.Planner); err != nil {
		return p, err
	}
	err := a.write(ctx, func(tx Tx) error {
		old, err := tx.Auditor(p.ID)
		if err != nil {
			return err
		}
		p = tidyAuditor(p)
		if p.No == "" {
			p.No = old.No
		}
		if err := p.Check(); err != nil {
			return err
		}
		if old.Active && !p.Active {
			if err := a.revokeFeedsOf(tx, p.ID); err != nil {
				return err
			}
		}
		return a.keepAuditor(tx, actor, &p, "change_auditor", "was changed")
	})
	return p, err
}

func (a *App) keepAuditor(tx Tx, actor domain.Actor, p *auditor.Auditor, verb, did string) error {
	if err := tx.SaveAuditor(p); err != nil {
		return taken(err, "no", p.No+" or "+p.Email)
	}
	return a.record(tx, actor, a.now(), Act{
		Verb: verb, Kind: "auditor", Object: p.ID, Summary: "Auditor " + p.No + ", " + p.Name + ", " + did + ".", State: *p,
	})
}

func tidyAuditor(p auditor.Auditor) auditor.Auditor {
	p.No, p.Name, p.Email = strings.TrimSpace(p.No), strings.TrimSpace(p.Name), plainAddress(p.Email)
	p.HolidayCalendar = strings.ToUpper(strings.TrimSpace(p.HolidayCalendar))
	return p
}
