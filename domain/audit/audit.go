package audit

import (
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
)

// Type is the kind of engagement.
type Type string

const (
	Stage1       Type = "stage1"
	Stage2       Type = "stage2"
	Surveillance Type = "surveillance"
	Recert       Type = "recertification"
	Special      Type = "special" // follow-up, extension, short notice, transfer
)

// Title is the type as people say it; surveillances are numbered.
func (a Audit) Title() string {
	if len(a.Parts) > 1 {
		return a.kind() + ", integrated"
	}
	return a.kind()
}

func (a Audit) kind() string {
	switch a.Type {
	case Stage1:
		return "Stage 1"
	case Stage2:
		return "Stage 2"
	case Surveillance:
		return "Surveillance " + string(rune('0'+a.Number%10))
	case Recert:
		return "Recertification"
	}
	return "Special audit"
}

// State is how far the audit itself has come. What its dates are worth is a
// separate question, answered by Dates.
type State string

const (
	Owed       State = "owed"        // in the programme, nothing started
	InProgress State = "in_progress" // the opening meeting took place
	Reported   State = "reported"    // report issued, findings may be open
	Concluded  State = "concluded"   // conclusions reviewed, rests in a decision file
	Cancelled  State = "cancelled"
)

// Dates is what the audit's dates are worth.
type Dates string

const (
	Open      Dates = "open"      // no dates yet
	Hold      Dates = "hold"      // kept free by a planner, seen by nobody else
	Proposed  Dates = "proposed"  // told to the client, TENTATIVE in feeds
	Confirmed Dates = "confirmed" // agreed, CONFIRMED in feeds
)

// Position is a seat on an audit. OffsetHalves and LenHalves say which working
// half-days of the audit the seat is there for; a length of 0 is the whole audit.
type Position struct {
	ID           string   `json:"id"`
	Role         string   `json:"role"` // lead, auditor, expert, trainee, observer
	OffsetHalves int      `json:"offset_halves,omitempty"`
	LenHalves    int      `json:"len_halves,omitempty"`
	Needs        []string `json:"needs,omitempty"` // codes the holder needs alone
	Remote       bool     `json:"remote,omitempty"`
}

// Seat is a position with the person in it.
type Seat struct {
	PositionID string
	Role       string
	PersonID   domain.ID
	Stretch    domain.Stretch
}

// Window is when an audit is to take place, and which rule each end comes from.
// Latest is the target; HardLimit is where the rule itself ends (none: no such day).
type Window struct {
	Earliest     domain.Date
	Latest       domain.Date
	HardLimit    domain.Date
	EarliestRule string
	LatestRule   string
	HardRule     string
}

// Audit is one engagement owed by one or several programmes.
type Audit struct {
	ID           domain.ID
	Version      domain.Version
	No           string // "K00001-S2"
	ClientID     domain.ID
	ContractID   domain.ID
	ProgrammeIDs []domain.ID
	SchemeID     string
	Type         Type
	Number       int // 1 or 2 for surveillances
	SiteID       domain.ID
	Due          domain.Date
	Window       Window
	HalfDays     int        // auditor half-days the receipt asks for
	Cover        []string   // codes the team must cover together
	Positions    []Position // seats
	State        State
	Dates        Dates
	Stretch      domain.Stretch // when booked
	Seats        []Seat         // who, when booked
	Visits       []Visit        // when booked at several sites; see Places
	Time         *audittime.Own // the working of HalfDays, where it was worked out
	Parts        []Part         // of an audit that serves several programmes, its own first
	JoinedInto   domain.ID      `json:",omitempty"` // the audit it is held in; such an audit is cancelled by itself
	Reason       string         // why soft rules were passed by
	Justified    []string       // the soft rules the reason is for
	StartedOn    domain.Date
	ReportOn     domain.Date
	Report       Report
	Majors       int  // counts of an imported audit; else from its findings
	Minors       int  // likewise
	Imported     bool // history from before Certwright: shape checked, rules not
	ChangedAt    time.Time
}

// Report is what the team hands in (ISO/IEC 17021-1 9.4.8, 9.5.3.1).
type Report struct {
	Summary        string
	Recommendation string // grant, refuse, maintain, renew, "" for Stage 1
	ObjectivesMet  bool
	AuditedDays    int // half-days spent
	SubmittedBy    domain.ID
	SubmittedAt    time.Time
}

// Team lists the people booked, each once.
func (a Audit) Team() []domain.ID {
	var out []domain.ID
	for _, s := range a.Seats {
		seen := false
		for _, p := range out {
			seen = seen || p == s.PersonID
		}
		if !seen {
			out = append(out, s.PersonID)
		}
	}
	return out
}

// On tells whether a person is in the team.
func (a Audit) On(person domain.ID) bool {
	for _, s := range a.Seats {
		if s.PersonID == person && person != "" {
			return true
		}
	}
	return false
}

// Lead is the person who leads, or none.
func (a Audit) Lead() domain.ID {
	for _, s := range a.Seats {
		if s.Role == "lead" {
			return s.PersonID
		}
	}
	return ""
}

// Held tells whether the audit took place.
func (a Audit) Held() bool { return a.State == Reported || a.State == Concluded }

// Block is one calendar entry of an audit: one day at one site, one UID for ever. The UID
// is random and keeps to the ordinal, so that moving the audit moves the entry.
type Block struct {
	UID         string
	AuditID     domain.ID
	Ordinal     int       // 1 is the first day
	SiteID      domain.ID // none: the audit's own site
	Day         domain.Date
	FromHalf    domain.Half
	ToHalf      domain.Half
	Sequence    int         // +1 on each change of time, place or status
	Team        []domain.ID // who had it when it last stood, so that they hear of its end
	ChangedAt   time.Time
	CancelledAt time.Time // zero while it stands
}
