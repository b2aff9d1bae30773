package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
)

// StartAudit opens an audit.
func (s *Server) StartAudit(ctx context.Context, r gen.StartAuditRequestObject) (gen.StartAuditResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.StartAudit(ctx, actorOf(ctx), domain.ID(r.Id), seen); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.StartAudit200JSONResponse(d), err
}

// IssueReport issues an audit's report.
func (s *Server) IssueReport(ctx context.Context, r gen.IssueReportRequestObject) (gen.IssueReportResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	report := app.IssuedReport{Summary: r.Body.Summary, Recommendation: string(r.Body.Recommendation),
		ObjectivesMet: r.Body.ObjectivesMet, AuditedHalves: r.Body.AuditedHalfDays}
	if _, err := s.App.IssueReport(ctx, actorOf(ctx), domain.ID(r.Id), seen, report); err != nil {
		return nil, err
	}
	d, err := s.auditDetail(ctx, r.Id)
	return gen.IssueReport200JSONResponse(d), err
}

// RaiseFinding records what an auditor found.
func (s *Server) RaiseFinding(ctx context.Context, r gen.RaiseFindingRequestObject) (gen.RaiseFindingResponseObject, error) {
	f, err := s.App.RaiseFinding(ctx, actorOf(ctx), domain.ID(r.Id), app.RaisedFinding{Grade: audit.Grade(r.Body.Grade),
		Requirement: r.Body.Requirement, Statement: r.Body.Statement, Evidence: r.Body.Evidence, Unmet: r.Body.Unmet, SchemeIDs: r.Body.SchemeIds})
	if err != nil {
		return nil, err
	}
	row, err := s.App.Finding(ctx, actorOf(ctx), f.ID)
	return gen.RaiseFinding201JSONResponse(auditFindingOut(row)), err
}

// ListFindings lists the findings the caller may see.
func (s *Server) ListFindings(ctx context.Context, r gen.ListFindingsRequestObject) (gen.ListFindingsResponseObject, error) {
	p := r.Params
	open := ""
	if p.Open {
		open = "yes"
	}
	page, err := s.App.ListFindings(ctx, actorOf(ctx), app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size,
		Filter: filters("client", p.Client, "audit", p.Audit, "open", open)})
	return gen.ListFindings200JSONResponse{Total: page.Total, Rows: each(page.Rows, auditFindingOut)}, err
}

// GetFinding gives one finding.
func (s *Server) GetFinding(ctx context.Context, r gen.GetFindingRequestObject) (gen.GetFindingResponseObject, error) {
	row, err := s.App.Finding(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetFinding200JSONResponse(auditFindingOut(row)), err
}

// AnswerFinding takes the client's part.
func (s *Server) AnswerFinding(ctx context.Context, r gen.AnswerFindingRequestObject) (gen.AnswerFindingResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	answer := audit.Answer{Correction: r.Body.Correction, Cause: r.Body.Cause, Action: r.Body.Action, Evidence: r.Body.Evidence}
	if _, err := s.App.AnswerFinding(ctx, actorOf(ctx), domain.ID(r.Id), seen, answer); err != nil {
		return nil, err
	}
	row, err := s.App.Finding(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.AnswerFinding200JSONResponse(auditFindingOut(row)), err
}

// JudgeFinding takes the auditor's word on an answer.
func (s *Server) JudgeFinding(ctx context.Context, r gen.JudgeFindingRequestObject) (gen.JudgeFindingResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := s.App.JudgeFinding(ctx, actorOf(ctx), domain.ID(r.Id), seen, string(r.Body.Verdict), r.Body.Text); err != nil {
		return nil, err
	}
	row, err := s.App.Finding(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.JudgeFinding200JSONResponse(auditFindingOut(row)), err
}

func auditFindingOut(r app.FindingRow) gen.AuditFinding {
	f := r.Finding
	out := gen.AuditFinding{
		Id: string(f.ID), Version: int64(f.Version), No: f.No, AuditId: string(f.AuditID), AuditTitle: r.AuditTitle, ClientId: string(f.ClientID), SchemeIds: f.SchemeIDs,
		Grade: gen.AuditFindingGrade(f.Grade), Requirement: f.Requirement, Statement: f.Statement, Evidence: f.Evidence,
		State: gen.AuditFindingState(f.State), RaisedOn: f.RaisedOn, AnswerDue: f.AnswerDue, CloseBy: f.CloseBy,
		May: each(r.May, func(w string) gen.AuditFindingMay { return gen.AuditFindingMay(w) }),
	}
	if !f.Answer.At.IsZero() {
		out.Answer = gen.Answer{Correction: f.Answer.Correction, Cause: f.Answer.Cause, Action: f.Answer.Action,
			Evidence: f.Answer.Evidence, By: f.Answer.By, At: f.Answer.At}
	}
	out.Verdict.On, out.Verdict.Text, out.Verdict.ByName = f.Verdict.On, f.Verdict.Text, r.JudgedBy
	return out
}
