package redisd

import (
	"context"
	"crypto/tls"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"
)

func start(t *testing.T) *Server {
	t.Helper()
	s, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestQueueRunsOnIt(t *testing.T) {
	s := start(t)
	defer s.Close()
	done := make(chan string, 1)
	worker := asynq.NewServer(s.Opt(), asynq.Config{Concurrency: 1, LogLevel: asynq.FatalLevel})
	if err := worker.Start(asynq.HandlerFunc(func(_ context.Context, task *asynq.Task) error {
		done <- string(task.Payload())
		return nil
	})); err != nil {
		t.Fatal(err)
	}
	defer worker.Shutdown()
	client := asynq.NewClient(s.Opt())
	defer client.Close()
	if _, err := client.Enqueue(asynq.NewTask("note", []byte("row 7")), asynq.TaskID("7:1")); err != nil {
		t.Fatal(err)
	}
	select {
	case got := <-done:
		if got != "row 7" {
			t.Errorf("got %q", got)
		}
	case <-t.Context().Done():
		t.Fatal("the task never came")
	}
}

func TestItsClockTurns(t *testing.T) {
	s := start(t)
	defer s.Close()
	client := s.Opt().MakeRedisClient().(redis.UniversalClient)
	defer client.Close()
	if err := client.Set(t.Context(), "lock", "held", time.Hour).Err(); err != nil {
		t.Fatal(err)
	}
	ticks := make(chan time.Time)
	go s.turn(ticks)
	ticks <- time.Now().Add(59 * time.Minute)
	ticks <- time.Now().Add(59 * time.Minute) // taken only when the first has been worked off
	if n := client.Exists(t.Context(), "lock").Val(); n != 1 {
		t.Error("the lock fell before its hour was over")
	}
	ticks <- time.Now().Add(61 * time.Minute)
	ticks <- time.Now().Add(61 * time.Minute)
	if n := client.Exists(t.Context(), "lock").Val(); n != 0 {
		t.Error("the lock stands after its hour")
	}
}

func TestItWantsItsPassword(t *testing.T) {
	s := start(t)
	defer s.Close()
	stranger := redis.NewClient(&redis.Options{Addr: s.redis.Addr()})
	defer stranger.Close()
	if err := stranger.Ping(t.Context()).Err(); err == nil || !strings.Contains(err.Error(), "NOAUTH") {
		t.Errorf("another user of this machine was let in: %v", err)
	}
}

func TestCloseFreesThePort(t *testing.T) {
	s := start(t)
	opt := s.Opt().(asynq.RedisClientOpt)
	s.Close()
	client := redis.NewClient(&redis.Options{Addr: opt.Addr, Password: opt.Password, MaxRetries: -1})
	defer client.Close()
	if client.Ping(t.Context()).Err() == nil {
		t.Error("it still answers after Close")
	}
}

func TestParse(t *testing.T) {
	for address, want := range map[string]asynq.RedisConnOpt{
		"redis://queue":                     asynq.RedisClientOpt{Addr: "queue:6379"},
		"redis://:s%40fe@queue:7000/3":      asynq.RedisClientOpt{Addr: "queue:7000", Password: "s@fe", DB: 3},
		"redis://[::1]:6379":                asynq.RedisClientOpt{Addr: "[::1]:6379"},
		"redis://[::1]/2":                   asynq.RedisClientOpt{Addr: "[::1]:6379", DB: 2},
		"rediss://cw:pw@queue.example":      asynq.RedisClientOpt{Addr: "queue.example:6379", Username: "cw", Password: "pw", TLSConfig: &tls.Config{ServerName: "queue.example"}},
		"unix:///run/redis.sock?db=2":       asynq.RedisClientOpt{Network: "unix", Addr: "/run/redis.sock", DB: 2},
		"redis-cluster://:pw@a:1,b":         asynq.RedisClusterClientOpt{Addrs: []string{"a:1", "b:6379"}, Password: "pw"},
		"redis-sentinel://a,b:2/1?master=m": asynq.RedisFailoverClientOpt{MasterName: "m", SentinelAddrs: []string{"a:26379", "b:2"}, DB: 1},
		"rediss-sentinel://u:p@a?master=m&sentinel_password=q": asynq.RedisFailoverClientOpt{
			MasterName: "m", SentinelAddrs: []string{"a:26379"}, SentinelPassword: "q", Username: "u", Password: "p", TLSConfig: &tls.Config{}},
	} {
		got, err := Parse(address)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		sameTLS := cmp.Comparer(func(a, b *tls.Config) bool {
			return (a == nil) == (b == nil) && (a == nil || a.ServerName == b.ServerName)
		})
		if d := cmp.Diff(want, got, sameTLS, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s:\n%s", address, d)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, address := range []string{
		"", "queue:6379", "redis://", "redis://a,b", "redis://queue/first", "redis://queue/-1", "http://queue",
		"redis-sentinel://a,b", "redis-cluster://a/1", "redis-cluster://a,,b", "unix://", "redis://:hush%zz@queue", "redis://:hush@",
	} {
		opt, err := Parse(address)
		if err == nil {
			t.Errorf("%q was taken as %v", address, opt)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("the error of %q shows the password: %v", address, err)
		}
	}
}
