package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/impartiality"
)

// ListRisks lists the register of threats to impartiality.
func (s *Server) ListRisks(ctx context.Context, r gen.ListRisksRequestObject) (gen.ListRisksResponseObject, error) {
	p := r.Params
	page, today, err := s.App.ListRisks(ctx, actorOf(ctx), app.List{
		Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size,
		Filter: filters("state", string(p.State), "client", p.Client, "person", p.Person),
	})
	return gen.ListRisks200JSONResponse{Total: page.Total, Rows: each(page.Rows, func(r app.RiskRow) gen.Risk {
		out := riskOut(r.Risk)
		out.ClientName, out.PersonName, out.Late = r.ClientName, r.PersonName, r.Late(today)
		return out
	})}, err
}

// AddRisk enters a threat.
func (s *Server) AddRisk(ctx context.Context, r gen.AddRiskRequestObject) (gen.AddRiskResponseObject, error) {
	x, err := s.App.AddRisk(ctx, actorOf(ctx), riskIn(*r.Body))
	return gen.AddRisk201JSONResponse(riskOut(x)), err
}

// ReviewRisk records that a threat was looked at.
func (s *Server) ReviewRisk(ctx context.Context, r gen.ReviewRiskRequestObject) (gen.ReviewRiskResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	x := riskIn(*r.Body)
	x.ID, x.Version = domain.ID(r.Id), seen
	x, err = s.App.ReviewRisk(ctx, actorOf(ctx), x)
	return gen.ReviewRisk200JSONResponse(riskOut(x)), err
}

func riskIn(in gen.RiskInput) impartiality.Risk {
	state := impartiality.State(in.State)
	if state == "" {
		state = impartiality.Open
	}
	return impartiality.Risk{
		Threat: string(in.Threat), Subject: in.Subject, ClientID: domain.ID(in.ClientId), PersonID: domain.ID(in.PersonId),
		Level: string(in.Level), Safeguards: in.Safeguards, Owner: in.Owner, State: state, ReviewDue: in.ReviewDue, Note: in.Note,
	}
}

func riskOut(r impartiality.Risk) gen.Risk {
	return gen.Risk{
		Id: string(r.ID), Version: int64(r.Version), No: r.No, Threat: r.Threat, Subject: r.Subject, ClientId: string(r.ClientID),
		PersonId: string(r.PersonID), Level: r.Level, Safeguards: r.Safeguards, Owner: r.Owner, State: string(r.State),
		ReviewDue: r.ReviewDue, ReviewedOn: r.ReviewedOn, Note: r.Note,
	}
}

// AddObservation records that somebody watched an auditor at work.
func (s *Server) AddObservation(ctx context.Context, r gen.AddObservationRequestObject) (gen.AddObservationResponseObject, error) {
	o, err := s.App.AddObservation(ctx, actorOf(ctx), auditor.Observation{
		PersonID: domain.ID(r.Id), SchemeID: r.Body.SchemeId, AuditID: domain.ID(r.Body.AuditId), On: r.Body.On,
		ObserverID: domain.ID(r.Body.ObserverId), Outcome: string(r.Body.Outcome), Note: r.Body.Note,
	})
	return gen.AddObservation201JSONResponse(observationOut(o)), err
}

func observationOut(o auditor.Observation) gen.Observation {
	return gen.Observation{
		Id: string(o.ID), PersonId: string(o.PersonID), SchemeId: o.SchemeID, AuditId: string(o.AuditID), On: o.On,
		ObserverId: string(o.ObserverID), Outcome: o.Outcome, Note: o.Note,
	}
}

// ListObservationsDue lists who is to be watched next.
func (s *Server) ListObservationsDue(ctx context.Context, _ gen.ListObservationsDueRequestObject) (gen.ListObservationsDueResponseObject, error) {
	list, err := s.App.ListWatches(ctx, actorOf(ctx))
	return gen.ListObservationsDue200JSONResponse(each(list, func(w app.Watch) gen.ObservationDue {
		return gen.ObservationDue{
			PersonId: string(w.PersonID), Name: w.Name, SchemeId: w.SchemeID, LastOn: w.Last.On, LastOutcome: w.Last.Outcome,
			Due: w.Due, DaysLeft: w.DaysLeft,
		}
	})), err
}

// ListHolidays lists a calendar's own days of a year.
func (s *Server) ListHolidays(ctx context.Context, r gen.ListHolidaysRequestObject) (gen.ListHolidaysResponseObject, error) {
	list, err := s.App.ListHolidays(ctx, actorOf(ctx), r.Params.Calendar, r.Params.Year)
	return gen.ListHolidays200JSONResponse(each(list, holidayOut)), err
}

// AddHoliday adds a day to a calendar.
func (s *Server) AddHoliday(ctx context.Context, r gen.AddHolidayRequestObject) (gen.AddHolidayResponseObject, error) {
	h, err := s.App.AddHoliday(ctx, actorOf(ctx), app.Holiday{Calendar: r.Body.Calendar, Day: r.Body.Day, Name: r.Body.Name})
	return gen.AddHoliday201JSONResponse(holidayOut(h)), err
}

// RemoveHoliday takes a day off a calendar.
func (s *Server) RemoveHoliday(ctx context.Context, r gen.RemoveHolidayRequestObject) (gen.RemoveHolidayResponseObject, error) {
	return gen.RemoveHoliday204Response{}, s.App.RemoveHoliday(ctx, actorOf(ctx), r.Params.Calendar, dateIn(r.Params.Day))
}

func holidayOut(h app.Holiday) gen.Holiday {
	return gen.Holiday{Calendar: h.Calendar, Day: h.Day, Name: h.Name}
}
