package scheme

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/programme"
)

func on(day string) domain.Stretch {
	d := domain.MustDate(day)
	return domain.Stretch{From: d, FromHalf: domain.AM, To: d, ToHalf: domain.PM}
}

func TestAStage2WindowMovesWithTheWeeksOfItsScheme(t *testing.T) {
	was := Seed()[1]
	will := was
	will.Version, will.Stage2 = 2, audit.StagePresets[2] // 4 to 6 weeks, no limit
	p := programme.Programme{Cycle: 1, State: programme.Planned}
	one := audit.Audit{ID: "one", Type: audit.Stage1, State: audit.Reported, Dates: audit.Confirmed, Stretch: on("2027-03-01")}
	two := audit.Audit{ID: "two", Type: audit.Stage2, State: audit.Owed, Dates: audit.Open}

	moves := Moves(was, will, p, []audit.Audit{one, two})
	if len(moves) != 1 || moves[0].AuditID != "two" {
		t.Fatalf("want Stage 2 alone to move, got %+v", moves)
	}
	m := moves[0]
	if m.Was.Window.Earliest != m.Will.Window.Earliest || m.Was.Window.Latest != domain.MustDate("2027-05-24") ||
		m.Will.Window.Latest != domain.MustDate("2027-04-12") || m.Will.Window.HardLimit != 0 {
		t.Errorf("12 weeks from 1 March end on 24 May, 6 on 12 April; got %+v", m)
	}
	two.State = audit.InProgress
	if moves := Moves(was, will, p, []audit.Audit{one, two}); len(moves) != 0 {
		t.Errorf("a Stage 2 that has begun does not move: %+v", moves)
	}
	one.Dates, two.State = audit.Open, audit.Owed
	if moves := Moves(was, will, p, []audit.Audit{one, two}); len(moves) != 0 {
		t.Errorf("without a booked Stage 1 there is no window to move: %+v", moves)
	}
}

func TestSurveillancesMoveWithTheProgrammesNumbers(t *testing.T) {
	was := Seed()[1]
	will := was
	will.Version, will.Programme.SurveillanceOpens = 2, 2
	p := programme.Programme{Cycle: 1, State: programme.Active, Anchor: domain.MustDate("2026-06-10"), Expiry: domain.MustDate("2029-06-09")}
	held := audit.Audit{ID: "s1", Type: audit.Surveillance, Number: 1, State: audit.Concluded, Stretch: on("2027-05-04")}
	owed := audit.Audit{ID: "s2", Type: audit.Surveillance, Number: 2, State: audit.Owed, Dates: audit.Open}
	moves := Moves(was, will, p, []audit.Audit{held, owed})
	if len(moves) != 1 || moves[0].AuditID != "s2" || moves[0].Will.Window.Earliest != moves[0].Was.Window.Earliest.AddMonths(1) {
		t.Errorf("want the second surveillance alone to open a month later, got %+v", moves)
	}
	if moves := Moves(was, was, p, []audit.Audit{held, owed}); len(moves) != 0 {
		t.Errorf("the same numbers move nothing: %+v", moves)
	}
}
