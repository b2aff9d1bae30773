package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/hibiken/asynq"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/ledger"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/redisd"
	"github.com/certwright/certwright/internal/store"
	"github.com/certwright/certwright/internal/store/storetest"
	"github.com/certwright/certwright/internal/testenv"
)

// Environment by which the test starts itself again as a worker process.
const (
	workerDatabase = "CERTWRIGHT_TEST_WORKER_DATABASE"
	workerRedis    = "CERTWRIGHT_TEST_WORKER_REDIS" // none: a Redis inside the worker
	workerTasks    = "CERTWRIGHT_TEST_WORKER_TASKS" // the product's own, instead of the counted one
)

func TestMain(m *testing.M) {
	if os.Getenv(workerDatabase) != "" {
		if err := work(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// work is a worker process: one that knows a kind of job whose effect can be
// counted, because nothing but the claim keeps it from happening twice.
func work() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	s, err := store.Open(os.Getenv(workerDatabase))
	if err != nil {
		return err
	}
	var redis asynq.RedisConnOpt
	if address := os.Getenv(workerRedis); address != "" {
		redis, err = redisd.Parse(address)
	} else {
		var server *redisd.Server
		if server, err = redisd.Start(); err == nil {
			defer server.Close()
			redis = server.Opt()
		}
	}
	if err != nil {
		return err
	}
	r := New(Config{App: useCases(s), Redis: redis, Log: slog.New(slog.DiscardHandler), Workers: 8})
	if os.Getenv(workerTasks) == "" {
		r.tasks = map[string]task{"effect": {usual, effect, time.Minute, quickly}}
	}
	relay := make(chan error, 1)
	go func() { relay <- r.Relay(ctx) }()
	return errors.Join(r.Work(ctx), <-relay)
}

func useCases(s app.Store) *app.App {
	return &app.App{Store: s, Clock: domain.WallClock{}, NewID: newID, Seals: seals{}, Tree: merkle.Tree{}, Log: slog.New(slog.DiscardHandler)}
}

func newID() domain.ID { return domain.ID(uuid.Must(uuid.NewV7()).String()) }

// seals signs nothing: what is tested here is only whether heads come.
type seals struct{ app.Seals }

func (seals) Head(size int64, root string) (string, error) { return "signed", nil }

// effect is a job's whole work: one row that nothing but the claim keeps single.
func effect(a *app.App, ctx context.Context, j app.Job) error {
	return a.Store.Write(ctx, func(tx app.Tx) error {
		mine, err := tx.ClaimJob(j.ID, a.Clock.Now())
		if err != nil || !mine {
			return err
		}
		return tx.InsertEntry(ledger.Entry{ID: newID(), At: a.Clock.Now(), Kind: "effect", Object: j.Object, Verb: "effect"})
	})
}

// TestWorkersDieAndRedisForgets kills worker processes with -9 and empties Redis
// while they work: every job is done, and none twice.
func TestWorkersDieAndRedisForgets(t *testing.T) {
	database := testenv.Postgres(t, storetest.Migrate)
	redis := testenv.PrivateRedis(t)
	x := trial{t: t, database: database, redis: redis.URL(), jobs: 2000, kills: 20}
	x.every(5, redis.Flush)
	x.run(2)
}

// TestTheWholeProgramDies does the same to the embedded default, where the queue
// dies with the program.
func TestTheWholeProgramDies(t *testing.T) {
	path := filepath.Join(t.TempDir(), "certwright.db")
	if err := storetest.Migrate(path); err != nil {
		t.Fatal(err)
	}
	x := trial{t: t, database: path, jobs: 600, kills: 8}
	x.run(1)
}

// trial is one run of jobs under kills.
type trial struct {
	t               *testing.T
	database, redis string
	jobs, kills     int
	beside          func(kill int)
	store           *store.Store
	workers         []*exec.Cmd
}

// every lets something else happen at every n-th kill.
func (x *trial) every(n int, what func()) {
	x.beside = func(kill int) {
		if kill%n == 0 {
			what()
		}
	}
}

func (x *trial) run(workers int) {
	ctx, cancel := context.WithTimeout(x.t.Context(), 55*time.Second)
	defer cancel()
	var err error
	if x.store, err = store.Open(x.database); err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() { x.store.Close() })
	for range workers {
		x.workers = append(x.workers, x.start())
	}
	x.t.Cleanup(func() {
		for _, w := range x.workers {
			x.kill(w)
		}
	})
	const seed = 5
	dice := rand.New(rand.NewPCG(seed, seed))
	var written atomic.Int64
	for kill := 1; kill <= x.kills; kill++ {
		part := x.jobs / x.kills
		x.write(int(written.Load()), part)
		written.Add(int64(part))
		// The next victim dies somewhere in the middle of this part.
		x.until(ctx, int(written.Load())-1-dice.IntN(part-1))
		victim := dice.IntN(workers)
		x.kill(x.workers[victim])
		x.workers[victim] = x.start()
		if x.beside != nil {
			x.beside(kill)
		}
	}
	x.until(ctx, x.jobs)
	x.judge()
}

// write leaves jobs behind as business transactions do.
func (x *trial) write(from, count int) {
	storetest.Write(x.t, x.store, func(tx app.Tx) error {
		at := domain.WallClock{}.Now()
		for i := from; i < from+count; i++ {
			object := domain.ID(fmt.Sprintf("object-%04d", i))
			_, err := tx.InsertJob(app.Job{ID: newID(), Kind: "effect", Object: object, DedupeKey: string(object), DueAt: at, CreatedAt: at, State: app.JobPending})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// until waits for so many jobs to be done.
func (x *trial) until(ctx context.Context, want int) {
	x.t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		done := 0
		storetest.Read(x.t, x.store, func(tx app.Tx) error {
			counts, err := tx.JobCounts()
			for _, c := range counts {
				if c.State == app.JobDone {
					done = int(c.Count)
				}
			}
			return err
		})
		if done >= want {
			return
		}
		select {
		case <-ctx.Done():
			x.t.Fatalf("only %d of %d jobs were done in time", done, want)
		case <-tick.C:
		}
	}
}

// judge counts the effects: one each. That jobs were begun more than once shows
// that the kills hit something.
func (x *trial) judge() {
	again := 0
	storetest.Read(x.t, x.store, func(tx app.Tx) error {
		for i := range x.jobs {
			object := domain.ID(fmt.Sprintf("object-%04d", i))
			effects, err := tx.Entries("effect", object, 5)
			if err != nil {
				return err
			}
			if len(effects) != 1 {
				x.t.Errorf("%s took effect %d times", object, len(effects))
			}
		}
		page := 1
		for {
			jobs, err := tx.JobList(app.List{Page: page, Size: 200})
			if err != nil || len(jobs.Rows) == 0 {
				return err
			}
			for _, j := range jobs.Rows {
				if j.Attempt > 1 {
					again++
				}
			}
			page++
		}
	})
	x.t.Logf("%d jobs, %d kills: none lost, none doubled; %d were begun more than once", x.jobs, x.kills, again)
	if again == 0 {
		x.t.Error("no job was ever begun twice: the kills hit nothing")
	}
}

func (x *trial) start() *exec.Cmd {
	x.t.Helper()
	program, err := os.Executable()
	if err != nil {
		x.t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), workerDatabase+"="+x.database, workerRedis+"="+x.redis)
	var said strings.Builder
	cmd.Stderr = &said
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() {
		if x.t.Failed() && said.Len() > 0 {
			x.t.Log("a worker said: " + said.String())
		}
	})
	return cmd
}

func (x *trial) kill(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}
