package app_test

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/pdf"
	"github.com/certwright/certwright/internal/store/storetest"
)

var (
	rita  = domain.Actor{UserID: "u-rita", PersonID: "person-rita", Name: "Rita Reviewer", Roles: []domain.Role{domain.Reviewer}}
	wear2 = domain.Actor{UserID: "u-two", PersonID: "person-planner", Name: "Pia Planner", Roles: []domain.Role{domain.Reviewer, domain.Planner}}
)

// accepted walks to an accepted application.
func (r *road) accepted(draft client.Application) client.Application {
	r.t.Helper()
	ctx := r.t.Context()
	x, err := r.CreateApplication(ctx, r.customer, draft)
	r.ok(err)
	x, err = r.SubmitApplication(ctx, r.customer, x.ID, x.Version)
	r.ok(err)
	x, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.ok(err)
	return x
}

func days(s string) audittime.Days {
	d, err := audittime.ParseDays(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestAnOverrideNeedsASecondPerson(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	x := r.accepted(r.applied())
	c, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.ok(err)
	want := app.OverrideAsked{Days: days("9.5"), Reason: "Three data centres far apart"}
	_, err = r.AskOverride(ctx, r.customer, c.ID, c.Version, want)
	r.refused(err, "forbidden")
	_, err = r.AskOverride(ctx, r.planner, c.ID, c.Version, app.OverrideAsked{Days: days("5.5"), Reason: "they ask"}) // 30 % off 8.5 is 5.95
	r.refused(err, "invalid_input")
	_, err = r.AskOverride(ctx, r.planner, c.ID, c.Version, app.OverrideAsked{Days: days("9.5")})
	r.refused(err, "invalid_input")
	c, err = r.AskOverride(ctx, r.planner, c.ID, c.Version, want)
	r.ok(err)
	if c.Receipt.Initial.String() != "8.5" || c.Receipt.Asked == nil {
		t.Fatalf("until it is approved the computed time stands: %+v", c.Receipt)
	}
	_, err = r.AcceptContract(ctx, r.customer, c.ID, c.Version, "Carla Client")
	r.refused(err, "override_waits")
	_, err = r.DecideOverride(ctx, r.planner, c.ID, c.Version, true, "")
	r.refused(err, "forbidden")
	_, err = r.DecideOverride(ctx, wear2, c.ID, c.Version, true, "") // the same person with both roles
	r.refused(err, "forbidden")
	_, err = r.DecideOverride(ctx, rita, c.ID, c.Version-1, true, "")
	r.refused(err, "stale")
	_, err = r.DecideOverride(ctx, rita, c.ID, c.Version, false, " ")
	r.refused(err, "invalid_input")
	c, err = r.DecideOverride(ctx, rita, c.ID, c.Version, true, "")
	r.ok(err)
	o := c.Receipt.Override
	if c.Receipt.Initial.String() != "9.5" || c.Receipt.Computed.String() != "8.5" || c.Receipt.Asked != nil || o == nil ||
		o.AskedName != "Pia Planner" || o.ApprovedName != "Rita Reviewer" || o.ApprovedOn != day("2027-01-11") {
		t.Errorf("the receipt is %+v", c.Receipt)
	}
	_, err = r.DecideOverride(ctx, rita, c.ID, c.Version, true, "")
	r.refused(err, "nothing_asked")
	c, err = r.AcceptContract(ctx, r.customer, c.ID, c.Version, "Carla Client")
	r.ok(err)
	_, err = r.AskOverride(ctx, r.planner, c.ID, c.Version, want)
	r.refused(err, "not_offered")
	r.verified("contract")
}

// Beyond the table nothing is computed; a contract is offered with a value that
// somebody else approves, and the client hears of it only then.
func TestAValueBeyondTheTable(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	draft := r.applied()
	draft.Persons = 2_000_000
	x := r.accepted(draft)
	_, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.refused(err, "no_table_value")
	c, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{Override: &app.OverrideAsked{Days: days("60"), Reason: "By the steps of the table"}})
	r.ok(err)
	if n := r.letters(r.client.ContactEmail); n != 0 {
		t.Errorf("the client got %d letters before the approval", n)
	}
	c, err = r.DecideOverride(ctx, rita, c.ID, c.Version, true, "")
	r.ok(err)
	if c.Receipt.Initial.String() != "60" || r.letters(r.client.ContactEmail) != 1 {
		t.Errorf("%s days, %d letters", c.Receipt.Initial, r.letters(r.client.ContactEmail))
	}
}

func (r *road) letters(to string) (n int) {
	r.t.Helper()
	storetest.Read(r.t, r.Store, func(tx app.Tx) error {
		page, err := tx.MailList(app.List{})
		for _, m := range page.Rows {
			if m.To == to {
				n++
			}
		}
		return err
	})
	return n
}

func TestASampleOfSitesIsDrawnOnceAndCanBeRepeated(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	draft := r.applied()
	for i := range 9 {
		s := client.Site{ID: domain.ID(fmt.Sprintf("shop-%d", i)), ClientID: r.client.ID, No: fmt.Sprintf("C-a-S1%d", i), Name: "Shop",
			City: "Kiel", Country: "DE", TimeZone: "Europe/Berlin", Persons: 3}
		r.write(func(tx app.Tx) error { return tx.SaveSite(&s) })
		draft.SiteIDs = append(draft.SiteIDs, s.ID)
	}
	x := r.accepted(draft)
	c, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.ok(err)
	first := app.SampleAsked{Occasion: audittime.AtInitial, Alike: true, Chosen: []string{"C-a-S13"}, Why: "A break-in last year"}
	_, err = r.DrawSites(ctx, r.customer, c.ID, c.Version, first)
	r.refused(err, "forbidden")
	c, err = r.DrawSites(ctx, r.planner, c.ID, c.Version, first)
	r.ok(err)
	s := c.Receipt.Samples[0]
	if s.Needed != 3 || len(s.Visits) != 3 || !slices.Contains(s.Visits, "C-a-S13") || s.Request.Audit != c.No+"-S2" {
		t.Errorf("of nine shops three are visited, one by risk: %+v", s)
	}
	again, err := audittime.DrawSites(s.Request)
	r.ok(err)
	if !slices.Equal(again.Drawn, s.Drawn) {
		t.Errorf("the kept seed gives %v, the receipt says %v", again.Drawn, s.Drawn)
	}
	_, err = r.DrawSites(ctx, r.planner, c.ID, c.Version, first)
	r.refused(err, "drawn_already")
	_, err = r.DrawSites(ctx, r.planner, c.ID, c.Version, app.SampleAsked{Occasion: audittime.AtSurveillance, Alike: true})
	r.refused(err, "invalid_input")
	c, err = r.DrawSites(ctx, r.planner, c.ID, c.Version, app.SampleAsked{Occasion: audittime.AtSurveillance, Number: 1, Alike: true})
	r.ok(err)
	if n := len(c.Receipt.Samples); n != 2 || c.Receipt.Samples[1].Needed != 2 {
		t.Errorf("%d samples, the second of %d sites; want 2 of 2", n, c.Receipt.Samples[1].Needed)
	}
}

// The paper alone is enough to rebuild its figures: this reads it as text and
// computes with the table of the standard, by hand.
func TestTheReceiptOnPaperCanBeRebuiltByHand(t *testing.T) {
	r := newRoad(t)
	r.Documents = pdf.Documents{Issuer: "A Body"}
	ctx := t.Context()
	draft := r.applied()
	draft.Persons, draft.IdenticalGroups = 160, []int{100}
	x := r.accepted(draft)
	factor := func(name, percent, why string) audittime.Factor {
		p, err := audittime.ParsePercent(percent)
		r.ok(err)
		return audittime.Factor{Name: name, Percent: p, Justification: why}
	}
	c, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{Factors: []audittime.Factor{
		factor("maturity", "-15", "certified for nine years"), factor("criticality", "5", "payroll of hospitals")}})
	r.ok(err)
	_, file, err := r.ReceiptPDF(ctx, r.customer, c.ID, 0)
	r.ok(err)
	text := r.printed(file)
	if !regexp.MustCompile(`Last day of the offer\s+` + regexp.QuoteMeta(c.ValidUntil.Long())).MatchString(text) {
		t.Errorf("the paper does not say until when the offer stands:\n%s", text)
	}
	number := func(pattern string) float64 {
		m := regexp.MustCompile(`(?m)^\s*` + pattern).FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("%s does not stand in\n%s", pattern, text)
		}
		n, err := strconv.ParseFloat(m[1], 64)
		r.ok(err)
		return n
	}
	persons := number(`Counted one by one\s+(\d+)`) + math.Ceil(math.Sqrt(number(`Group of identical work\s+(\d+)`)))
	sum := 0.0
	for _, m := range regexp.MustCompile(`(?m)^\s*Factor\s+(-?\d+) ?%\s+\w+:`).FindAllStringSubmatch(text, 2) { // the inputs; the steps repeat them
		p, _ := strconv.ParseFloat(m[1], 64)
		sum += p
	}
	base := 0.0
	for _, row := range []struct{ to, days float64 }{{10, 5}, {15, 6}, {25, 7}, {45, 8.5}, {65, 10}, {85, 11}, {125, 12}} { // ISO/IEC 27006-1:2024, Table C.1
		if base = row.days; persons <= row.to {
			break
		}
	}
	half := func(d float64) float64 { return math.Floor(d*2+0.5) / 2 }
	initial := half(base * (100 + sum) / 100)
	for _, figure := range []struct {
		pattern string
		want    float64
	}{
		{`Persons\s+(\d+)`, 160}, {`Sum of the factors\s+(-?\d+) ?%`, sum}, {`Initial audit\s+([\d.]+) ?d`, initial},
		{`Stage 1\s+([\d.]+) ?d`, half(initial * 0.3)}, {`Stage 2\s+([\d.]+) ?d`, initial - half(initial*0.3)},
		{`Each surveillance\s+([\d.]+) ?d`, half(initial / 3)}, {`Recertification\s+([\d.]+) ?d`, half(initial * 2 / 3)},
	} {
		if got := number(figure.pattern); got != figure.want {
			t.Errorf("%s: the paper says %v, by hand it is %v", figure.pattern, got, figure.want)
		}
	}
	flat := strings.Join(strings.Fields(text), " ")
	for _, want := range []string{"Hosting of payroll software", "certified for nine years", "payroll of hospitals", "Table C.1", "ISO/IEC 27006-1:2024", "scheme data version 1", "11 January 2027"} {
		if !strings.Contains(flat, want) {
			t.Errorf("%q does not stand in\n%s", want, text)
		}
	}
	for _, l := range c.Receipt.Lines {
		if i := slices.IndexFunc(audittime.Rules(), func(x domain.Rule) bool { return x.ID == l.Rule }); i < 0 || !strings.Contains(flat, audittime.Rules()[i].Clause) {
			t.Errorf("the clause of %s does not stand in\n%s", l.Rule, text)
		}
	}
}

// printed is the text of a PDF.
func (r *road) printed(file []byte) string {
	r.t.Helper()
	path := filepath.Join(r.t.TempDir(), "receipt.pdf")
	r.ok(os.WriteFile(path, file, 0o600))
	out, err := exec.CommandContext(r.t.Context(), "pdftotext", "-layout", path, "-").Output()
	r.ok(err)
	return string(out)
}
