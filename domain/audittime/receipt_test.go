package audittime_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/scheme"
)

var day = domain.MustDate("2026-05-12")

func book(t *testing.T, name string) audittime.Book {
	t.Helper()
	s, ok := scheme.ByName(scheme.Seed(), name)
	if !ok {
		t.Fatalf("no scheme %s", name)
	}
	return s.AuditTimeBook()
}

// byHand rebuilds the figures of a receipt from what is printed on it, in
// fractions and floating point, with none of the code that made it.
func byHand(t *testing.T, b audittime.Book, c audittime.Receipt) (initial, stage1, surveillance, recert float64) {
	t.Helper()
	persons := float64(c.Request.Others)
	for _, g := range c.Request.Groups {
		if b.Policy.GroupsByRoot {
			persons += math.Ceil(math.Sqrt(float64(g.Persons)))
		} else {
			persons += float64(g.Persons)
		}
	}
	column := 0
	for i, name := range b.Table.Columns {
		if name == c.Request.Class {
			column = i
		}
	}
	base := new(big.Rat)
	for _, row := range b.Table.Rows {
		if float64(row.From) <= persons && persons <= float64(row.To) {
			base.SetString(row.Days[column].String())
		}
	}
	sum := new(big.Rat)
	for _, f := range c.Request.Factors {
		p, _ := new(big.Rat).SetString(f.Percent.String())
		sum.Add(sum, p)
	}
	if low := big.NewRat(-30, 1); sum.Cmp(low) < 0 {
		sum = low
	}
	half := func(r *big.Rat) *big.Rat { // nearest half, ties up: floor(2r + 1/2) / 2
		x := new(big.Rat).Add(new(big.Rat).Mul(r, big.NewRat(2, 1)), big.NewRat(1, 2))
		return big.NewRat(new(big.Int).Div(x.Num(), x.Denom()).Int64(), 2)
	}
	i := half(new(big.Rat).Mul(base, new(big.Rat).Add(big.NewRat(1, 1), new(big.Rat).Quo(sum, big.NewRat(100, 1)))))
	out := func(r *big.Rat) float64 { f, _ := r.Float64(); return f }
	return out(i), math.Max(out(half(new(big.Rat).Mul(i, big.NewRat(3, 10)))), 0.5),
		out(half(new(big.Rat).Mul(i, big.NewRat(1, 3)))), out(half(new(big.Rat).Mul(i, big.NewRat(2, 3))))
}

func TestReceiptsCanBeRebuiltByHand(t *testing.T) {
	factor := func(p string) audittime.Factor {
		v, err := audittime.ParsePercent(p)
		if err != nil {
			t.Fatal(err)
		}
		return audittime.Factor{Name: "Mature system", Percent: v, Justification: "Certified for nine years without a major."}
	}
	group := audittime.Group{Persons: 80, Activity: "Call agents", Rationale: "One script, no access to client data."}
	for _, c := range []struct {
		scheme string
		r      audittime.Request
	}{
		{"27001", audittime.Request{Others: 1}},
		{"27001", audittime.Request{Others: 40, Groups: []audittime.Group{group}, Factors: []audittime.Factor{factor("-12.5"), factor("5")}}},
		{"27001", audittime.Request{Others: 900, Factors: []audittime.Factor{factor("-20"), factor("-20")}}},
		{"9001", audittime.Request{Others: 40, Groups: []audittime.Group{group}, Factors: []audittime.Factor{factor("33.33")}}},
		{"14001", audittime.Request{Others: 5, Class: "limited"}},
		{"45001", audittime.Request{Others: 700, Class: "medium", Factors: []audittime.Factor{factor("-7")}}},
	} {
		b := book(t, c.scheme)
		got, err := b.Compute(c.r, day)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		var back audittime.Receipt
		if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(got, back) {
			t.Errorf("a receipt came back changed: %v\n%+v\n%+v", err, got, back)
		}
		initial, stage1, surveillance, recert := byHand(t, b, back)
		want := []float64{initial, stage1, initial - stage1, surveillance, recert}
		for i, have := range []audittime.Days{got.Initial, got.Stage1, got.Stage2, got.Surveillance, got.Recert} {
			if float64(have)/10_000 != want[i] {
				t.Errorf("%s %+v: figure %d is %s, by hand %v", c.scheme, c.r, i, have, want[i])
			}
		}
		printed := fmt.Sprint(got.Lines)
		needed := []string{b.Table.Name, b.Table.Edition, got.Row + " persons", got.Base.String(), got.Initial.String()}
		for _, f := range c.r.Factors {
			needed = append(needed, f.Justification, f.Percent.String())
		}
		for _, text := range needed {
			if !strings.Contains(printed, text) {
				t.Errorf("%s: the working does not show %q", c.scheme, text)
			}
		}
	}
}

func TestReceiptSaysWhenTheFactorsGoTooFar(t *testing.T) {
	f := audittime.Factor{Name: "Simple", Percent: audittime.Pct(-35), Justification: "One process."}
	c, err := book(t, "27001").Compute(audittime.Request{Others: 60, Factors: []audittime.Factor{f}}, day)
	if err != nil || c.Initial != audittime.Whole(7) || !domain.HardBroken(c.Findings) || !domain.SoftBroken(c.Findings) {
		t.Errorf("35 %% off 10 days must be held at 7 and named: %+v, %v", c, err)
	}
}

