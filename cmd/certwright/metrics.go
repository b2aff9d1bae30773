package main

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/certwright/certwright/domain/app"
)

// meter counts requests and reads the job table when asked.
type meter struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

func newMeter(store app.Store) *meter {
	m := &meter{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "certwright_http_request_seconds", Help: "Answered requests by route and status.",
			Buckets: []float64{.005, .02, .1, .3, 1, 5},
		}, []string{"method", "route", "status"}),
	}
	m.registry.MustRegister(m.requests, jobCollector{store}, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Answered fulfils api.RequestMeter.
func (m *meter) Answered(method, route string, status int, took time.Duration) {
	if route == "" {
		route = "unknown"
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}

func (m *meter) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// jobCollector reads the truth about jobs from the database, not from the queue.
type jobCollector struct{ store app.Store }

var (
	jobCount  = prometheus.NewDesc("certwright_jobs", "Jobs by kind and state.", []string{"kind", "state"}, nil)
	jobOldest = prometheus.NewDesc("certwright_job_oldest_pending_seconds", "Age of the oldest job due and not done.", []string{"kind"}, nil)
)

func (jobCollector) Describe(ch chan<- *prometheus.Desc) { ch <- jobCount; ch <- jobOldest }

func (c jobCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_ = c.store.Read(ctx, func(tx app.Tx) error {
		counts, err := tx.JobCounts()
		for _, n := range counts {
			ch <- prometheus.MustNewConstMetric(jobCount, prometheus.GaugeValue, float64(n.Count), n.Kind, string(n.State))
			if n.State == app.JobPending && !n.Oldest.IsZero() {
				age := max(0, time.Since(n.Oldest).Seconds())
				ch <- prometheus.MustNewConstMetric(jobOldest, prometheus.GaugeValue, age, n.Kind)
			}
		}
		return err
	})
}
