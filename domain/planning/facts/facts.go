// Package facts says what a body knows of its people in the planning rules'
// words, so that a booking, a year's plan and an import ask the same rules about
// the same things.
package facts

import (
	"slices"
	"strings"

	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/planning"
)

// Unlimited is more half-days than anybody works.
const Unlimited = 1_000_000

// WeekCeiling is the most a calendar week holds of a person, in half-days.
func WeekCeiling(daysPerWeek int) int { return 2 * daysPerWeek }

// Auditor is a person with what they may do and when they are away; why they are
// away stays their own.
func Auditor(p auditor.Auditor, permits []auditor.Authorisation, absences []auditor.Absence) planning.Auditor {
	k := planning.Auditor{
		ID: string(p.ID), Name: p.Name, Lat: p.HomeLat, Lon: p.HomeLon, Calendar: "of " + p.HolidayCalendar, DayRate: p.DayRate,
		MaxWeek: WeekCeiling(p.DaysPerWeek), MaxTotal: Unlimited, Target: Unlimited, Quals: Quals(permits),
	}
	for _, x := range absences {
		k.Absences = append(k.Absences, planning.Absence{From: x.Period.From, To: x.Period.To, Half: x.Half})
	}
	return k
}

// Quals are what authorisations let a person do: hold a role in a scheme, and
// bring an area of it into the team. Who may lead may also audit.
func Quals(permits []auditor.Authorisation) []planning.Qual {
	var out []planning.Qual
	for _, p := range permits {
		codes := []string{audit.Need(p.Role, p.SchemeID), audit.Area(p.SchemeID, p.Code)}
		switch p.Role {
		case "lead":
			codes = append(codes, audit.Need("auditor", p.SchemeID))
		case "reviewer":
			codes = codes[:1] // decides, does not audit
		}
		for _, c := range codes {
			if q := (planning.Qual{Code: c, From: p.Valid.From, To: p.Valid.To}); !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}

// Forbid is an interest as what it bars its person from.
func Forbid(i auditor.Interest, coolingYears int) planning.Forbid {
	return planning.Forbid{Auditor: string(i.PersonID), Why: strings.ReplaceAll(string(i.Kind), "_", " "), Until: i.BarredUntil(coolingYears)}
}
