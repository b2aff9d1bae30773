package app

import (
	"encoding/json"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/importer"
	"github.com/certwright/certwright/domain/letter"
)

// Job is a row of work written in the transaction that makes it necessary. The
// queue only carries its ID; the row is the truth.
type Job struct {
	ID        domain.ID
	Kind      string          // render_certificate, send_mail, …: jobs/tasks.go
	Object    domain.ID       // what it is about
	DedupeKey string          // unique: the same work is never written twice
	Body      json.RawMessage // small arguments
	DueAt     time.Time
	State     JobState
	Attempt   int    // how often it was put into the queue
	Failures  int    // how often its handler gave an error
	Error     string // of the last attempt
	CreatedAt time.Time
	SentAt    time.Time // when last put into the queue
	DoneAt    time.Time
}

// JobState is how far a job has come.
type JobState string

const (
	JobPending JobState = "pending"
	JobDone    JobState = "done"
	JobFailed  JobState = "failed" // gave up: shown to a person, never dropped
)

// JobTx keeps the outbox.
type JobTx interface {
	// InsertJob writes a job unless one with its key exists; it tells whether it did.
	InsertJob(j Job) (bool, error)
	Job(id domain.ID) (Job, error)
	// ClaimJob moves a job from pending to done in the transaction that holds its
	// effect. It is false when another did it already: then there is nothing to do.
	ClaimJob(id domain.ID, at time.Time) (bool, error)
	// Unsent are jobs due that were never sent or were sent before the given time.
	Unsent(due, sentBefore time.Time, limit int) ([]Job, error)
	// MarkSent notes the sending and raises the attempt, if the attempt is still the given one.
	MarkSent(id domain.ID, attempt int, at time.Time) (bool, error)
	// TouchJob says that a job sent before is still being worked on.
	TouchJob(id domain.ID, at time.Time) error
	// MarkError counts a failure; giveUp parks the job as failed.
	MarkError(id domain.ID, message string, retryAt time.Time, giveUp bool) error
	// Revive makes a failed job pending again.
	Revive(id domain.ID, at time.Time) error
}

// User is an account. One person may have several; PersonID joins them.
type User struct {
	ID           domain.ID
	Version      domain.Version
	PersonID     domain.ID
	Email        string // unique but for what is in vain, lower case
	Name         string
	PasswordHash string
	Roles        []domain.Role
	ClientID     domain.ID // for client users
	Right        Right     `json:",omitempty"` // how far a client user goes
	Disabled     bool
	// InVain marks an invitation to an address that has an account elsewhere. It
	// opens nothing, and whoever invited cannot tell it from another.
	InVain    bool          `json:",omitempty"`
	Muted     []letter.Kind `json:",omitempty"` // letters it does not want
	CreatedAt time.Time
}

// Invitation is a one-use link by which somebody sets the first password of
// their account. Only the hash of its token is kept.
type Invitation struct {
	TokenHash string
	UserID    domain.ID
	MadeAt    time.Time
	EndsAt    time.Time
}

// Session is a signed-in browser. Only the hash of its token is kept.
type Session struct {
	TokenHash string
	UserID    domain.ID
	CreatedAt time.Time
	LastSeen  time.Time
	EndsAt    time.Time // absolute end
	UserAgent string
}

// AccountTx keeps accounts, sessions and what guesses at passwords owe.
type AccountTx interface {
	User(id domain.ID) (User, error)
	UserByEmail(email string) (User, error)
	UsersOfPerson(person domain.ID) ([]User, error)
	UsersWithRole(role domain.Role) ([]User, error)
	UsersOfClient(client domain.ID) ([]User, error)
	SaveUser(u *User) error
	CountUsers() (int64, error)
	Session(tokenHash string) (Session, error)
	InsertSession(s Session) error
	TouchSession(tokenHash string, at time.Time) error
	DeleteSession(tokenHash string) error
	DeleteSessionsOf(user domain.ID) error
	Invitation(tokenHash string) (Invitation, error)
	InsertInvitation(i Invitation) error
	DeleteInvitationsOf(user domain.ID) error
	// DeleteEnded removes sessions that ended before a time or were last seen
	// before another, invitations that ended, and debts of guesses that are paid off.
	DeleteEnded(ended, seen time.Time) error
	// Owed is until when the guesses against a subject (an account, an address)
	// are paid off; zero when none are. It locks the subject until the
	// transaction ends, so that guesses at the same moment see one another.
	Owed(subject string) (time.Time, error)
	SetOwed(subject string, until time.Time) error
	// UsualAddress tells whether the user signed in from an address since a time.
	UsualAddress(user domain.ID, address string, since time.Time) (bool, error)
	NoteAddress(user domain.ID, address string, at time.Time) error
}

