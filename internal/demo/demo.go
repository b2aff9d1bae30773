// Package demo fills an empty installation with a small certification body:
// invented people and organisations in every state around today. It goes
// through the use cases, with the clock set back to when each step would have
// been taken, so that nothing in it could not have happened.
package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
)

// Password opens every account of a demo.
const Password = "certwright demo body"

// filling is one filling of an empty installation.
type filling struct {
	*app.App
	ctx       context.Context
	clock     *domain.FixedClock
	today     domain.Date
	admin     domain.Actor
	planner   domain.Actor
	reviewers []domain.Actor
	auditors  []auditor.Auditor
	told      func(done, total int)
}

// Fill makes the demo body unless there is one already. The app's clock is its
// own again afterwards.
func Fill(ctx context.Context, a *app.App, told func(done, total int)) error {
	needed, err := a.SetupNeeded(ctx)
	if err != nil || !needed {
		return err
	}
	wall := a.Clock
	defer func() { a.Clock = wall }()
	f := &filling{App: a, ctx: ctx, clock: &domain.FixedClock{At: wall.Now()}, told: told}
	a.Clock = f.clock
	if f.today, err = a.Today(ctx); err != nil {
		return err
	}
	f.clock.At = f.today.AddMonths(-40).Time().Add(8 * time.Hour)
	if err := f.house(); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if err := f.live(); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if now := wall.Now(); now.After(f.clock.At) {
		f.clock.At = now
	}
	if err := f.declared(); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return nil
}

