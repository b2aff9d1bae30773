package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/explain"
)

// GetPlanProposal gives the plan of a search against what is booked now.
func (s *Server) GetPlanProposal(ctx context.Context, r gen.GetPlanProposalRequestObject) (gen.GetPlanProposalResponseObject, error) {
	p, err := s.App.ReadProposal(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetPlanProposal200JSONResponse(proposalOut(p)), err
}

// AcceptPlanProposal books lines of a proposal.
func (s *Server) AcceptPlanProposal(ctx context.Context, r gen.AcceptPlanProposalRequestObject) (gen.AcceptPlanProposalResponseObject, error) {
	p, err := s.App.AcceptPlan(ctx, actorOf(ctx), domain.ID(r.Id), planAcceptedIn(*r.Body))
	return gen.AcceptPlanProposal200JSONResponse(proposalOut(p)), err
}

// DismissPlanProposal lets others plan the audits of a proposal.
func (s *Server) DismissPlanProposal(ctx context.Context, r gen.DismissPlanProposalRequestObject) (gen.DismissPlanProposalResponseObject, error) {
	run, err := s.App.DismissPlan(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.DismissPlanProposal200JSONResponse(planRunOut(run, nil)), err
}

func planAcceptedIn(b gen.PlanAccepted) app.PlanAccepted {
	return app.PlanAccepted{Audits: words[domain.ID](b.AuditIds), Dates: audit.Dates(b.Dates), Reason: b.Reason}
}

// ForetellPlanLetters says which letters booking lines would send.
func (s *Server) ForetellPlanLetters(ctx context.Context, r gen.ForetellPlanLettersRequestObject) (gen.ForetellPlanLettersResponseObject, error) {
	letters, err := s.App.PlanLetters(ctx, actorOf(ctx), domain.ID(r.Id), planAcceptedIn(*r.Body))
	return gen.ForetellPlanLetters200JSONResponse(each(letters, planLetterOut)), err
}

// RepairPlan answers an absence with a proposal.
func (s *Server) RepairPlan(ctx context.Context, r gen.RepairPlanRequestObject) (gen.RepairPlanResponseObject, error) {
	run, err := s.App.RepairPlan(ctx, actorOf(ctx), app.PlanRepaired{AbsenceID: domain.ID(r.Body.AbsenceId), Urgent: r.Body.Urgent, Absence: auditor.Absence{
		PersonID: domain.ID(r.Body.PersonId), Period: domain.Period{From: r.Body.From, To: r.Body.To}, Why: r.Body.Why}})
	return gen.RepairPlan201JSONResponse(planRunOut(run, nil)), err
}

// ListAbsenceHits lists the absences that wait for a repair.
func (s *Server) ListAbsenceHits(ctx context.Context, _ gen.ListAbsenceHitsRequestObject) (gen.ListAbsenceHitsResponseObject, error) {
	hits, err := s.App.AbsenceHits(ctx, actorOf(ctx))
	return gen.ListAbsenceHits200JSONResponse(each(hits, absenceHitOut)), err
}

func absenceHitOut(h app.AbsenceHit) gen.AbsenceHit {
	out := gen.AbsenceHit{AbsenceId: string(h.Absence.ID), PersonId: string(h.Absence.PersonID), Name: h.Name, From: h.Absence.Period.From, To: h.Absence.Period.To}
	for _, x := range h.Audits {
		out.Audits = append(out.Audits, gen.AbsenceHitAudit{AuditId: string(x.ID), No: x.No, Title: x.Title(), Client: h.Clients[x.ClientID], From: x.Stretch.From, To: x.Stretch.To})
	}
	return out
}

// ImprovePlanRepair looks for a better repair.
func (s *Server) ImprovePlanRepair(ctx context.Context, r gen.ImprovePlanRepairRequestObject) (gen.ImprovePlanRepairResponseObject, error) {
	run, err := s.App.ImprovePlan(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.ImprovePlanRepair202JSONResponse(planRunOut(run, nil)), err
}

// ExplainPlanned says why an audit is where the plan has it.
func (s *Server) ExplainPlanned(ctx context.Context, r gen.ExplainPlannedRequestObject) (gen.ExplainPlannedResponseObject, error) {
	x, err := s.App.ExplainPlan(ctx, actorOf(ctx), domain.ID(r.Id), r.Params.Audit)
	return gen.ExplainPlanned200JSONResponse(explanationOut(x)), err
}

func proposalOut(p app.PlanProposal) gen.PlanProposal {
	return gen.PlanProposal{Run: planRunOut(p.Run, nil), Claims: p.Claims, Lines: each(p.Lines, planLineOut), LeftOut: each(p.LeftOut, func(l app.PlanLeftOut) gen.PlanLeftOut {
		return gen.PlanLeftOut{AuditId: string(l.Audit.ID), No: l.Audit.No, Title: l.Audit.Title(), Client: l.Client,
			Why: each(l.Why, same[string]), WouldFit: each(l.WouldFit, same[string])}
	}), Acceptances: each(p.Acceptances, acceptanceOut)}
}

func planLineOut(l app.PlanLine) gen.PlanLine {
	x := l.Audit
	out := gen.PlanLine{
		AuditId: string(x.ID), No: x.No, Title: x.Title(), Client: l.Client, City: l.City, Change: gen.PlanLineChange(l.Change),
		From: l.Stretch.From, FromHalf: string(l.Stretch.FromHalf), To: l.Stretch.To, ToHalf: string(l.Stretch.ToHalf),
		Seats: each(l.Seats, planSeatOut), Before: each(l.Before, planSeatOut), FromNow: x.Stretch.From, ToNow: x.Stretch.To, DatesNow: string(x.Dates),
		Earliest: x.Window.Earliest, Latest: x.Window.Latest, OffTarget: l.OffTarget, Overtaken: l.Overtaken, Claimed: l.Claimed,
	}
	if t := l.Taken; t != nil {
		out.Taken = gen.PlanTaken{Booked: t.Booked, By: t.By, At: t.At, Code: t.Code, Why: t.Why, Findings: each(t.Findings, same[domain.Finding])}
		if t.Undone != nil {
			out.Taken.UndoneBy, out.Taken.UndoneAt = t.Undone.By, t.Undone.At
		}
	}
	return out
}

func planSeatOut(s app.PlanSeat) gen.PlanSeat {
	return gen.PlanSeat{PositionId: s.PositionID, Role: s.Role, PersonId: string(s.PersonID), Name: s.Name}
}

func explanationOut(x app.PlanExplained) gen.PlanExplanation {
	out := gen.PlanExplanation{No: x.Audit, Title: x.Title, Planned: x.Planned != nil, Cost: planCostOut(x.Cost), Fixed: each(x.Fixed, same[string]),
		Why: []string{}, WouldFit: []string{}, Positions: each(x.Positions, func(p explain.Position) gen.PlanPosition {
			return gen.PlanPosition{Id: p.ID, Role: p.Role, Holder: x.Names[p.Holder],
				People: each(p.People, func(k explain.Person) gen.PlanPerson { return planPersonOut(k, x.Names) })}
		})}
	if x.Asked != nil {
		out.Start, out.Half = x.Asked.Start, string(x.Asked.Half)
	}
	roles := map[string]string{}
	for _, p := range x.Positions {
		roles[p.ID] = p.Role
	}
	option := func(o explain.Option) gen.PlanOption {
		var team []gen.PlanSeat
		for _, id := range planning.Seats(o.Team) {
			team = append(team, gen.PlanSeat{PositionId: id, Role: roles[id], PersonId: o.Team[id], Name: x.Names[o.Team[id]]})
		}
		return gen.PlanOption{Start: o.Start, Half: string(o.Half), Team: team, Effect: planCostOut(o.Effect)}
	}
	out.Dates, out.Teams, out.Others = each(x.Dates, option), each(x.Teams, option), each(x.Both, option)
	if x.LeftOut != nil {
		out.Why, out.WouldFit = each(x.LeftOut.Why, same[string]), each(x.LeftOut.Relaxed, same[string])
	}
	return out
}

func planPersonOut(k explain.Person, names map[string]string) gen.PlanPerson {
	out := gen.PlanPerson{No: k.Auditor, Name: names[k.Auditor], Possible: k.Possible, Effect: planCostOut(k.Effect), Against: each(k.Against, same[domain.Finding])}
	if k.Smallest != nil {
		out.Smallest = k.Smallest.Text
	}
	return out
}

// planCostOut lists the terms in the order in which prices are shown.
func planCostOut(c explain.Cost) gen.PlanCost {
	out := gen.PlanCost{Euro: c.Euro, Terms: []gen.PlanTerm{}}
	for _, t := range planning.Terms() {
		if c.Terms[t] != 0 {
			out.Terms = append(out.Terms, gen.PlanTerm{Term: string(t), Euro: c.Terms[t]})
		}
	}
	return out
}
