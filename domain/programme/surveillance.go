package programme

import (
	"time"

	"github.com/certwright/certwright/domain"
)

// CheckFirstRule is judged by CheckFirst.
var CheckFirstRule = domain.Rule{
	ID: "surveillance.check_first", Title: "First surveillance within 12 months", Clause: "9.1.3.3", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "After an initial certification nobody may wait longer than 12 months from the decision before looking again. Which day of the audit counts is the body's setting and is shown.",
}

// CalendarYearsRule is judged by CalendarYears.
var CalendarYearsRule = domain.Rule{
	ID: "surveillance.calendar_years", Title: "A surveillance in every calendar year", Clause: "9.1.3.3", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "Every calendar year owes a surveillance, but the year of the initial decision and the year of the recertification audit. A recertification audit that slips into January makes the year before it owe one.",
}

// FirstAfterRecertRule is computed by FirstAfterRecert.
var FirstAfterRecertRule = domain.Rule{
	ID: "surveillance.first_after_recert", Title: "First surveillance after a recertification", Clause: "9.1.3.3", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "The 12-month rule speaks of initial certification only; after a recertification the calendar year rules, unless a national overlay sets a longest gap.",
}

// OverdueRule is judged by Overdue.
var OverdueRule = domain.Rule{
	ID: "surveillance.overdue_action", Title: "Overdue surveillance asks for a decision", Clause: "9.6.5.2 b", Edition: iso17021,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "A certification whose surveillance was not held in time is not silently kept: the day after, a suspension must be decided.",
}

// Timing is how an audit lies to its due day.
type Timing struct {
	Due      domain.Date
	JudgedOn domain.Date // the audit's first or last day, as the policy says
	DaysLate int         // 0 is in time
}

// CheckFirst judges the first surveillance after an initial certification.
func CheckFirst(decision domain.Date, audit domain.Period, p Policy) Timing {
	t := Timing{Due: decision.AddMonths(p.SurveillanceMonths), JudgedOn: audit.To}
	if p.JudgedBy == FirstDay {
		t.JudgedOn = audit.From
	}
	t.DaysLate = max(0, t.JudgedOn.DaysSince(t.Due))
	return t
}

// Verdict is "ok" or "overdue".
func (t Timing) Verdict() string {
	if t.DaysLate > 0 {
		return "overdue"
	}
	return "ok"
}

// Finding is the timing as a verdict of surveillance.check_first.
func (t Timing) Finding() domain.Finding {
	if t.DaysLate > 0 {
		return CheckFirstRule.Broken("Hold it by "+t.Due.Long()+", or decide on suspension.",
			"The first surveillance, judged on %s, is %d day(s) late.", t.JudgedOn.Long(), t.DaysLate).With("due", t.Due)
	}
	return CheckFirstRule.Met("The first surveillance, judged on %s, is due by %s.", t.JudgedOn.Long(), t.Due.Long()).With("due", t.Due)
}

// Years is which calendar years owed a surveillance and which had none.
type Years struct {
	Checked []int
	Missing []int
}

// CalendarYears checks the years after the decision and before the
// recertification audit.
func CalendarYears(decision, recertAudit domain.Date, surveillances []domain.Date) Years {
	met := map[int]bool{}
	for _, d := range surveillances {
		met[d.Year()] = true
	}
	var y Years
	for year := decision.Year() + 1; year < recertAudit.Year(); year++ {
		y.Checked = append(y.Checked, year)
		if !met[year] {
			y.Missing = append(y.Missing, year)
		}
	}
	return y
}

// Finding is the years as a verdict of surveillance.calendar_years.
func (y Years) Finding() domain.Finding {
	if len(y.Missing) > 0 {
		return CalendarYearsRule.Broken("Hold a surveillance in each year named, or hold the recertification audit a year earlier.",
			"No surveillance in %v, of the years %v that owe one.", y.Missing, y.Checked).With("missing_years", y.Missing)
	}
	return CalendarYearsRule.Met("Each of the years %v that owe a surveillance has one.", y.Checked)
}

// FirstAfterRecert is the last day for the first surveillance after a
// recertification decision.
func FirstAfterRecert(decision domain.Date, p Policy) domain.Date {
	if p.MaxGapMonths > 0 {
		return decision.AddMonths(p.MaxGapMonths)
	}
	return endOfYear(decision.Year() + 1)
}

func endOfYear(year int) domain.Date { return domain.NewDate(year, time.December, 31) }

// Overdue tells whether a surveillance that was due has not been held by today;
// held is its day, none while it has not taken place.
func Overdue(due, held, today domain.Date) domain.Finding {
	if (held == 0 || held > today) && today > due {
		return OverdueRule.Broken("Decide on suspension, or record the audit that was held.",
			"The surveillance due on %s has not been held: a suspension decision is due.", due.Long()).With("due", due)
	}
	return OverdueRule.Met("The surveillance due on %s is not overdue.", due.Long()).With("due", due)
}
