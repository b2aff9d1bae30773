package impartiality

import (
	"errors"
	"testing"

	"github.com/certwright/certwright/domain"
)

var today = domain.MustDate("2026-05-12")

func good() Risk {
	return Risk{
		Threat: "familiarity", Subject: "The same lead for six years", Level: "medium", Safeguards: "Another lead from 2027",
		Owner: "Head of certification", State: Open, ReviewDue: domain.MustDate("2027-05-12"),
	}
}

func TestRisksAreChecked(t *testing.T) {
	if err := good().Check(today); err != nil {
		t.Error(err)
	}
	for field, spoil := range map[string]func(r *Risk){
		"subject":    func(r *Risk) { r.Subject = " " },
		"safeguards": func(r *Risk) { r.Safeguards = "" },
		"owner":      func(r *Risk) { r.Owner = "" },
		"threat":     func(r *Risk) { r.Threat = "boredom" },
		"level":      func(r *Risk) { r.Level = "none" },
		"state":      func(r *Risk) { r.State = "gone" },
		"review_due": func(r *Risk) { r.ReviewDue = domain.MustDate("2027-05-13") }, // a day more than a year
	} {
		r := good()
		spoil(&r)
		var e *domain.Error
		if err := r.Check(today); !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	r := good()
	r.ReviewDue = 0
	if r.Check(today) == nil {
		t.Error("an open risk without review")
	}
	r.State = Closed
	if err := r.Check(today); err != nil {
		t.Error(err)
	}
}

func TestAReviewIsLateOnTheDayAfter(t *testing.T) {
	r := good()
	if r.Late(r.ReviewDue) || !r.Late(r.ReviewDue.AddDays(1)) {
		t.Error("late begins on the day after")
	}
	r.State = Closed
	if r.Late(r.ReviewDue.AddDays(1)) {
		t.Error("a closed risk is late")
	}
}
