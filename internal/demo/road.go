package demo

import (
	"errors"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
)

// stop says how far a client's story goes.
type stop int

const (
	drafted stop = iota
	applied
	offered
	contracted
	stage1Booked
	stage1Held
	stage2Booked
	stage2Findings
	readyToDecide
	certified
	surveyed      // the first surveillance held
	surveyedTwice // both held: the recertification is next
)

// road takes one client from the application on.
type road struct {
	*filling
	wait func(domain.Date) // until a day, while other clients' stories go on
	organisation
	client client.Client
	sites  []domain.ID
	scheme schemeUsed
	who    domain.Actor

	contract  client.Contract
	programme domain.ID
}

// walk takes each step on its day until the story's stop.
func (r *road) walk() error {
	x, err := r.CreateApplication(r.ctx, r.who, client.Application{
		ClientID: r.client.ID, SchemeID: r.scheme.id, Scope: r.scope, Codes: []string{r.code}, Persons: r.persons, SiteIDs: r.sites,
		Processes: "Development, operation and support", Outsourced: "Office cleaning, data centre space", Legal: "Data protection, labour law",
		Consultancy: "none", SoAVersion: r.soa(),
	})
	if err != nil || r.stop == drafted {
		return err
	}
	if x, err = r.SubmitApplication(r.ctx, r.who, x.ID, x.Version); err != nil || r.stop == applied {
		return err
	}
	r.later(3)
	x, err = r.ReviewApplication(r.ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	if err != nil {
		return err
	}
	if r.contract, err = r.OfferContract(r.ctx, r.planner, x.ID, app.Offer{Class: r.scheme.class}); err != nil || r.stop == offered {
		return err
	}
	r.later(6)
	if r.contract, err = r.AcceptContract(r.ctx, r.who, r.contract.ID, r.contract.Version, r.contact); err != nil || r.stop == contracted {
		return err
	}
	return r.initial()
}

func (r *road) soa() string {
	if r.scheme.id == schemes[0].id {
		return "1." + fmt.Sprint(len(r.name)%7)
	}
	return ""
}

// later lets days pass, but never past today.
func (r *road) later(days int) {
	now := domain.DateOf(r.clock.At, r.clock.At.Location())
	r.wait(min(r.today, workday(now.AddDays(days))))
}

// initial walks Stage 1, Stage 2 and the decision.
func (r *road) initial() error {
	one, _, err := r.stages()
	if err != nil {
		return err
	}
	r.later(2)
	if one, err = r.book(one, 21, r.stop == stage1Booked); err != nil || r.stop == stage1Booked {
		return err
	}
	if err = r.hold(one, "", 0); err != nil || r.stop == stage1Held {
		return err
	}
	_, two, err := r.stages()
	if err != nil {
		return err
	}
	if two, err = r.book(two, 38, r.stop == stage2Booked); err != nil || r.stop == stage2Booked {
		return err
	}
	if err = r.hold(two, "grant", 1+len(r.name)%2); err != nil || r.stop == stage2Findings {
		return err
	}
	if err = r.close(two); err != nil || r.stop == readyToDecide {
		return err
	}
	r.later(9)
	if err = r.decide(decision.Granted); err != nil || r.stop == certified {
		return err
	}
	for n := 1; n <= 2; n++ {
		if err := r.survey(n); err != nil {
			return err
		}
		if r.stop == surveyed {
			return r.change()
		}
	}
	return nil
}

func (r *road) stages() (one, two audit.Audit, err error) {
	err = r.Store.Read(r.ctx, func(tx app.Tx) error {
		all, err := tx.AuditsOfContract(r.contract.ID)
		for _, x := range all {
			switch x.Type {
			case audit.Stage1:
				one = x
			case audit.Stage2:
				two = x
			}
			if len(x.ProgrammeIDs) > 0 {
				r.programme = x.ProgrammeIDs[0]
			}
		}
		return err
	})
	return one, two, err
}

// book takes the first days from then on that a full team can make, as a
// planner would; only proposed when the client has not answered yet.
func (r *road) book(x audit.Audit, inDays int, open bool) (audit.Audit, error) {
	from := domain.DateOf(r.clock.At, r.clock.At.Location()).AddDays(inDays)
	if open {
		from = max(from, r.today.AddDays(inDays))
	}
	from = max(from, x.Window.Earliest)
	dates := audit.Confirmed
	if open && len(r.name)%2 == 0 {
		dates = audit.Proposed
	}
	var why []domain.Finding
	for tries := range 40 {
		asked := app.CandidatesAsked{Stretch: domain.Stretch{From: workday(from.AddDays(tries)), FromHalf: domain.AM}}
		c, err := r.ListCandidates(r.ctx, r.planner, x.ID, asked)
		if err != nil {
			return x, err
		}
		for first := range c.Rows {
			seats := seated(x, c, first)
			if seats == nil {
				continue
			}
			y, err := r.BookAudit(r.ctx, r.planner, x.ID, x.Version, app.Booking{
				Stretch: c.Stretch, Seats: seats, Dates: dates, Reason: "Agreed with the client on the telephone (demo).",
			})
			var refused *domain.Error
			if errors.As(err, &refused) && (refused.Kind == domain.RuleViolated || refused.Kind == domain.Conflict) {
				why = refused.Findings
				continue
			}
			return y, err
		}
	}
	return x, fmt.Errorf("nobody can do %s from %s on: %w", x.No, from, domain.Violated("no_team", "no team", why))
}

// seated fills the seats from the ranked candidates, beginning the search for
// the lead at one of them; nil where a seat stays empty.
func seated(x audit.Audit, c app.Candidates, first int) []app.SeatWish {
	var out []app.SeatWish
	taken := map[domain.ID]bool{}
	for i, p := range x.Positions {
		rows := c.Rows
		if i == 0 {
			rows = c.Rows[first : first+1]
		}
		for _, row := range rows {
			if row.Fits && !taken[row.Person.ID] && holds(row.Positions, p.ID) {
				taken[row.Person.ID] = true
				out = append(out, app.SeatWish{PositionID: p.ID, PersonID: row.Person.ID})
				break
			}
		}
	}
	if len(out) < len(x.Positions) {
		return nil
	}
	return out
}

func holds(positions []string, id string) bool {
	for _, p := range positions {
		if p == id {
			return true
		}
	}
	return false
}

// hold lets the audit take place: opening, findings, report.
func (r *road) hold(x audit.Audit, recommendation string, findings int) error {
	lead := r.actor(x.Lead())
	r.wait(x.Stretch.From)
	x, err := r.StartAudit(r.ctx, lead, x.ID, x.Version)
	if err != nil {
		return err
	}
	r.wait(x.Stretch.To)
	for n := range findings {
		grade := audit.Minor
		if n == 0 && r.persons%3 == 0 {
			grade = audit.Major
		}
		said := remarks[(len(r.name)+n)%len(remarks)]
		if _, err := r.RaiseFinding(r.ctx, lead, x.ID, app.RaisedFinding{
			Grade: grade, Requirement: said.requirement, Statement: said.statement, Evidence: said.evidence, Unmet: true,
		}); err != nil {
			return err
		}
	}
	if x, err = r.reload(x.ID); err != nil {
		return err
	}
	r.later(4)
	_, err = r.IssueReport(r.ctx, lead, x.ID, x.Version, app.IssuedReport{
		Summary:        "The audit followed its plan. The management system is established and lived; evidence was seen at all places of the plan.",
		Recommendation: recommendation, ObjectivesMet: true, AuditedHalves: x.HalfDays,
	})
	return err
}

func (r *road) reload(id domain.ID) (x audit.Audit, err error) {
	err = r.Store.Read(r.ctx, func(tx app.Tx) error {
		x, err = tx.Audit(id)
		return err
	})
	return x, err
}

func (r *road) actor(person domain.ID) domain.Actor {
	for _, a := range r.auditors {
		if a.ID == person {
			return domain.Actor{PersonID: person, Name: a.Name, Roles: []domain.Role{domain.Auditor}, Via: "demo"}
		}
	}
	return domain.Actor{}
}

// close answers every finding of an audit and has it accepted; majors verified.
func (r *road) close(x audit.Audit) error {
	var all []audit.Finding
	err := r.Store.Read(r.ctx, func(tx app.Tx) (err error) {
		all, err = tx.FindingsOfAudit(x.ID)
		return err
	})
	if err != nil {
		return err
	}
	r.later(12)
	answer := audit.Answer{
		Correction: "Corrected on the spot.", Cause: "The step was not part of the written procedure.",
		Action: "Procedure and training extended, checked in the next internal audit.",
	}
	for _, f := range all {
		f, err := r.AnswerFinding(r.ctx, r.who, f.ID, f.Version, answer)
		if err != nil {
			return err
		}
		lead := r.actor(x.Lead())
		if f, err = r.JudgeFinding(r.ctx, lead, f.ID, f.Version, "accept_plan", "Cause and plan are sound."); err != nil {
			return err
		}
		if f.Grade == audit.Major {
			with := answer
			with.Evidence = "Procedure 4.2 as revised, training record of the team"
			if f, err = r.AnswerFinding(r.ctx, r.who, f.ID, f.Version, with); err != nil {
				return err
			}
			if _, err = r.JudgeFinding(r.ctx, lead, f.ID, f.Version, "verify", "Evidence seen; the action works."); err != nil {
				return err
			}
		}
	}
	return nil
}

// decide follows the team's recommendation.
func (r *road) decide(outcome decision.Outcome) error {
	return r.sign(outcome, "The file is complete; the findings are answered and the team's recommendation is followed.")
}

// sign lets a reviewer decide the open file of the cycle.
func (r *road) sign(outcome decision.Outcome, reasons string) error {
	var file domain.ID
	var version domain.Version
	err := r.Store.Read(r.ctx, func(tx app.Tx) error {
		files, err := tx.FilesOfProgramme(r.programme)
		for _, x := range files {
			if x.State == decision.FileOpen {
				file, version = x.ID, x.Version
			}
		}
		return err
	})
	if err != nil || file == "" {
		return err
	}
	who := r.reviewers[len(r.name)%len(r.reviewers)]
	_, err = r.Decide(r.ctx, who, app.DecideCommand{
		File: file, Seen: version, Outcome: outcome, Password: Password, Reasons: reasons,
	})
	return err
}

// survey holds surveillance n in its window.
func (r *road) survey(n int) error {
	var x audit.Audit
	err := r.Store.Read(r.ctx, func(tx app.Tx) error {
		all, err := tx.AuditsOfProgramme(r.programme)
		for _, a := range all {
			if string(a.Type) == programme.SurveillanceAudit && a.Number == n {
				x = a
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	r.wait(workday(x.Window.Earliest.AddDays(5)))
	if x, err = r.book(x, 20, false); err != nil {
		return err
	}
	return r.hold(x, "maintain", 0)
}
