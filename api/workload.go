package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// GetWorkload gives what an auditor may do and how much of a year is booked.
func (s *Server) GetWorkload(ctx context.Context, r gen.GetWorkloadRequestObject) (gen.GetWorkloadResponseObject, error) {
	w, err := s.App.Workload(ctx, actorOf(ctx), domain.ID(r.Id), r.Params.Year)
	return gen.GetWorkload200JSONResponse{
		Year: w.Year, WeekCeiling: w.WeekCeiling, Months: each(w.Months, loadOut), Quarters: each(w.Quarters, loadOut),
		Total: loadOut(w.Total), Permits: each(w.Permits, permitOut), Absences: each(w.Absences, absenceOut),
	}, err
}

func loadOut(l app.Load) gen.Load {
	return gen.Load{Name: l.Name, HalfDays: l.HalfDays, Nights: l.Nights, Target: l.Target, Ceiling: l.Ceiling}
}

func permitOut(p app.PermitState) gen.PermitState {
	return gen.PermitState{Id: string(p.ID), SchemeId: p.SchemeID, Role: p.Role, Code: p.Code, ValidFrom: p.Valid.From,
		ValidTo: p.Valid.To, State: gen.PermitStateState(p.State), DaysLeft: p.DaysLeft}
}
