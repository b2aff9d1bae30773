package planning

import "github.com/certwright/certwright/domain"

const (
	iso17021 = "ISO/IEC 17021-1:2015"
	policy   = "Policy of the certification body"
)

// The planning rules. Bookings, candidate lists, the optimiser, explanations
// and the rule page all mean these.
var (
	WellFormed = domain.Rule{ID: "planning.well_formed", Title: "The plan names real audits, positions and people, each audit once",
		Clause: "9.2.3", Edition: iso17021, Kind: domain.Hard, Basis: domain.Policy,
		Why: "A plan that names what does not exist, or one audit twice, tells nobody where to go."}
	Window = domain.Rule{ID: "planning.window", Title: "The audit lies inside its window",
		Clause: "9.1.3", Edition: iso17021, Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "The window carries the deadlines of the programme; outside it a certificate may lapse or an interval be broken."}
	SiteCalendar = domain.Rule{ID: "planning.site_calendar", Title: "The site works on the days of the audit",
		Clause: "9.2.3", Edition: iso17021, Kind: domain.Hard, Basis: domain.Policy,
		Why: "On a holiday of the site there is nobody to audit. An audit of more than a half-day starts in the morning."}
	Positions = domain.Rule{ID: "planning.positions", Title: "Every position is filled, each by another person",
		Clause: "9.2.2.1", Edition: iso17021, Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "The audit time was computed for so many people; one person cannot sit on two seats at once."}
	Competence = domain.Rule{ID: "planning.competence", Title: "Each holder has every code the position needs, on every day of it",
		Clause: "7.2.4", Edition: iso17021, Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "Only people authorised for the role, the scheme and the language may do the work, on the day they do it."}
	Cover = domain.Rule{ID: "planning.cover", Title: "The team together covers the audit's technical areas",
		Clause: "9.2.2.1.2", Edition: iso17021, Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "Somebody in the team has to understand the client's technical area, though not everybody."}
	Availability = domain.Rule{ID: "planning.availability", Title: "Each holder works on those half-days and is not absent on the way",
		Clause: "9.2.2.1", Edition: iso17021, Kind: domain.Hard, Basis: domain.Policy,
		Why: "Leave, part-time days and holidays of the auditor's own calendar are kept; a journey does not fall into an absence."}
	Overlap = domain.Rule{ID: "planning.overlap", Title: "Nobody is on two audits or journeys at a time",
		Clause: "9.2.2.1", Edition: iso17021, Kind: domain.Hard, Basis: domain.Policy,
		Why: "A person can be in one place only; long journeys block the half-days before and after."}
	Barred = domain.Rule{ID: "planning.barred", Title: "Nobody audits a client they are barred from",
		Clause: "5.2.10", Edition: iso17021, Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "Who consulted, was employed or audited internally there may not audit it for two years; a client's accepted objection counts too."}
	LeadRotation = domain.Rule{ID: "planning.lead_rotation", Title: "Nobody leads the same client for too many cycles in a row",
		Clause: "5.2", Edition: policy, Kind: domain.Hard, Basis: domain.Policy,
		Why: "Familiarity is a threat to impartiality; the limit is the body's own."}
	Interval = domain.Rule{ID: "planning.interval", Title: "Related audits keep their order and interval",
		Clause: "9.3.1.2.4", Edition: iso17021, Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "Stage 2 needs stage 1 first, time to resolve its concerns, and not so much time that stage 1 is stale."}
	Ceilings = domain.Rule{ID: "planning.ceilings", Title: "Nobody exceeds the ceilings of a week and of the horizon",
		Clause: "7.1", Edition: policy, Kind: domain.Hard, Basis: domain.Policy,
		Why: "Tired people miss things; contracts limit the days of externals."}
	Pins = domain.Rule{ID: "planning.pins", Title: "What is pinned stays",
		Clause: "9.2.3", Edition: policy, Kind: domain.Hard, Basis: domain.Policy,
		Why: "A date or a person that was promised, or has begun, is not the planner's to change without asking."}
	SameLead = domain.Rule{ID: "planning.same_lead", Title: "Related audits have the same lead, or different ones, where that is required",
		Clause: "9.2.2.1", Edition: policy, Kind: domain.Hard, Basis: domain.Policy,
		Why: "Some schemes want stage 2 led by who led stage 1, others want fresh eyes."}
)

// Rules lists the rules in the order in which findings are given.
func Rules() []domain.Rule {
	return []domain.Rule{WellFormed, Window, SiteCalendar, Positions, Competence, Cover, Availability, Overlap,
		Barred, LeadRotation, Interval, Ceilings, Pins, SameLead}
}

// Term is one part of a plan's price.
type Term string

// The terms of a plan's price, as verdicts and explanations name them.
const (
	TravelTerm  Term = "travel"      // journeys, nights, half-days lost on the road
	External    Term = "external"    // day rates of people paid by the day
	Late        Term = "late"        // near the end of the window
	Preferred   Term = "preferred"   // away from the client's preferred start
	Split       Term = "split"       // days off inside an audit
	Load        Term = "load"        // over a person's target in a period
	Continuity  Term = "continuity"  // a lead the client does not know
	Rotation    Term = "rotation"    // the last cycle the lead may do
	LeadChange  Term = "leadChange"  // a related audit has another lead
	Disturbance Term = "disturbance" // changes to a plan people already live by
	Unplanned   Term = "unplanned"   // audits left out
	Use         Term = "use"         // people used at all (format /2)
)

// Terms lists the terms in the order in which prices are shown.
func Terms() []Term {
	return []Term{TravelTerm, External, Late, Preferred, Split, Load, Continuity, Rotation, LeadChange, Disturbance, Use, Unplanned}
}

// LoadCost is the price of n half-days in a period against a target: it is
// convex, so that load spreads.
func (w *Weights) LoadCost(target, n int) int {
	return w.OverTarget*max(0, n-target) + w.FarOverTarget*max(0, n-target*6/5)
}

// Notice is 2 for a disturbance within the notice of the baseline's day, else 1.
func (in *Instance) Notice(was domain.Date) int {
	if was.DaysSince(in.Baseline.AsOf) < in.Weights.NoticeDays {
		return 2
	}
	return 1
}
