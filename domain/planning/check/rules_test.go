package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
)

// office is a small body with one stage 1 and one stage 2 at a site ten
// kilometres from everybody: Monday 3 May to Friday 31 July 2027.
func office() *planning.Instance {
	return &planning.Instance{
		Format: planning.InstanceFormat, Name: "office", Start: day("2027-05-03"), End: day("2027-07-31"),
		Policy:    planning.Policy{LeadRunMax: 3, LoadPeriodDays: 30},
		Travel:    planning.Travel{RoadFactor: 1.25, PerKm: 0.42, DayTripKm: 120, DriveKm: 600, Hotel: 130, BlockKm: 250, BlockKm2: 1500},
		Calendars: []planning.Calendar{{ID: "DE", Holidays: []domain.Date{day("2027-05-06")}}},
		Sites:     []planning.Site{{ID: "S", Lat: 50, Lon: 8, Calendar: "DE"}},
		Auditors: []planning.Auditor{
			{ID: "ann", Name: "Ann", Lat: 50, Lon: 8, Calendar: "DE", MaxWeek: 8, MaxTotal: 40, Target: 20,
				Quals: []planning.Qual{{Code: "lead:27001"}, {Code: "iaf:17", To: day("2027-06-10")}}},
			{ID: "bob", Name: "Bob", Lat: 50, Lon: 8, Calendar: "DE", MaxWeek: 8, MaxTotal: 40, Target: 20,
				Quals: []planning.Qual{{Code: "lead:27001"}, {Code: "iaf:17"}}},
		},
		Audits: []planning.Audit{
			{ID: "s1", Site: "S", Earliest: day("2027-05-03"), Latest: day("2027-06-30"), Priority: 1, Cover: []string{"iaf:17"},
				Positions: []planning.Position{{ID: "p1", Role: "lead", Len: 4, Needs: []string{"lead:27001"}}}},
			{ID: "s2", Site: "S", Earliest: day("2027-05-03"), Latest: day("2027-07-30"), Priority: 1,
				Positions: []planning.Position{{ID: "p1", Role: "lead", Len: 6, Needs: []string{"lead:27001"}}}},
		},
		Relations: []planning.Relation{{First: "s1", Second: "s2", MinDays: 28, MaxDays: 84, SameLead: "require"}},
	}
}

func day(s string) domain.Date { return domain.MustDate(s) }

func seated(id, start, lead string) planning.Planned {
	return planning.Planned{ID: id, Start: day(start), Half: domain.AM, Team: map[string]string{"p1": lead}}
}

