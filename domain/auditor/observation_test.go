package auditor

import (
	"errors"
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestObservationDue(t *testing.T) {
	on := domain.MustDate
	for _, c := range []struct {
		authorised string
		last       Observation
		want       string
	}{
		{"2026-01-31", Observation{}, "2027-01-31"},
		{"2020-01-31", Observation{On: on("2024-02-29"), Outcome: "competent"}, "2027-02-28"},
		{"2020-01-31", Observation{On: on("2026-03-31"), Outcome: "with_conditions"}, "2026-09-30"},
		{"2020-01-31", Observation{On: on("2026-03-31"), Outcome: "not_competent"}, "2026-09-30"},
	} {
		if got := ObservationDue(on(c.authorised), c.last).String(); got != c.want {
			t.Errorf("%+v is followed on %s, want %s", c.last, got, c.want)
		}
	}
}

func TestObservationsAreChecked(t *testing.T) {
	today := domain.MustDate("2026-05-12")
	good := Observation{PersonID: "a", ObserverID: "b", SchemeID: "s", On: today, Outcome: "competent"}
	if err := good.Check(today); err != nil {
		t.Error(err)
	}
	for field, spoil := range map[string]func(o *Observation){
		"scheme_id":   func(o *Observation) { o.SchemeID = "" },
		"on":          func(o *Observation) { o.On = today.AddDays(1) },
		"observer_id": func(o *Observation) { o.ObserverID = "a" },
		"outcome":     func(o *Observation) { o.Outcome, o.Note = "fine", "x" },
		"note":        func(o *Observation) { o.Outcome = "with_conditions" },
	} {
		o := good
		spoil(&o)
		var e *domain.Error
		if err := o.Check(today); !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}
