package app_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/internal/store/storetest"
)

// TestPricesAreChangedAndKeptWithARun: a planner sees them, an admin changes
// them, the ledger says from what to what, and a run keeps its own.
func TestPricesAreChangedAndKeptWithARun(t *testing.T) {
	h := demoBody(t, storetest.SQLite(t))
	ctx, admin := t.Context(), domain.Actor{UserID: "u-admin", Name: "Ada", Roles: []domain.Role{domain.Admin}}
	run, err := h.StartPlan(ctx, planner, app.PlanAsked{Moves: 100})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.ChangePrices(ctx, planner, 0, app.PricesChanged{Values: map[string]float64{"notice": 21}})
	want(t, err, domain.Forbidden, "forbidden")
	p, err := h.ChangePrices(ctx, admin, 0, app.PricesChanged{Values: map[string]float64{"notice": 21, "weights.continuity": 300, "travel.perKm": 0.5, "travel.hotel": 130}})
	if err != nil || p.Version != 1 || p.Prices.Notice != 21 || p.Prices.Weights.Continuity != 300 || p.Prices.Travel.PerKm != 0.5 {
		t.Fatalf("changed: %+v, %v", p, err)
	}
	_, err = h.ChangePrices(ctx, admin, 0, app.PricesChanged{Values: map[string]float64{"notice": 7}})
	want(t, err, domain.Stale, "stale")
	old, err := h.RunPrices(ctx, planner, run.ID)
	if err != nil || old != planning.DefaultPrices() {
		t.Errorf("the run was made with %+v, %v", old, err)
	}
	if _, err = h.CancelPlan(ctx, planner, run.ID); err != nil {
		t.Fatal(err)
	}
	again, err := h.StartPlan(ctx, planner, app.PlanAsked{Moves: 100})
	if err != nil || again.Prices == run.Prices || again.Asked.Notice != 21 {
		t.Errorf("the next run: %+v, %v", again, err)
	}
	if now, err := h.RunPrices(ctx, planner, again.ID); err != nil || now != p.Prices {
		t.Errorf("the next run was made with %+v, %v", now, err)
	}
	storetest.Read(t, h.Store, func(tx app.Tx) error {
		entries, err := tx.Entries("plan_prices", "body", 10)
		if text := asText(t, entries); len(entries) != 1 || !strings.Contains(text, "A lead who is new to the client from 120 to 300 €") || strings.Contains(text, "A night away") {
			t.Errorf("the ledger says %s", text)
		}
		return err
	})
	h.sound(t)
}

// TestImpossiblePricesAreRefusedByField: each fault names its price and what
// would be right; nothing is kept.
func TestImpossiblePricesAreRefusedByField(t *testing.T) {
	h := demoBody(t, storetest.SQLite(t))
	admin := domain.Actor{Name: "Ada", Roles: []domain.Role{domain.Admin}}
	for field, v := range map[string]float64{"weights.latePerDay": -1, "notice": 3.5, "travel.perKm": 11, "weights.nothing": 1, "travel.blockKm2": 10, "travel.driveKm": 3} {
		_, err := h.ChangePrices(t.Context(), admin, 0, app.PricesChanged{Values: map[string]float64{field: v}})
		want(t, err, domain.Invalid, "invalid_input")
		var e *domain.Error
		if asError(err, &e); len(e.Fields) != 1 || e.Fields[0].Field != field {
			t.Errorf("%s = %g: %v", field, v, err)
		}
	}
	if p, err := h.ReadPrices(t.Context(), planner); err != nil || p.Version != 0 || p.Prices != planning.DefaultPrices() {
		t.Errorf("kept: %+v, %v", p, err)
	}
}

// TestEveryPriceIsListed: a weight or a travel price without a card could be
// neither seen nor changed.
func TestEveryPriceIsListed(t *testing.T) {
	var groups map[string]map[string]float64
	p := planning.DefaultPrices()
	b, err := json.Marshal(struct{ Weights, Travel any }{p.Weights, p.Travel})
	if err == nil {
		err = json.Unmarshal(b, &groups)
	}
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]float64{}
	for _, x := range planning.PriceList() {
		listed[x.Field] = x.Of(p)
		if x.Name == "" || x.Means == "" || x.Unit == "" || x.Most == 0 {
			t.Errorf("the card of %s is incomplete", x.Field)
		}
	}
	for group, prices := range groups {
		for name, value := range prices {
			if field := strings.ToLower(group) + "." + name; listed[field] != value {
				t.Errorf("%s is %g and listed as %g", field, value, listed[field])
			}
		}
	}
	if len(listed) != len(groups["Weights"])+len(groups["Travel"])+1 {
		t.Errorf("%d prices are listed", len(listed))
	}
}

// TestAPlanKeepsTheNotice: what has no dates begins once the notice is over,
// what is booked sooner keeps its days, and what is too late for its window is
// named; an urgent plan begins tomorrow.
func TestAPlanKeepsTheNotice(t *testing.T) {
	r := newRoad(t)
	ones, leads := r.clients("k", "l", "m")
	one := ones[0]
	x, err := r.BookAudit(t.Context(), r.planner, ones[1].ID, ones[1].Version, booking(ones[1], "2027-01-19", leads[1]))
	r.ok(err)
	third := r.stageOf(ones[2])
	third.Type, third.Window = audit.Surveillance, audit.Window{Earliest: day("2026-12-01"), Latest: day("2027-01-22"), HardLimit: day("2027-03-01")}
	r.write(func(tx app.Tx) error { return tx.SaveAudit(&third, r.site.Zone()) })
	year := func(urgent bool) (app.Year, planning.Names) {
		y, err := r.PlanYear(t.Context(), r.planner, app.YearAsked{Urgent: urgent})
		r.ok(err)
		r.ok(y.Instance.Check())
		return y, y.Instance.Names()
	}
	y, names := year(false)
	if a := names.Audits[one.No]; y.Notice != 14 || a.Earliest != day("2027-01-25") || a.Preferred != day("2027-01-25") {
		t.Errorf("after %d days: %+v", y.Notice, a)
	}
	if a := names.Audits[x.No]; a.Pin == nil || a.Pin.Start != day("2027-01-19") || len(a.Pin.Team) > 0 {
		t.Errorf("what begins sooner keeps its days and may change its people: %+v", a)
	}
	named := func(y app.Year) bool {
		return slices.ContainsFunc(y.Notes, func(n string) bool { return strings.Contains(n, third.No) && strings.Contains(n, "notice of 14 days") })
	}
	if a := names.Audits[third.No]; a.Earliest != day("2027-01-25") || a.Latest != day("2027-03-01") || !named(y) {
		t.Errorf("its window ends too soon: %+v, notes %v", a, y.Notes)
	}
	y, names = year(true)
	if a := names.Audits[third.No]; y.Notice != 1 || a.Earliest != day("2027-01-12") || a.Latest != day("2027-01-22") || named(y) {
		t.Errorf("urgently: %+v, notes %v", a, y.Notes)
	}
	if a := names.Audits[x.No]; a.Pin != nil {
		t.Errorf("urgently it may move: %+v", a)
	}
	// Where the rule itself ends within the notice, the notice gives way.
	third.Window.HardLimit = day("2027-01-22")
	r.write(func(tx app.Tx) error { return tx.SaveAudit(&third, r.site.Zone()) })
	y, names = year(false)
	if a := names.Audits[third.No]; a.Earliest != day("2027-01-12") || a.Latest != day("2027-01-22") || !named(y) {
		t.Errorf("the certificate hangs on it: %+v, notes %v", a, y.Notes)
	}
}