// Each rule, with the change that breaks it and the words a planner reads.
func TestEachRuleHasItsNoAndItsRemedy(t *testing.T) {
	others := []planning.Planned{seated("s2", "2027-06-14", "ann")}
	good := seated("s1", "2027-05-10", "ann")
	for _, c := range []struct {
		rule         domain.Rule
		change       func(*planning.Instance, *planning.Planned)
		text, remedy string
	}{
		{planning.WellFormed, func(_ *planning.Instance, p *planning.Planned) { p.Team["p9"] = "ann" }, `no position "p9"`, "leave it out"},
		{planning.Window, func(in *planning.Instance, _ *planning.Planned) { in.Audits[0].Earliest = day("2027-05-12") },
			"begins before the window", "start on 12 May 2027 (Wed) or later, or have the window opened 2 days earlier"},
		{planning.Window, func(in *planning.Instance, _ *planning.Planned) { in.Audits[0].Latest = day("2027-05-10") },
			"ends after the window", "extended by 1 day"},
		{planning.SiteCalendar, func(_ *planning.Instance, p *planning.Planned) { p.Start = day("2027-05-06") },
			"does not work on 6 May 2027 (Thu) am", "start on 7 May 2027 (Fri) am"},
		{planning.SiteCalendar, func(_ *planning.Instance, p *planning.Planned) { p.Half = domain.PM }, "starts in the afternoon", "morning"},
		{planning.Positions, func(_ *planning.Instance, p *planning.Planned) { p.Team = nil }, "not filled", "seat somebody"},
		{planning.Competence, func(in *planning.Instance, _ *planning.Planned) {
			in.Audits[0].Positions[0].Needs = []string{"lang:fr"}
		},
			"Ann lacks lang:fr", "authorise Ann for lang:fr from 10 May 2027 (Mon)"},
		{planning.Competence, func(in *planning.Instance, _ *planning.Planned) {
			in.Auditors[0].Quals[0].To = day("2027-05-10")
		}, "Ann's lead:27001 ends on 10 May 2027 (Mon)", "renew lead:27001 beyond 11 May 2027 (Tue)"},
		{planning.Cover, func(in *planning.Instance, _ *planning.Planned) { in.Audits[0].Cover = []string{"iaf:33"} }, "nobody in the team has iaf:33", "iaf:33"},
		{planning.Availability, func(in *planning.Instance, _ *planning.Planned) {
			in.Auditors[0].Absences = []planning.Absence{{From: day("2027-05-11"), To: day("2027-05-14"), Why: "surgery"}}
		}, "Ann is away on 11 May 2027 (Tue) am", "Ann is back on 17 May 2027 (Mon) am"},
		{planning.Availability, func(in *planning.Instance, _ *planning.Planned) { in.Auditors[0].DaysOff = []int{2} }, "does not work on Tuesdays", "back on"},
		{planning.Barred, func(in *planning.Instance, _ *planning.Planned) {
			in.Audits[0].Forbid = []planning.Forbid{{Auditor: "ann", Why: "consulted", Until: day("2027-05-10")}}
		}, "barred from this client (consulted) until 10 May 2027 (Mon)", "start on 11 May 2027 (Tue) or later"},
		{planning.LeadRotation, func(in *planning.Instance, _ *planning.Planned) { in.Audits[0].LeadRun = map[string]int{"ann": 3} },
			"Ann has led 3 cycles in a row", "another lead"},
		{planning.Interval, func(_ *planning.Instance, p *planning.Planned) { p.Start = day("2027-05-24") },
			"starts 20 days after s1 ends", "end s1 between 22 March 2027 (Mon) and 17 May 2027 (Mon)"},
		{planning.Ceilings, func(in *planning.Instance, _ *planning.Planned) { in.Auditors[0].MaxWeek = 3 }, "4 half-days in the week of 10 May 2027 (Mon)", "another week"},
		{planning.Ceilings, func(in *planning.Instance, _ *planning.Planned) { in.Auditors[0].MaxTotal = 9 }, "10 half-days", "somebody else"},
		{planning.Pins, func(in *planning.Instance, _ *planning.Planned) {
			in.Audits[0].Pin = &planning.Pin{Start: day("2027-05-12"), Half: domain.AM}
		}, "pinned to 12 May 2027 (Wed) am", "release the pin"},
		{planning.Pins, func(in *planning.Instance, _ *planning.Planned) {
			in.Audits[0].Pin = &planning.Pin{Team: map[string]string{"p1": "bob"}}
		}, "pinned to Bob", "seat Bob"},
		{planning.SameLead, func(_ *planning.Instance, p *planning.Planned) { p.Team = map[string]string{"p1": "bob"} }, "Ann leads s2; the same lead is required", "seat Ann as lead"},
		{planning.Overlap, func(in *planning.Instance, p *planning.Planned) {
			in.Relations, p.Start = nil, day("2027-06-15")
		}, "Ann is on s2, 14 June 2027 (Mon) to 16 June 2027 (Wed)", "start again from 17 June 2027 (Thu) am"},
	} {
		in, pl := office(), good
		pl.Team = map[string]string{"p1": "ann"}
		if no := broken(check.Placement(in, pl, others)); len(no) > 0 {
			t.Fatalf("the good booking is refused: %v", no)
		}
		c.change(in, &pl)
		no := broken(check.Placement(in, pl, others))
		i := slices.IndexFunc(no, func(f domain.Finding) bool { return f.Rule == c.rule.ID && strings.Contains(f.Text, c.text) })
		if i < 0 {
			t.Errorf("%s: no finding says %q in %v", c.rule.ID, c.text, no)
		} else if !strings.Contains(no[i].Remedy, c.remedy) {
			t.Errorf("%s: the remedy %q does not say %q", c.rule.ID, no[i].Remedy, c.remedy)
		}
	}
}

func TestReasonsForAbsenceStayPrivate(t *testing.T) {
	in := office()
	in.Auditors[0].Absences = []planning.Absence{{From: day("2027-05-10"), To: day("2027-05-14"), Why: "surgery"}}
	for _, f := range check.Placement(in, seated("s1", "2027-05-10", "ann"), nil) {
		for _, s := range append([]string{f.Text, f.Remedy, f.Subject}, values(f.Facts)...) {
			if strings.Contains(s, "surgery") {
				t.Errorf("%s tells why somebody is away: %q", f.Rule, s)
			}
		}
	}
}

func TestJourneyBlocksTheHalfDaysAround(t *testing.T) {
	in := office()
	in.Auditors[0].Lat = 53 // some 330 km to the site
	in.Auditors[0].Absences = []planning.Absence{{From: day("2027-05-09"), To: day("2027-05-09")}}
	no := broken(check.Placement(in, seated("s1", "2027-05-10", "ann"), nil))
	if len(no) != 1 || no[0].Rule != planning.Availability.ID || !strings.Contains(no[0].Text, "on the way") {
		t.Errorf("an absence on the way must be found: %v", no)
	}
}

func broken(fs []domain.Finding) []domain.Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f domain.Finding) bool { return f.Met })
}

func values(fs []domain.Fact) (out []string) {
	for _, f := range fs {
		out = append(out, f.Value)
	}
	return out
}
