package testenv

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
)

// Services are the shared servers of one whole run of the tests.
type Services struct {
	postgres, redis string
	private         []*server
	notes           []string
}

// StartServices finds or starts PostgreSQL and Redis, and puts into this
// process's environment what tells the tests it starts to use them.
func StartServices() (*Services, error) {
	s := &Services{}
	var err error
	var own *server
	if s.postgres, own, err = findOrStartPostgres(); err != nil {
		return nil, err
	}
	s.note("PostgreSQL", own)
	if s.redis, own, err = findOrStartRedis(); err != nil {
		s.Close()
		return nil, err
	}
	s.note("Redis", own)
	run := strings.ToLower(rand.Text()[:8])
	err = errors.Join(os.Setenv(PostgresEnv, s.postgres), os.Setenv(RedisEnv, s.redis), os.Setenv(RunEnv, run))
	return s, err
}

func (s *Services) note(name string, own *server) {
	if own == nil {
		s.notes = append(s.notes, name+" as found")
		return
	}
	s.private = append(s.private, own)
	s.notes = append(s.notes, fmt.Sprintf("%s private on port %d", name, own.port))
}

// String says where the servers came from.
func (s *Services) String() string { return strings.Join(s.notes, ", ") }

// Close drops what tests of this run left on servers it found, and stops the
// servers it started.
func (s *Services) Close() error {
	var err error
	if os.Getenv(RunEnv) != "" {
		err = errors.Join(sweepPostgres(s.postgres), sweepRedis(s.redis))
	}
	for _, own := range s.private {
		own.close()
	}
	return err
}
