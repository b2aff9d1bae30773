package testenv

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	usualRedis = "redis://127.0.0.1:6379"
	// redisDatabases is the default of a server that nobody configured.
	redisDatabases = 16
	// leaseKey marks a database number as taken by a test.
	leaseKey = "certwright-test:lease"
)

// Redis returns the address of an empty database that is this test's own; it
// is emptied when the test ends. No test flushes more than that database.
func Redis(t testing.TB) string {
	t.Helper()
	base, err := sharedRedis()
	if err != nil {
		t.Fatal(err)
	}
	address, release, err := leaseRedis(base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := release(); err != nil {
			t.Errorf("emptying the test's Redis database: %v", err)
		}
	})
	return address
}

// leaseRedis takes the first database that is empty and not taken.
func leaseRedis(base string) (address string, release func() error, err error) {
	ctx := context.Background()
	for n := redisDatabases - 1; n > 0; n-- {
		address := fmt.Sprintf("%s/%d", base, n)
		client, err := dialRedis(address)
		if err != nil {
			return "", nil, err
		}
		free, err := takeLease(ctx, client)
		if err != nil || !free {
			_ = client.Close()
			if err != nil {
				return "", nil, err
			}
			continue
		}
		return address, func() error {
			defer client.Close()
			return client.FlushDB(ctx).Err()
		}, nil
	}
	return "", nil, errors.New("no empty Redis database is left for this test")
}

// takeLease marks the database, unless it holds anything already.
func takeLease(ctx context.Context, client *redis.Client) (bool, error) {
	size, err := client.DBSize(ctx).Result()
	if err != nil || size > 0 {
		return false, err
	}
	free, err := client.SetNX(ctx, leaseKey, databasePrefix(), 0).Result()
	if err != nil || !free {
		return false, err
	}
	// Somebody else may have written between the two commands.
	size, err = client.DBSize(ctx).Result()
	if err == nil && size > 1 {
		return false, client.Del(ctx, leaseKey).Err()
	}
	return err == nil, err
}

// sweepRedis empties the databases that this run leased and did not give back.
func sweepRedis(base string) error {
	ctx := context.Background()
	var all error
	for n := 1; n < redisDatabases; n++ {
		client, err := dialRedis(fmt.Sprintf("%s/%d", base, n))
		if err != nil {
			return err
		}
		if holder, err := client.Get(ctx, leaseKey).Result(); err == nil && holder == databasePrefix() {
			all = errors.Join(all, client.FlushDB(ctx).Err())
		}
		_ = client.Close()
	}
	return all
}

// sharedRedis is to Redis what sharedPostgres is to PostgreSQL.
var sharedRedis = sync.OnceValues(func() (string, error) {
	if address := os.Getenv(RedisEnv); address != "" {
		return strings.TrimSuffix(address, "/"), nil
	}
	s, err := startRedis()
	if err != nil {
		return "", err
	}
	return s.redisURL(), nil
})

func findOrStartRedis() (address string, private *server, err error) {
	if address := os.Getenv(RedisEnv); address != "" {
		address = strings.TrimSuffix(address, "/")
		if err := redisAnswers(address); err != nil {
			return "", nil, fmt.Errorf("%s: %w", RedisEnv, err)
		}
		return address, nil, nil
	}
	if redisAnswers(usualRedis) == nil {
		return usualRedis, nil, nil
	}
	s, err := startRedis()
	if err != nil {
		return "", nil, err
	}
	return s.redisURL(), s, nil
}

func redisAnswers(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), dialLimit)
	defer cancel()
	client, err := dialRedis(address)
	if err != nil {
		return err
	}
	defer client.Close()
	// The client logs every refused connection; a look beforehand does not.
	conn, err := net.DialTimeout("tcp", client.Options().Addr, dialLimit)
	if err != nil {
		return err
	}
	_ = conn.Close()
	return client.Ping(ctx).Err()
}

func dialRedis(address string) (*redis.Client, error) {
	options, err := redis.ParseURL(address)
	if err != nil {
		return nil, err
	}
	options.DialTimeout = dialLimit
	options.MaxRetries = -1
	options.DialerRetries = 1
	options.DisableIdentity = true
	return redis.NewClient(options), nil
}

// startRedis starts a server that keeps nothing: what Redis holds may be gone
// at any moment, and the product must not mind.
func startRedis() (*server, error) {
	program, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, errors.New("Redis is neither reachable nor installed; run: scripts/packages install")
	}
	f, err := newFolder("redis", "TERM", false)
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		f.close()
		return nil, err
	}
	s := &server{name: "Redis", folder: f, port: port, stop: syscall.SIGTERM}
	s.argv = []string{program, "--bind", "127.0.0.1", "--port", strconv.Itoa(port), "--dir", f.path,
		"--save", "", "--appendonly", "no", "--databases", strconv.Itoa(redisDatabases)}
	s.answer = func() error { return redisAnswers(s.redisURL()) }
	if err := s.start(); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *server) redisURL() string { return fmt.Sprintf("redis://127.0.0.1:%d", s.port) }

// flushLimit bounds an order given to a private Redis.
const flushLimit = 10 * time.Second
