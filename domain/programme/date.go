package programme

import (
	"time"

	"github.com/certwright/certwright/domain"
)

// AddMonthsRule is computed by domain.Date.AddMonths.
var AddMonthsRule = domain.Rule{
	ID: "date.add_months", Title: "Months clamp to the month's end", Clause: "9.1.3.3, 9.5.3.2, 9.6.3.2.5", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "Overflowing into the next month gives a client a day too many: six months after 31 August end on 28 February, not on 3 March.",
}

// StepwiseRule is computed by Monthly.
var StepwiseRule = domain.Rule{
	ID: "date.add_months_stepwise", Title: "Series of dates start from their anchor", Clause: "9.1.3.3, 9.5.3.2, 9.6.3.2.5", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "Stepping from a date that was itself clamped loses days for good: the month after 28 February would stay on the 28th.",
}

// CivilDateRule is computed by CivilDate and, in a named zone, by domain.DateOf.
var CivilDateRule = domain.Rule{
	ID: "date.civil_date", Title: "Dates are civil dates of the certification body", Clause: "8.2.2 b, 9.5.1", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Policy,
	Why: "A decision signed after midnight at the body is dated that day, whatever the day is in UTC.",
}

// Monthly lists the count dates that follow an anchor, one every step months,
// each counted from the anchor.
func Monthly(anchor domain.Date, step, count int) []domain.Date {
	dates := make([]domain.Date, 0, max(count, 0))
	for i := range count {
		dates = append(dates, anchor.AddMonths((i+1)*step))
	}
	return dates
}

// CivilDate is the civil date of an instant where clocks are offset from UTC by
// so many minutes, east positive.
func CivilDate(instant time.Time, offsetMinutes int) domain.Date {
	return domain.DateOf(instant, time.FixedZone("", offsetMinutes*60))
}
