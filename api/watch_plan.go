package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// How often a watched search is looked at, how often a silent stream says that
// it lives and asks whether its reader may still read, and how long one write
// may take before the reader counts as gone.
const (
	watchEvery = 400 * time.Millisecond
	beatEvery  = 15 * time.Second
	writeLimit = 20 * time.Second
)

// WatchPlanRun streams how far a search is. The rows are in the database, so
// that any process can tell about a search that another one makes, and a reader
// who comes back with the last number it saw misses nothing.
func (s *Server) WatchPlanRun(ctx context.Context, r gen.WatchPlanRunRequestObject) (gen.WatchPlanRunResponseObject, error) {
	after := 0
	if r.Params.LastEventID != "" {
		n, err := strconv.Atoi(r.Params.LastEventID)
		if err != nil || n < 0 {
			var f domain.Fault
			f.Add("Last-Event-ID", "is the number of the last event seen, such as 12")
			return nil, f.Err()
		}
		after = n
	}
	run, points, err := s.App.PlanProgress(ctx, actorOf(ctx), domain.ID(r.Id), after)
	if err != nil {
		return nil, err
	}
	return &planStream{s: s, ctx: ctx, run: run, points: points, after: after}, nil
}

// planStream is an answer that lasts as long as the search or its reader.
type planStream struct {
	s      *Server
	ctx    context.Context
	run    app.PlanRun
	points []app.PlanPoint
	after  int
	told   app.PlanRun // the run as last told
	out    http.ResponseWriter
	ctl    *http.ResponseController
}

// VisitWatchPlanRunResponse writes the stream.
func (p *planStream) VisitWatchPlanRunResponse(w http.ResponseWriter) error {
	p.out, p.ctl = w, http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // proxies pass each event on at once
	w.WriteHeader(http.StatusOK)
	if err := p.stream(); err != nil && p.ctx.Err() == nil {
		p.s.Log.Debug("a reader of a search is gone", "request", requestID(p.ctx), "error", err.Error())
	}
	return nil // the answer has begun: there is nobody to tell
}

func (p *planStream) stream() error {
	look, beat := time.NewTicker(watchEvery), time.NewTicker(beatEvery)
	defer look.Stop()
	defer beat.Stop()
	if err := p.say("retry: 1000\n\n"); err != nil {
		return err
	}
	for {
		if ended, err := p.tell(); ended || err != nil {
			return err
		}
		select {
		case <-p.ctx.Done():
			return nil
		case <-p.s.Closing: // the reader comes back, to us or to another process
			return nil
		case <-beat.C:
			if err := p.beat(); err != nil {
				return err
			}
		case <-look.C:
		}
		var err error
		if p.run, p.points, err = p.s.App.PlanProgress(p.ctx, actorOf(p.ctx), p.run.ID, p.after); err != nil {
			return err
		}
	}
}

// tell writes what is new, and says when that was the last of it.
func (p *planStream) tell() (ended bool, err error) {
	for _, x := range p.points {
		if err := p.event("point", x.N, planPointOut(x)); err != nil {
			return false, err
		}
		p.after = x.N
	}
	name := "run"
	if p.run.State.Ended() {
		name, ended = "end", true
	}
	if ended || p.run.State != p.told.State || p.run.Begun != p.told.Begun || p.run.Stop != p.told.Stop {
		p.told = p.run
		err = p.event(name, p.after, planRunOut(p.run, nil))
	}
	return ended, err
}

// beat keeps proxies from cutting a silent stream, and ends it for somebody who
// has been signed out or lost the role since.
func (p *planStream) beat() error {
	actor, err := p.s.App.SessionActor(p.ctx, tokenOf(p.ctx), requestID(p.ctx))
	if err != nil {
		return err
	}
	if _, _, err := p.s.App.PlanProgress(p.ctx, actor, p.run.ID, p.after); err != nil {
		return err
	}
	return p.say(": still here\n\n")
}

func (p *planStream) event(name string, id int, data any) error {
	b, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return p.say(fmt.Sprintf("id: %d\nevent: %s\ndata: %s\n\n", id, name, b))
}

func (p *planStream) say(text string) error {
	// The server's own limit is for answers that end; this one counts anew for each event.
	if err := p.ctl.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := p.out.Write([]byte(text)); err != nil {
		return err
	}
	return p.ctl.Flush()
}
