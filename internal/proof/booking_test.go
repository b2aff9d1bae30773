package proof

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/scheme"
	"github.com/certwright/certwright/internal/store"
	"github.com/certwright/certwright/internal/store/storetest"
	"github.com/certwright/certwright/internal/testenv"
)

// The race: two processes with 32 clients each book teams of one or two out of
// the same auditors, on days that move on as the calendar fills. Neighbouring
// sites lie in different zones, so that the morning of one is an hour of the
// afternoon of another.
const (
	racers        = 2
	clientsEach   = 32
	racedAuditors = 40
	raceTime      = 8 * time.Second
	firstRaceDay  = "2027-01-04"
)

var raceZones = []string{"Europe/Berlin", "Europe/Lisbon", "Europe/Helsinki"}

// booked is what one process counted.
type booked struct {
	Booked    int64
	Overlap   int64  // refused by the rule planning.overlap
	Lost      int64  // refused by the key on person and hour
	Refused   int64  // by another rule
	Rule      string // one such refusal
	Busy      int64  // the database had no time
	Faults    []string
	Latencies []int64 // milliseconds of what was booked
}

func TestNobodyIsDoubleBookedByTwoProcesses(t *testing.T) {
	t.Run("postgres", func(t *testing.T) {
		address := testenv.Postgres(t, storetest.Migrate)
		sum := race(t, address)
		if sum.Lost == 0 {
			t.Error("the key never had the last word: the race was none")
		}
	})
	t.Run("sqlite", func(t *testing.T) {
		address := filepath.Join(t.TempDir(), "race.db")
		if err := storetest.Migrate(address); err != nil {
			t.Fatal(err)
		}
		race(t, address)
	})
}

// race seeds a body, lets the processes book and judges what they left.
func race(t *testing.T, address string) booked {
	t.Helper()
	lasts := soakTime(raceTime)
	s, err := store.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	audits := min(300*int(lasts/time.Second), 200_000)
	seedRace(t, s, audits)
	var sum booked
	for _, c := range inProcesses[booked](t, racers, "book", address, strconv.Itoa(audits), lasts.String()) {
		sum.Booked += c.Booked
		sum.Overlap += c.Overlap
		sum.Lost += c.Lost
		sum.Refused += c.Refused
		sum.Rule = c.Rule
		sum.Busy += c.Busy
		sum.Faults = append(sum.Faults, c.Faults...)
		sum.Latencies = append(sum.Latencies, c.Latencies...)
	}
	for _, f := range sum.Faults {
		t.Errorf("a client got an answer that is no refusal: %s", f)
	}
	slices.Sort(sum.Latencies)
	at := func(p float64) int64 { return sum.Latencies[int(p*float64(len(sum.Latencies)-1))] }
	if sum.Booked < 50 {
		t.Fatalf("only %d bookings came through, %d were refused by rules (%s): no race", sum.Booked, sum.Refused, sum.Rule)
	}
	seats, overlaps := judgeRace(t, s)
	t.Logf("%.0f booked/s; %d bookings of %d seats, %d refused by the overlap rule, %d by the key, %d by other rules, %d busy; p50 %d ms, p99 %d ms; %d overlaps",
		float64(sum.Booked)/lasts.Seconds(), sum.Booked, seats, sum.Overlap, sum.Lost, sum.Refused, sum.Busy, at(0.5), at(0.99), overlaps)
	return sum
}

