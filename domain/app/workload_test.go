package app_test

import (
	"reflect"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
)

func TestTheAuditorAndThePlannerReadTheSameNumbers(t *testing.T) {
	r := newRoad(t)
	one, two := r.contracted()
	one, err := r.BookAudit(t.Context(), r.planner, one.ID, one.Version, booking(one, "2027-03-29", r.ann.PersonID)) // over the end of March
	r.ok(err)
	held := booking(two, "2027-05-03", r.team(two)...)
	held.Dates = audit.Hold
	two = r.stage(audit.Stage2)
	_, err = r.BookAudit(t.Context(), r.planner, two.ID, two.Version, held)
	r.ok(err)
	_, _, err = r.AddAbsence(t.Context(), r.ann, auditor.Absence{PersonID: r.ann.PersonID, Period: domain.Period{From: day("2027-07-05"), To: day("2027-07-09")}, Why: "sea"})
	r.ok(err)
	r.permit(r.ann.PersonID, "auditor", "IAF 1", "2020-01-01", "2027-01-10")
	r.permit(r.ann.PersonID, "auditor", "IAF 2", "2020-01-01", "2027-04-11")
	r.permit(r.ann.PersonID, "auditor", "IAF 3", "2020-01-01", "2027-04-12")
	r.permit(r.ann.PersonID, "auditor", "IAF 4", "2027-01-12", "")

	own, err := r.Workload(t.Context(), r.ann, r.ann.PersonID, 0)
	r.ok(err)
	planners, err := r.Workload(t.Context(), r.planner, r.ann.PersonID, 2027)
	r.ok(err)
	if !reflect.DeepEqual(own, planners) {
		t.Errorf("the auditor reads\n%+v\nand the planner\n%+v", own, planners)
	}
	if _, err := r.Workload(t.Context(), r.bob, r.ann.PersonID, 0); domain.KindOf(err) != domain.Unknown {
		t.Errorf("a colleague reads it: %v", err)
	}
	reviewer := domain.Actor{UserID: "rv", PersonID: "rv", Roles: []domain.Role{domain.Reviewer}}
	if w, err := r.Workload(t.Context(), reviewer, r.ann.PersonID, 0); err != nil || len(w.Absences) != 1 || w.Absences[0].Why != "" {
		t.Errorf("a reviewer reads why somebody is away: %+v, %v", w.Absences, err)
	}

	if own.Total.HalfDays != one.Lasts() || own.Total.Nights != own.Quarters[0].Nights {
		t.Errorf("booked %+v, the audit lasts %d", own.Total, one.Lasts())
	}
	if own.WeekCeiling != 10 || own.Quarters[0].Target != 2*5*90*6/70 || own.Months[2].Ceiling != 10*31/7 {
		t.Errorf("%+v", own.Quarters[0])
	}
	sum := app.Load{}
	for _, m := range own.Months {
		sum.HalfDays += m.HalfDays
		sum.Nights += m.Nights
	}
	if sum.HalfDays != own.Total.HalfDays || sum.Nights != own.Total.Nights {
		t.Errorf("the months make %+v, the year %+v", sum, own.Total)
	}
	states := map[string]string{}
	for _, p := range own.Permits {
		states[p.Code] = p.State
	}
	want := map[string]string{"IAF 33": "valid", "IAF 1": "ended", "IAF 2": "ends_soon", "IAF 3": "valid", "IAF 4": "not_yet"}
	if !reflect.DeepEqual(states, want) {
		t.Errorf("codes are %v, want %v", states, want)
	}
}
