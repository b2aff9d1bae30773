package app_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/store/storetest"
)

// grown asks for the road's contract with twice as many persons: 66 to 85 are 11
// days by Table C.1, of which 3.5 for Stage 1 and 7.5 for Stage 2.
func (r *road) grown() app.AmendmentAsked {
	c := r.contractV
	return app.AmendmentAsked{Scope: c.Scope, Codes: c.Codes, Persons: 80, SiteIDs: c.SiteIDs, SoAVersion: c.SoAVersion, Why: "The client grew."}
}

func TestAnOfferCarriesItsReceiptAndMayBeDeclined(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	x := r.accepted(r.applied())
	c, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.ok(err)
	m := r.letter("offer:")
	if len(m.Attachments) != 1 || m.Attachments[0].Name != "audit-time-"+c.No+".pdf" {
		t.Fatalf("the letter carries %+v", m.Attachments)
	}
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		_, kept, err := tx.GetFile(m.Attachments[0].Hash)
		if !bytes.HasPrefix(kept, []byte("%PDF")) {
			t.Errorf("it carries %.20q", kept)
		}
		return err
	})
	post := &letterbox{}
	r.Post = post
	r.doJobs("send_mail")
	if len(post.sent) != 1 || len(post.sent[0].Attachments) != 1 || !bytes.HasPrefix(post.sent[0].Attachments[0].Content, []byte("%PDF")) {
		t.Errorf("sent: %d letters", len(post.sent))
	}

	_, err = r.DeclineOffer(ctx, r.planner, c.ID, c.Version, "no")
	r.refused(err, "forbidden")
	stranger := r.customer
	stranger.ClientID = "client-b"
	_, err = r.DeclineOffer(ctx, stranger, c.ID, c.Version, "no")
	r.refused(err, "not_found")
	_, err = r.DeclineOffer(ctx, r.customer, c.ID, c.Version, " ")
	r.refused(err, "invalid_input")
	c, err = r.DeclineOffer(ctx, r.customer, c.ID, c.Version, "More days than we can free.")
	r.ok(err)
	if c.State != client.ContractDeclined || c.WhyEnded != "More days than we can free." || c.EndedOn != day("2027-01-11") {
		t.Errorf("declined: %+v", c)
	}
	_, err = r.AcceptContract(ctx, r.customer, c.ID, c.Version, "Carla")
	r.refused(err, "not_offered")

	again, err := r.OfferContract(ctx, r.planner, x.ID, app.Offer{Persons: 30})
	r.ok(err)
	_, err = r.WithdrawOffer(ctx, r.customer, again.ID, again.Version, "no")
	r.refused(err, "forbidden")
	_, err = r.WithdrawOffer(ctx, r.planner, again.ID, again.Version, "Miscounted.")
	r.ok(err)
	if m := r.letter("withdrawn:"); !strings.Contains(m.Text, "Miscounted.") {
		t.Errorf("the client reads %q", m.Text)
	}
	d, err := r.Application(ctx, r.customer, x.ID)
	r.ok(err)
	if d.State != client.AppQuoted {
		t.Errorf("the application is %s", d.State)
	}
	_, err = r.LapseApplication(ctx, r.planner, x.ID, d.Version, "")
	r.refused(err, "invalid_input")
	_, err = r.LapseApplication(ctx, r.planner, x.ID, d.Version, "They chose another body.")
	r.ok(err)
	_, err = r.OfferContract(ctx, r.planner, x.ID, app.Offer{})
	r.refused(err, "not_accepted")
	r.agrees(t)
}

