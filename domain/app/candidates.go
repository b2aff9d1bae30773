package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/facts"
)

// CandidatesAsked is the question who could go. Without days it is asked for the
// first working days of the window, or from today on.
type CandidatesAsked struct {
	Stretch domain.Stretch // any part may be missing
	Team    []domain.ID    // people already chosen; they are judged as a team
}

// Candidates is the answer: everybody, with every rule's finding.
type Candidates struct {
	Audit        audit.Audit
	Stretch      domain.Stretch
	Rows         []Candidate
	TeamFindings []domain.Finding // on the dates and the team as a whole
	Stretches    []domain.Stretch // nearest other days that break no hard rule
}

// Candidate is one auditor on these days.
type Candidate struct {
	Person    auditor.Auditor
	Fits      bool     // no hard rule stands against at least one position
	Positions []string // the positions this person could hold
	Brings    []string // of the areas the team has to cover
	Cost      int      // euro: journey, nights and day rate
	Km        int      // by road, from home to the site
	Findings  []domain.Finding
}

// ListCandidates judges every active auditor for an audit on given days. Why
// somebody is absent is not in it: "away" is all a planner needs.
func (a *App) ListCandidates(ctx context.Context, actor domain.Actor, id domain.ID, asked CandidatesAsked) (Candidates, error) {
	if err := mustPlan(actor); err != nil {
		return Candidates{}, err
	}
	var out Candidates
	err := a.Store.Read(ctx, func(tx Tx) error {
		x, err := tx.Audit(id)
		if err != nil {
			return err
		}
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		from := cmp.Or(asked.Stretch.From, x.Stretch.From, max(x.Window.Earliest, today.AddDays(1)))
		until := max(asked.Stretch.To, from.AddDays(2*deskMargin))
		d, err := a.readDesk(tx, x, domain.Period{From: from, To: until})
		if err != nil {
			return err
		}
		d.audit.Visits = nil // the question is for the audit's own site
		s := d.asked(asked.Stretch, from)
		if err := s.Check(); err != nil {
			var f domain.Fault
			f.Add("from", "%v", err)
			return f.Err()
		}
		out = d.candidates(s, asked.Team)
		return nil
	})
	return out, err
}

// asked completes the stretch asked about: the booked one, or as many working
// half-days as the audit takes.
func (d *desk) asked(asked domain.Stretch, from domain.Date) domain.Stretch {
	if asked.From == 0 && d.audit.Stretch.From != 0 {
		return d.audit.Stretch
	}
	half := cmp.Or(asked.FromHalf, domain.AM)
	if asked.To != 0 {
		return domain.Stretch{From: from, FromHalf: half, To: asked.To, ToHalf: cmp.Or(asked.ToHalf, domain.PM)}
	}
	return d.stretchFrom(from, half, d.audit.Lasts())
}

func (d *desk) candidates(s domain.Stretch, chosen []domain.ID) Candidates {
	in, others := d.instance(max(d.workingHalves(s), 1))
	book := check.Lay(in, others)
	out := Candidates{Audit: d.audit, Stretch: s}
	for _, p := range d.people {
		out.Rows = append(out.Rows, d.candidate(book, s, p))
	}
	slices.SortStableFunc(out.Rows, func(x, y Candidate) int {
		return cmp.Or(yesFirst(x.Fits, y.Fits), cmp.Compare(len(y.Brings), len(x.Brings)), cmp.Compare(broken(x.Findings), broken(y.Findings)),
			cmp.Compare(x.Cost, y.Cost), cmp.Compare(x.Person.Name, y.Person.Name))
	})
	best := d.seat(out.Rows, chosen)
	out.TeamFindings = append(d.judgeDates(s), d.judgeTime(s, best))
	for _, f := range ours(book.Placement(planned(d.audit, s, best))) {
		if person(f) == "" || !f.Met {
			out.TeamFindings = append(out.TeamFindings, f)
		}
	}
	out.Stretches = d.otherDays(s, best)
	return out
}

