package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
	"github.com/certwright/certwright/domain/planning/explain"
	"github.com/certwright/certwright/domain/planning/repair"
	"github.com/certwright/certwright/domain/planning/solve"
)

// The first answer to an absence comes at once; a better one may be asked for.
const (
	repairMoves  = 3000
	repairWithin = 700 * time.Millisecond
	improveFor   = 5   // seconds
	repairReach  = 120 // days after the absence that an audit may move to
)

// PlanRepaired is an absence to answer: one that is known already, or a new one.
type PlanRepaired struct {
	AbsenceID domain.ID
	Absence   auditor.Absence
	Urgent    bool // days from tomorrow on, whatever the shortest notice is
}

// RepairPlan answers somebody's absence at once with a proposal that disturbs
// least: other people for the same days, or else other days, for the audits that
// are hit. Others move only when one of those would have no place, and where it
// pays. Nothing is moved to begin within the shortest notice, unless it is
// urgent; what is hit and begins within it anyway may begin later. A new absence
// is kept first; it is a fact, whatever becomes of the proposal.
func (a *App) RepairPlan(ctx context.Context, actor domain.Actor, cmd PlanRepaired) (PlanRun, error) {
	if err := mustPlan(actor); err != nil {
		return PlanRun{}, err
	}
	away, err := a.absenceToRepair(ctx, actor, cmd)
	if err != nil {
		return PlanRun{}, err
	}
	var y *year
	var claims []PlanClaim
	err = a.Store.Read(ctx, func(tx Tx) error {
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		to := min(max(today, away.Period.To).AddDays(repairReach), today.AddMonths(12*longestYears))
		if y, err = a.readYear(tx, YearAsked{Due: domain.Period{From: today, To: to}, Keep: KeepBegun, Urgent: cmd.Urgent}); err != nil {
			return err
		}
		_, claims, err = claimsBeside(tx, away.ID)
		return err
	})
	if err != nil {
		return PlanRun{}, err
	}
	var r *repair.Result
	for _, alone := range []bool{true, false} { // neighbours give way only when there is no other place
		in, plan := y.around(away, alone, claims)
		if r, err = repair.Repair(ctx, in, plan, repair.Patch{AsOf: y.today}, solve.Options{Seed: 1, Iterations: repairMoves, Time: repairWithin / 2}); err != nil {
			return PlanRun{}, err
		}
		if len(r.Out) == 0 {
			break
		}
	}
	r.Plan.Reasons = explain.LeftOut(ctx, compact.Compile(r.Instance), r.Plan)
	run, err := a.keepRepair(ctx, actor, y, away, r)
	var no *domain.Error
	if cmd.AbsenceID == "" && errors.As(err, &no) && no.Code == "plan_claimed" {
		no.Message += " The absence is kept."
		no.Fields = append(no.Fields, domain.FieldError{Field: "absence", Message: string(away.ID)})
	}
	return run, err
}

func (a *App) absenceToRepair(ctx context.Context, actor domain.Actor, cmd PlanRepaired) (away auditor.Absence, err error) {
	if cmd.AbsenceID == "" {
		away, _, err = a.AddAbsence(ctx, actor, cmd.Absence)
		return away, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error { away, err = tx.Absence(cmd.AbsenceID); return err })
	return away, err
}

// around is the problem of the bookings alone: those that the absence hits, and
// the others as they stand, pinned when the hit ones move alone or another open
// plan may move them. What breaks a rule for another reason is none of this
// repair's business and stays.
func (y *year) around(away auditor.Absence, alone bool, claims []PlanClaim) (*planning.Instance, *planning.Plan) {
	y.kept = map[domain.ID]bool{}
	y.owed = slices.DeleteFunc(y.owed, func(x audit.Audit) bool { return x.Dates == audit.Open })
	y.hit = map[domain.ID]bool{}
	id := map[string]domain.ID{}
	for _, x := range y.owed {
		id[x.No] = x.ID
		for _, s := range x.Seats {
			y.hit[x.ID] = y.hit[x.ID] || s.PersonID == away.PersonID && missed(away, s)
		}
		y.kept[x.ID] = alone && !y.hit[x.ID]
	}
	for _, c := range claims {
		y.kept[c.AuditID] = y.kept[c.AuditID] || !y.hit[c.AuditID]
	}
	for {
		in, others := y.plan().Instance, 0
		plan := &planning.Plan{Format: planning.PlanFormat, Instance: in.Name}
		if in.Baseline != nil {
			plan.Audits = slices.Clone(in.Baseline.Plan)
		}
		for i := range in.Audits {
			if a := &in.Audits[i]; a.Pin != nil && a.Pin.Team != nil {
				plan.Audits = append(plan.Audits, planning.Planned{ID: a.ID, Start: a.Pin.Start, Half: a.Pin.Half, Team: a.Pin.Team})
			}
		}
		for _, f := range check.Judge(in, plan).Findings {
			if no := f.Fact("audit"); no != "" && !y.hit[id[no]] && !y.kept[id[no]] {
				y.kept[id[no]] = true
				others++
			}
		}
		if others == 0 {
			return in, plan
		}
	}
}

