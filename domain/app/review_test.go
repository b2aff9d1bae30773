package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/store/storetest"
)

// submitted walks to an application that waits for its review.
func (r *road) submitted() client.Application {
	r.t.Helper()
	x, err := r.CreateApplication(r.t.Context(), r.customer, r.applied())
	r.ok(err)
	x, err = r.SubmitApplication(r.t.Context(), r.customer, x.ID, x.Version)
	r.ok(err)
	return x
}

// letter is the one whose key begins so.
func (r *road) letter(key string) (found app.Mail) {
	r.t.Helper()
	storetest.Read(r.t, r.Store, func(tx app.Tx) error {
		all, err := tx.MailList(app.List{Query: key, Size: 200})
		for _, m := range all.Rows {
			if strings.HasPrefix(m.Key, key) {
				found = m
			}
		}
		return err
	})
	return found
}

func TestTheReviewAsksTheClientAndWaits(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	x := r.submitted()
	points := client.EveryPoint(client.Yes)
	points[0] = client.Answered{Point: "information", Answer: client.No}
	_, err := r.KeepReview(ctx, r.planner, x.ID, x.Version, points)
	r.refused(err, "invalid_input") // a no says why
	_, err = r.KeepReview(ctx, r.customer, x.ID, x.Version, points)
	r.refused(err, "forbidden")
	points[0].Note = "Which sites develop?"
	x, err = r.KeepReview(ctx, r.planner, x.ID, x.Version, points)
	r.ok(err)
	if x.State != client.AppUnderReview {
		t.Errorf("it is %s", x.State)
	}
	_, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true})
	r.brokenOnly(err, "rule_violated", client.ReviewRule.ID) // the no that was kept stands

	_, err = r.RequestInformation(ctx, r.customer, x.ID, x.Version, "Which?")
	r.refused(err, "forbidden")
	_, err = r.RequestInformation(ctx, r.planner, x.ID, x.Version, " ")
	r.refused(err, "invalid_input")
	x, err = r.RequestInformation(ctx, r.planner, x.ID, x.Version, "Which of your sites develop software?")
	r.ok(err)
	if m := r.letter("information:"); x.State != client.AppInfoRequested || !strings.Contains(m.Text, "Which of your sites develop software?") {
		t.Errorf("it is %s, the letter says %q", x.State, m.Text)
	}
	_, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.refused(err, "answer_waits")

	stranger := r.customer
	stranger.ClientID = "client-b"
	_, err = r.AnswerRequest(ctx, stranger, x.ID, x.Version, "None")
	r.refused(err, "not_found")
	draft := r.applied()
	draft.Scope = "Development and hosting of payroll software"
	x, err = r.ChangeApplication(ctx, r.customer, x.ID, x.Version, draft) // what was asked may be put right
	r.ok(err)
	_, err = r.AnswerRequest(ctx, r.customer, x.ID, x.Version, "")
	r.refused(err, "invalid_input")
	x, err = r.AnswerRequest(ctx, r.customer, x.ID, x.Version, "Only the head office.")
	r.ok(err)
	if x.State != client.AppUnderReview || x.Review.Requests[0].Answer != "Only the head office." || x.Review.Waiting() {
		t.Errorf("after the answer: %+v", x)
	}
	_, err = r.AnswerRequest(ctx, r.customer, x.ID, x.Version, "Again")
	r.refused(err, "nothing_asked")
	_, err = r.ChangeApplication(ctx, r.customer, x.ID, x.Version, draft)
	r.refused(err, "not_a_draft")
	x, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.ok(err)
	if x.State != client.AppAccepted || x.Scope != draft.Scope {
		t.Errorf("accepted: %+v", x)
	}
	r.agrees(t)
}

func TestADeclineNamesItsReasonAndTheClientReadsIt(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	x := r.submitted()
	for _, wrong := range []app.ApplicationReview{
		{Reasons: "No."}, {Declined: []string{"no_competence"}}, {Declined: []string{"mood"}, Reasons: "No."},
	} {
		_, err := r.ReviewApplication(ctx, r.planner, x.ID, x.Version, wrong)
		r.refused(err, "invalid_input")
	}
	x, err := r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Declined: []string{"no_competence"}, Reasons: "Nobody of ours knows payroll."})
	r.ok(err)
	m := r.letter("declined:")
	if x.State != client.AppDeclined || !strings.Contains(m.Text, "no competence") || !strings.Contains(m.Text, "Nobody of ours knows payroll.") {
		t.Errorf("it is %s, the letter says %q", x.State, m.Text)
	}
	_, err = r.ReviewApplication(ctx, r.planner, x.ID, x.Version, app.ApplicationReview{Accepted: true, Points: client.EveryPoint(client.Yes)})
	r.brokenOnly(err, "not_submitted", "state.transition")
	d, err := r.Application(ctx, r.customer, x.ID)
	r.ok(err)
	if d.Review.Reasons == "" || len(d.Checklist) != 0 {
		t.Errorf("the client sees the reasons and not the checklist: %+v", d)
	}
}

// agrees wants the ledger to agree with every row that this road writes.
func (r *road) agrees(t *testing.T) {
	t.Helper()
	r.Tree = merkle.Tree{}
	seen, err := r.Verify(t.Context())
	r.ok(err)
	for _, fault := range seen.Faults {
		switch fault.Kind {
		case "application", "contract", "amendment", "notice", "programme", "audit":
			t.Errorf("%s %s: %s", fault.Kind, fault.No, fault.What)
		}
	}
}
