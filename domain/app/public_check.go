package app

import (
	"context"
	"crypto/subtle"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/country"
	"github.com/certwright/certwright/domain/ledger"
)

// Question is what a visitor holds in hand: the number with or without its check
// code, the hash of a file, or the text of a QR code.
type Question struct {
	Number string
	Code   string
	SHA256 string
	QR     string
}

// The verdicts of a public check.
const (
	Genuine     = "genuine"      // in force, and it says what we certified
	NotYet      = "not_yet"      // genuine, in force only later
	NumberOnly  = "number_only"  // the number is known; the content was not proved
	NeverIssued = "never_issued" // nothing of ours
	Altered     = "altered"      // it pretends to be ours and does not say what we certified
	// The others are genuine and not in force, by the certificate's state:
	// suspended, withdrawn, expired, superseded, cancelled.
)

// Answer is what anyone may know of a certificate.
type Answer struct {
	Verdict     string
	Title       string
	Text        string
	AsOf        time.Time
	Today       domain.Date // the civil date of AsOf
	Body        string
	Certificate certificate.Certificate // what is known of it; empty when nothing is
	Document    certificate.Document    // what the visitor's document says, once proved
	ContentHash string
	FileHash    string // SHA-256 of the sealed PDF; empty until it is made
	Proof       string // that the document's issue stands in the ledger; empty until it is sequenced
	History     []certificate.Change
	Audits      []audit.Audit // of the cycle, in their order; their marks only are public
	Head        ledger.Head
}

// Check tells anyone whether a certificate is real and what it is worth today.
// It asks the register at this moment; nothing is cached.
func (a *App) Check(ctx context.Context, q Question) (out Answer, err error) {
	if q == (Question{}) {
		return out, oneFault("number", "give a number, a file's hash or the text of a QR code")
	}
	at := a.now()
	err = a.Store.Read(ctx, func(tx Tx) error {
		settings, _, err := SettingsIn(tx)
		if err != nil {
			return err
		}
		out = Answer{AsOf: at, Body: settings.Name}
		if out.Head, err = tx.LatestHead(); err != nil && domain.KindOf(err) != domain.Unknown {
			return err
		}
		found, err := a.find(tx, q)
		if err != nil {
			return err
		}
		out.Today = domain.DateOf(at, settings.Zone())
		if err := out.tell(tx, found); err != nil || found.revision == nil {
			return err
		}
		out.Proof, err = a.proofOfIssue(tx, found.revision.ID, out.Head)
		return err
	})
	return out, err
}

// found is what a question led to. revision is set once the content is proved.
type found struct {
	verdict     string // altered or never_issued; "" when the certificate answers
	certificate *certificate.Certificate
	revision    *certificate.Revision
}

// find follows the strongest proof the visitor has.
func (a *App) find(tx Tx, q Question) (found, error) {
	switch {
	case q.SHA256 != "":
		r, err := tx.RevisionByFileHash(strings.ToLower(q.SHA256))
		if err == nil {
			return proved(tx, r)
		}
		if domain.KindOf(err) != domain.Unknown {
			return found{}, err
		}
		return pretender(tx, q.Number)
	case q.QR != "":
		return a.byToken(tx, q.QR, q.Number)
	}
	c, err := tx.CertificateByNo(strings.TrimSpace(q.Number))
	if err != nil {
		return unknownIsNever(err)
	}
	if strings.TrimSpace(q.Code) == "" {
		return found{certificate: &c}, nil
	}
	return byCode(tx, c, q.Code)
}

func unknownIsNever(err error) (found, error) {
	if domain.KindOf(err) == domain.Unknown {
		return found{verdict: NeverIssued}, nil
	}
	return found{}, err
}

// pretender is something that is not ours: altered when it names a certificate
// that exists.
func pretender(tx Tx, number string) (found, error) {
	if number = strings.TrimSpace(number); number == "" {
		return found{verdict: NeverIssued}, nil
	}
	c, err := tx.CertificateByNo(number)
	if err != nil {
		return unknownIsNever(err)
	}
	return found{verdict: Altered, certificate: &c}, nil
}

func proved(tx Tx, r certificate.Revision) (found, error) {
	c, err := tx.Certificate(r.CertificateID)
	return found{certificate: &c, revision: &r}, err
}

// byToken reads the signed text of a QR code, bare or in the address it stands in.
func (a *App) byToken(tx Tx, text, number string) (found, error) {
	token := strings.TrimSpace(text)
	if _, after, ok := strings.Cut(token, "qr="); ok {
		token = after
	}
	printed, err := a.Seals.OpenCode(token)
	if domain.KindOf(err) == domain.Invalid && err != nil {
		return pretender(tx, number)
	}
	if err != nil {
		return found{}, err
	}
	c, err := tx.CertificateByNo(printed.Number)
	if err != nil {
		return unknownIsNever(err)
	}
	revisions, err := tx.Revisions(c.ID)
	if err != nil {
		return found{}, err
	}
	for _, r := range revisions {
		if r.Number == printed.Revision && printed.Hash != "" && strings.HasPrefix(r.ContentHash, printed.Hash) {
			return found{certificate: &c, revision: &r}, nil
		}
	}
	return found{verdict: Altered, certificate: &c}, nil
}

