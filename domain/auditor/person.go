package auditor

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// Person is a human the body works with, whatever accounts and roles they have.
// Bookings, independence and competence are judged by person.
type Person struct {
	ID    domain.ID
	Name  string
	Email string
}

// Auditor is a person who goes on audits. The ID is the person's.
type Auditor struct {
	ID              domain.ID
	Version         domain.Version
	No              string // "AU001"
	Name            string
	Email           string
	Employment      string // staff or contract
	HomeCity        string
	HomeLat         float64
	HomeLon         float64
	TimeZone        string
	Languages       []string
	DayRate         int // euro a day; 0 for staff
	DaysPerWeek     int
	HolidayCalendar string // country or region code of the holiday table
	Active          bool
}

// Check says which fields of an auditor are wrong.
func (a Auditor) Check() error {
	var f domain.Fault
	f.Need("no", a.No)
	f.Line("name", a.Name)
	if !client.Address(a.Email) {
		f.Add("email", "%q is no e-mail address; it looks like name@organisation.example", a.Email)
	}
	if a.Employment != "staff" && a.Employment != "contract" {
		f.Add("employment", "is staff or contract")
	}
	if _, err := time.LoadLocation(a.TimeZone); err != nil || a.TimeZone == "" || a.TimeZone == "Local" {
		f.Add("time_zone", "%q is no time zone; it looks like Europe/Berlin", a.TimeZone)
	}
	if a.DaysPerWeek < 1 || a.DaysPerWeek > 7 {
		f.Add("days_per_week", "lies between 1 and 7")
	}
	if a.DayRate < 0 {
		f.Add("day_rate_eur", "cannot be negative")
	}
	if a.HomeLat < -90 || a.HomeLat > 90 {
		f.Add("home_lat", "lies between -90 and 90 degrees")
	}
	if a.HomeLon < -180 || a.HomeLon > 180 {
		f.Add("home_lon", "lies between -180 and 180 degrees")
	}
	return f.Err()
}

// Authorisation says that a person may work in a role for a scheme and a code,
// from a day to a day, and on what evidence (ISO/IEC 17021-1 7.2).
type Authorisation struct {
	ID       domain.ID
	Version  domain.Version
	PersonID domain.ID
	SchemeID string
	Role     string // lead, auditor, expert, reviewer
	Code     string // "IAF 33"
	Valid    domain.Period
	Evidence string
}

// Check says which fields of an authorisation are wrong.
func (a Authorisation) Check() error {
	var f domain.Fault
	f.Need("scheme", a.SchemeID)
	f.Need("code", a.Code)
	switch a.Role {
	case "lead", "auditor", "expert", "reviewer":
	default:
		f.Add("role", "%q is none of lead, auditor, expert, reviewer", a.Role)
	}
	if a.Valid.From == 0 {
		f.Add("valid_from", "is needed")
	}
	if a.Valid.To != 0 && a.Valid.To < a.Valid.From {
		f.Add("valid_to", "%s lies before valid_from %s", a.Valid.To, a.Valid.From)
	}
	return f.Err()
}

// Absence is time a person does not work. It is a fact for the rules and takes
// no booking slot: time off is never refused, a clash is shown to the planner.
type Absence struct {
	ID       domain.ID
	PersonID domain.ID
	Period   domain.Period
	Half     domain.Half // am or pm when only that half of each day; "" for whole days
	Why      string      // leave, training, sick, other; private
}

// Check says which fields of an absence are wrong.
func (a Absence) Check() error {
	var f domain.Fault
	if a.Period.From == 0 {
		f.Add("from", "is needed")
	}
	if a.Period.To == 0 {
		f.Add("to", "is needed")
	}
	if a.Period.To != 0 && a.Period.To < a.Period.From {
		f.Add("to", "%s lies before from %s", a.Period.To, a.Period.From)
	}
	if a.Half != "" && !a.Half.Valid() {
		f.Add("half", "is am, pm or empty")
	}
	return f.Err()
}

// Away tells whether the absence covers a half of a day.
func (a Absence) Away(d domain.Date, h domain.Half) bool {
	return a.Period.Contains(d) && (a.Half == "" || a.Half == h)
}

// InterestKind names what sort of link bears on impartiality.
type InterestKind string

const (
	Consultancy   InterestKind = "consultancy"
	Employment    InterestKind = "employment"
	InternalAudit InterestKind = "internal_audit"
	Family        InterestKind = "family"
	Ownership     InterestKind = "ownership"
	Objection     InterestKind = "objection" // the client objects to the person (9.2.3.5)
)

// InterestKinds are the kinds that may be recorded.
var InterestKinds = []InterestKind{Consultancy, Employment, InternalAudit, Family, Ownership, Objection}

// Interest is a dated fact that bears on a person's impartiality towards a client.
type Interest struct {
	ID       domain.ID
	Version  domain.Version
	PersonID domain.ID
	ClientID domain.ID
	Kind     InterestKind
	Period   domain.Period // an open end lasts
	Note     string
}
