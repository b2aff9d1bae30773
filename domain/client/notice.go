package client

import (
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
)

// NoticeKind is what a client tells a change of (8.5.3).
type NoticeKind string

const (
	NoticeScope      NoticeKind = "scope"
	NoticeHeadcount  NoticeKind = "headcount"
	NoticeSiteNew    NoticeKind = "site_new"
	NoticeSiteMoved  NoticeKind = "site_moved"
	NoticeSiteClosed NoticeKind = "site_closed"
	NoticeLegal      NoticeKind = "legal"      // legal form or ownership
	NoticeManagement NoticeKind = "management" // key people or the contact
)

// NoticeKinds are all kinds.
var NoticeKinds = []NoticeKind{NoticeHeadcount, NoticeScope, NoticeSiteNew, NoticeSiteMoved, NoticeSiteClosed, NoticeLegal, NoticeManagement}

// NoticeOutcome is what a review made of a notice.
type NoticeOutcome string

const (
	NoEffect     NoticeOutcome = "no_effect"
	Amended      NoticeOutcome = "amendment"
	SpecialAudit NoticeOutcome = "special_audit"
)

// Notice is a change that a client tells the body of (8.5.3), with what it would
// mean for its audit time, and what a planner made of it.
type Notice struct {
	ID          domain.ID
	Version     domain.Version
	No          string // "N00001"
	ClientID    domain.ID
	Kind        NoticeKind
	Text        string
	Persons     int       // headcount: all, after the change; a new site: at the site
	SiteID      domain.ID // moved or closed
	ToldBy      string
	ToldAt      time.Time
	Meanings    []Meaning // on the day it was told
	Resolved    NoticeOutcome
	Reason      string
	Purpose     string // of a special audit: extension or short_notice
	AmendmentID domain.ID
	AuditID     domain.ID
	ResolvedBy  string
	ResolvedAt  time.Time // zero while it waits
}

// Meaning is what a notice would mean for one contract, by that day's data.
type Meaning struct {
	ContractID domain.ID
	ContractNo string
	Before     int // persons
	After      int
	Was        audittime.Receipt // empty for an imported contract
	Receipt    audittime.Receipt // empty where it cannot be computed
	Why        string            // it cannot
}

// Open tells whether the notice waits for a planner.
func (n Notice) Open() bool { return n.ResolvedAt.IsZero() }

// Check says which fields of a notice are wrong.
func (n Notice) Check() error {
	var f domain.Fault
	if strings.TrimSpace(n.Text) == "" {
		f.Add("text", "says in a sentence what changes")
	}
	switch n.Kind {
	case NoticeHeadcount:
		if n.Persons < 1 {
			f.Add("persons", "is how many persons work under your control after the change, at least one")
		}
	case NoticeSiteNew:
		if n.Persons < 0 {
			f.Add("persons", "cannot be negative")
		}
	case NoticeSiteMoved, NoticeSiteClosed:
		f.Need("site_id", string(n.SiteID))
	case NoticeScope, NoticeLegal, NoticeManagement:
	default:
		f.Add("kind", "%q is no kind of change", n.Kind)
	}
	return f.Err()
}

// PersonsAfter is how many persons a contract would count after the change; at
// is how many work at the site the notice is about.
func (n Notice) PersonsAfter(now, at int) int {
	switch n.Kind {
	case NoticeHeadcount:
		return n.Persons
	case NoticeSiteNew:
		return now + n.Persons
	case NoticeSiteClosed:
		return max(now-at, 0)
	}
	return now
}
