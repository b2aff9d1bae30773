package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/internal/store/storetest"
)

func TestWhatIsOwedIsCancelledOnlyWithAnotherInItsPlace(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	one, _ := r.contracted()
	one, err := r.BookAudit(ctx, r.planner, one.ID, one.Version, booking(one, "2027-02-01", r.ann.PersonID))
	r.ok(err)
	why := app.Cancellation{Reason: "The client moves house"}
	_, err = r.CancelAudit(ctx, r.customer, one.ID, one.Version, why)
	r.refused(err, "forbidden")
	_, err = r.CancelAudit(ctx, r.planner, one.ID, one.Version-1, why)
	r.refused(err, "stale")
	_, err = r.CancelAudit(ctx, r.planner, one.ID, one.Version, app.Cancellation{Reason: " "})
	r.refused(err, "invalid_input")
	_, err = r.CancelAudit(ctx, r.planner, one.ID, one.Version, why)
	r.brokenOnly(err, "rule_violated", "programme.owed")
	if e := refusal(err); !strings.Contains(e.Findings[0].Remedy, "release its booking") {
		t.Errorf("the nearest way is not named: %+v", e.Findings)
	}
	why.Replace = true
	gone, err := r.CancelAudit(ctx, r.planner, one.ID, one.Version, why)
	r.ok(err)
	if gone.State != audit.Cancelled || gone.Dates != audit.Open || len(gone.Seats) != 0 {
		t.Errorf("cancelled it is %+v", gone)
	}
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		blocks, err := tx.Blocks(one.ID)
		for _, b := range blocks {
			if b.Sequence != 1 || b.CancelledAt.IsZero() {
				t.Errorf("the calendar entry is %+v", b)
			}
		}
		if len(blocks) != 3 || err != nil {
			t.Errorf("%d entries, %v", len(blocks), err)
		}
		all, err := tx.AuditsOfContract(r.contractV.ID)
		if err != nil {
			return err
		}
		for _, x := range all {
			if x.Type == audit.Stage1 && x.State == audit.Owed && (x.No != one.No+"b" || x.Dates != audit.Open) {
				t.Errorf("in its place there is %+v", x)
			}
			if x.Type == audit.Stage2 && x.Window.Latest != 0 {
				t.Errorf("Stage 2 keeps a window: %+v", x.Window)
			}
		}
		mails, err := tx.MailList(app.List{})
		told := 0
		for _, m := range mails.Rows {
			if strings.HasPrefix(m.Subject, "Cancelled: Stage 1") && strings.Contains(m.Text, "moves house") {
				told++
			}
		}
		if told != 2 {
			t.Errorf("%d letters tell of it; the client and the auditor are to know", told)
		}
		return err
	})
	_, err = r.CancelAudit(ctx, r.planner, gone.ID, gone.Version, why)
	r.refused(err, "not_cancellable")
	next := r.owedStage1()
	_, err = r.BookAudit(ctx, r.planner, next.ID, next.Version, booking(next, "2027-02-01", r.ann.PersonID)) // the hours are free
	r.ok(err)
	r.verified("audit")
}

func (r *road) owedStage1() (found audit.Audit) {
	storetest.Read(r.t, r.Store, func(tx app.Tx) error {
		all, err := tx.AuditsOfContract(r.contractV.ID)
		for _, x := range all {
			if x.Type == audit.Stage1 && x.State == audit.Owed {
				found = x
			}
		}
		return err
	})
	return found
}

func refusal(err error) *domain.Error {
	var e *domain.Error
	asError(err, &e)
	return e
}

// Stage 1 takes 2.5 days: two in Berlin and a morning at the branch in Kathmandu,
// whose hours are counted in its own zone.
func TestVisitsTakePlaceWhereTheyAre(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	branch := r.site
	branch.ID, branch.No, branch.Version, branch.Name, branch.City, branch.TimeZone, branch.Central = "branch", "branch", 0, "Branch", "Patan", "Asia/Kathmandu", false
	r.write(func(tx app.Tx) error { return tx.SaveSite(&branch) })
	one, _ := r.contracted()
	b := booking(one, "2027-02-01", r.ann.PersonID)
	b.Stretch = domain.Stretch{From: day("2027-02-01"), FromHalf: domain.AM, To: day("2027-02-03"), ToHalf: domain.AM}
	first := audit.Visit{SiteID: r.site.ID, Stretch: domain.Stretch{From: day("2027-02-01"), FromHalf: domain.AM, To: day("2027-02-02"), ToHalf: domain.PM}}
	second := audit.Visit{SiteID: branch.ID, Stretch: domain.Stretch{From: day("2027-02-03"), FromHalf: domain.AM, To: day("2027-02-03"), ToHalf: domain.AM}}
	b.Visits = []audit.Visit{second, first}
	_, err := r.BookAudit(ctx, r.planner, one.ID, one.Version, b)
	r.refused(err, "invalid_input") // the contract does not cover the branch
	r.write(func(tx app.Tx) error {
		c, err := tx.Contract(r.contractV.ID)
		if err != nil {
			return err
		}
		c.SiteIDs = append(c.SiteIDs, branch.ID)
		return tx.SaveContract(&c)
	})
	wrong := b
	wrong.Visits = []audit.Visit{first, {SiteID: branch.ID, Stretch: domain.Stretch{From: day("2027-02-02"), FromHalf: domain.PM, To: day("2027-02-03"), ToHalf: domain.AM}}}
	_, err = r.BookAudit(ctx, r.planner, one.ID, one.Version, wrong)
	r.brokenOnly(err, "rule_violated", "planning.overlap") // at two sites at once
	x, err := r.BookAudit(ctx, r.planner, one.ID, one.Version, b)
	r.ok(err)
	_, token, err := r.CreateFeed(ctx, r.ann, "telephone", app.PrivacyFull)
	r.ok(err)
	feed, err := r.ReadFeed(ctx, token, "test")
	r.ok(err)
	var at []string
	for _, e := range feed.Events {
		at = append(at, e.Start.Format("02 15:04 ")+e.Location)
	}
	text := strings.Join(at, "\n")
	for _, want := range []string{"01 08:00", "02 08:00", "03 03:15", "Patan"} { // 09:00 in Kathmandu is 03:15 UTC
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if x.Stretch != b.Stretch || len(x.Visits) != 2 || x.Visits[0].SiteID != r.site.ID {
		t.Errorf("booked %+v", x)
	}
	r.verified("audit")
}
