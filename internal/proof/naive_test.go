package proof

import (
	"context"
	"database/sql"
	"fmt"
	mathrand "math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/certwright/certwright/internal/testenv"
)

// The same race the naive way, on a table of its own: look whether the person
// is free, then write. It shows that the race is one; with nobody double-booked
// here the test above would prove nothing.

const naiveTime = 3 * time.Second

// naive is what one process counted.
type naive struct {
	Booked, Taken, Failed int64
}

func TestCheckingBeforeWritingDoubleBooks(t *testing.T) {
	t.Run("postgres, read committed", func(t *testing.T) { naiveRace(t, "pgx", testenv.Postgres(t, nil)) })
	t.Run("sqlite, outside a transaction", func(t *testing.T) {
		naiveRace(t, "sqlite3", "file:"+filepath.Join(t.TempDir(), "naive.db")+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(normal)")
	})
}

func naiveRace(t *testing.T, driver, address string) {
	t.Helper()
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE naive_bookings (person BIGINT, from_hour BIGINT, to_hour BIGINT)"); err != nil {
		t.Fatal(err)
	}
	var sum naive
	for _, c := range inProcesses[naive](t, racers, "naive", driver, address, naiveTime.String()) {
		sum.Booked, sum.Taken, sum.Failed = sum.Booked+c.Booked, sum.Taken+c.Taken, sum.Failed+c.Failed
	}
	var overlaps int
	err = db.QueryRow(`SELECT count(*) FROM naive_bookings a JOIN naive_bookings b ON a.person = b.person
		AND a.from_hour < b.to_hour AND b.from_hour < a.to_hour`).Scan(&overlaps)
	if err != nil {
		t.Fatal(err)
	}
	overlaps = (overlaps - int(sum.Booked)) / 2 // each pair twice, and each booking with itself
	t.Logf("%.0f booked/s; %d bookings, %d found the person taken, %d failed; %d overlapping pairs",
		float64(sum.Booked)/naiveTime.Seconds(), sum.Booked, sum.Taken, sum.Failed, overlaps)
	if overlaps == 0 {
		t.Error("checking before writing double-booked nobody: the race does not bite")
	}
}

// naiveChild is one of the processes: NUMBER DRIVER ADDRESS TIME.
func naiveChild(args []string) int {
	number, _ := strconv.Atoi(args[0])
	lasts, err := time.ParseDuration(args[3])
	if err != nil {
		return 2
	}
	db, err := sql.Open(args[1], args[2])
	if err != nil {
		return 2
	}
	defer db.Close()
	db.SetMaxOpenConns(clientsEach)
	db.SetMaxIdleConns(clientsEach)
	check, write := naiveStatements(args[1])
	return asChild(func() (any, error) {
		end := time.Now().Add(lasts)
		var mu sync.Mutex
		var counts naive
		var all sync.WaitGroup
		for c := range clientsEach {
			luck := mathrand.New(mathrand.NewPCG(uint64(number), uint64(c)))
			all.Go(func() {
				for tries := 0; time.Now().Before(end); tries++ {
					from := int64(tries + luck.IntN(24))
					booked, err := naiveBooking(db, args[1] == "pgx", check, write, luck.IntN(racedAuditors), from, from+4*int64(1+luck.IntN(3)))
					mu.Lock()
					switch {
					case err != nil:
						counts.Failed++
					case booked:
						counts.Booked++
					default:
						counts.Taken++
					}
					mu.Unlock()
				}
			})
		}
		all.Wait()
		return counts, nil
	})
}

func naiveStatements(driver string) (check, write string) {
	check = "SELECT count(*) FROM naive_bookings WHERE person = ? AND from_hour < ? AND to_hour > ?"
	write = "INSERT INTO naive_bookings (person, from_hour, to_hour) VALUES (?, ?, ?)"
	if driver != "pgx" {
		return check, write
	}
	number := func(s string) string {
		for n := 1; strings.Contains(s, "?"); n++ {
			s = strings.Replace(s, "?", fmt.Sprintf("$%d", n), 1)
		}
		return s
	}
	return number(check), number(write)
}

// naiveBooking looks and then writes; with inTx both stand in one transaction
// of the engine's usual level.
func naiveBooking(db *sql.DB, inTx bool, check, write string, person int, from, to int64) (booked bool, err error) {
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	query, execute := conn.QueryRowContext, conn.ExecContext
	if inTx {
		tx, err := conn.BeginTx(ctx, nil)
		if err != nil {
			return false, err
		}
		defer func() {
			if e := tx.Commit(); e != nil && err == nil {
				booked, err = false, e
			}
		}()
		query, execute = tx.QueryRowContext, tx.ExecContext
	}
	var taken int
	if err = query(ctx, check, person, to, from).Scan(&taken); err != nil || taken > 0 {
		return false, err
	}
	_, err = execute(ctx, write, person, from, to)
	return err == nil, err
}
