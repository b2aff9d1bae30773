// Package sample makes planning instances of any size: an invented
// certification body with clients and auditors around some European towns,
// codes, leave, holidays, rotation and stage-1/2 pairs. The same options give
// the same instance everywhere.
package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
)

// Options size an instance.
type Options struct {
	Audits   int
	Auditors int
	Days     int // of the horizon
	Seed     uint64
	Busy     int // demand as a per cent of all targets; 0 means 85
}

// town is a place with its country and language; coordinates in thousandths of
// a degree.
type town struct {
	lat, lon       int
	country, lang  string
	clientsPerCent int
}

var towns = []town{
	{53075, 8807, "DE", "de", 8}, {51050, 13740, "DE", "de", 8}, {49452, 11077, "DE", "de", 9}, {48775, 9183, "DE", "de", 9},
	{47070, 15440, "AT", "de", 5}, {48306, 14286, "AT", "de", 4}, {47556, 7588, "CH", "de", 6}, {46204, 6143, "CH", "fr", 4},
	{45188, 5724, "FR", "fr", 7}, {47218, -1554, "FR", "fr", 6}, {50633, 3066, "FR", "fr", 6}, {45070, 7687, "IT", "it", 8},
	{44494, 11343, "IT", "it", 6}, {51219, 4402, "BE", "nl", 5}, {51442, 5470, "NL", "nl", 6}, {50061, 19937, "PL", "pl", 3},
}

var schemes = []string{"9001", "9001", "9001", "9001", "9001", "14001", "14001", "45001", "27001", "27001", "22301", "42001"}

// enough is how many people could do each audit, at least.
const enough = 3

// sectors drawn with the first ones more often.
const sectors = 20

// Make makes an instance. Every audit has at least three people who could lead it,
// so with fewer than three people there is no audit.
func Make(o Options) *planning.Instance {
	if o.Busy == 0 {
		o.Busy = 85
	}
	m := &maker{o: o, r: rand.New(rand.NewPCG(o.Seed, 20270503))}
	m.body()
	for i := range o.Auditors {
		m.auditor(i)
	}
	for fails := 0; len(m.in.Audits) < o.Audits && len(m.in.Auditors) >= enough; fails++ {
		if made := len(m.in.Audits); fails < 100 {
			if m.client(); len(m.in.Audits) > made {
				fails = 0
			}
			continue
		}
		m.train()
		fails = 0
	}
	m.targets()
	return m.in
}

type maker struct {
	o      Options
	r      *rand.Rand
	in     *planning.Instance
	codes  []map[string]bool // by auditor
	demand int
}

func (m *maker) chance(perCent int) bool { return m.r.IntN(100) < perCent }

func (m *maker) day(n int) domain.Date { return m.in.Start.AddDays(n) }

func (m *maker) body() {
	start := domain.MustDate("2027-01-04")
	m.in = &planning.Instance{
		Format: planning.InstanceFormat, Name: fmt.Sprintf("sample-%d-%d-%d-%d", m.o.Audits, m.o.Auditors, m.o.Days, m.o.Seed),
		Start: start, End: start.AddDays(m.o.Days - 1), Policy: planning.Policy{LeadRunMax: 6, LoadPeriodDays: min(91, max(28, m.o.Days/3))},
		Weights: planning.DefaultWeights(), Travel: planning.DefaultTravel(),
	}
	seen := map[string]bool{}
	for _, t := range towns {
		if seen[t.country] {
			continue
		}
		seen[t.country] = true
		days := map[domain.Date]bool{}
		for _, d := range []string{"2027-01-06", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17", "2027-12-24", "2027-12-31"} {
			days[domain.MustDate(d)] = true
		}
		for range 3 {
			days[m.day(m.r.IntN(m.o.Days))] = true
		}
		c := planning.Calendar{ID: t.country, Holidays: []domain.Date{}}
		for d := range days {
			if d <= m.in.End {
				c.Holidays = append(c.Holidays, d)
			}
		}
		slices.Sort(c.Holidays)
		m.in.Calendars = append(m.in.Calendars, c)
	}
}

