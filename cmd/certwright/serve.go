package main

import (
	"context"
	"encoding/base32"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/certwright/certwright/api"
	"github.com/certwright/certwright/frontend"
	"github.com/certwright/certwright/jobs"
)

// ServeCmd serves the screens and the API.
type ServeCmd struct{ OlderLedger }

func (s ServeCmd) Run(ctx context.Context, c *Config) error {
	if err := c.addressesFree(); err != nil {
		return err
	}
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	if err := s.stand(ctx, h); err != nil {
		return err
	}
	needed, err := h.app.SetupNeeded(ctx)
	if err != nil {
		return err
	}
	if needed {
		h.app.SetupCode = strings.ToLower(base32.StdEncoding.EncodeToString(random(10)))
		fmt.Printf("There is no user yet. Open %s/setup and make the first administrator with this code: %s\n", c.baseURL(), h.app.SetupCode)
	}
	return c.run(ctx, h, roles{web: true, work: c.embedded()})
}

// WorkCmd does background work only.
type WorkCmd struct{ OlderLedger }

func (w WorkCmd) Run(ctx context.Context, c *Config) error {
	if c.embedded() {
		return errors.New("work needs a Redis address (--redis): without one, serve does the work in its own process")
	}
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	if err := w.stand(ctx, h); err != nil {
		return err
	}
	return c.run(ctx, h, roles{work: true})
}

// roles says what a process does.
type roles struct {
	web  bool
	work bool
	told func(url string) // called when the screens answer
}

// drain is how long a stopping process finishes what it began.
const drain = 8 * time.Second

// run serves and works until the context ends, then stops in order: no new
// requests, no new jobs, what is under way is finished, the database last.
func (c *Config) run(ctx context.Context, h *house, r roles) error {
	queue, closeQueue, err := c.queue()
	if err != nil {
		return err
	}
	defer closeQueue()
	runner := jobs.New(jobs.Config{App: h.app, Redis: queue, Queue: c.Queue, Log: h.log, Workers: c.Workers})
	h.app.Nudge = runner.Nudge

	if c.embedded() { // no other process can be at one
		if err := h.app.StopImports(ctx); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	if r.work {
		group.Go(func() error { return runner.Work(ctx) })
	}
	group.Go(func() error { return runner.Relay(ctx) })
	meter := newMeter(h.store)
	if c.MetricsListen != "" {
		group.Go(func() error { return listen(ctx, metricsAddress, c.MetricsListen, meter.handler(), nil) })
	}
	if r.web {
		handler, err := h.handler(ctx, c, meter)
		if err != nil {
			return err
		}
		group.Go(func() error {
			return listen(ctx, screensAddress, c.Listen, handler, func() {
				h.log.Info("serving", "address", c.baseURL(), "version", version)
				if r.told != nil {
					r.told(c.baseURL())
				}
			})
		})
	}
	return group.Wait()
}

func (h *house) handler(ctx context.Context, c *Config, meter *meter) (http.Handler, error) {
	s := &api.Server{
		App: h.app, NotBuilt: frontend.NotBuilt, Nonce: frontend.NonceMark, Log: h.log,
		Secure: c.secure(), Proxies: c.TrustProxy, Requests: meter, Program: version, Closing: ctx.Done(),
	}
	if ui, built := frontend.FS(); built {
		s.UI = ui
	}
	return s.Handler()
}

// The options that choose an address.
const (
	screensAddress = "listen"
	metricsAddress = "metrics-listen"
)

// addressesFree refuses a start that would fail once the data is open: what
// already serves may be using the same data.
func (c *Config) addressesFree() error {
	for option, address := range map[string]string{screensAddress: c.Listen, metricsAddress: c.MetricsListen} {
		if address == "" {
			continue
		}
		l, err := take(option, address)
		if err != nil {
			return err
		}
		l.Close()
	}
	return nil
}

// take takes an address; one in use names the option that chooses another.
func take(option, address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		variable := "CERTWRIGHT_" + strings.ToUpper(strings.ReplaceAll(option, "-", "_"))
		return nil, fmt.Errorf("%s is in use by another program, perhaps a Certwright that still runs. Stop it, or choose another address: --%s HOST:PORT or %s=HOST:PORT", address, option, variable)
	}
	if err != nil {
		return nil, fmt.Errorf("--%s %s: %w", option, address, err)
	}
	return l, nil
}

// listen serves until the context ends; slow or silent callers are cut off.
func listen(ctx context.Context, option, address string, handler http.Handler, up func()) error {
	l, err := take(option, address)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 60 * time.Second,
		WriteTimeout: 120 * time.Second, IdleTimeout: 90 * time.Second, MaxHeaderBytes: 32 << 10,
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
		defer cancel()
		stopped <- server.Shutdown(bye)
	}()
	if up != nil {
		up()
	}
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
