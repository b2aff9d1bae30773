package app_test

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/internal/store/storetest"
)

// decided activates the programme as a decision does.
func (r *road) decided(on string) programme.Programme {
	r.t.Helper()
	var p programme.Programme
	r.write(func(tx app.Tx) error {
		all, err := tx.ProgrammesOfContract(r.contractV.ID)
		if err != nil {
			return err
		}
		s, err := tx.ActiveScheme(isms)
		if err != nil {
			return err
		}
		p = all[0]
		p.State, p.Anchor, p.OriginalDecision = programme.Active, day(on), day(on)
		p.Expiry = programme.First(day(on), s.Programme).Expiry
		if err := tx.SaveProgramme(&p); err != nil {
			return err
		}
		return app.LayOutCycle(r.App, tx, r.planner, r.clock.Now(), p)
	})
	return p
}

func (r *road) owed(p programme.Programme) (out []audit.Audit) {
	r.t.Helper()
	storetest.Read(r.t, r.Store, func(tx app.Tx) error {
		all, err := tx.AuditsOfProgramme(p.ID)
		for _, x := range all {
			if x.Type != audit.Stage1 && x.Type != audit.Stage2 {
				out = append(out, x)
			}
		}
		return err
	})
	return out
}

func TestADecidedCycleOwesItsAudits(t *testing.T) {
	r := newRoad(t)
	r.contracted()
	p := r.decided("2027-04-20")
	owed := r.owed(p)
	// 8.5 days initially: a third are 3 (2.83), two thirds 5.5 (5.67) days. The
	// certificate ends on 19 April 2030; its recertification audit is to end 90
	// days before.
	for i, want := range []struct {
		no, due, earliest, latest, hard, rule string
		halves                                int
	}{
		{"K00001-1SV1", "2028-04-20", "2028-01-20", "2028-04-20", "2028-04-20", "surveillance.check_first", 6},
		{"K00001-1SV2", "2029-04-20", "2029-01-20", "2029-04-20", "2029-12-31", "surveillance.calendar_years", 6},
		{"K00001-1RC", "2030-04-19", "2029-10-19", "2030-01-19", "2030-04-19", "recert.outcome", 11},
	} {
		if i >= len(owed) {
			t.Fatalf("%d audits are owed", len(owed))
		}
		x := owed[i]
		if x.No != want.no || x.Due != day(want.due) || x.Window.Earliest != day(want.earliest) || x.Window.Latest != day(want.latest) ||
			x.Window.HardLimit != day(want.hard) || x.Window.HardRule != want.rule || x.HalfDays != want.halves || x.Dates != audit.Open {
			t.Errorf("owed is %+v, want %+v", x, want)
		}
	}
	again := p
	r.write(func(tx app.Tx) error { return app.LayOutCycle(r.App, tx, r.planner, r.clock.Now(), again) })
	for i, x := range r.owed(p) {
		if x.Version != owed[i].Version {
			t.Errorf("laying out twice changed %s", x.No)
		}
	}
}

func TestTheFirstSurveillanceIsNotBookedLate(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	first := r.owed(r.decided("2027-04-20"))[0]
	book := func(from string, reason string) error {
		b := booking(first, from, r.ann.PersonID)
		b.Reason = reason
		x, err := r.BookAudit(ctx, r.planner, first.ID, first.Version, b)
		if err == nil {
			first = x
		}
		return err
	}
	r.brokenOnly(book("2028-04-19", "It suits the client."), "rule_violated", "surveillance.check_first") // ends on the 21st
	r.brokenOnly(book("2027-11-08", ""), "reason_needed", "planning.window")
	r.ok(book("2027-11-08", "The client's season."))
	r.ok(book("2028-04-18", ""))
	// Once the limit has passed unmet, the audit is held late and on record.
	r.on("2028-05-02")
	r.brokenOnly(book("2028-05-08", ""), "reason_needed", "surveillance.check_first")
	r.ok(book("2028-05-08", "Suspension was decided meanwhile."))
}

func TestASurveillanceWithoutMajorsIsSettledByItsLeader(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	p := r.decided("2027-04-20")
	first := r.owed(p)[0]
	x, err := r.BookAudit(ctx, r.planner, first.ID, first.Version, booking(first, "2028-04-18", r.ann.PersonID))
	r.ok(err)
	x, err = r.ConfirmDates(ctx, r.planner, x.ID, x.Version)
	r.ok(err)
	r.on("2028-04-18")
	x, err = r.StartAudit(ctx, r.ann, x.ID, x.Version)
	r.ok(err)
	if x = r.reported(x, "maintain"); x.State != audit.Concluded {
		t.Errorf("the surveillance is %s", x.State)
	}
	storetest.Read(t, r.Store, func(tx app.Tx) error {
		files, err := tx.FilesOfAudit(x.ID)
		if len(files) != 0 {
			t.Errorf("a decision file was opened: %+v", files)
		}
		return err
	})
	if owed := r.owed(p); len(owed) != 3 || owed[1].Window.Latest != day("2029-04-20") {
		t.Errorf("owed are %+v", owed)
	}
}

func TestASurveillanceWithAMajorIsReviewed(t *testing.T) {
	r := newRoad(t)
	ctx := t.Context()
	r.contracted()
	first := r.owed(r.decided("2027-04-20"))[0]
	x, err := r.BookAudit(ctx, r.planner, first.ID, first.Version, booking(first, "2028-04-18", r.ann.PersonID))
	r.ok(err)
	x, err = r.ConfirmDates(ctx, r.planner, x.ID, x.Version)
	r.ok(err)
	r.on("2028-04-18")
	x, err = r.StartAudit(ctx, r.ann, x.ID, x.Version)
	r.ok(err)
	_, err = r.RaiseFinding(ctx, r.ann, x.ID, app.RaisedFinding{Grade: audit.Major, Requirement: "9.2", Statement: "None held.", Evidence: "Plan."})
	r.ok(err)
	if x = r.reported(x, "maintain"); x.State != audit.Reported {
		t.Errorf("the surveillance is %s", x.State)
	}
	if f := r.file(x); f.Kind != "surveillance" || domain.ID(f.AuditIDs[0]) != x.ID {
		t.Errorf("the file is %+v", f)
	}
}
