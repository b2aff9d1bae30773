package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
)

// ListNotices lists the changes that clients told.
func (s *Server) ListNotices(ctx context.Context, r gen.ListNoticesRequestObject) (gen.ListNoticesResponseObject, error) {
	p := r.Params
	page, err := s.App.Notices(ctx, actorOf(ctx), app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size,
		Filter: filters("state", string(p.State), "client", p.Client)})
	return gen.ListNotices200JSONResponse{Total: page.Total, Rows: each(page.Rows, func(r app.NoticeRow) gen.Notice {
		return noticeOut(app.NoticeDetail{Notice: r.Notice, ClientName: r.ClientName})
	})}, err
}

// GetNotice gives one notice.
func (s *Server) GetNotice(ctx context.Context, r gen.GetNoticeRequestObject) (gen.GetNoticeResponseObject, error) {
	d, err := s.App.Notice(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetNotice200JSONResponse(noticeOut(d)), err
}

// PreviewNotice works out what a change would mean.
func (s *Server) PreviewNotice(ctx context.Context, r gen.PreviewNoticeRequestObject) (gen.PreviewNoticeResponseObject, error) {
	all, err := s.App.PreviewNotice(ctx, actorOf(ctx), noticeIn(*r.Body))
	return gen.PreviewNotice200JSONResponse(each(all, meaningOut)), err
}

// TellChange takes a client's notice.
func (s *Server) TellChange(ctx context.Context, r gen.TellChangeRequestObject) (gen.TellChangeResponseObject, error) {
	n, err := s.App.TellChange(ctx, actorOf(ctx), noticeIn(*r.Body))
	if err != nil {
		return nil, err
	}
	d, err := s.App.Notice(ctx, actorOf(ctx), n.ID)
	return gen.TellChange201JSONResponse(noticeOut(d)), err
}

// ResolveNotice settles a notice.
func (s *Server) ResolveNotice(ctx context.Context, r gen.ResolveNoticeRequestObject) (gen.ResolveNoticeResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	_, err = s.App.ResolveNotice(ctx, actorOf(ctx), domain.ID(r.Id), seen, app.Resolution{
		Outcome: client.NoticeOutcome(r.Body.Outcome), Reason: r.Body.Reason, Purpose: string(r.Body.Purpose),
		ContractID: domain.ID(r.Body.ContractId), HalfDays: r.Body.HalfDays, Latest: r.Body.Latest,
	})
	if err != nil {
		return nil, err
	}
	d, err := s.App.Notice(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.ResolveNotice200JSONResponse(noticeOut(d)), err
}

func noticeIn(in gen.NoticeInput) client.Notice {
	return client.Notice{Kind: client.NoticeKind(in.Kind), Text: in.Text, Persons: in.Persons, SiteID: domain.ID(in.SiteId)}
}

func noticeOut(d app.NoticeDetail) gen.Notice {
	n := d.Notice
	out := gen.Notice{
		Id: string(n.ID), Version: int64(n.Version), No: n.No, ClientId: string(n.ClientID), ClientName: d.ClientName, Kind: string(n.Kind), Text: n.Text,
		Persons: n.Persons, SiteId: string(n.SiteID), SiteName: d.SiteName, ToldBy: n.ToldBy, ToldAt: n.ToldAt, Meanings: each(n.Meanings, meaningOut),
		State: "resolved", Outcome: gen.NoticeOutcome(n.Resolved), Reason: n.Reason, Purpose: n.Purpose, AmendmentId: string(n.AmendmentID),
		ContractId: string(d.Amendment.ContractID), AmendmentState: string(d.Amendment.State), AuditId: string(n.AuditID),
		ResolvedBy: n.ResolvedBy, ResolvedAt: n.ResolvedAt,
	}
	if n.Open() {
		out.State = "open"
	}
	return out
}

func meaningOut(m client.Meaning) gen.Meaning {
	out := gen.Meaning{ContractId: string(m.ContractID), ContractNo: m.ContractNo, PersonsBefore: m.Before, PersonsAfter: m.After,
		WasInitialDays: number(m.Was.Initial), Differences: []gen.Difference{}, Why: m.Why}
	if len(m.Receipt.Lines) > 0 {
		out.Differences, out.Receipt = differencesOut(m.Was, m.Receipt), receiptOut(m.Receipt)
	}
	return out
}
