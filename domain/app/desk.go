package app

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/scheme"
)

// desk is everything that bears on placing one audit, read once in one
// consistent state: the planning rules judge from it and from nothing else.
type desk struct {
	audit    audit.Audit
	client   client.Client
	site     client.Site
	scheme   scheme.Scheme                   // of the audit's own programme
	stages   map[domain.ID]audit.StagePolicy // by programme
	horizon  domain.Period
	people   []auditor.Auditor
	permits  map[domain.ID][]auditor.Authorisation
	absences map[domain.ID][]auditor.Absence
	bars     []auditor.Interest // in the client
	holidays map[string][]domain.Date
	booked   []audit.Audit // other audits of these people near the days
	siblings []audit.Audit // other audits of the same programmes
	history  []audit.Audit // held audits of the client
	sites    map[domain.ID]client.Site
	titles   map[domain.ID]string // of booked audits
	travel   planning.Travel      // prices journeys and says from how far on they block half-days
	today    domain.Date
	decision domain.Date // of the cycle; none before it
}

// Around the days in question this many are looked at too, for journeys, weeks
// and the next free day.
const deskMargin = 21

// readDesk reads the desk for an audit and the days asked about; of everybody
// who is active when no people are named.
func (a *App) readDesk(tx Tx, x audit.Audit, days domain.Period, people ...domain.ID) (*desk, error) {
	x, err := a.withTime(tx, x)
	if err != nil {
		return nil, err
	}
	d := &desk{
		audit: x, horizon: domain.Period{From: days.From.AddDays(-deskMargin), To: days.To.AddDays(deskMargin)},
		permits: map[domain.ID][]auditor.Authorisation{}, absences: map[domain.ID][]auditor.Absence{},
		sites: map[domain.ID]client.Site{}, titles: map[domain.ID]string{},
		stages: map[domain.ID]audit.StagePolicy{},
	}
	for _, read := range []func(Tx) error{
		func(tx Tx) (err error) { d.today, err = a.todayIn(tx, a.now()); return err },
		d.readPlace, d.readCycle,
		func(tx Tx) error { return d.readPeople(tx, people) },
		d.readFacts, d.readBooked, d.readHolidays,
		func(tx Tx) error { p, err := tx.PlanPrices(); d.travel = p.Prices.Travel; return err },
	} {
		if err := read(tx); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (d *desk) readPlace(tx Tx) (err error) {
	if d.client, err = tx.Client(d.audit.ClientID); err != nil {
		return err
	}
	if d.site, err = tx.Site(d.audit.SiteID); err != nil {
		return err
	}
	d.sites[d.site.ID] = d.site
	for _, v := range d.audit.Visits {
		if d.sites[v.SiteID], err = tx.Site(v.SiteID); err != nil {
			return err
		}
	}
	all, err := tx.AuditsOfClient(d.audit.ClientID)
	for _, x := range all {
		if x.Held() {
			d.history = append(d.history, x)
		}
	}
	return err
}

func (d *desk) readCycle(tx Tx) error {
	for i, id := range d.audit.ProgrammeIDs {
		p, err := tx.Programme(id)
		if err != nil {
			return err
		}
		s, err := tx.Scheme(p.SchemeID, p.SchemeVersion)
		if err != nil {
			return err
		}
		d.stages[id] = s.Stage2
		if i == 0 || p.SchemeID == d.audit.SchemeID {
			d.scheme, d.decision = s, p.Anchor
		}
		audits, err := tx.AuditsOfProgramme(id)
		if err != nil {
			return err
		}
		for _, x := range audits {
			if x.ID != d.audit.ID {
				d.siblings = append(d.siblings, x)
			}
		}
	}
	return nil
}

func (d *desk) readPeople(tx Tx, named []domain.ID) error {
	if len(named) == 0 {
		all, err := tx.Auditors()
		for _, p := range all {
			if p.Active {
				d.people = append(d.people, p)
			}
		}
		return err
	}
	for _, id := range named {
		p, err := tx.Auditor(id)
		if domain.KindOf(err) == domain.Unknown && err != nil {
			var f domain.Fault
			f.Add("seats", "there is no auditor %q", id)
			return f.Err()
		}
		if err != nil {
			return err
		}
		if !p.Active {
			var f domain.Fault
			f.Add("seats", "%s no longer works as an auditor here", p.Name)
			return f.Err()
		}
		d.people = append(d.people, p)
	}
	return nil
}

func (d *desk) ids() []domain.ID {
	out := make([]domain.ID, len(d.people))
	for i, p := range d.people {
		out[i] = p.ID
	}
	return out
}

func (d *desk) readFacts(tx Tx) error {
	if len(d.people) == 0 {
		return nil
	}
	ids := d.ids()
	permits, err := tx.Authorisations(ids...)
	if err != nil {
		return err
	}
	for _, p := range permits {
		d.permits[p.PersonID] = append(d.permits[p.PersonID], p)
	}
	absences, err := tx.Absences(ids...)
	if err != nil {
		return err
	}
	for _, x := range absences {
		d.absences[x.PersonID] = append(d.absences[x.PersonID], x)
	}
	interests, err := tx.Interests(ids...)
	if err != nil {
		return err
	}
	for _, i := range interests {
		if i.ClientID == d.audit.ClientID {
			d.bars = append(d.bars, i)
		}
	}
	return nil
}

func (d *desk) readHolidays(tx Tx) (err error) {
	d.holidays, err = holidaysOf(tx, d.sites, d.people)
	return err
}

func (d *desk) readBooked(tx Tx) error {
	if len(d.people) == 0 {
		return nil
	}
	booked, err := tx.BookedBetween(d.horizon, d.ids()...)
	if err != nil {
		return err
	}
	names := map[domain.ID]string{d.client.ID: d.client.LegalName}
	for _, x := range booked {
		if x.ID == d.audit.ID {
			continue
		}
		for _, v := range x.Places() {
			if _, known := d.sites[v.SiteID]; known {
				continue
			}
			if d.sites[v.SiteID], err = tx.Site(v.SiteID); err != nil {
				return err
			}
		}
		if _, known := names[x.ClientID]; !known {
			c, err := tx.Client(x.ClientID)
			if err != nil {
				return err
			}
			names[c.ID] = c.LegalName
		}
		d.titles[x.ID] = x.Title() + " of " + names[x.ClientID]
		d.booked = append(d.booked, x)
	}
	return nil
}

// works tells whether the site works on a day.
func (d *desk) works(day domain.Date) bool { return d.days().Works(day) }

// workingHalves counts the half-days of a stretch on which the site works.
func (d *desk) workingHalves(s domain.Stretch) int { return d.days().workingHalves(s) }

// stretchFrom is the stretch of so many working half-days from a day on.
func (d *desk) stretchFrom(from domain.Date, half domain.Half, halves int) domain.Stretch {
	return d.days().stretchFrom(from, half, halves)
}

func (d *desk) days() siteDays { return siteDaysOf(d.holidays[d.site.Country]) }
