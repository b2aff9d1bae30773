package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
)

// ListAuditors lists all auditors.
func (s *Server) ListAuditors(ctx context.Context, _ gen.ListAuditorsRequestObject) (gen.ListAuditorsResponseObject, error) {
	list, err := s.App.ListAuditors(ctx, actorOf(ctx))
	return gen.ListAuditors200JSONResponse(each(list, auditorOut)), err
}

// CreateAuditor keeps a new auditor, who is active.
func (s *Server) CreateAuditor(ctx context.Context, r gen.CreateAuditorRequestObject) (gen.CreateAuditorResponseObject, error) {
	in := auditorIn(*r.Body)
	in.Active = true
	p, err := s.App.CreateAuditor(ctx, actorOf(ctx), in)
	return gen.CreateAuditor201JSONResponse(auditorOut(p)), err
}

// GetAuditor gives one auditor.
func (s *Server) GetAuditor(ctx context.Context, r gen.GetAuditorRequestObject) (gen.GetAuditorResponseObject, error) {
	d, err := s.App.Auditor(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetAuditor200JSONResponse{
		Auditor: auditorOut(d.Auditor), Authorisations: each(d.Authorisations, authorisationOut), Absences: each(d.Absences, absenceOut),
		Observations: each(d.Observations, observationOut),
		Declarations: each(d.Declarations, declarationOut), DeclarationText: auditor.DeclarationText,
		Interests: each(d.Interests, func(i auditor.Interest) gen.Interest {
			out := interestOut(i)
			out.ClientName = d.ClientNames[i.ClientID]
			return out
		}),
	}, err
}

// ChangeAuditor replaces what is known about an auditor.
func (s *Server) ChangeAuditor(ctx context.Context, r gen.ChangeAuditorRequestObject) (gen.ChangeAuditorResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	p := auditorIn(*r.Body)
	p.ID, p.Version = domain.ID(r.Id), seen
	p, err = s.App.ChangeAuditor(ctx, actorOf(ctx), p)
	return gen.ChangeAuditor200JSONResponse(auditorOut(p)), err
}

func auditorIn(in gen.AuditorInput) auditor.Auditor {
	return auditor.Auditor{
		No: in.No, Name: in.Name, Email: in.Email, Employment: string(in.Employment), HomeCity: in.HomeCity,
		HomeLat: in.HomeLat, HomeLon: in.HomeLon, TimeZone: in.TimeZone, Languages: in.Languages, DayRate: in.DayRate,
		DaysPerWeek: in.DaysPerWeek, HolidayCalendar: in.HolidayCalendar, Active: in.Active,
	}
}

func auditorOut(p auditor.Auditor) gen.Auditor {
	return gen.Auditor{
		Id: string(p.ID), Version: int64(p.Version), No: p.No, Name: p.Name, Email: p.Email, Employment: p.Employment,
		HomeCity: p.HomeCity, HomeLat: p.HomeLat, HomeLon: p.HomeLon, TimeZone: p.TimeZone, Languages: words[string](p.Languages),
		DayRate: p.DayRate, DaysPerWeek: p.DaysPerWeek, HolidayCalendar: p.HolidayCalendar, Active: p.Active,
	}
}

// AddAuthorisation authorises an auditor.
func (s *Server) AddAuthorisation(ctx context.Context, r gen.AddAuthorisationRequestObject) (gen.AddAuthorisationResponseObject, error) {
	p := authorisationIn(*r.Body)
	p.PersonID = domain.ID(r.Id)
	p, err := s.App.AddAuthorisation(ctx, actorOf(ctx), p)
	return gen.AddAuthorisation201JSONResponse(authorisationOut(p)), err
}

// ChangeAuthorisation changes or ends an authorisation.
func (s *Server) ChangeAuthorisation(ctx context.Context, r gen.ChangeAuthorisationRequestObject) (gen.ChangeAuthorisationResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	p := authorisationIn(*r.Body)
	p.ID, p.Version = domain.ID(r.Id), seen
	p, err = s.App.ChangeAuthorisation(ctx, actorOf(ctx), p)
	return gen.ChangeAuthorisation200JSONResponse(authorisationOut(p)), err
}

func authorisationIn(in gen.AuthorisationInput) auditor.Authorisation {
	return auditor.Authorisation{
		SchemeID: in.SchemeId, Role: string(in.Role), Code: in.Code, Evidence: in.Evidence,
		Valid: domain.Period{From: in.ValidFrom, To: in.ValidTo},
	}
}

func authorisationOut(p auditor.Authorisation) gen.Authorisation {
	return gen.Authorisation{
		Id: string(p.ID), Version: int64(p.Version), PersonId: string(p.PersonID), SchemeId: p.SchemeID, Role: p.Role,
		Code: p.Code, ValidFrom: p.Valid.From, ValidTo: p.Valid.To, Evidence: p.Evidence,
	}
}

// AddAbsence keeps time off and says what it clashes with.
func (s *Server) AddAbsence(ctx context.Context, r gen.AddAbsenceRequestObject) (gen.AddAbsenceResponseObject, error) {
	away, clashes, err := s.App.AddAbsence(ctx, actorOf(ctx), auditor.Absence{
		PersonID: domain.ID(r.Id), Period: domain.Period{From: r.Body.From, To: r.Body.To}, Half: domain.Half(r.Body.Half), Why: r.Body.Why,
	})
	if clashes == nil {
		clashes = []domain.Finding{}
	}
	return gen.AddAbsence201JSONResponse{Absence: absenceOut(away), Clashes: clashes}, err
}

// RemoveAbsence takes time off back.
func (s *Server) RemoveAbsence(ctx context.Context, r gen.RemoveAbsenceRequestObject) (gen.RemoveAbsenceResponseObject, error) {
	return gen.RemoveAbsence204Response{}, s.App.RemoveAbsence(ctx, actorOf(ctx), domain.ID(r.Id))
}

func absenceOut(a auditor.Absence) gen.Absence {
	return gen.Absence{Id: string(a.ID), PersonId: string(a.PersonID), From: a.Period.From, To: a.Period.To, Half: string(a.Half), Why: a.Why}
}

// AddInterest records what bears on an auditor's impartiality.
func (s *Server) AddInterest(ctx context.Context, r gen.AddInterestRequestObject) (gen.AddInterestResponseObject, error) {
	i := interestIn(*r.Body)
	i.PersonID = domain.ID(r.Id)
	i, err := s.App.AddInterest(ctx, actorOf(ctx), i)
	return gen.AddInterest201JSONResponse(interestOut(i)), err
}

// ChangeInterest corrects or ends what was declared.
func (s *Server) ChangeInterest(ctx context.Context, r gen.ChangeInterestRequestObject) (gen.ChangeInterestResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	i := interestIn(*r.Body)
	i.ID, i.Version = domain.ID(r.Id), seen
	i, err = s.App.ChangeInterest(ctx, actorOf(ctx), i)
	return gen.ChangeInterest200JSONResponse(interestOut(i)), err
}

func interestIn(in gen.InterestInput) auditor.Interest {
	return auditor.Interest{
		ClientID: domain.ID(in.ClientId), Kind: auditor.InterestKind(in.Kind), Period: domain.Period{From: in.From, To: in.To}, Note: in.Note,
	}
}

func interestOut(i auditor.Interest) gen.Interest {
	return gen.Interest{
		Id: string(i.ID), Version: int64(i.Version), PersonId: string(i.PersonID), ClientId: string(i.ClientID),
		Kind: string(i.Kind), From: i.Period.From, To: i.Period.To, Note: i.Note,
	}
}

// expiringWithin is how many days ahead the list looks when not told.
const expiringWithin = 90

// ListExpiringAuthorisations lists what ends soon and which booked audits that hits.
func (s *Server) ListExpiringAuthorisations(ctx context.Context, r gen.ListExpiringAuthorisationsRequestObject) (gen.ListExpiringAuthorisationsResponseObject, error) {
	days := r.Params.Days
	if days == 0 {
		days = expiringWithin
	}
	list, err := s.App.ExpiringAuthorisations(ctx, actorOf(ctx), days)
	return gen.ListExpiringAuthorisations200JSONResponse(each(list, func(e app.Expiring) gen.Expiring {
		return gen.Expiring{
			Authorisation: authorisationOut(e.Authorisation), AuditorName: e.AuditorName, DaysLeft: e.DaysLeft,
			Audits: each(e.Audits, func(h app.AuditHit) gen.AuditRef {
				x := h.Audit
				return gen.AuditRef{Id: string(x.ID), No: x.No, Title: x.Title(), ClientName: h.ClientName, From: x.Stretch.From, To: x.Stretch.To}
			}),
		}
	})), err
}
