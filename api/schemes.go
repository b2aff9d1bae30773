package api

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/scheme"
)

// ListSchemes gives the schemes in force, as far as everybody needs them.
func (s *Server) ListSchemes(ctx context.Context, _ gen.ListSchemesRequestObject) (gen.ListSchemesResponseObject, error) {
	list, err := s.App.ListSchemes(ctx, actorOf(ctx))
	return gen.ListSchemes200JSONResponse(each(list, schemeOut)), err
}

func schemeOut(x scheme.Scheme) gen.Scheme {
	return gen.Scheme{
		Id: x.ID, Short: x.Short, Name: x.Name, Version: x.Version, MinWeeks: x.Stage2.MinWeeks, MaxWeeks: x.Stage2.MaxWeeks,
		HardMonths: x.Stage2.HardMonths, AuditTimeTable: x.AuditTimeTable.Name + ", " + x.AuditTimeTable.Edition, Classes: x.Classes(),
		NeedsSoa: slices.Contains(x.CertificateContent, "soa_version"),
		Codes:    each(x.CodesIn(scheme.SeedTaxonomies()), codeOut), Factors: each(x.Factors, codeOut),
	}
}

func codeOut(c scheme.Code) gen.Code { return gen.Code{Code: c.Code, Title: c.Title} }

// GetSchemeHistory lists the versions of a scheme.
func (s *Server) GetSchemeHistory(ctx context.Context, r gen.GetSchemeHistoryRequestObject) (gen.GetSchemeHistoryResponseObject, error) {
	out, err := s.schemeHistory(ctx, r.Scheme)
	return gen.GetSchemeHistory200JSONResponse(out), err
}

func (s *Server) schemeHistory(ctx context.Context, id string) (gen.SchemeHistory, error) {
	versions, err := s.App.SchemeHistory(ctx, actorOf(ctx), id)
	if err != nil {
		return gen.SchemeHistory{}, err
	}
	out := gen.SchemeHistory{Id: id, Presets: each(audit.StagePresets, presetOut)}
	for _, v := range versions {
		data, err := json.Marshal(v.Scheme)
		if err != nil {
			return gen.SchemeHistory{}, err
		}
		out.Name = v.Scheme.Name
		out.Versions = append(out.Versions, gen.SchemeVersion{
			Version: v.Scheme.Version, Active: v.Active, Since: v.Since, By: v.By, Why: v.Why,
			Changes: each(v.Changes, schemeChangeOut), Programmes: v.Programmes, Data: data,
		})
	}
	return out, nil
}

func presetOut(p audit.StagePolicy) gen.StagePreset {
	return gen.StagePreset{Preset: p.Preset, MinWeeks: p.MinWeeks, MaxWeeks: p.MaxWeeks, HardMonths: p.HardMonths}
}

func schemeChangeOut(c scheme.Change) gen.SchemeChange {
	return gen.SchemeChange{Field: c.Field, Was: c.Was, Will: c.Will}
}

// ActivateScheme puts a changed version in force.
func (s *Server) ActivateScheme(ctx context.Context, r gen.ActivateSchemeRequestObject) (gen.ActivateSchemeResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	proposal, err := schemeIn(r.Scheme, r.Body.Data)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.ActivateScheme(ctx, actorOf(ctx), int(seen), proposal, r.Body.Why); err != nil {
		return nil, err
	}
	out, err := s.schemeHistory(ctx, r.Scheme)
	return gen.ActivateScheme201JSONResponse(out), err
}

// RehearseScheme says what a changed version would change.
func (s *Server) RehearseScheme(ctx context.Context, r gen.RehearseSchemeRequestObject) (gen.RehearseSchemeResponseObject, error) {
	proposal, err := schemeIn(r.Scheme, r.Body.Data)
	if err != nil {
		return nil, err
	}
	found, err := s.App.RehearseScheme(ctx, actorOf(ctx), proposal)
	return gen.RehearseScheme200JSONResponse{
		Changes: each(found.Changes, schemeChangeOut), Open: found.Open, Moves: each(found.Moves, schemeMoveOut),
		Times: each(found.Times, timeMoveOut),
	}, err
}

func schemeMoveOut(m app.SchemeMove) gen.SchemeMove {
	return gen.SchemeMove{
		AuditId: string(m.AuditID), AuditNo: m.AuditNo, Title: m.Title, ProgrammeId: string(m.ProgrammeID),
		ClientId: string(m.ClientID), ClientName: m.ClientName, Keeps: m.Keeps, Was: timingOut(m.Was), Will: timingOut(m.Will),
	}
}

func timeMoveOut(m app.TimeMove) gen.TimeMove {
	out := gen.TimeMove{ContractId: string(m.ContractID), ContractNo: m.ContractNo, ClientName: m.ClientName, Keeps: m.Keeps,
		Was: timeFiguresOut(m.Was), Refused: m.Refused}
	if m.Refused == "" {
		out.Will = timeFiguresOut(m.Will)
	}
	return out
}

func timeFiguresOut(r audittime.Receipt) gen.TimeFigures {
	return gen.TimeFigures{Initial: number(r.Initial), Stage1: number(r.Stage1), Surveillance: number(r.Surveillance), Recertification: number(r.Recert)}
}

func timingOut(t scheme.Timing) gen.AuditTiming {
	return gen.AuditTiming{Due: t.Due, Earliest: t.Window.Earliest, Latest: t.Window.Latest, HardLimit: t.Window.HardLimit}
}

// schemeIn reads the data of a scheme; which scheme it is stands in the address.
func schemeIn(id string, data json.RawMessage) (scheme.Scheme, error) {
	proposal, err := scheme.Parse(data)
	if err == nil && proposal.ID != id {
		var f domain.Fault
		f.Add("data.id", "is %q; the address names %q", proposal.ID, id)
		err = f.Err()
	}
	return proposal, err
}
