package testenv

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestPostgresIsFreshFromTheTemplate(t *testing.T) {
	migrate := func(dsn string) error { return execute(dsn, "CREATE TABLE marks (name text)") }
	first, second := Postgres(t, migrate), Postgres(t, migrate)
	if first == second {
		t.Fatal("two tests share one database")
	}
	if err := execute(first, "INSERT INTO marks VALUES ('only here')"); err != nil {
		t.Fatal(err)
	}
	if n := count(t, second, "marks"); n != 0 {
		t.Errorf("the second database holds %d rows of the first", n)
	}
}

func TestRedisDatabasesAreApart(t *testing.T) {
	first, second := Redis(t), Redis(t)
	if first == second {
		t.Fatal("two tests share one Redis database")
	}
}

func TestPrivatePostgresSurvivesAKill(t *testing.T) {
	p := PrivatePostgres(t)
	if err := execute(p.URL(), "CREATE TABLE marks (name text); INSERT INTO marks VALUES ('kept')"); err != nil {
		t.Fatal(err)
	}
	p.Kill()
	if err := execute(p.URL(), "SELECT 1"); err == nil {
		t.Fatal("the killed server answers")
	}
	p.Start()
	if n := count(t, p.URL(), "marks"); n != 1 {
		t.Errorf("%d rows after the kill, want the one that was acknowledged", n)
	}
	p.Stop()
	p.Start()
	if n := count(t, p.URL(), "marks"); n != 1 {
		t.Errorf("%d rows after the stop, want 1", n)
	}
}

func TestPrivateRedisForgets(t *testing.T) {
	p := PrivateRedis(t)
	client, err := dialRedis(p.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	set := func() {
		if err := client.Set(context.Background(), "mark", "x", 0).Err(); err != nil {
			t.Fatal(err)
		}
	}
	gone := func(after string) {
		if n := client.Exists(context.Background(), "mark").Val(); n != 0 {
			t.Errorf("the key is still there after %s", after)
		}
	}
	set()
	p.Flush()
	gone("a flush")
	set()
	p.Kill()
	p.Start()
	gone("a kill")
}

// TestNothingOutlivesItsProcess kills a process that has started a server:
// the folder and the server go all the same.
func TestNothingOutlivesItsProcess(t *testing.T) {
	if os.Getenv("CERTWRIGHT_TEST_HOLD") != "" {
		s, err := startRedis()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stdout.WriteString(s.folder.path + "\n" + s.redisURL() + "\n"); err != nil {
			t.Fatal(err)
		}
		select {} // until killed
	}
	holder := exec.Command(os.Args[0], "-test.run=^TestNothingOutlivesItsProcess$")
	holder.Env = append(os.Environ(), "CERTWRIGHT_TEST_HOLD=1")
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	path, address := readTwoLines(t, out)
	if err := redisAnswers(address); err != nil {
		t.Fatalf("the held server does not answer: %v", err)
	}
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.Wait()
	waitFor(t, "the folder to go", func() bool { _, err := os.Stat(path); return os.IsNotExist(err) })
	if redisAnswers(address) == nil {
		t.Error("the server outlived the process that started it")
	}
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(20 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

func count(t *testing.T, dsn, table string) (n int) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func readTwoLines(t *testing.T, r io.Reader) (first, second string) {
	t.Helper()
	lines := bufio.NewScanner(r)
	if lines.Scan() {
		first = lines.Text()
	}
	if !lines.Scan() {
		t.Fatalf("the holder ended early: %q %v", first, lines.Err())
	}
	return first, lines.Text()
}