func TestAnAmendmentHoldsOnceTheClientSigned(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	c := r.contractV
	one := r.stage(audit.Stage1)
	b := booking(one, "2027-02-01", r.ann.PersonID)
	b.Dates = audit.Confirmed
	one, err := r.BookAudit(ctx, r.planner, one.ID, one.Version, b)
	r.ok(err)

	_, err = r.OfferAmendment(ctx, r.customer, c.ID, c.Version, r.grown())
	r.refused(err, "forbidden")
	asked := r.grown()
	asked.Persons, asked.SiteIDs = 40, c.SiteIDs
	_, err = r.OfferAmendment(ctx, r.planner, c.ID, c.Version, asked)
	r.refused(err, "nothing_changes")
	asked = r.grown()
	asked.Effective = day("2027-01-10")
	_, err = r.OfferAmendment(ctx, r.planner, c.ID, c.Version, asked)
	r.refused(err, "invalid_input")
	asked = r.grown()
	asked.SiteIDs = []domain.ID{"site-b"}
	_, err = r.PreviewAmendment(ctx, r.planner, c.ID, asked)
	r.refused(err, "invalid_input")

	preview, err := r.PreviewAmendment(ctx, r.planner, c.ID, r.grown())
	r.ok(err)
	if preview.After.Receipt.Initial.String() != "11" || len(preview.Audits) != 2 || preview.Audits[0].ToDo == "" || preview.Audits[1].ToDo != "" {
		t.Errorf("the preview: %s days, %+v", preview.After.Receipt.Initial, preview.Audits)
	}
	x, err := r.OfferAmendment(ctx, r.planner, c.ID, c.Version, r.grown())
	r.ok(err)
	if m := r.letter("amendment:"); len(m.Attachments) != 1 || m.Attachments[0].Name != "audit-time-"+c.No+"-revision-2.pdf" {
		t.Errorf("the letter carries %+v", m.Attachments)
	}
	_, err = r.OfferAmendment(ctx, r.planner, c.ID, c.Version, r.grown())
	r.refused(err, "amendment_under_way")
	shown, err := r.Contract(ctx, r.customer, c.ID)
	r.ok(err)
	if seen := shown.Amendments[0].Audits; len(seen) != 2 || seen[0].To != preview.Audits[0].To || seen[0].ToDo != "" {
		t.Errorf("the client sees which audits it would change: %+v", seen)
	}
	if two := r.stage(audit.Stage2); two.HalfDays != 12 {
		t.Errorf("before it is signed stage 2 takes %d half-days", two.HalfDays)
	}

	_, err = r.AcceptAmendment(ctx, r.planner, x.ID, x.Version, "Pia")
	r.refused(err, "forbidden")
	stranger := r.customer
	stranger.ClientID = "client-b"
	_, err = r.AcceptAmendment(ctx, stranger, x.ID, x.Version, "Eve")
	r.refused(err, "not_found")
	_, err = r.AcceptAmendment(ctx, r.customer, x.ID, x.Version, " ")
	r.refused(err, "invalid_input")
	_, err = r.AcceptAmendment(ctx, r.customer, x.ID, x.Version+1, "Carla")
	r.refused(err, "stale")
	x, err = r.AcceptAmendment(ctx, r.customer, x.ID, x.Version, "Carla Client")
	r.ok(err)
	if x.State != client.AmendmentInForce || x.SignedBy != "Carla Client" {
		t.Errorf("accepted: %+v", x)
	}
	d, err := r.Contract(ctx, r.planner, c.ID)
	r.ok(err)
	if d.Revision != 2 || d.Persons != 80 || d.TermsFrom != day("2027-01-11") {
		t.Errorf("the contract: %+v", d.Contract)
	}
	if len(d.Unfit) != 1 || !strings.Contains(d.Unfit[0].ToDo, "3.5 auditor days instead of 2.5") {
		t.Errorf("to see to: %+v", d.Unfit)
	}
	one, two := r.stage(audit.Stage1), r.stage(audit.Stage2)
	if one.HalfDays != 7 || one.Stretch != b.Stretch || two.HalfDays != 15 {
		t.Errorf("stage 1: %d half-days at %+v, stage 2: %d", one.HalfDays, one.Stretch, two.HalfDays)
	}
	first, known := d.TermsOf(1)
	if !known || first.Receipt.Initial.String() != "8.5" {
		t.Errorf("revision 1 is no longer readable: %+v", first)
	}
	for _, revision := range []int{0, 1, 2} {
		if _, _, err := r.ReceiptPDF(ctx, r.customer, c.ID, revision); err != nil {
			t.Errorf("receipt of revision %d: %v", revision, err)
		}
	}
	_, _, err = r.ReceiptPDF(ctx, r.customer, c.ID, 3)
	r.refused(err, "not_found")

	_, err = r.ReleaseBooking(ctx, r.planner, one.ID, one.Version, "Booked anew for longer")
	r.ok(err)
	if d, err = r.Contract(ctx, r.planner, c.ID); err != nil || len(d.Unfit) != 0 {
		t.Errorf("seen to, but still listed: %+v (%v)", d.Unfit, err)
	}
	r.agrees(t)
}