// Feed is one calendar subscription: a secret address, kept as a hash.
type Feed struct {
	ID        domain.ID
	PersonID  domain.ID
	Label     string
	Privacy   string // full, place, busy
	TokenHash string
	CreatedAt time.Time
	ChangedAt time.Time // only grows: when the feed's content last changed
	RevokedAt time.Time
	FetchedAt time.Time
	FetchedBy string // user agent
}

// FeedTx keeps calendar subscriptions.
type FeedTx interface {
	Feed(id domain.ID) (Feed, error)
	FeedByToken(tokenHash string) (Feed, error)
	FeedsOf(person domain.ID) ([]Feed, error)
	InsertFeed(f Feed) error
	RevokeFeed(id domain.ID, at time.Time) error
	NoteFetch(id domain.ID, at time.Time, userAgent string) error
	// TouchFeeds says that what the people's feeds show changed.
	TouchFeeds(at time.Time, people ...domain.ID) error
	// FeedEntries are the calendar entries, by UID, of the audits on which the
	// person has a seat that touches the period or had one in an entry cancelled
	// since a time; entries cancelled before it are left out.
	FeedEntries(person domain.ID, period domain.Period, cancelledSince time.Time) ([]FeedEntry, error)
}

// FeedEntry is a calendar entry with what a calendar says about it.
type FeedEntry struct {
	Block      audit.Block
	Audit      audit.Audit
	Site       client.Site
	ClientName string
}

// Mail is a letter as it was, or is to be, sent: the exact text is evidence.
type Mail struct {
	Key       string // unique: what makes the letter this letter
	To        string
	PersonID  domain.ID // of the recipient, where known
	ClientID  domain.ID
	Subject   string
	Text      string
	State     string // queued, sending, sent, unknown, failed
	CreatedAt time.Time
	SentAt    time.Time // of the last step: begun, handed over
	Error     string

	Attachments []Attached
}

// Attached is a file that goes with a letter; its bytes are kept under their hash.
type Attached struct {
	Name string // "audit-time-K00001.pdf"
	Type string // "application/pdf"
	Hash string
}

// MailTx keeps letters.
type MailTx interface {
	InsertMail(m Mail) (bool, error) // false when the key exists
	Mail(key string) (Mail, error)
	// MoveMail moves a letter from one state to another and notes when; it is
	// false when the letter is no longer in the first, because another moved it.
	MoveMail(key, from, to, problem string, at time.Time) (bool, error)
}

// ImportRun is one import, dry or real, with its progress.
type ImportRun struct {
	ID        domain.ID
	DryRun    bool
	State     string // running, done, failed
	Done      int    // records looked at
	Total     int
	Report    json.RawMessage // array of faults
	Counts    json.RawMessage // per file: read, new, unchanged, refused
	Warnings  json.RawMessage // array of faults that kept nothing out
	Hash      string          // SHA-256 of what was read, hex
	StartedBy string
	StartedAt time.Time
	SeenAt    time.Time // when its process last said that it is under way
	EndedAt   time.Time
}

// Upload is what a dry run read, kept for a while for the import that may follow.
type Upload struct {
	RunID   domain.ID // of the dry run
	UserID  domain.ID // who did it
	Content []byte    // the tables as JSON
	EndsAt  time.Time
}

// ImportTx keeps imports.
type ImportTx interface {
	// Known is all that an import is held against, in one state.
	Known() (importer.Known, error)
	ImportRun(id domain.ID) (ImportRun, error)
	SaveImportRun(r ImportRun) error
	// TouchImport says that a running import is under way; SilentImports are the
	// running ones that have not said so since a time.
	TouchImport(id domain.ID, at time.Time) error
	SilentImports(since time.Time) ([]ImportRun, error)
	// SaveUpload keeps what a dry run read in place of the user's earlier one.
	SaveUpload(u Upload) error
	Upload(run domain.ID) (Upload, error)
	// DeleteUpload is false when another took it away already.
	DeleteUpload(run domain.ID) (bool, error)
	DeleteUploadsEnded(by time.Time) error
}

// SettingsTx keeps the body's settings as one JSON text with a version.
type SettingsTx interface {
	Settings() (text string, version domain.Version, err error) // "" when none were kept
	SaveSettings(text string, seen domain.Version) error
}
