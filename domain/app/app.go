// Package app holds the use cases: one file a verb. A use case takes an actor
// and a command, opens one transaction, asks the clock once, runs the rules and
// writes state, ledger entry and jobs together, or nothing at all. The API, the
// jobs, the importer and the command line all come through here.
package app

import (
	"context"
	"log/slog"
	"time"

	"github.com/certwright/certwright/domain"
)

// App is what use cases need from outside. cmd/certwright wires it.
type App struct {
	Store     Store
	Clock     domain.Clock
	NewID     func() domain.ID // UUID version 7
	Random    func(n int) []byte
	Passwords Passwords
	Documents Documents
	Seals     Seals
	Tree      Tree
	Heads     HeadBook // nil keeps no heads outside the database
	Post      Post
	Log       *slog.Logger
	Nudge     func() // tells the relay that jobs were written; may be nil
	BaseURL   string // public address of the installation, without a final slash
	Demo      bool   // demo sign-ins are offered
	SetupCode string // printed at the start of an empty installation; makes the first admin

	settings settingsCache
	keeping  keeping
	desks    planDesks
}

// now is the instant of a use case, read once.
func (a *App) now() time.Time { return a.Clock.Now() }

// write runs one business transaction and wakes the relay after its commit.
func (a *App) write(ctx context.Context, work func(tx Tx) error) error {
	err := a.Store.Write(ctx, func(tx Tx) error {
		if err := work(tx); err != nil {
			return err
		}
		return noteEffect(ctx, tx)
	})
	if err != nil {
		return err
	}
	if a.Nudge != nil {
		a.Nudge()
	}
	return nil
}

// Passwords hashes and checks passwords; it alone knows the algorithm.
type Passwords interface {
	Acceptable(password string) error // a domain.Invalid error naming what would be right
	Hash(password string) (string, error)
	Matches(password, hash string) (bool, error)
	// Waste takes as long as Matches, so that the time of an answer does not tell
	// whether there is an account.
	Waste(password string)
}

// Post sends one letter to one person. An error of kind domain.Unavailable may
// be tried again; any other is final.
type Post interface {
	Send(ctx context.Context, l Letter) error
}

// Letter is one mail to one recipient. Key makes a repeated sending
// recognisable: the Message-ID is derived from it.
type Letter struct {
	Key     string
	To      string
	Subject string
	Text    string
	At      time.Time // when it was written: the same letter is the same bytes

	Attachments []Attachment
}

// Attachment is a file that goes out with a letter.
type Attachment struct {
	Name    string
	Type    string // "application/pdf"
	Content []byte
}

// Documents makes PDFs: the same document gives the same bytes, for ever.
type Documents interface {
	// Certificate renders the canonical JSON of a certificate.Document; qr is
	// what its code says.
	Certificate(canonical, qr string) ([]byte, error)
	// Sheet renders headed rows, such as a receipt.
	Sheet(s Sheet) ([]byte, error)
}

// Sheet is a plain document of headed rows.
type Sheet struct {
	Title    string
	Subtitle string
	Day      domain.Date // of the document
	Sections []SheetSection
	Footer   string
}

// SheetSection is one heading with its rows.
type SheetSection struct {
	Heading string
	Rows    []SheetRow
}

// SheetRow is a label, its value, and where the value comes from; a total is
// set off.
type SheetRow struct {
	Label, Value, Note string
	Total              bool
}

// Tree is the arithmetic of the ledger's Merkle tree (RFC 6962). It keeps
// nothing: stored hashes are read through the given function, by position.
type Tree interface {
	// Append gives the hashes to store when entries join a tree of a size, and
	// the position of the first of them.
	Append(size int64, entries []string, stored TreeReader) (first int64, hashes [][]byte, err error)
	Root(size int64, stored TreeReader) (root string, err error) // base64
	Replay() Replay
	// Proof is a text that proves, with the ledger's public key alone, that an
	// entry stands at an index of the tree whose signed head is given.
	Proof(entry string, index, size int64, signed string, stored TreeReader) (string, error)
}

// TreeReader fetches stored hashes by position.
type TreeReader func(positions []int64) (map[int64][]byte, error)

// Replay builds the tree again from its entries alone.
type Replay interface {
	// Add gives the hashes that the next entry adds to the stored ones.
	Add(entry string) [][]byte
	Root() string // of the entries so far, base64
}

// Seals signs with the body's keys.
type Seals interface {
	// PDF seals a document; the signature covers the whole file.
	PDF(pdf []byte, at time.Time) ([]byte, error)
	// Text signs a short text and says which key did.
	Text(text string) (signature, keyID string, err error)
	// TextIs tells whether a signature over a text is one of ours.
	TextIs(text, signature, keyID string) bool
	// Head signs a ledger head as a checkpoint; OpenHead checks one, and HeadKey
	// is the public key anybody may check them with.
	Head(size int64, root string) (signed string, err error)
	OpenHead(signed string) (size int64, root string, err error)
	HeadKey() string
	// Code signs what the QR code of a certificate vouches for; OpenCode reads
	// it, and refuses as Invalid what is not signed by us.
	Code(c PrintedCode) (token string, err error)
	OpenCode(token string) (PrintedCode, error)
}

// PrintedCode is what the QR code of a certificate vouches for.
type PrintedCode struct {
	Number    string
	Revision  int
	CheckCode string
	Hash      string // of the document's content, hex; OpenCode gives its beginning
}
