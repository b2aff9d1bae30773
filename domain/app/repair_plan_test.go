package app_test

import (
	"fmt"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
)

// away keeps somebody's absence.
func (r *road) away(who domain.ID, from, to string) auditor.Absence {
	r.t.Helper()
	x := auditor.Absence{ID: r.NewID(), PersonID: who, Period: domain.Period{From: day(from), To: day(to)}, Why: "surgery"}
	r.write(func(tx app.Tx) error { return tx.SaveAbsence(&x) })
	return x
}

// repaired answers an absence and gives what is proposed.
func (r *road) repaired(away auditor.Absence, urgent bool) app.PlanProposal {
	r.t.Helper()
	run, err := r.RepairPlan(r.t.Context(), r.planner, app.PlanRepaired{AbsenceID: away.ID, Urgent: urgent})
	r.ok(err)
	if want := map[bool]int{false: 14, true: 1}[urgent]; run.Asked.Notice != want || run.Asked.Urgent != urgent {
		r.t.Errorf("a repair, urgent %t, with a notice of %d days", urgent, run.Asked.Notice)
	}
	p, err := r.ReadProposal(r.t.Context(), r.planner, run.ID)
	r.ok(err)
	return p
}

// onlyTheirLeads sends everybody away but the leads of the clients.
func (r *road) onlyTheirLeads() {
	r.away(r.ann.PersonID, "2027-01-11", "2029-01-11")
	r.away(r.bob.PersonID, "2027-01-11", "2029-01-11")
}

// told is what lines would do, in short.
func told(lines []app.PlanLine) (out []string) {
	for _, l := range lines {
		out = append(out, fmt.Sprint(l.Audit.No, " ", l.Change, " ", l.Stretch, " ", l.Seats))
	}
	return out
}

// bookedOn books a lead for an audit from a day on.
func (r *road) bookedOn(x audit.Audit, from string, lead domain.ID) audit.Audit {
	r.t.Helper()
	x, err := r.BookAudit(r.t.Context(), r.planner, x.ID, x.Version, booking(x, from, lead))
	r.ok(err)
	return x
}

// TestWhatIsHitWithinTheNoticeIsRepaired: it gets another lead for its days; when
// nobody has those days free it begins later, never sooner.
func TestWhatIsHitWithinTheNoticeIsRepaired(t *testing.T) {
	r := newRoad(t) // today is 11 January, the notice ends on the 25th
	ones, leads := r.clients("k", "l")
	r.onlyTheirLeads()
	x := r.bookedOn(ones[0], "2027-01-18", leads[0])
	ill := r.away(leads[0], "2027-01-17", "2027-01-22")
	p := r.repaired(ill, false)
	if len(p.Lines) != 1 || p.Lines[0].Change != app.PlanPeople || p.Lines[0].Stretch != x.Stretch || p.Lines[0].Seats[0].PersonID != leads[1] {
		t.Errorf("with somebody free on its days: %v", told(p.Lines))
	}
	r.away(leads[1], "2027-01-16", "2027-01-20")
	p = r.repaired(ill, false)
	if len(p.Lines) != 1 || p.Lines[0].Change != app.PlanMoved || p.Lines[0].Stretch.From <= x.Stretch.From {
		t.Errorf("with nobody free on its days: %v, %d left out", told(p.Lines), len(p.LeftOut))
	}
}

// TestARepairMovesNobodyIntoTheNotice: the only lead left for an audit that is
// hit is elsewhere on its days. Their other audit could be held next week, which
// the client would learn too late: only an urgent repair moves it there.
func TestARepairMovesNobodyIntoTheNotice(t *testing.T) {
	r := newRoad(t)
	ones, leads := r.clients("k", "l")
	r.onlyTheirLeads()
	hit, other := r.bookedOn(ones[0], "2027-02-08", leads[0]), r.bookedOn(ones[1], "2027-02-08", leads[1])
	hit.Window.Earliest, hit.Window.Latest = day("2027-02-08"), day("2027-02-10")
	r.write(func(tx app.Tx) error { return tx.SaveAudit(&hit, r.site.Zone()) })
	r.away(leads[1], "2027-01-25", "2027-02-07")
	r.away(leads[1], "2027-02-11", "2028-12-01")
	r.away(leads[0], "2028-02-02", "2028-12-01")
	ill := r.away(leads[0], "2027-01-12", "2028-02-01")

	p := r.repaired(ill, false)
	if len(p.Lines) > 0 || len(p.LeftOut) != 1 || p.LeftOut[0].Audit.ID != hit.ID {
		t.Errorf("with the notice: %v, %d left out", told(p.Lines), len(p.LeftOut))
	}
	p = r.repaired(ill, true)
	if len(p.Lines) != 2 || len(p.LeftOut) > 0 {
		t.Fatalf("urgent: %v, %d left out", told(p.Lines), len(p.LeftOut))
	}
	if moved := p.Lines[0]; moved.Audit.ID != other.ID || moved.Stretch.From > day("2027-01-25") || p.Lines[1].Stretch != hit.Stretch {
		t.Errorf("urgent: %v", told(p.Lines))
	}
}
