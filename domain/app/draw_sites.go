package app

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// SampleAsked is a sample of a contract's sites to draw.
type SampleAsked struct {
	Occasion audittime.Occasion
	Number   int      // of the surveillance, from 1
	Alike    bool     // the sites do much the same and may be sampled
	Chosen   []string // numbers of sites chosen by risk
	Why      string   // these were chosen
}

// DrawSites draws which sites an audit of a contract visits and keeps the
// receipt with its seed. One audit has one draw: drawing again until the sample
// pleases is not offered (IAF MD 1 6.1.2).
func (a *App) DrawSites(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version, in SampleAsked) (c client.Contract, err error) {
	if err := mustPlan(actor); err != nil {
		return c, err
	}
	err = a.write(ctx, func(tx Tx) error {
		if c, err = tx.Contract(id); err != nil {
			return err
		}
		if err := sawLatest("contract", seen, c.Version); err != nil {
			return err
		}
		if c.State == client.ContractTerminated {
			return domain.E(domain.Conflict, "terminated", "Contract %s has ended.", c.No)
		}
		request, err := a.siteRequest(tx, c, in)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(c.Receipt.Samples, func(r audittime.SiteReceipt) bool { return r.Request.Audit == request.Audit }) {
			return domain.E(domain.Conflict, "drawn_already", "The sites of %s were drawn already; a draw is not repeated.", request.Audit)
		}
		sample, err := audittime.DrawSites(request)
		if err != nil {
			return err
		}
		c.Receipt.Samples = append(c.Receipt.Samples, sample)
		if err := tx.SaveContract(&c); err != nil {
			return err
		}
		return a.record(tx, actor, a.now(), Act{
			Verb: "draw_sites", Kind: "contract", Object: c.ID, ClientID: c.ClientID, Why: in.Why, State: c,
			Summary: fmt.Sprintf("%d of %d sites were drawn for %s with the seed %d.", len(sample.Visits), len(request.Sites), request.Audit, request.Seed),
		})
	})
	return c, err
}

// siteRequest names sites by their numbers, so that the receipt can be read and
// the draw repeated from paper.
func (a *App) siteRequest(tx Tx, c client.Contract, in SampleAsked) (audittime.SiteRequest, error) {
	r := audittime.SiteRequest{Alike: in.Alike, Why: in.Why, Occasion: in.Occasion, Seed: a.seed()}
	for _, no := range in.Chosen {
		r.Chosen = append(r.Chosen, domain.ID(no))
	}
	sites, err := tx.Sites(c.ClientID)
	if err != nil {
		return r, err
	}
	for _, s := range sites {
		if slices.Contains(c.SiteIDs, s.ID) && !s.Central {
			r.Sites = append(r.Sites, domain.ID(s.No))
		}
	}
	cycles, err := tx.ProgrammesOfContract(c.ID)
	if err != nil {
		return r, err
	}
	r.Audit, err = in.auditNo(c.No, max(len(cycles), 1))
	return r, err
}

func (in SampleAsked) auditNo(contract string, cycle int) (string, error) {
	switch in.Occasion {
	case audittime.AtSurveillance:
		var f domain.Fault
		if in.Number < 1 || in.Number > 9 {
			f.Add("number", "is %d; it is the surveillance's, from 1", in.Number)
		}
		return audit.NumberFor(contract, cycle, audit.Surveillance, in.Number), f.Err()
	case audittime.AtRecert:
		return audit.NumberFor(contract, cycle, audit.Recert, 1), nil
	}
	return audit.NumberFor(contract, cycle, audit.Stage2, 1), nil
}

// seed is a number that JSON readers everywhere keep exactly.
func (a *App) seed() uint64 {
	return binary.BigEndian.Uint64(append(make([]byte, 2), a.Random(6)...))
}
