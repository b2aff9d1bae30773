package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/decision"
)

// ListDecisionFiles lists the files to decide.
func (s *Server) ListDecisionFiles(ctx context.Context, r gen.ListDecisionFilesRequestObject) (gen.ListDecisionFilesResponseObject, error) {
	p := r.Params
	l := app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size, Filter: filters("state", string(p.State))}
	page, notMine, err := s.App.FileQueue(ctx, actorOf(ctx), l, p.Mine)
	out := gen.ListDecisionFiles200JSONResponse{Total: page.Total, Rows: each(page.Rows, fileLineOut)}
	out.NotMine = each(notMine, func(n app.NotMine) (line struct {
		Count int    `json:"count"`
		Rule  string `json:"rule"`
		Text  string `json:"text"`
	}) {
		line.Count, line.Rule, line.Text = n.Count, n.Rule, n.Text
		return line
	})
	return out, err
}

func fileLineOut(l app.FileLine) gen.DecisionFile {
	return gen.DecisionFile{
		Id: string(l.ID), Version: int64(l.Version), No: l.No, Kind: gen.DecisionFileKind(l.Kind), ClientId: string(l.ClientID),
		ClientNo: l.ClientNo, ClientName: l.ClientName, SchemeId: l.SchemeID, ProgrammeId: string(l.ProgrammeID),
		State: gen.DecisionFileState(l.State), DueOn: l.DueOn, MayDecide: l.MayDecide, WhyNot: l.WhyNot, Met: l.Met, Of: l.Of,
	}
}

// GetDecisionFile gives one file: gate, evidence, who may decide.
func (s *Server) GetDecisionFile(ctx context.Context, r gen.GetDecisionFileRequestObject) (gen.GetDecisionFileResponseObject, error) {
	v, err := s.App.DecisionFile(ctx, actorOf(ctx), domain.ID(r.Id))
	if err != nil {
		return nil, err
	}
	out := gen.GetDecisionFile200JSONResponse{
		File: fileLineOut(v.Line), Gate: each(v.Gate, gateLineOut), Contract: contractOut(v.Contracted),
		Audits: each(v.AuditDetails, auditDetailOut), Findings: []gen.AuditFinding{},
		Recommendation: v.Recommendation(), Outcomes: each(v.Outcomes, func(o decision.Outcome) string { return string(o) }),
		Preview: gen.CertificatePreview{
			Effective: v.Preview.Effective, Expiry: v.Preview.Expiry, NextDue: v.Preview.NextDue,
			Mark: v.Preview.Mark, Warning: v.Preview.Warning, Scope: v.Preview.Scope, Standard: v.Preview.Standard, Number: v.Preview.Number,
		},
	}
	for _, d := range v.AuditDetails {
		out.Findings = append(out.Findings, each(d.Findings, auditFindingOut)...)
	}
	out.Deciders = each(v.Deciders, func(d app.Decider) (who struct {
		Findings []gen.Finding `json:"findings"`
		May      bool          `json:"may"`
		Name     string        `json:"name"`
		PersonId string        `json:"person_id"`
	}) {
		who.Findings, who.May, who.Name, who.PersonId = d.Findings, d.May, d.Name, string(d.PersonID)
		return who
	})
	if v.File.Proposal != nil && v.Certificate != nil {
		out.Proposal = proposedOut(v.File, v.Certificate.ResolveBy)
	}
	if v.Decision != nil {
		out.Decision = decisionOut(*v.Decision)
	}
	return out, nil
}

func gateLineOut(l app.GateLine) gen.GateLine {
	return gen.GateLine{
		Finding: l.Finding, EvidenceKind: gen.GateLineEvidenceKind(l.EvidenceKind), EvidenceId: string(l.EvidenceID), EvidenceTitle: l.EvidenceTitle,
	}
}

// Decide takes a decision; the password is asked again.
func (s *Server) Decide(ctx context.Context, r gen.DecideRequestObject) (gen.DecideResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	d, err := s.App.Decide(ctx, actorOf(ctx), app.DecideCommand{
		File: domain.ID(r.Id), Seen: seen, Outcome: decision.Outcome(r.Body.Outcome), Reasons: r.Body.Reasons,
		Justification: r.Body.Justification, Password: r.Body.Password,
	})
	return gen.Decide201JSONResponse(decisionOut(d)), err
}

func decisionOut(d app.Decided) gen.Decision {
	return gen.Decision{
		Id: string(d.ID), FileId: string(d.FileID), FileVersion: int64(d.FileVersion), Outcome: string(d.Outcome),
		DecidedBy: string(d.DecidedBy), DecidedByName: d.DecidedByName, DecidedOn: d.DecidedOn, DecidedAt: d.DecidedAt,
		Meaning: d.Meaning, Reasons: d.Reasons, Justification: d.Justification, FileHash: d.FileHash, Signature: d.Signature,
		KeyId: d.KeyID, CertificateId: string(d.CertificateID), Findings: d.Findings,
	}
}
