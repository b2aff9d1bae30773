package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// ListPlanRuns lists searches for plans, newest first.
func (s *Server) ListPlanRuns(ctx context.Context, r gen.ListPlanRunsRequestObject) (gen.ListPlanRunsResponseObject, error) {
	p := r.Params
	l := app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size, Filter: map[string]string{}}
	for name, value := range map[string]string{"state": p.State, "kind": p.Kind} {
		if value != "" {
			l.Filter[name] = value
		}
	}
	page, err := s.App.PlanRuns(ctx, actorOf(ctx), l)
	if err != nil {
		return nil, err
	}
	return gen.ListPlanRuns200JSONResponse{Total: page.Total, Rows: each(page.Rows, func(r app.PlanRun) gen.PlanRun { return planRunOut(r, nil) })}, nil
}

// ListOpenPlans lists searches and proposals that have audits for themselves.
func (s *Server) ListOpenPlans(ctx context.Context, _ gen.ListOpenPlansRequestObject) (gen.ListOpenPlansResponseObject, error) {
	open, err := s.App.OpenPlans(ctx, actorOf(ctx))
	return gen.ListOpenPlans200JSONResponse(each(open, func(o app.OpenPlan) gen.OpenPlan {
		return gen.OpenPlan{Run: planRunOut(o.Run, nil), Claims: o.Claims}
	})), err
}

// StartPlanRun begins to plan a period.
func (s *Server) StartPlanRun(ctx context.Context, r gen.StartPlanRunRequestObject) (gen.StartPlanRunResponseObject, error) {
	run, err := s.App.StartPlan(ctx, actorOf(ctx), app.PlanAsked{
		Due: domain.Period{From: r.Body.From, To: r.Body.To}, Keep: app.Keep(r.Body.Keep),
		Seconds: r.Body.Seconds, Moves: r.Body.Moves, Seed: uint64(r.Body.Seed), Urgent: r.Body.Urgent, Rest: r.Body.Rest,
	})
	return gen.StartPlanRun202JSONResponse(planRunOut(run, nil)), err
}

// GetPlanRun gives a search with its curve.
func (s *Server) GetPlanRun(ctx context.Context, r gen.GetPlanRunRequestObject) (gen.GetPlanRunResponseObject, error) {
	run, points, err := s.App.PlanProgress(ctx, actorOf(ctx), domain.ID(r.Id), 0)
	return gen.GetPlanRun200JSONResponse(planRunOut(run, points)), err
}

// StopPlanRun ends a search and keeps its best plan.
func (s *Server) StopPlanRun(ctx context.Context, r gen.StopPlanRunRequestObject) (gen.StopPlanRunResponseObject, error) {
	run, err := s.App.StopPlan(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.StopPlanRun200JSONResponse(planRunOut(run, nil)), err
}

// CancelPlanRun ends a search and keeps nothing.
func (s *Server) CancelPlanRun(ctx context.Context, r gen.CancelPlanRunRequestObject) (gen.CancelPlanRunResponseObject, error) {
	run, err := s.App.CancelPlan(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.CancelPlanRun200JSONResponse(planRunOut(run, nil)), err
}

func planRunOut(r app.PlanRun, points []app.PlanPoint) gen.PlanRun {
	out := gen.PlanRun{
		Id: string(r.ID), Kind: gen.PlanRunKind(r.Kind), State: gen.PlanRunState(r.State), From: r.Asked.Due.From, To: r.Asked.Due.To,
		Keep: string(r.Asked.Keep), Seconds: r.Asked.Seconds, Moves: r.Asked.Moves, Seed: int(r.Asked.Seed), Urgent: r.Asked.Urgent, Notice: r.Asked.Notice, Stop: r.Stop, Begun: r.Begun,
		Cost: r.Cost, Bound: r.Bound, LeftOut: r.LeftOut, Prices: r.Prices, Notes: each(r.Notes, same[string]), Problem: r.Problem,
		StartedBy: r.StartedBy, CreatedAt: r.CreatedAt, BegunAt: r.BegunAt, EndedAt: r.EndedAt, Points: each(points, planPointOut),
	}
	if a := r.Asked.Away; a != nil {
		out.Away.AbsenceId, out.Away.PersonId, out.Away.Name = string(a.AbsenceID), string(a.PersonID), a.Name
		out.Away.From, out.Away.To = a.Period.From, a.Period.To
	}
	return out
}

func planPointOut(p app.PlanPoint) gen.PlanPoint {
	return gen.PlanPoint{N: p.N, Ms: p.MS, Cost: p.Cost, Bound: p.Bound, LeftOut: p.LeftOut, Moves: p.Moves, Done: p.Done}
}