func TestOverridesNeedAReasonASecondPersonAndTheCap(t *testing.T) {
	b := book(t, "27001")
	c, err := b.Compute(audittime.Request{Others: 60}, day)
	if err != nil {
		t.Fatal(err)
	}
	good := audittime.Override{Days: audittime.Whole(12), Reason: "Three shifts.", AskedBy: "p1", ApprovedBy: "p2", ApprovedOn: day}
	o, err := b.Overridden(c, good)
	if err != nil || o.Initial != audittime.Whole(12) || o.Computed != audittime.Whole(10) || o.Surveillance != audittime.Whole(4) {
		t.Fatalf("12 days were not taken: %+v, %v", o, err)
	}
	if c.Override != nil || c.Initial != audittime.Whole(10) {
		t.Error("the receipt before the override changed")
	}
	for field, change := range map[string]func(*audittime.Override){
		"reason":      func(o *audittime.Override) { o.Reason = " " },
		"approved_by": func(o *audittime.Override) { o.ApprovedBy = o.AskedBy },
		"days":        func(o *audittime.Override) { o.Days = audittime.Half(13) },
		"days:":       func(o *audittime.Override) { o.Days = audittime.Whole(8) + 1 },
	} {
		bad := good
		change(&bad)
		if _, err := b.Overridden(c, bad); domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: want a refusal that names it, got %v", field, err)
		}
	}
	if _, err := b.Overridden(c, audittime.Override{Days: audittime.Whole(7), Reason: "x", AskedBy: "p1", ApprovedBy: "p2"}); err != nil {
		t.Errorf("7 days are the cap's floor and allowed: %v", err)
	}
}

func TestBeyondTheTableAValueIsSetByHand(t *testing.T) {
	b := book(t, "9001")
	c, err := b.Compute(audittime.Request{Others: 10_701}, day)
	if err != nil || c.Row != "" || c.Initial != 0 {
		t.Fatalf("there is no row for 10,701 persons: %+v, %v", c, err)
	}
	o, err := b.Overridden(c, audittime.Override{Days: audittime.Whole(23), Reason: "Progression of the table.", AskedBy: "p1", ApprovedBy: "p2", ApprovedOn: day})
	if err != nil || o.Initial != audittime.Whole(23) || o.Recert != audittime.Half(31) {
		t.Errorf("23 days by hand: %+v, %v", o, err)
	}
}

func TestWrongRequestsNameTheField(t *testing.T) {
	for _, c := range []struct {
		scheme, field string
		r             audittime.Request
	}{
		{"27001", "others", audittime.Request{}},
		{"27001", "others", audittime.Request{Others: -1}},
		{"27001", "class", audittime.Request{Others: 5, Class: "high"}},
		{"14001", "class", audittime.Request{Others: 5}},
		{"27001", "groups[0].rationale", audittime.Request{Groups: []audittime.Group{{Persons: 9, Activity: "Packing"}}}},
		{"27001", "groups[0].persons", audittime.Request{Others: 1, Groups: []audittime.Group{{Activity: "Packing", Rationale: "Simple."}}}},
		{"27001", "factors[0].justification", audittime.Request{Others: 5, Factors: []audittime.Factor{{Name: "Low risk", Percent: audittime.Pct(-10)}}}},
		{"27001", "factors[0].percent", audittime.Request{Others: 5, Factors: []audittime.Factor{{Name: "x", Justification: "y", Percent: audittime.Pct(-101)}}}},
	} {
		_, err := book(t, c.scheme).Compute(c.r, day)
		if domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), c.field+":") {
			t.Errorf("want an error at %s, got %v", c.field, err)
		}
	}
}

func TestDecimalsAreExact(t *testing.T) {
	for _, s := range []string{"0", "8.5", "-12.5", "0.0001", "999999999.9999"} {
		if d, err := audittime.ParseDays(s); err != nil || d.String() != s {
			t.Errorf("%s came back as %s, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "-", ".5", "5.", "1e3", "1.00001", "+1", "1 ", "--1", "9999999999", `"8"`} {
		if d, err := audittime.ParseDays(s); err == nil {
			t.Errorf("%q was taken for %s", s, d)
		}
	}
	for in, want := range map[string]int{"0": 0, "0.5": 1, "8.5": 17, "8.6": 18} {
		if d, _ := audittime.ParseDays(in); d.HalfDays() != want {
			t.Errorf("%s days are %d half-days, want %d", in, d.HalfDays(), want)
		}
	}
}

func TestDrawIsTheSameForTheSameSeed(t *testing.T) {
	sites := []domain.ID{"a", "b", "c", "d", "e", "f"}
	again := []domain.ID{"f", "e", "d", "c", "b", "a"}
	first := audittime.Draw(sites, 2, 42)
	if second := audittime.Draw(again, 2, 42); !reflect.DeepEqual(first, second) || len(first) != 2 {
		t.Errorf("the same seed drew %v and %v", first, second)
	}
	drawn := map[domain.ID]int{}
	for seed := range uint64(600) {
		for _, s := range audittime.Draw(sites, 2, seed) {
			drawn[s]++
		}
	}
	for _, s := range sites {
		if drawn[s] < 140 || drawn[s] > 260 { // 200 expected of each
			t.Errorf("site %s was drawn %d times of 600", s, drawn[s])
		}
	}
	if n := len(audittime.Draw(sites, 9, 1)); n != 6 {
		t.Errorf("more than there are: %d", n)
	}
}

func TestJointReceipt(t *testing.T) {
	parts := []audittime.Part{{Scheme: "ISO 9001:2015", Days: audittime.Whole(5)}, {Scheme: "ISO/IEC 27001:2022", Days: audittime.Whole(10)}}
	j := audittime.Defaults().Together(parts, audittime.Pct(25), "One handbook, one internal audit.")
	if j.Total != audittime.Whole(15) || j.Applied != audittime.Pct(20) || j.Days != audittime.Whole(12) || len(j.Lines) != 5 {
		t.Errorf("15 days less 20 %% are 12: %+v", j)
	}
}
