package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
)

// PlanChange is what a line of a proposal would do to today's booking.
type PlanChange string

const (
	PlanNew    PlanChange = "new"    // it has no dates today
	PlanMoved  PlanChange = "moved"  // other days
	PlanPeople PlanChange = "people" // the same days with somebody else
	PlanSame   PlanChange = "same"   // it is booked just so
)

// PlanProposal is a plan as a person reads it: line by line against what is
// booked now. Nothing of it is booked until somebody accepts it.
type PlanProposal struct {
	Run     PlanRun
	Lines   []PlanLine // by first day; those pinned with their team are not among them
	LeftOut []PlanLeftOut

	Acceptances []PlanAcceptance // what can be taken back, newest first
	Claims      int              // audits that nobody else can plan while this is open
}

// PlanLine proposes dates and a team for one audit.
type PlanLine struct {
	Audit     audit.Audit // as it is now
	Client    string
	City      string
	Stretch   domain.Stretch
	Seats     []PlanSeat
	Before    []PlanSeat // who is booked now
	Change    PlanChange
	OffTarget bool       // outside the window's target: accepting it needs a written reason
	Overtaken bool       // it was booked, moved or released since the plan was made
	Claimed   string     // which other open plan has it, and the way out; booking it waits for that
	Taken     *PlanTaken // what became of it, where somebody has accepted it
}

// PlanSeat is a person in a position.
type PlanSeat struct {
	PositionID string
	Role       string
	PersonID   domain.ID
	Name       string
}

// PlanLeftOut is an audit without a place, why, and what would let it in.
type PlanLeftOut struct {
	Audit    audit.Audit
	Client   string
	Why      []string
	WouldFit []string
}

// ReadProposal gives the proposal of a run as it stands against today's caseload.
func (a *App) ReadProposal(ctx context.Context, actor domain.Actor, id domain.ID) (out PlanProposal, err error) {
	if err := mustPlan(actor); err != nil {
		return out, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { out, err = a.readProposal(tx, id); return err })
	return out, err
}

func (a *App) readProposal(tx Tx, id domain.ID) (PlanProposal, error) {
	p := &proposal{}
	if err := p.read(tx, id, &a.desks); err != nil {
		return PlanProposal{}, err
	}
	out := PlanProposal{Run: p.run, Acceptances: p.run.acceptances(), Claims: p.claims}
	byDay := slices.SortedStableFunc(slices.Values(p.plan.Audits), func(x, y planning.Planned) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.ID, y.ID))
	})
	for _, pl := range byDay {
		planned := p.index.Audits[pl.ID]
		if planned == nil || fixed(planned) {
			continue
		}
		line, found, err := p.line(tx, planned, pl)
		if err != nil {
			return out, err
		}
		if found && (line.Change != PlanSame || line.Taken != nil) {
			out.Lines = append(out.Lines, line)
		}
	}
	for _, l := range p.plan.Reasons {
		x, found, err := p.audit(tx, l.Audit)
		if err != nil {
			return out, err
		}
		if found {
			out.LeftOut = append(out.LeftOut, PlanLeftOut{x, p.clients[x.ClientID], l.Why, l.Relaxed})
		}
	}
	return out, nil
}

// proposal is what a plan is read with.
type proposal struct {
	*planDesk
	run     PlanRun
	before  map[string]planning.Planned // the bookings the plan was made from
	now     map[string]audit.Audit      // by number
	people  map[string]PlanSeat         // by number, without a position
	no      map[domain.ID]string        // of people
	clients map[domain.ID]string
	cities  map[domain.ID]string
	taken   map[string]PlanTaken
	claims  int               // of the run
	claimed map[string]string // audits that other open plans have, by number: which plan
}

// donePlan is a run that has a plan to show.
func donePlan(tx Tx, id domain.ID) (PlanRun, error) {
	r, err := knownRun(tx, id)
	if err == nil && r.State != PlanDone {
		err = domain.E(domain.Conflict, "no_plan_yet", "This search has no plan to show: it is %s.", r.State)
	}
	return r, err
}

func (p *proposal) read(tx Tx, id domain.ID, desks *planDesks) (err error) {
	if p.run, err = donePlan(tx, id); err != nil {
		return err
	}
	if p.planDesk, err = desks.of(tx, p.run); err != nil {
		return err
	}
	p.before, p.taken = map[string]planning.Planned{}, map[string]PlanTaken{}
	if p.in.Baseline != nil {
		for _, pl := range p.in.Baseline.Plan {
			p.before[pl.ID] = pl
		}
	}
	for _, t := range p.run.Taken {
		p.taken[t.No] = t
	}
	if err := p.readClaims(tx); err != nil {
		return err
	}
	return p.readNow(tx)
}