// byCode finds the revision whose check code the visitor holds.
func byCode(tx Tx, c certificate.Certificate, code string) (found, error) {
	revisions, err := tx.Revisions(c.ID)
	if err != nil {
		return found{}, err
	}
	if len(revisions) == 0 { // issued before Certwright: there are no codes
		return found{certificate: &c}, nil
	}
	code = strings.ToUpper(strings.Join(strings.Fields(code), ""))
	for _, r := range revisions {
		doc, err := certificate.ReadDocument([]byte(r.Document))
		if err != nil {
			return found{}, err
		}
		if subtle.ConstantTimeCompare([]byte(doc.CheckCode), []byte(code)) == 1 {
			return found{certificate: &c, revision: &r}, nil
		}
	}
	return found{verdict: Altered, certificate: &c}, nil
}

// tell puts into words what was found, with as much as a visitor may know.
func (out *Answer) tell(tx Tx, f found) error {
	if f.certificate == nil || f.verdict == Altered {
		out.Verdict = f.verdict
		if f.certificate != nil {
			out.Certificate = certificate.Certificate{No: f.certificate.No}
		}
		out.words()
		return nil
	}
	c := *f.certificate
	out.Certificate = c
	var err error
	if out.History, err = tx.Changes(c.ID); err != nil {
		return err
	}
	audits, err := tx.AuditsOfProgramme(c.ProgrammeID)
	if err != nil {
		return err
	}
	for _, x := range audits {
		if x.JoinedInto == "" { // else it is held as part of another one
			out.Audits = append(out.Audits, x.For(c.ProgrammeID))
		}
	}
	if f.revision != nil {
		out.ContentHash, out.FileHash = f.revision.ContentHash, f.revision.FileHash
		if out.Document, err = certificate.ReadDocument([]byte(f.revision.Document)); err != nil {
			return err
		}
	} else if err := out.bare(tx, c); err != nil {
		return err
	}
	out.Verdict = verdictOn(c, f.revision, out.Today)
	out.words()
	return nil
}

// bare fills in what anyone may ask of a number: status, standard, scope and
// place of one certification (8.1.2).
func (out *Answer) bare(tx Tx, c certificate.Certificate) error {
	contract, err := tx.Contract(c.ContractID)
	if err != nil {
		return err
	}
	p, err := tx.Programme(c.ProgrammeID)
	if err != nil {
		return err
	}
	s, err := tx.Scheme(p.SchemeID, p.SchemeVersion)
	if err != nil {
		return err
	}
	client, err := tx.Client(c.ClientID)
	if err != nil {
		return err
	}
	sites, err := sitesOf(tx, contract)
	if err != nil {
		return err
	}
	out.Document = certificate.Document{
		Number: c.No, Client: client.LegalName, Standard: s.Name, Scope: contract.Scope,
		OriginalOn: c.OriginalDecision, EffectiveOn: c.Effective, ExpiresOn: c.Expiry,
	}
	if len(sites) > 0 {
		out.Document.Address = sites[0].City + ", " + country.Name(sites[0].Country)
	}
	return nil
}

// verdictOn is what a known certificate is worth on a day, the daily sweep done
// or not.
func verdictOn(c certificate.Certificate, r *certificate.Revision, today domain.Date) string {
	switch {
	case c.State == certificate.Withdrawn, c.State == certificate.CancelledS, c.State == certificate.Superseded:
		return string(c.State)
	case c.State == certificate.Expired, today > c.Expiry:
		return string(certificate.Expired)
	case c.State == certificate.Suspended:
		return string(c.State)
	case r != nil && r.Number < c.Revision:
		return string(certificate.Superseded)
	case today < c.Effective, c.State == certificate.Draft:
		return NotYet
	case r == nil:
		return NumberOnly
	}
	return Genuine
}

// words says the verdict to a person.
func (out *Answer) words() {
	c := out.Certificate
	since := c.StateSince.Long()
	switch out.Verdict {
	case Genuine:
		out.Title, out.Text = "Genuine and in force", "This certificate was issued by us, says what is shown here, and is in force today, "+out.Today.Long()+"."
	case NotYet:
		out.Title, out.Text = "Genuine, not in force yet", "This certificate takes effect on "+c.Effective.Long()+"."
	case NumberOnly:
		out.Title = "This number is in force"
		out.Text = "A certificate with this number is in force today. Compare what is shown here with the document, or give its check code or its file: only they prove the document itself."
		if c.Imported {
			out.Text = "A certificate with this number is in force today. It was issued before Certwright, so its document cannot be checked here; compare it with what is shown."
		}
	case string(certificate.Suspended):
		out.Title, out.Text = "Suspended", "The certification is suspended since "+since+" and not valid meanwhile."
		if c.StateSince == 0 { // taken in without the day
			out.Text = "The certification is suspended and not valid meanwhile."
		}
	case string(certificate.Withdrawn):
		out.Title, out.Text = "Withdrawn", "The certification was withdrawn on "+since+"."
	case string(certificate.Expired):
		out.Title, out.Text = "Expired", "The certification expired; "+c.Expiry.Long()+" was its last valid day."
	case string(certificate.CancelledS):
		out.Title, out.Text = "Given up", "The client gave the certification up on "+since+"."
	case string(certificate.Superseded):
		out.Title, out.Text = "Superseded", "This document was replaced by a newer revision, or by another certificate; ask the holder for the newest one."
	case Altered:
		out.Title, out.Text = "Not genuine", "The number exists, but this is not a document we issued: it was altered or made up."
	default:
		out.Title, out.Text = "Never issued", "We issued nothing like this. It was made up, or altered beyond recognition."
	}
}