// seedRace keeps auditors who may lead and audits that are owed, a few a client.
func seedRace(t *testing.T, s *store.Store, audits int) {
	t.Helper()
	const perClient = 8
	for n := range racedAuditors {
		who := storetest.Seed(t, s, fmt.Sprintf("racer%d", n)).Auditor
		p := auditor.Authorisation{ID: domain.ID(fmt.Sprintf("may-%d", n)), PersonID: racer(n), SchemeID: scheme.Seed()[0].ID, Role: "lead",
			Code: "IAF 33", Valid: domain.Period{From: domain.MustDate("2020-01-01")}, Evidence: "file"}
		if who.ID != p.PersonID {
			t.Fatalf("the seed named %s", who.ID)
		}
		storetest.Write(t, s, func(tx app.Tx) error { return tx.SaveAuthorisation(&p) })
	}
	for c := range (audits + perClient - 1) / perClient {
		agreed := storetest.SeedAgreed(t, s, fmt.Sprintf("raced%d", c))
		storetest.Write(t, s, func(tx app.Tx) error {
			agreed.Site.TimeZone = raceZones[c%len(raceZones)]
			if err := tx.SaveSite(&agreed.Site); err != nil {
				return err
			}
			for n := c * perClient; n < min((c+1)*perClient, audits); n++ {
				x := racedAudit(agreed, n)
				if err := tx.SaveAudit(&x, agreed.Site.Zone()); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func racer(n int) domain.ID         { return domain.ID(fmt.Sprintf("person-racer%d", n)) }
func racedID(n int) domain.ID       { return domain.ID(fmt.Sprintf("race-%d", n)) }
func racedHalves(n int) (each int)  { return 1 + n%4 }
func racedPeople(n int) (seats int) { return 1 + n/4%2 }

// racedAudit is a special audit: no window binds it.
func racedAudit(a storetest.Agreed, n int) audit.Audit {
	x := audit.Audit{
		ID: racedID(n), No: "R-" + strconv.Itoa(n), ClientID: a.Client.ID, ContractID: a.Contract.ID, ProgrammeIDs: []domain.ID{a.Programme.ID},
		SchemeID: a.Scheme.ID, Type: audit.Special, SiteID: a.Site.ID, HalfDays: racedHalves(n) * racedPeople(n), Cover: []string{audit.Area(a.Scheme.ID, "IAF 33")},
		State: audit.Owed, Dates: audit.Open, ChangedAt: time.Date(2026, 5, 12, 8, 0, 0, 0, time.UTC),
	}
	for p := range racedPeople(n) {
		role := []string{"lead", "auditor"}[p]
		x.Positions = append(x.Positions, audit.Position{ID: role, Role: role, Needs: []string{audit.Need(role, a.Scheme.ID)}})
	}
	return x
}

// bookingChild is one of the processes: NUMBER ADDRESS AUDITS TIME.
func bookingChild(args []string) int {
	number, _ := strconv.Atoi(args[0])
	audits, _ := strconv.Atoi(args[2])
	lasts, err := time.ParseDuration(args[3])
	if err != nil {
		return 2
	}
	s, err := store.Open(args[1])
	if err != nil {
		return 2
	}
	defer s.Close()
	a, _ := storetest.App(s)
	a.NewID = func() domain.ID { return domain.ID(uuid.Must(uuid.NewV7()).String()) }
	a.Random = func(n int) []byte { b := make([]byte, n); _, _ = rand.Read(b); return b }
	return asChild(func() (any, error) {
		r := bookingRace{App: a, step: racers, end: time.Now().Add(lasts), audits: audits}
		r.next.Store(int64(number))
		var all sync.WaitGroup
		for c := range clientsEach {
			luck := mathrand.New(mathrand.NewPCG(uint64(number), uint64(c)))
			all.Go(func() { r.client(luck) })
		}
		all.Wait()
		return r.counts, nil
	})
}

// bookingRace is what the clients of one process share.
type bookingRace struct {
	*app.App
	next   atomic.Int64
	step   int64
	end    time.Time
	audits int

	mu     sync.Mutex
	counts booked
}

var racePlanner = domain.Actor{UserID: "u-planner", PersonID: "p-planner", Name: "Planner", Roles: []domain.Role{domain.Planner}, Via: "screen"}

// client takes one audit after another and tries a few teams and days for each.
func (r *bookingRace) client(luck *mathrand.Rand) {
	for time.Now().Before(r.end) {
		n := int(r.next.Add(r.step) - r.step)
		if n >= r.audits {
			return
		}
		for range 4 {
			began := time.Now()
			_, err := r.BookAudit(context.Background(), racePlanner, racedID(n), 1, raceWish(n, luck))
			if r.count(err, time.Since(began)) || !began.Before(r.end) {
				break
			}
		}
	}
}

// raceWish is a team and days for an audit, drawn from a window that moves on
// as the calendar fills.
func raceWish(n int, luck *mathrand.Rand) app.Booking {
	from := domain.MustDate(firstRaceDay).AddDays(n/14 + luck.IntN(6))
	for from.IsWeekend() {
		from++
	}
	s := domain.Stretch{From: from, FromHalf: domain.AM, To: from, ToHalf: domain.AM}
	if racedHalves(n)%2 == 1 && luck.IntN(2) == 0 { // whole days begin in the morning
		s.FromHalf, s.ToHalf = domain.PM, domain.PM
	}
	for range racedHalves(n) - 1 {
		if s.ToHalf == domain.AM {
			s.ToHalf = domain.PM
			continue
		}
		s.To, s.ToHalf = s.To+1, domain.AM
		for s.To.IsWeekend() {
			s.To++
		}
	}
	b := app.Booking{Stretch: s, Dates: audit.Confirmed, Reason: "first come, first served"}
	first := luck.IntN(racedAuditors)
	for p := range racedPeople(n) {
		b.Seats = append(b.Seats, app.SeatWish{PositionID: []string{"lead", "auditor"}[p], PersonID: racer((first + p*(1+luck.IntN(racedAuditors-1))) % racedAuditors)})
	}
	return b
}

// count sorts an answer; it tells whether the audit is booked.
func (r *bookingRace) count(err error, took time.Duration) (done bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var refusal *domain.Error
	errors.As(err, &refusal)
	switch {
	case err == nil:
		r.counts.Booked++
		r.counts.Latencies = append(r.counts.Latencies, took.Milliseconds())
		return true
	case domain.CodeOf(err) == "auditor_double_booked":
		r.counts.Lost++
	case domain.CodeOf(err) == "busy":
		r.counts.Busy++
	case domain.KindOf(err) == domain.RuleViolated && slices.ContainsFunc(refusal.Findings, func(f domain.Finding) bool {
		return !f.Met && f.Rule == "planning.overlap"
	}):
		r.counts.Overlap++
	case domain.KindOf(err) == domain.RuleViolated:
		r.counts.Refused++
		r.counts.Rule = err.Error()
	case len(r.counts.Faults) < 5:
		r.counts.Faults = append(r.counts.Faults, err.Error())
	}
	return false
}

// judgeRace recomputes from the bookings, never from the slots, whether a
// person sits in two places at once, and holds the slots against the bookings.
func judgeRace(t *testing.T, s *store.Store) (seats, overlaps int) {
	t.Helper()
	type seat struct {
		audit    string
		from, to time.Time
	}
	people := map[domain.ID][]seat{}
	storetest.Read(t, s, func(tx app.Tx) error {
		all, err := tx.BookedBetween(domain.Period{From: domain.MustDate("2000-01-01"), To: domain.MustDate("2999-12-31")})
		if err != nil {
			return err
		}
		zones := map[domain.ID]*time.Location{}
		for _, x := range all {
			if zones[x.SiteID] == nil {
				site, err := tx.Site(x.SiteID)
				if err != nil {
					return err
				}
				zones[x.SiteID] = site.Zone()
			}
			agree, err := tx.SlotsAgree(x, zones[x.SiteID])
			if err != nil {
				return err
			}
			if !agree {
				t.Errorf("%s: the slots are not those of its seats", x.No)
			}
			for _, one := range x.Seats {
				for _, day := range one.Stretch.Days() { // nights are free
					part := domain.Stretch{From: day, FromHalf: domain.AM, To: day, ToHalf: domain.PM}
					if day == one.Stretch.From {
						part.FromHalf = one.Stretch.FromHalf
					}
					if day == one.Stretch.To {
						part.ToHalf = one.Stretch.ToHalf
					}
					people[one.PersonID] = append(people[one.PersonID], seat{x.No, part.Start(zones[x.SiteID]), part.End(zones[x.SiteID])})
				}
				seats++
			}
		}
		return nil
	})
	for who, all := range people {
		slices.SortFunc(all, func(a, b seat) int { return cmp.Or(a.from.Compare(b.from), cmp.Compare(a.audit, b.audit)) })
		for i := 1; i < len(all); i++ {
			if a, b := all[i-1], all[i]; b.from.Before(a.to) {
				overlaps++
				t.Errorf("%s is on %s until %s and on %s from %s", who, a.audit, a.to, b.audit, b.from)
			}
		}
	}
	return seats, overlaps
}