func (p *proposal) readClaims(tx Tx) error {
	own, others, err := claimsOf(tx, p.run.ID)
	if err != nil {
		return err
	}
	p.claims, p.claimed = len(own), map[string]string{}
	return byRun(tx, others, func(r PlanRun, nos []string) error {
		who, err := r.claimant(tx)
		for _, no := range nos {
			p.claimed[no] = who + ", has it. " + r.wayOut()
		}
		return err
	})
}

func (p *proposal) readNow(tx Tx) error {
	p.now, p.people, p.no = map[string]audit.Audit{}, map[string]PlanSeat{}, map[domain.ID]string{}
	p.clients, p.cities = map[domain.ID]string{}, map[domain.ID]string{}
	owed, err := tx.OwedAudits()
	if err != nil {
		return err
	}
	var clients []domain.ID
	for _, x := range owed {
		p.now[x.No] = x
		if _, seen := p.clients[x.ClientID]; !seen && p.index.Audits[x.No] != nil {
			p.clients[x.ClientID] = ""
			clients = append(clients, x.ClientID)
		}
	}
	list, err := tx.ClientsOf(clients)
	if err != nil {
		return err
	}
	for _, c := range list {
		p.clients[c.ID] = c.LegalName
	}
	sites, err := tx.SitesOf(clients)
	if err != nil {
		return err
	}
	for _, s := range sites {
		p.cities[s.ID] = s.City
	}
	people, err := tx.Auditors()
	for _, k := range people {
		p.people[k.No] = PlanSeat{PersonID: k.ID, Name: k.Name}
		p.no[k.ID] = k.No
	}
	return err
}

// audit is an audit of the plan as it is now; none when it is gone.
func (p *proposal) audit(tx Tx, no string) (audit.Audit, bool, error) {
	if x, owed := p.now[no]; owed {
		return x, true, nil
	}
	x, err := tx.AuditByNo(no)
	if domain.KindOf(err) == domain.Unknown && err != nil {
		return x, false, nil
	}
	return x, err == nil, err
}

func (p *proposal) line(tx Tx, a *planning.Audit, pl planning.Planned) (PlanLine, bool, error) {
	x, found, err := p.audit(tx, a.ID)
	if !found {
		return PlanLine{}, false, err
	}
	days := siteDays{p.index.Calendar[p.index.Sites[a.Site].Calendar].Workday()}
	l := PlanLine{Audit: x, Client: p.clients[x.ClientID], City: p.cities[x.SiteID], Stretch: days.stretchFrom(pl.Start, pl.Half, a.Span())}
	for _, position := range a.Positions {
		seat := p.people[pl.Team[position.ID]]
		seat.PositionID, seat.Role = position.ID, position.Role
		l.Seats = append(l.Seats, seat)
	}
	for _, s := range x.Seats {
		seat := p.people[p.no[s.PersonID]]
		seat.PositionID, seat.Role = s.PositionID, s.Role
		l.Before = append(l.Before, seat)
	}
	now := p.planned(x)
	switch {
	case x.Dates == audit.Open:
		l.Change = PlanNew
	case now.Start != pl.Start || now.Half != pl.Half:
		l.Change = PlanMoved
	case !maps.Equal(now.Team, pl.Team):
		l.Change = PlanPeople
	default:
		l.Change = PlanSame
	}
	if l.Change != PlanSame {
		l.Claimed = p.claimed[a.ID]
	}
	was, booked := p.before[a.ID]
	l.Overtaken = x.State != audit.Owed || booked != (x.Dates != audit.Open) || booked && (was.Start != now.Start || was.Half != now.Half || !maps.Equal(was.Team, now.Team))
	l.OffTarget = x.Type != audit.Stage2 && (x.Window.Earliest != 0 && l.Stretch.From < x.Window.Earliest || x.Window.Latest != 0 && l.Stretch.To > x.Window.Latest)
	if t, taken := p.taken[a.ID]; taken {
		l.Taken, l.Overtaken = &t, l.Overtaken && !t.Booked
	}
	return l, true, nil
}

func (p *proposal) planned(x audit.Audit) planning.Planned {
	out := planning.Planned{ID: x.No, Start: x.Stretch.From, Half: x.Stretch.FromHalf, Team: map[string]string{}}
	for _, s := range x.Seats {
		out.Team[s.PositionID] = p.no[s.PersonID]
	}
	return out
}
