package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
)

// KeepReview keeps the answers of a review that is not finished.
func (s *Server) KeepReview(ctx context.Context, r gen.KeepReviewRequestObject) (gen.KeepReviewResponseObject, error) {
	out, err := s.changedApplication(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.KeepReview(ctx, actorOf(ctx), id, seen, pointsIn(r.Body.Points))
		return err
	})
	return gen.KeepReview200JSONResponse(out), err
}

// ReviewApplication records the verdict of the review of 9.1.2.
func (s *Server) ReviewApplication(ctx context.Context, r gen.ReviewApplicationRequestObject) (gen.ReviewApplicationResponseObject, error) {
	review := app.ApplicationReview{Accepted: r.Body.Accepted, Points: pointsIn(r.Body.Points), Reasons: r.Body.Reasons}
	for _, d := range r.Body.Declined {
		review.Declined = append(review.Declined, string(d))
	}
	out, err := s.changedApplication(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.ReviewApplication(ctx, actorOf(ctx), id, seen, review)
		return err
	})
	return gen.ReviewApplication200JSONResponse(out), err
}

// RequestInformation asks the client what the review still has to know.
func (s *Server) RequestInformation(ctx context.Context, r gen.RequestInformationRequestObject) (gen.RequestInformationResponseObject, error) {
	out, err := s.changedApplication(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.RequestInformation(ctx, actorOf(ctx), id, seen, r.Body.Text)
		return err
	})
	return gen.RequestInformation200JSONResponse(out), err
}

// AnswerRequest hands an application back with the client's answer.
func (s *Server) AnswerRequest(ctx context.Context, r gen.AnswerRequestRequestObject) (gen.AnswerRequestResponseObject, error) {
	out, err := s.changedApplication(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.AnswerRequest(ctx, actorOf(ctx), id, seen, r.Body.Text)
		return err
	})
	return gen.AnswerRequest200JSONResponse(out), err
}

// LapseApplication closes an application of which no contract came.
func (s *Server) LapseApplication(ctx context.Context, r gen.LapseApplicationRequestObject) (gen.LapseApplicationResponseObject, error) {
	out, err := s.changedApplication(ctx, r.Id, r.Params.IfMatch, func(id domain.ID, seen domain.Version) error {
		_, err := s.App.LapseApplication(ctx, actorOf(ctx), id, seen, r.Body.Reason)
		return err
	})
	return gen.LapseApplication200JSONResponse(out), err
}

// changedApplication changes an application at the version seen and gives it anew.
func (s *Server) changedApplication(ctx context.Context, id, ifMatch string, change func(id domain.ID, seen domain.Version) error) (gen.Application, error) {
	seen, err := seenVersion(ifMatch)
	if err != nil {
		return gen.Application{}, err
	}
	if err := change(domain.ID(id), seen); err != nil {
		return gen.Application{}, err
	}
	d, err := s.App.Application(ctx, actorOf(ctx), domain.ID(id))
	return applicationOut(d), err
}

func pointsIn(in []gen.ReviewAnswer) []client.Answered {
	if in == nil {
		return nil
	}
	return each(in, func(x gen.ReviewAnswer) client.Answered {
		return client.Answered{Point: string(x.Point), Answer: client.Answer(x.Answer), Note: x.Note}
	})
}

// checklistOut is a point with its answer; the words come from the list of 9.1.2.
func checklistOut(x client.Answered) gen.ReviewPoint {
	out := gen.ReviewPoint{Id: x.Point, Answer: gen.ReviewPointAnswer(x.Answer), Note: x.Note}
	for _, p := range client.ReviewPoints {
		if p.ID == x.Point {
			out.Clause, out.Title = p.Clause, p.Title
		}
	}
	return out
}

func requestOut(q client.InfoRequest) gen.InfoRequest {
	return gen.InfoRequest{Text: q.Text, By: q.By, At: q.At, Answer: q.Answer, AnsweredBy: q.AnsweredBy, AnsweredAt: q.AnsweredAt}
}
