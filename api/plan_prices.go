package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/planning"
)

// GetPlanPrices gives the prices in force.
func (s *Server) GetPlanPrices(ctx context.Context, _ gen.GetPlanPricesRequestObject) (gen.GetPlanPricesResponseObject, error) {
	p, err := s.App.ReadPrices(ctx, actorOf(ctx))
	return gen.GetPlanPrices200JSONResponse{Body: pricesOut(p.Prices), Headers: gen.GetPlanPrices200ResponseHeaders{ETag: etag(p.Version)}}, err
}

// ChangePlanPrices sets prices. Those that were never changed are at version 0.
func (s *Server) ChangePlanPrices(ctx context.Context, r gen.ChangePlanPricesRequestObject) (gen.ChangePlanPricesResponseObject, error) {
	var seen domain.Version
	if r.Params.IfMatch != etag(0) && r.Params.IfMatch != "0" {
		var err error
		if seen, err = seenVersion(r.Params.IfMatch); err != nil {
			return nil, err
		}
	}
	p, err := s.App.ChangePrices(ctx, actorOf(ctx), seen, app.PricesChanged{Values: r.Body.Values, Why: r.Body.Why})
	return gen.ChangePlanPrices200JSONResponse{Body: pricesOut(p.Prices), Headers: gen.ChangePlanPrices200ResponseHeaders{ETag: etag(p.Version)}}, err
}

// GetPlanRunPrices gives the prices a search was made with.
func (s *Server) GetPlanRunPrices(ctx context.Context, r gen.GetPlanRunPricesRequestObject) (gen.GetPlanRunPricesResponseObject, error) {
	p, err := s.App.RunPrices(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.GetPlanRunPrices200JSONResponse(pricesOut(p)), err
}

func pricesOut(p planning.Prices) gen.PlanPrices {
	usual := planning.DefaultPrices()
	return gen.PlanPrices{Notice: p.Notice, Prices: each(planning.PriceList(), func(x planning.Price) gen.PlanPrice {
		return gen.PlanPrice{Field: x.Field, Name: x.Name, Unit: x.Unit, Means: x.Means, Value: x.Of(p), Usual: x.Of(usual), Most: x.Most, Whole: x.Whole()}
	})}
}