// declared enters what the auditors signed on paper over the past year; the
// first of them is overdue.
func (f *filling) declared() error {
	for i, a := range f.auditors {
		_, err := f.Declare(f.ctx, f.planner, auditor.Declaration{
			PersonID: a.ID, SignedBy: a.Name, On: f.today.AddDays(-370 + 30*i), Evidence: "personnel file",
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// on sets the clock to ten in the morning of a day, or a little later than it
// was: time in the demo never runs backwards.
func (f *filling) on(d domain.Date) {
	at := d.Time().Add(10 * time.Hour)
	if !at.After(f.clock.At) {
		at = f.clock.At.Add(time.Minute)
	}
	f.clock.At = at
}

// workday is the day itself, or the Monday after a weekend.
func workday(d domain.Date) domain.Date {
	for d.IsWeekend() {
		d++
	}
	return d
}

// house makes the body's settings, staff and auditors.
func (f *filling) house() error {
	system := domain.SystemActor("command")
	u, err := f.CreateFirstAdmin(f.ctx, system, app.FirstAdmin{Name: "Ada Lindqvist", Email: "admin@northgate.example", Password: Password})
	if err != nil {
		return err
	}
	f.admin = domain.Actor{UserID: u.ID, PersonID: u.PersonID, Name: u.Name, Roles: u.Roles, Via: "demo"}
	_, err = f.ChangeSettings(f.ctx, f.admin, app.Settings{
		Name: "Northgate Certification", Address: "Speicherstrasse 4, 20457 Hamburg, Germany", Mark: "Accredited body no. 0000 (demo)",
		TimeZone: "Europe/Berlin", Email: "office@northgate.example",
	}, 0)
	if err != nil {
		return err
	}
	if f.planner, err = f.staff("Pia Tessmann", "planner@northgate.example", domain.Planner); err != nil {
		return err
	}
	for i, a := range auditors {
		if err := f.auditor(i, a); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	for _, r := range reviewers {
		actor, err := f.staff(r.name, r.email, domain.Reviewer)
		if err != nil {
			return err
		}
		for _, s := range schemes {
			for _, code := range s.codes {
				if err := f.authorise(actor.PersonID, s.id, "reviewer", code, 60); err != nil {
					return err
				}
			}
		}
		f.reviewers = append(f.reviewers, actor)
	}
	return nil
}

// staff makes an account and gives the actor behind it.
func (f *filling) staff(name, email string, role domain.Role) (domain.Actor, error) {
	f.clock.At = f.clock.At.Add(time.Minute) // the first of a role is the one a visitor signs in as
	u, err := f.CreateUser(f.ctx, f.admin, app.NewUser{Name: name, Email: email, Password: Password, Roles: []domain.Role{role}})
	return domain.Actor{UserID: u.ID, PersonID: u.PersonID, Name: u.Name, Roles: u.Roles, Via: "demo"}, err
}

func (f *filling) auditor(i int, p person) error {
	a, err := f.CreateAuditor(f.ctx, f.planner, auditor.Auditor{
		No: fmt.Sprintf("AU%03d", i+1), Name: p.name, Email: p.email, Employment: p.employment, HomeCity: p.city.name,
		HomeLat: p.city.lat, HomeLon: p.city.lon, TimeZone: p.city.zone, Languages: p.languages, DayRate: p.rate,
		DaysPerWeek: 5, HolidayCalendar: p.city.country, Active: true,
	})
	if err != nil {
		return err
	}
	f.auditors = append(f.auditors, a)
	for n, s := range schemes {
		if (p.schemes>>n)&1 == 0 {
			continue
		}
		for k, code := range s.codes {
			role := "lead"
			if (i+k)%5 == 4 {
				role = "auditor"
			}
			// Two authorisations run out soon, so that there is something to renew.
			months := 76
			if i == 2 && k == 0 {
				months = 42
			}
			if err := f.authorise(a.ID, s.id, role, code, months); err != nil {
				return err
			}
		}
	}
	f.clock.At = f.clock.At.Add(time.Minute)
	_, err = f.CreateUser(f.ctx, f.admin, app.NewUser{Name: p.name, Email: p.email, Password: Password, Roles: []domain.Role{domain.Auditor}, PersonID: a.ID})
	if err != nil {
		return err
	}
	if i%3 == 0 {
		away := workday(f.today.AddDays(20 + 9*i))
		_, _, err = f.AddAbsence(f.ctx, f.planner, auditor.Absence{
			PersonID: a.ID, Period: domain.Period{From: away, To: away.AddDays(9)}, Why: "leave",
		})
	}
	return err
}

func (f *filling) authorise(p domain.ID, scheme, role, code string, months int) error {
	from := f.today.AddMonths(-46)
	_, err := f.AddAuthorisation(f.ctx, f.planner, auditor.Authorisation{
		PersonID: p, SchemeID: scheme, Role: role, Code: code,
		Valid: domain.Period{From: from, To: from.AddMonths(months)}, Evidence: "competence file, demo",
	})
	return err
}

// client makes one organisation and takes it as far as its story goes.
func (f *filling) client(i int, o organisation, wait func(domain.Date)) error {
	applied := f.today.AddDays(-o.daysAgo)
	for applied.IsWeekend() {
		applied--
	}
	wait(applied)
	c, err := f.CreateClient(f.ctx, f.planner, client.Client{
		No: fmt.Sprintf("C%04d", i+1), LegalName: o.name, Country: o.city.country, ContactName: o.contact,
		ContactEmail: o.email(), Language: "en", RegisterConsent: i%4 != 0,
	})
	if err != nil {
		return err
	}
	var sites []domain.ID
	for n, city := range append([]town{o.city}, o.others...) {
		s, err := f.CreateSite(f.ctx, f.planner, client.Site{
			ClientID: c.ID, No: fmt.Sprintf("%s-S%02d", c.No, n+1), Name: siteName(n), Street: fmt.Sprintf("Harbour Road %d", 3+i), City: city.name,
			Postcode: fmt.Sprintf("%05d", 10000+i*113), Country: city.country, TimeZone: city.zone, Lat: city.lat, Lon: city.lon,
			Persons: o.personsAt(n), Central: n == 0,
		})
		if err != nil {
			return err
		}
		sites = append(sites, s.ID)
	}
	u, err := f.CreateUser(f.ctx, f.admin, app.NewUser{Name: o.contact, Email: o.email(), Password: Password, Roles: []domain.Role{domain.Client}, ClientID: c.ID})
	if err != nil {
		return err
	}
	r := &road{filling: f, wait: wait, organisation: o, client: c, sites: sites, scheme: schemes[o.scheme],
		who: domain.Actor{UserID: u.ID, PersonID: u.PersonID, Name: u.Name, Roles: u.Roles, ClientID: c.ID, Via: "demo"}}
	return r.walk()
}

func siteName(n int) string {
	if n == 0 {
		return "Head office"
	}
	return fmt.Sprintf("Branch %d", n)
}

// personsAt is how many of an organisation's people work at its n-th site: as many
// at each, and the rest at the first.
func (o organisation) personsAt(n int) int {
	each := max(1, o.persons/(len(o.others)+1))
	if n > 0 {
		return each
	}
	return max(1, o.persons-each*len(o.others))
}
