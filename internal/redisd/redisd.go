// Package redisd gives the queue its Redis: a server inside the process, or the
// address of a real one.
package redisd

import (
	"crypto/rand"
	"fmt"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/hibiken/asynq"
)

// Server is a Redis-compatible server inside the process. It listens on a
// loopback port of its own behind a password nobody is told, keeps nothing when
// it closes, and so must hold nothing that the database does not.
type Server struct {
	redis    *miniredis.Miniredis
	password string
	stop     chan struct{}
	stopped  chan struct{}
}

// Start starts one. Close it.
func Start() (*Server, error) {
	s := &Server{redis: miniredis.NewMiniRedis(), password: rand.Text(), stop: make(chan struct{}), stopped: make(chan struct{})}
	s.redis.RequireAuth(s.password)
	if err := s.redis.StartAddr("127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("start the built-in queue server: %w", err)
	}
	tick := time.NewTicker(time.Second)
	go func() {
		defer close(s.stopped)
		defer tick.Stop()
		s.turn(tick.C)
	}()
	return s, nil
}

// turn moves the server's clock along with the ticks: left alone, its keys would
// never expire, and a lock taken once would be held for ever.
func (s *Server) turn(ticks <-chan time.Time) {
	last := time.Now()
	for {
		select {
		case <-s.stop:
			return
		case now := <-ticks:
			s.redis.FastForward(now.Sub(last))
			last = now
		}
	}
}

// Opt is how asynq reaches the server.
func (s *Server) Opt() asynq.RedisConnOpt {
	return asynq.RedisClientOpt{Addr: s.redis.Addr(), Password: s.password}
}

// Close ends the server and forgets all it held. Close the queue's clients and
// workers first.
func (s *Server) Close() {
	close(s.stop)
	<-s.stopped
	s.redis.Close()
}