func (a *App) keepRepair(ctx context.Context, actor domain.Actor, y *year, away auditor.Absence, r *repair.Result) (PlanRun, error) {
	at := a.now()
	name := ""
	for _, p := range y.people {
		if p.ID == away.PersonID {
			name = p.Name
		}
	}
	run := PlanRun{ID: a.NewID(), Kind: PlanRepair, State: PlanDone, Begun: 1, Cost: r.Plan.Cost, LeftOut: len(r.Out), Prices: pricesOf(r.Instance),
		Asked: PlanAsked{Due: y.asked.Due, Keep: y.asked.Keep, Moves: repairMoves, Seed: 1, Around: r.Hit,
			Urgent: y.asked.Urgent, Notice: y.soonest.DaysSince(y.today),
			Away: &PlanAway{AbsenceID: away.ID, PersonID: away.PersonID, Name: name, Period: away.Period}},
		StartedBy: actor.Name, CreatedAt: at, BegunAt: at, EndedAt: at}
	err := a.write(ctx, func(tx Tx) (err error) {
		if err := tx.SavePlanRun(&run); err != nil {
			return err
		}
		if err := a.takeTheClaims(tx, actor, run, wouldMove(r.Instance, r.Plan)); err != nil {
			return err
		}
		if err := keepProblem(tx, run.ID, r.Instance); err != nil {
			return err
		}
		if run.PlanHash, err = keepPlan(tx, run.ID, r.Plan); err != nil {
			return err
		}
		if err := tx.SavePlanRun(&run); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{Verb: "repair_plan", Kind: "plan_run", Object: run.ID, State: run,
			Summary: fmt.Sprintf("%s is away %s: %d booked audit(s) are hit; the repair moves %d and gives %d seat(s) to others, %d have no place.",
				name, away.Period, len(r.Hit), r.Moved, r.Changed, len(r.Out))})
	})
	return run, err
}

// takeTheClaims claims what a repair would change. An earlier proposal for the
// same absence, which this one replaces, is dismissed for it.
func (a *App) takeTheClaims(tx Tx, actor domain.Actor, run PlanRun, nos []string) error {
	replaced, _, err := claimsBeside(tx, run.Asked.Away.AbsenceID)
	if err != nil {
		return err
	}
	for _, r := range replaced {
		if err := a.dismiss(tx, actor, r, "A newer repair takes the place of the proposal"); err != nil {
			return err
		}
	}
	return claimAudits(tx, run, nos)
}

// claimsBeside are the open proposals for an absence, and what other plans claim.
func claimsBeside(tx Tx, absence domain.ID) (proposals []PlanRun, others []PlanClaim, err error) {
	all, err := tx.PlanClaims()
	if err != nil {
		return nil, nil, err
	}
	mine := map[domain.ID]bool{}
	err = byRun(tx, all, func(r PlanRun, _ []string) error {
		if r.State == PlanDone && r.Asked.Away != nil && r.Asked.Away.AbsenceID == absence {
			proposals, mine[r.ID] = append(proposals, r), true
		}
		return nil
	})
	others = slices.DeleteFunc(all, func(c PlanClaim) bool { return mine[c.Run] })
	return proposals, others, err
}

// ImprovePlan looks for a better repair for a few seconds, as a job that starts
// from the one there is.
func (a *App) ImprovePlan(ctx context.Context, actor domain.Actor, id domain.ID) (PlanRun, error) {
	if err := mustPlan(actor); err != nil {
		return PlanRun{}, err
	}
	var r PlanRun
	err := a.write(ctx, func(tx Tx) (err error) {
		if r, err = knownRun(tx, id); err != nil {
			return err
		}
		if r.Kind != PlanRepair || r.State != PlanDone || len(r.Taken) > 0 {
			return domain.E(domain.Conflict, "not_improvable", "Only a repair of which nothing is booked yet can be improved.")
		}
		in, err := problemOf(tx, id)
		if err != nil {
			return err
		}
		if err := claimAudits(tx, r, mayMove(in)); err != nil {
			return err
		}
		r.State, r.Stop, r.Asked.Moves, r.Asked.Seconds = PlanWaiting, false, 0, r.Asked.Seconds+improveFor
		if err := tx.SavePlanRun(&r); err != nil {
			return err
		}
		return a.queuePlan(tx, actor, r, fmt.Sprintf("A better repair is looked for, for %d seconds.", improveFor))
	})
	return r, err
}
