package app

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/explain"
)

// PlanExplained explains one audit of a plan; Names are the people's, by number.
type PlanExplained struct {
	explain.Answer
	Title string
	Names map[string]string
}

// ExplainPlan says why a plan has an audit where it has it, or left it out: who
// else could go at what price, every rule in the way of the others, and the
// smallest change that would make each no a yes.
func (a *App) ExplainPlan(ctx context.Context, actor domain.Actor, id domain.ID, no string) (out PlanExplained, err error) {
	if err := mustPlan(actor); err != nil {
		return out, err
	}
	var d *planDesk
	err = a.Store.Read(ctx, func(tx Tx) error {
		run, err := donePlan(tx, id)
		if err == nil {
			d, err = a.desks.of(tx, run)
		}
		return err
	})
	if err != nil {
		return out, err
	}
	r, err := d.lay()
	if err != nil {
		return out, err
	}
	answer, err := r.Audit(no)
	if err != nil {
		return out, err
	}
	return PlanExplained{*answer, cmp.Or(d.names.Audits[no], no), d.names.Auditors}, nil
}

// planDesk is a plan laid out for its page and for questions. Nobody writes on it.
type planDesk struct {
	run   domain.ID
	hash  string // of the plan: together with the run it says what lies here, for good
	in    *planning.Instance
	plan  *planning.Plan
	index planning.Names
	names planNames
	lay   func() (*explain.Reader, error) // compiles when first called
	leave *time.Timer
}

// planDesks keeps the plans read last, so that only the first look at one has to
// wait for its problem to be read, and only the first question for its tables.
// What is kept follows from the database and is never the only copy of anything.
type planDesks struct {
	mu   sync.Mutex
	kept []*planDesk // the one asked last first
}

const (
	desksKept = 3                // some 20 MB each for 2,000 audits
	deskIdle  = 10 * time.Minute // then it is cleared away
)

// of is the desk of a run that is done, with what lies on it loaded where it is
// not kept.
func (p *planDesks) of(tx Tx, run PlanRun) (*planDesk, error) {
	if d := p.take(run); d != nil {
		return d, nil
	}
	in, err := problemOf(tx, run.ID)
	if err != nil {
		return nil, err
	}
	plan, err := planOf(tx, run.ID)
	if err != nil || plan == nil {
		return nil, cmp.Or(err, error(domain.NotFound("plan")))
	}
	d := &planDesk{run: run.ID, hash: run.PlanHash, in: in, plan: plan, index: in.Names(), names: namesOf(in)}
	d.lay = sync.OnceValues(func() (*explain.Reader, error) { return explain.Read(in, plan) })
	return p.keep(d), nil
}

// take is the desk of a run if it is kept.
func (p *planDesks) take(run PlanRun) *planDesk {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.front(run.ID, run.PlanHash)
}

// front moves a desk to the front and gives it.
func (p *planDesks) front(run domain.ID, hash string) *planDesk {
	at := slices.IndexFunc(p.kept, func(d *planDesk) bool { return d.run == run && d.hash == hash })
	if at < 0 {
		return nil
	}
	d := p.kept[at]
	copy(p.kept[1:at+1], p.kept[:at])
	p.kept[0] = d
	d.leave.Reset(deskIdle)
	return d
}

// keep keeps a desk, and clears the one asked longest ago away when there are too
// many. Of two that were loaded at the same time the first is kept, and given.
func (p *planDesks) keep(d *planDesk) *planDesk {
	p.mu.Lock()
	defer p.mu.Unlock()
	if first := p.front(d.run, d.hash); first != nil {
		return first
	}
	if len(p.kept) == desksKept {
		p.kept[desksKept-1].leave.Stop()
		p.kept = p.kept[:desksKept-1]
	}
	d.leave = time.AfterFunc(deskIdle, func() { p.clear(d) })
	p.kept = slices.Insert(p.kept, 0, d)
	return d
}

func (p *planDesks) clear(d *planDesk) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = slices.DeleteFunc(p.kept, func(x *planDesk) bool { return x == d })
}
