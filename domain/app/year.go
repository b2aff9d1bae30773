package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/scheme"
)

// Keep says which bookings stay where they are when a period is planned.
type Keep string

const (
	KeepBooked Keep = "booked"    // all of them: only what has no dates is planned
	KeepAgreed Keep = "confirmed" // what is agreed with the client; holds and proposals may move
	KeepBegun  Keep = "begun"     // only what has begun; a move pays for its disturbance
)

// YearAsked says what is to be planned.
type YearAsked struct {
	Due  domain.Period // audits whose window ends in it, and late ones when it begins by today; none: a year from today
	Keep Keep          // none: KeepAgreed
	// Urgent proposes starts from tomorrow on, whatever the shortest notice is.
	Urgent bool
}

// longestYears is how far ahead a plan may reach: a cycle.
const longestYears = 3

// Year is the planning problem of a period, made from the caseload.
type Year struct {
	Asked    YearAsked
	Today    domain.Date
	Instance *planning.Instance
	Notice   int      // days from today to the first start that is proposed
	Notes    []string // what a planner is to know: bookings against a rule, windows that end within the notice
}

// check fills in what was not asked and says what cannot be asked.
func (y *YearAsked) check(today domain.Date) error {
	if y.Due.From == 0 {
		y.Due.From = today
	}
	if y.Due.To == 0 {
		y.Due.To = max(today, y.Due.From).AddMonths(12)
	}
	if y.Keep == "" {
		y.Keep = KeepAgreed
	}
	var f domain.Fault
	switch {
	case y.Due.To <= today:
		f.Add("to", "%s has passed; a plan needs days to come", y.Due.To)
	case y.Due.To < y.Due.From:
		f.Add("to", "%s lies before from %s", y.Due.To, y.Due.From)
	case y.Due.To > today.AddMonths(12*longestYears):
		f.Add("to", "%s lies more than %d years ahead", y.Due.To, longestYears)
	}
	if y.Keep != KeepBooked && y.Keep != KeepAgreed && y.Keep != KeepBegun {
		f.Add("keep", "%q is none of booked, confirmed, begun", y.Keep)
	}
	return f.Err()
}

// PlanYear makes the instance of a period from one consistent state: what the
// engine solves, `certwright plan year` writes, and a plan run starts from.
func (a *App) PlanYear(ctx context.Context, actor domain.Actor, asked YearAsked) (Year, error) {
	if err := mustPlan(actor); err != nil {
		return Year{}, err
	}
	var out Year
	err := a.Store.Read(ctx, func(tx Tx) error {
		y, err := a.readYear(tx, asked)
		if err != nil {
			return err
		}
		out = y.plan()
		return out.Instance.Check()
	})
	return out, err
}

// year is everything that bears on a period, read once.
type year struct {
	asked     YearAsked
	today     domain.Date
	first     domain.Date // the first day after today
	soonest   domain.Date // the first day on which something new may begin
	prices    planning.Prices
	hurried   []string // audits whose window ends before the notice is over
	owed      []audit.Audit
	booked    []audit.Audit
	history   map[domain.ID][]audit.Audit // by client, all its audits
	sites     map[domain.ID]client.Site
	clients   map[domain.ID]client.Client
	people    []auditor.Auditor
	no        map[domain.ID]string // of people
	permits   map[domain.ID][]auditor.Authorisation
	absences  map[domain.ID][]auditor.Absence
	interests map[domain.ID][]auditor.Interest // by client
	holidays  map[string][]domain.Date
	schemes   map[domain.ID]scheme.Scheme // by programme
	kept      map[domain.ID]bool          // bookings that stay, whatever was asked
	hit       map[domain.ID]bool          // bookings that a repair is for
}

// yearMargin is how many days around the planned ones are looked at for the
// bookings that journeys and weeks touch.
const yearMargin = 14

