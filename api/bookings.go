package api

import (
	"cmp"
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
)

// ListCandidates judges every auditor for an audit on given days.
func (s *Server) ListCandidates(ctx context.Context, r gen.ListCandidatesRequestObject) (gen.ListCandidatesResponseObject, error) {
	p := r.Params
	c, err := s.App.ListCandidates(ctx, actorOf(ctx), domain.ID(r.Id), app.CandidatesAsked{
		Stretch: domain.Stretch{From: dateIn(p.From), FromHalf: domain.Half(p.FromHalf), To: dateIn(p.To), ToHalf: domain.Half(p.ToHalf)},
		Team:    words[domain.ID](p.Team),
	})
	if err != nil {
		return nil, err
	}
	out := gen.Candidates{
		From: c.Stretch.From, FromHalf: string(c.Stretch.FromHalf), To: c.Stretch.To, ToHalf: string(c.Stretch.ToHalf),
		Window: windowOut(c.Audit.Window), Positions: each(c.Audit.Positions, positionOut), TeamFindings: c.TeamFindings,
		Candidates: each(c.Rows, candidateOut),
	}
	for i := range out.Candidates {
		out.Candidates[i].Rank = i + 1
	}
	for _, o := range c.Stretches {
		out.Stretches = append(out.Stretches, struct {
			From gen.Date `json:"from"`
			To   gen.Date `json:"to"`
		}{o.From, o.To})
	}
	return gen.ListCandidates200JSONResponse(out), nil
}

func candidateOut(c app.Candidate) gen.Candidate {
	return gen.Candidate{PersonId: string(c.Person.ID), Name: c.Person.Name, HomeCity: c.Person.HomeCity, Employment: c.Person.Employment,
		Fits: c.Fits, Cost: c.Cost, Km: c.Km, Positions: words[string](c.Positions), Findings: each(c.Findings, same[domain.Finding])}
}

// BookAudit gives an audit its dates and team.
func (s *Server) BookAudit(ctx context.Context, r gen.BookAuditRequestObject) (gen.BookAuditResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	b := app.Booking{
		Stretch: domain.Stretch{From: r.Body.From, FromHalf: cmp.Or(domain.Half(r.Body.FromHalf), domain.AM),
			To: r.Body.To, ToHalf: cmp.Or(domain.Half(r.Body.ToHalf), domain.PM)},
		Dates: cmp.Or(audit.Dates(r.Body.Dates), audit.Proposed), Reason: r.Body.Reason, Visits: visitsIn(r.Body.Visits),
	}
	for _, x := range r.Body.Seats {
		b.Seats = append(b.Seats, app.SeatWish{PositionID: x.PositionId, PersonID: domain.ID(x.PersonId)})
	}
	if _, err := s.App.BookAudit(ctx, actorOf(ctx), domain.ID(r.Id), seen, b); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.BookAudit200JSONResponse(d), err
}

// ReleaseBooking takes dates and team off an audit.
func (s *Server) ReleaseBooking(ctx context.Context, r gen.ReleaseBookingRequestObject) (gen.ReleaseBookingResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.ReleaseBooking(ctx, actorOf(ctx), domain.ID(r.Id), seen, r.Params.Reason); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.ReleaseBooking200JSONResponse(d), err
}

// ConfirmDates makes proposed dates stand.
func (s *Server) ConfirmDates(ctx context.Context, r gen.ConfirmDatesRequestObject) (gen.ConfirmDatesResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.ConfirmDates(ctx, actorOf(ctx), domain.ID(r.Id), seen); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.ConfirmDates200JSONResponse(d), err
}

// ObjectToBooking records the client's no to the dates or to a person.
func (s *Server) ObjectToBooking(ctx context.Context, r gen.ObjectToBookingRequestObject) (gen.ObjectToBookingResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	o := app.Objected{Reason: r.Body.Reason, Person: domain.ID(r.Body.PersonId)}
	if _, err := s.App.ObjectToBooking(ctx, actorOf(ctx), domain.ID(r.Id), seen, o); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.ObjectToBooking200JSONResponse(d), err
}