// candidate judges one person for each position by itself. Who would sit alone
// covers the technical areas alone, too.
func (d *desk) candidate(book *check.Book, s domain.Stretch, p auditor.Auditor) Candidate {
	c := Candidate{Person: p, Brings: d.brings(p.ID, s)}
	alone := len(d.audit.Positions) == 1
	c.Km, c.Cost = d.journey(p, s)
	for _, position := range d.audit.Positions {
		var own []domain.Finding
		for _, f := range ours(book.Placement(planned(d.audit, s, team{position.ID: p.ID}))) {
			if person(f) == string(p.ID) || alone && f.Rule == planning.Cover.ID {
				own = append(own, f)
			}
		}
		if position.Role == planning.Lead {
			own = append(own, d.familiar(p.ID, s))
		}
		fits := !domain.HardBroken(own)
		if fits {
			c.Positions = append(c.Positions, position.ID)
		}
		// Shown are the findings of the best position: the first that fits, or else
		// the one with the fewest noes.
		if fits && !c.Fits || !c.Fits && (c.Findings == nil || broken(own) < broken(c.Findings)) {
			c.Findings = own
		}
		c.Fits = c.Fits || fits
	}
	return c
}

// brings are the areas of the audit that a person holds on all its days.
func (d *desk) brings(who domain.ID, s domain.Stretch) []string {
	var out []string
	for _, q := range facts.Quals(d.permits[who]) {
		valid := domain.Period{From: q.From, To: q.To}
		if valid.Contains(s.From) && valid.Contains(s.To) && slices.Contains(d.audit.Cover, q.Code) && !slices.Contains(out, q.Code) {
			out = append(out, q.Code)
		}
	}
	return out
}

// journey is the way in kilometres and its price with nights and day rate.
func (d *desk) journey(p auditor.Auditor, s domain.Stretch) (km, cost int) {
	k := facts.Auditor(p, nil, nil)
	km = d.travel.Km(&k, &planning.Site{Lat: d.site.Lat, Lon: d.site.Lon})
	worked := d.workingHalves(s)
	return km, d.travel.Trip(km, (worked+1)/2, s.To.DaysSince(s.From)) + p.DayRate*worked/2
}

// seat puts the chosen people into the positions, or else the best team there
// is: in each position whoever brings most of what is not covered yet, and of
// those the one ranked first.
func (d *desk) seat(rows []Candidate, chosen []domain.ID) team {
	t := team{}
	if len(chosen) > 0 {
		d.seatChosen(t, rows, chosen)
		return t
	}
	missing := slices.Clone(d.audit.Cover)
	for _, p := range d.audit.Positions {
		best, most := -1, -1
		for i, c := range rows {
			if n := common(c.Brings, missing); n > most && slices.Contains(c.Positions, p.ID) && !t.has(c.Person.ID) {
				best, most = i, n
			}
		}
		if best >= 0 {
			t[p.ID] = rows[best].Person.ID
			missing = slices.DeleteFunc(missing, func(code string) bool { return slices.Contains(rows[best].Brings, code) })
		}
	}
	return t
}

// seatChosen gives each chosen person the first free position they could hold,
// or any, so that the rules can say what stands against it.
func (d *desk) seatChosen(t team, rows []Candidate, chosen []domain.ID) {
	for _, id := range chosen {
		for _, c := range rows {
			if c.Person.ID != id {
				continue
			}
			for _, p := range d.audit.Positions {
				if t[p.ID] == "" && (slices.Contains(c.Positions, p.ID) || len(c.Positions) == 0) {
					t[p.ID] = id
					break
				}
			}
		}
	}
}

func (t team) has(who domain.ID) bool {
	for _, p := range t {
		if p == who {
			return true
		}
	}
	return false
}

// common counts what stands in both lists.
func common(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

// otherDays are up to three starts nearest to the days asked about, on which the
// same team breaks no hard rule.
func (d *desk) otherDays(s domain.Stretch, t team) []domain.Stretch {
	var out []domain.Stretch
	if len(d.audit.Visits) > 0 { // a tour of several sites is laid out anew by hand
		return nil
	}
	halves := max(d.workingHalves(s), 1)
	for step := 1; step <= deskMargin && len(out) < 3; step++ {
		for _, from := range []domain.Date{s.From.AddDays(step), s.From.AddDays(-step)} {
			if from <= d.today || !d.works(from) {
				continue
			}
			other := d.stretchFrom(from, domain.AM, halves)
			if !domain.HardBroken(d.judge(other, t)) {
				out = append(out, other)
			}
		}
	}
	return out[:min(len(out), 3)]
}

// person is whom a finding is about, or nobody.
func person(f domain.Finding) string {
	for _, fact := range f.Facts {
		if fact.Name == "auditor" {
			return fact.Value
		}
	}
	return ""
}

func broken(fs []domain.Finding) int {
	n := 0
	for _, f := range fs {
		if !f.Met {
			n++
		}
	}
	return n
}

func yesFirst(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}
