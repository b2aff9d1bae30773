package api

import (
	"context"
	"time"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/ledger"
)

// ListJobs lists the background work and counts it.
func (s *Server) ListJobs(ctx context.Context, r gen.ListJobsRequestObject) (gen.ListJobsResponseObject, error) {
	p := r.Params
	l := app.List{Page: p.Page, Size: p.Size, Filter: filters("state", string(p.State), "kind", p.Kind)}
	page, counts, err := s.App.Jobs(ctx, actorOf(ctx), l)
	out := gen.ListJobs200JSONResponse{Total: page.Total, Rows: each(page.Rows, jobOut)}
	out.Counts = each(counts, func(c app.JobCount) (n struct {
		Count  int64     `json:"count"`
		Kind   string    `json:"kind"`
		Oldest time.Time `json:"oldest,omitempty,omitzero"`
		State  string    `json:"state"`
	}) {
		n.Count, n.Kind, n.Oldest, n.State = c.Count, c.Kind, c.Oldest, string(c.State)
		return n
	})
	return out, err
}

func jobOut(j app.Job) gen.Job {
	return gen.Job{
		Id: string(j.ID), Kind: j.Kind, Object: string(j.Object), State: string(j.State), Attempt: j.Attempt, Error: j.Error,
		DueAt: j.DueAt, DoneAt: j.DoneAt,
	}
}

// RetryJob starts a job that gave up again.
func (s *Server) RetryJob(ctx context.Context, r gen.RetryJobRequestObject) (gen.RetryJobResponseObject, error) {
	return gen.RetryJob204Response{}, s.App.RetryJob(ctx, actorOf(ctx), domain.ID(r.Id))
}

// ListMails lists letters as they were written.
func (s *Server) ListMails(ctx context.Context, r gen.ListMailsRequestObject) (gen.ListMailsResponseObject, error) {
	p := r.Params
	page, err := s.App.Letters(ctx, actorOf(ctx), app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size})
	return gen.ListMails200JSONResponse{Total: page.Total, Rows: each(page.Rows, mailOut)}, err
}

func mailOut(m app.Mail) gen.Mail {
	return gen.Mail{
		Key: m.Key, To: m.To, Subject: m.Subject, Text: m.Text, State: m.State, CreatedAt: m.CreatedAt, SentAt: m.SentAt, Error: m.Error,
		Attachments: each(m.Attachments, func(x app.Attached) string { return x.Name }),
	}
}

// ListLedger tells what happened to one object.
func (s *Server) ListLedger(ctx context.Context, r gen.ListLedgerRequestObject) (gen.ListLedgerResponseObject, error) {
	entries, err := s.App.History(ctx, actorOf(ctx), r.Params.Kind, domain.ID(r.Params.Object))
	return gen.ListLedger200JSONResponse(each(entries, entryOut)), err
}

func entryOut(e ledger.Entry) gen.LedgerEntry {
	return gen.LedgerEntry{
		Id: string(e.ID), At: e.At, Name: e.Name, Via: e.Via, Verb: e.Verb, Why: e.Why, Summary: e.Summary,
		StateHash: e.StateHash, Findings: e.Findings,
	}
}

// GetLedgerHead gives the newest signed head and the key to check it with.
func (s *Server) GetLedgerHead(ctx context.Context, _ gen.GetLedgerHeadRequestObject) (gen.GetLedgerHeadResponseObject, error) {
	h, err := s.App.LedgerHead(ctx)
	return gen.GetLedgerHead200JSONResponse{Size: h.Size, Root: h.Root, Signed: h.Signed, At: h.At, Key: s.App.Seals.HeadKey()}, err
}
