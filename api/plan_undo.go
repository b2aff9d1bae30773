package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// GetPlanUndo says what taking back an acceptance would do.
func (s *Server) GetPlanUndo(ctx context.Context, r gen.GetPlanUndoRequestObject) (gen.GetPlanUndoResponseObject, error) {
	u, err := s.App.ReadUndo(ctx, actorOf(ctx), domain.ID(r.Id), r.Params.Acceptance)
	return gen.GetPlanUndo200JSONResponse{Acceptance: acceptanceOut(u.PlanAcceptance), Lines: each(u.Lines, undoLineOut), Letters: each(u.Letters, planLetterOut)}, err
}

// UndoPlanAcceptance takes back what an acceptance booked.
func (s *Server) UndoPlanAcceptance(ctx context.Context, r gen.UndoPlanAcceptanceRequestObject) (gen.UndoPlanAcceptanceResponseObject, error) {
	p, err := s.App.UndoPlan(ctx, actorOf(ctx), domain.ID(r.Id), r.Body.Acceptance, r.Body.Reason)
	return gen.UndoPlanAcceptance200JSONResponse(proposalOut(p)), err
}

func acceptanceOut(x app.PlanAcceptance) gen.PlanAcceptance {
	return gen.PlanAcceptance{Nth: x.Nth, By: x.By, At: x.At, Booked: x.Booked}
}

func undoLineOut(l app.UndoLine) gen.PlanUndoLine {
	x := l.Audit
	out := gen.PlanUndoLine{AuditId: string(x.ID), No: x.No, Title: x.Title(), Client: l.Client, FromNow: x.Stretch.From, ToNow: x.Stretch.To,
		Team: each(l.Team, planSeatOut), Stays: l.Stays, Findings: each(l.Findings, same[domain.Finding])}
	if l.Back != nil {
		out.From, out.To = l.Back.Stretch.From, l.Back.Stretch.To
	}
	return out
}

func planLetterOut(l app.PlanLetter) gen.PlanLetter {
	to := gen.PlanLetterToTeam
	if l.Client {
		to = gen.PlanLetterToClient
	}
	return gen.PlanLetter{AuditNo: l.AuditNo, Title: l.Title, Name: l.Name, Email: l.Email, To: to, Subject: l.Subject}
}