func (m *maker) town() town {
	for {
		if t := towns[m.r.IntN(len(towns))]; m.chance(10 * t.clientsPerCent) {
			return t
		}
	}
}

// near scatters a place around a town, in degrees with three digits.
func (m *maker) near(t town, spread int) (lat, lon float64) {
	off := func() int { return m.r.IntN(spread) + m.r.IntN(spread) - spread }
	return float64(t.lat+off()) / 1000, float64(t.lon+off()*3/2) / 1000
}

func (m *maker) sector() string {
	return fmt.Sprintf("iaf:%02d", 1+min(m.r.IntN(sectors), m.r.IntN(sectors)))
}

func (m *maker) auditor(i int) {
	t := m.town()
	a := planning.Auditor{ID: fmt.Sprintf("A%03d", i+1), Calendar: t.country, MaxWeek: 8}
	a.Lat, a.Lon = m.near(t, 500)
	codes := map[string]bool{"lang:" + t.lang: true}
	if m.chance(75) {
		codes["lang:en"] = true
	}
	for range 2 + m.r.IntN(3) {
		s := schemes[m.r.IntN(len(schemes))]
		codes["aud:"+s] = true
		if m.chance(70) {
			codes["lead:"+s] = true
		}
	}
	for range 5 + m.r.IntN(7) {
		codes[m.sector()] = true
	}
	if m.chance(25) {
		a.DayRate = 400 + 50*m.r.IntN(8)
	}
	if m.chance(20) {
		a.DaysOff = []int{1 + m.r.IntN(5)}
	}
	for _, c := range sorted(codes) {
		q := planning.Qual{Code: c}
		if m.chance(4) {
			q.To = m.day(m.r.IntN(m.o.Days))
		}
		a.Quals = append(a.Quals, q)
	}
	for range max(1, m.o.Days/70) {
		d := m.r.IntN(m.o.Days)
		a.Absences = append(a.Absences, planning.Absence{From: m.day(d), To: m.day(d + 3 + m.r.IntN(10)), Why: "leave"})
	}
	for range m.o.Days / 15 {
		d := m.day(m.r.IntN(m.o.Days))
		x := planning.Absence{From: d, To: d, Why: "booked"}
		if m.chance(40) {
			x.Half = []domain.Half{domain.AM, domain.PM}[m.r.IntN(2)]
		}
		a.Absences = append(a.Absences, x)
	}
	m.codes = append(m.codes, codes)
	m.in.Auditors = append(m.in.Auditors, a)
}

// able lists the auditors who hold all codes.
func (m *maker) able(codes ...string) (out []int) {
	for i, has := range m.codes {
		if !slices.ContainsFunc(codes, func(c string) bool { return !has[c] }) {
			out = append(out, i)
		}
	}
	return out
}

// train gives three people what one client needs: a few people chosen at random
// may have no three alike.
func (m *maker) train() {
	t, scheme, sector := m.town(), schemes[m.r.IntN(len(schemes))], m.sector()
	for _, i := range m.r.Perm(len(m.codes))[:enough] {
		for _, c := range []string{"lang:" + t.lang, "aud:" + scheme, "lead:" + scheme, sector} {
			if !m.codes[i][c] {
				m.codes[i][c] = true
				m.in.Auditors[i].Quals = append(m.in.Auditors[i].Quals, planning.Qual{Code: c})
			}
		}
	}
}

// targets spreads the demand evenly over the people.
func (m *maker) targets() {
	periods := max(1, m.o.Days/m.in.Policy.LoadPeriodDays)
	for i := range m.in.Auditors {
		a := &m.in.Auditors[i]
		share := m.demand * 100 / (m.o.Auditors * m.o.Busy)
		if len(a.DaysOff) > 0 {
			share = share * 4 / 5
		}
		a.Target, a.MaxTotal = max(4, share/periods), max(8, share*3/2)
	}
}