func (a *App) readYear(tx Tx, asked YearAsked) (*year, error) {
	y := &year{asked: asked, permits: map[domain.ID][]auditor.Authorisation{}, absences: map[domain.ID][]auditor.Absence{},
		interests: map[domain.ID][]auditor.Interest{}, no: map[domain.ID]string{},
		history: map[domain.ID][]audit.Audit{}, sites: map[domain.ID]client.Site{}, clients: map[domain.ID]client.Client{},
		schemes: map[domain.ID]scheme.Scheme{}, kept: map[domain.ID]bool{}}
	var err error
	if y.today, err = a.todayIn(tx, a.now()); err != nil {
		return nil, err
	}
	if err := y.asked.check(y.today); err != nil {
		return nil, err
	}
	kept, err := tx.PlanPrices()
	if err != nil {
		return nil, err
	}
	y.prices = kept.Prices
	if asked.Urgent {
		y.prices.Notice = 0
	}
	y.first = y.today.AddDays(1)
	y.soonest = y.today.AddDays(max(1, y.prices.Notice))
	for _, read := range []func(Tx) error{y.readAudits, y.readClients, y.readPeople, y.readSchemes, y.readHolidays} {
		if err := read(tx); err != nil {
			return nil, err
		}
	}
	for i, x := range y.owed {
		if y.owed[i], err = a.withTime(tx, x); err != nil { // the days and seats of a booking made today
			return nil, err
		}
	}
	return y, nil
}

func (y *year) readAudits(tx Tx) (err error) {
	if y.owed, err = tx.OwedAudits(); err != nil {
		return err
	}
	near := domain.Period{From: y.first.AddDays(-yearMargin), To: y.asked.Due.To.AddDays(yearMargin)}
	y.booked, err = tx.BookedBetween(near)
	return err
}

func (y *year) readClients(tx Tx) error {
	var ids []domain.ID
	seen := map[domain.ID]bool{}
	for _, list := range [][]audit.Audit{y.owed, y.booked} {
		for _, x := range list {
			if !seen[x.ClientID] {
				seen[x.ClientID] = true
				ids = append(ids, x.ClientID)
			}
		}
	}
	clients, err := tx.ClientsOf(ids)
	if err != nil {
		return err
	}
	for _, c := range clients {
		y.clients[c.ID] = c
	}
	sites, err := tx.SitesOf(ids)
	if err != nil {
		return err
	}
	for _, s := range sites {
		y.sites[s.ID] = s
	}
	audits, err := tx.AuditsOf(ids)
	for _, x := range audits {
		y.history[x.ClientID] = append(y.history[x.ClientID], x)
	}
	return err
}

// readPeople reads everybody who is active or booked.
func (y *year) readPeople(tx Tx) error {
	seated := map[domain.ID]bool{}
	for _, x := range y.booked {
		for _, p := range x.Team() {
			seated[p] = true
		}
	}
	all, err := tx.Auditors()
	if err != nil {
		return err
	}
	for _, p := range all {
		y.no[p.ID] = p.No
		if p.Active || seated[p.ID] {
			y.people = append(y.people, p)
		}
	}
	permits, err := tx.Authorisations()
	if err != nil {
		return err
	}
	for _, p := range permits {
		y.permits[p.PersonID] = append(y.permits[p.PersonID], p)
	}
	absences, err := tx.Absences()
	if err != nil {
		return err
	}
	for _, x := range absences {
		y.absences[x.PersonID] = append(y.absences[x.PersonID], x)
	}
	interests, err := tx.Interests()
	for _, i := range interests {
		y.interests[i.ClientID] = append(y.interests[i.ClientID], i)
	}
	return err
}

// readSchemes reads the version of the scheme each owed audit's programme runs by.
func (y *year) readSchemes(tx Tx) error {
	type version struct {
		id string
		n  int
	}
	known := map[version]scheme.Scheme{}
	for _, x := range y.owed {
		for _, id := range x.ProgrammeIDs {
			if _, read := y.schemes[id]; read {
				continue
			}
			p, err := tx.Programme(id)
			if err != nil {
				return err
			}
			v := version{p.SchemeID, p.SchemeVersion}
			s, read := known[v]
			if !read {
				if s, err = tx.Scheme(v.id, v.n); err != nil {
					return err
				}
				known[v] = s
			}
			y.schemes[id] = s
		}
	}
	return nil
}

func (y *year) readHolidays(tx Tx) (err error) {
	y.holidays, err = holidaysOf(tx, y.sites, y.people)
	return err
}

// schemeOf is the scheme data an audit is judged by.
func (y *year) schemeOf(x audit.Audit) scheme.Scheme {
	if len(x.ProgrammeIDs) == 0 {
		return scheme.Scheme{}
	}
	return y.schemes[x.ProgrammeIDs[len(x.ProgrammeIDs)-1]]
}
