package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
)

// ListAudits lists the audits the caller may see.
func (s *Server) ListAudits(ctx context.Context, r gen.ListAuditsRequestObject) (gen.ListAuditsResponseObject, error) {
	p := r.Params
	page, today, err := s.App.ListAudits(ctx, actorOf(ctx), app.AuditsAsked{
		Late: p.Late, AtRisk: p.AtRisk, Unplanned: p.Unplanned,
		List: app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size, Filter: filters(
			"state", string(p.State), "dates", string(p.Dates), "type", string(p.Type), "client", p.Client, "auditor", p.Auditor,
			"from", dateIn(p.From).String(), "to", dateIn(p.To).String())},
	})
	return gen.ListAudits200JSONResponse{Total: page.Total,
		Rows: each(page.Rows, func(r app.AuditRow) gen.Audit { return auditOut(r, today) })}, err
}

// GetDue counts what waits.
func (s *Server) GetDue(ctx context.Context, _ gen.GetDueRequestObject) (gen.GetDueResponseObject, error) {
	d, err := s.App.Due(ctx, actorOf(ctx))
	return gen.GetDue200JSONResponse{Late: d.Late, AtRisk: d.AtRisk, Unplanned: d.Unplanned, Proposed: d.Proposed,
		ExpiringCertificates: d.ExpiringCertificates, Applications: d.Applications, Files: d.Files, Notices: d.Notices, Unresolved: d.Unresolved, Dayless: d.Dayless, Offers: d.Offers}, err
}

// GetAudit gives one audit with all its page shows.
func (s *Server) GetAudit(ctx context.Context, r gen.GetAuditRequestObject) (gen.GetAuditResponseObject, error) {
	d, err := s.auditDetail(ctx, r.Id)
	return gen.GetAudit200JSONResponse(d), err
}

func (s *Server) auditDetail(ctx context.Context, id string) (gen.AuditDetail, error) {
	d, err := s.App.Audit(ctx, actorOf(ctx), domain.ID(id))
	if err != nil {
		return gen.AuditDetail{}, err
	}
	return auditDetailOut(d), nil
}

func auditDetailOut(d app.AuditDetail) gen.AuditDetail {
	x := d.Row.Audit
	out := gen.AuditDetail{
		Audit: auditOut(d.Row, d.Today), Client: clientOut(d.Client), Site: siteOut(d.Site), Scope: d.Scope,
		Positions: each(x.Positions, positionOut), Cover: words[string](x.Cover), Reason: x.Reason, Justified: x.Justified, StartedOn: x.StartedOn,
		Findings: each(d.Findings, auditFindingOut), FileId: string(d.FileID), Blocked: d.Blocked,
		May: each(d.May, func(w string) gen.AuditDetailMay { return gen.AuditDetailMay(w) }),
	}
	out.Parts = each(x.Parts, func(p audit.Part) gen.AuditPart { return partOut(x, p) })
	out.Sites, out.Drawn, out.Time = each(d.Sites, siteOut), d.Drawn, workingOut(x.Time)
	out.Visits = each(x.Visits, func(v audit.Visit) gen.Visit { return visitOut(v, d.Sites) })
	for _, j := range d.Joinable {
		out.Joinable = append(out.Joinable, struct {
			Audit   gen.AuditRef `json:"audit"`
			Finding gen.Finding  `json:"finding"`
		}{refOut(j.Row), j.Finding})
	}
	if d.Into.ID != "" {
		out.Into = refOut(d.Into)
	}
	if x.Report.Summary != "" {
		out.Report = gen.Report{Summary: x.Report.Summary, Recommendation: x.Report.Recommendation, ObjectivesMet: x.Report.ObjectivesMet,
			AuditedHalfDays: x.Report.AuditedDays, SubmittedAt: x.Report.SubmittedAt, SubmittedBy: d.Reporter}
	}
	return out
}

func auditOut(r app.AuditRow, today domain.Date) gen.Audit {
	x := r.Audit
	return gen.Audit{
		Id: string(x.ID), Version: int64(x.Version), No: x.No, Title: x.Title(), Type: gen.AuditType(x.Type), Number: x.Number,
		ClientId: string(x.ClientID), ClientNo: r.ClientNo, ClientName: r.ClientName, ContractId: string(x.ContractID),
		ProgrammeIds: words[string](x.ProgrammeIDs), SchemeId: x.SchemeID, SchemeIds: x.Schemes(), SiteId: string(x.SiteID), SiteCity: r.SiteCity, Due: x.Due,
		Window: windowOut(x.Window), HalfDays: x.HalfDays, State: gen.AuditState(x.State), Dates: gen.AuditDates(x.Dates),
		Mark: gen.AuditMark(x.MarkOn(today)), From: x.Stretch.From, FromHalf: string(x.Stretch.FromHalf), To: x.Stretch.To,
		ToHalf: string(x.Stretch.ToHalf), LeadName: r.LeadName, Expiry: r.Expiry, ReportOn: x.ReportOn, Imported: x.Imported,
		Seats: each(x.Seats, func(s audit.Seat) gen.Seat {
			return gen.Seat{PositionId: s.PositionID, Role: s.Role, PersonId: string(s.PersonID), PersonName: r.Names[s.PersonID]}
		}),
	}
}

func windowOut(w audit.Window) gen.Window {
	return gen.Window{Earliest: w.Earliest, Latest: w.Latest, HardLimit: w.HardLimit,
		EarliestRule: w.EarliestRule, LatestRule: w.LatestRule, HardRule: w.HardRule}
}

func positionOut(p audit.Position) gen.Position {
	return gen.Position{Id: p.ID, Role: p.Role, Needs: words[string](p.Needs), OffsetHalves: p.OffsetHalves, LenHalves: p.LenHalves, Remote: p.Remote}
}