func TestALaterAmendmentWaitsForItsDay(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	asked := r.grown()
	asked.Effective = day("2027-03-01")
	x, err := r.OfferAmendment(ctx, r.planner, r.contractV.ID, r.contractV.Version, asked)
	r.ok(err)
	x, err = r.AcceptAmendment(ctx, r.customer, x.ID, x.Version, "Carla Client")
	r.ok(err)
	d, err := r.Contract(ctx, r.customer, r.contractV.ID)
	r.ok(err)
	if x.State != client.AmendmentAccepted || d.Revision != 1 || d.Persons != 40 {
		t.Errorf("it is %s, the contract counts %d", x.State, d.Persons)
	}
	r.clock.At = day("2027-02-28").In(r.site.Zone())
	if r.doJobs("amend_contract") != 0 {
		t.Error("it came into force a day early")
	}
	r.clock.At = day("2027-03-01").In(r.site.Zone())
	if n := r.doJobs("amend_contract"); n != 1 {
		t.Errorf("%d jobs on its day", n)
	}
	d, err = r.Contract(ctx, r.customer, r.contractV.ID)
	r.ok(err)
	if two := r.stage(audit.Stage2); d.Revision != 2 || d.Persons != 80 || two.HalfDays != 15 {
		t.Errorf("on its day: revision %d, %d persons, stage 2 of %d half-days", d.Revision, d.Persons, two.HalfDays)
	}
	r.agrees(t)
}

func TestADeclinedAmendmentLeavesTheContract(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	x, err := r.OfferAmendment(ctx, r.planner, r.contractV.ID, r.contractV.Version, r.grown())
	r.ok(err)
	_, err = r.DeclineAmendment(ctx, r.planner, x.ID, x.Version, "no")
	r.refused(err, "forbidden")
	_, err = r.DeclineAmendment(ctx, r.customer, x.ID, x.Version, "")
	r.refused(err, "invalid_input")
	x, err = r.DeclineAmendment(ctx, r.customer, x.ID, x.Version, "We did not grow.")
	r.ok(err)
	_, err = r.WithdrawAmendment(ctx, r.planner, x.ID, x.Version, "late")
	r.brokenOnly(err, "not_offered", "state.transition")
	next, err := r.OfferAmendment(ctx, r.planner, r.contractV.ID, r.contractV.Version, r.grown())
	r.ok(err)
	_, err = r.WithdrawAmendment(ctx, r.planner, next.ID, next.Version, "Miscounted.")
	r.ok(err)
	d, err := r.Contract(ctx, r.customer, r.contractV.ID)
	r.ok(err)
	if d.Revision != 1 || d.Persons != 40 || len(d.Amendments) != 2 {
		t.Errorf("the contract: revision %d, %d amendments", d.Revision, len(d.Amendments))
	}
	r.agrees(t)
}

// doJobs does the due jobs of a kind and tells how many there were.
func (r *road) doJobs(kind string) (done int) {
	r.t.Helper()
	jobs, err := r.TakeJobs(r.t.Context(), r.clock.Now(), time.Time{}, 200)
	r.ok(err)
	for _, j := range jobs {
		switch {
		case j.Kind != kind:
			continue
		case kind == "send_mail":
			r.ok(r.SendMail(r.t.Context(), j))
		default:
			r.ok(r.AmendContract(r.t.Context(), j))
		}
		done++
	}
	return done
}

func TestAnAuditBegunKeepsItsLength(t *testing.T) {
	x := audit.Audit{State: audit.InProgress, Dates: audit.Confirmed, Stretch: domain.Stretch{From: day("2027-05-03"), To: day("2027-05-04")}}
	owed, open := x, audit.Audit{State: audit.Owed, Dates: audit.Open, Window: audit.Window{Latest: day("2027-05-04")}}
	owed.State = audit.Owed
	held := owed
	held.Imported = true
	got := []bool{x.ReachedBy(day("2027-01-01")), owed.ReachedBy(day("2027-05-03")), owed.ReachedBy(day("2027-05-04")),
		open.ReachedBy(day("2027-05-04")), open.ReachedBy(day("2027-05-05")), held.ReachedBy(day("2027-01-01"))}
	if want := []bool{false, true, false, true, false, false}; !slices.Equal(got, want) {
		t.Errorf("reached: %v, want %v", got, want)
	}
}
