package app

import (
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/country"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

// fileFacts is everything a decision on a file rests on, read in one transaction.
type fileFacts struct {
	File        decision.File
	Client      client.Client
	Sites       []client.Site
	Contract    client.Contract
	Scheme      scheme.Scheme
	Programme   programme.Programme
	Audits      []audit.Audit // in the order of the file; the last is the one that called for it
	Findings    []audit.Finding
	Sides       map[domain.ID]decision.Side
	Certificate *certificate.Certificate // none before the first decision
	Owed        []audit.Audit            `json:",omitempty"` // of the cycle; of a proposed change only
	Settings    Settings
	Today       domain.Date
}

func (a *App) factsOf(tx Tx, f decision.File, at time.Time) (x fileFacts, err error) {
	if f.Proposal != nil && f.State == decision.FileOpen { // what was held since it was proposed counts too
		if f.AuditIDs, err = heldIn(tx, f.ProgrammeID); err != nil {
			return x, err
		}
	}
	x.File = f
	load := func(step func() error) {
		if err == nil {
			err = step()
		}
	}
	load(func() (err error) { x.Client, err = tx.Client(f.ClientID); return })
	load(func() (err error) { x.Contract, err = tx.Contract(f.ContractID); return })
	load(func() (err error) { x.Programme, err = tx.Programme(f.ProgrammeID); return })
	load(func() (err error) {
		x.Scheme, err = tx.Scheme(x.Programme.SchemeID, x.Programme.SchemeVersion)
		return
	})
	load(func() (err error) { x.Sides, err = tx.Sides(f.ID); return })
	load(func() (err error) { x.Settings, _, err = SettingsIn(tx); return })
	load(func() (err error) { x.Sites, err = sitesOf(tx, x.Contract); return })
	for _, id := range f.AuditIDs {
		load(func() error {
			one, err := tx.Audit(id)
			if err != nil {
				return err
			}
			found, err := tx.FindingsOfAudit(id)
			for _, f := range found {
				if f.Concerns(x.Programme.SchemeID) {
					x.Findings = append(x.Findings, f)
				}
			}
			x.Audits = append(x.Audits, one)
			return err
		})
	}
	if f.CertificateID != "" {
		load(func() error {
			c, err := tx.Certificate(f.CertificateID)
			x.Certificate = &c
			return err
		})
	}
	if f.Proposal != nil {
		load(func() error { return x.withChange(tx) })
	}
	x.Today = domain.DateOf(at, x.Settings.Zone())
	return x, err
}

// sitesOf are the sites a contract covers, the central one first.
func sitesOf(tx Tx, c client.Contract) ([]client.Site, error) {
	all, err := tx.Sites(c.ClientID)
	if err != nil || len(c.SiteIDs) == 0 {
		return all, err
	}
	var covered []client.Site
	for _, s := range all {
		for _, id := range c.SiteIDs {
			if s.ID == id {
				covered = append(covered, s)
			}
		}
	}
	return covered, nil
}

// called is the audit whose report called for the file.
func (x fileFacts) called() audit.Audit {
	if len(x.Audits) == 0 {
		return audit.Audit{}
	}
	return x.Audits[len(x.Audits)-1]
}

// recommendation is what the team recommends; no team recommends on a proposed change.
func (x fileFacts) recommendation() string {
	if x.File.Proposal != nil {
		return ""
	}
	return x.called().Report.Recommendation
}

// ncs are the nonconformities of the audits the certification hangs on. What an
// imported audit found is known by number only and was settled before Certwright.
func (x fileFacts) ncs() []audit.Finding {
	var out []audit.Finding
	for _, f := range x.Findings {
		if f.Grade == audit.Major || f.Grade == audit.Minor {
			out = append(out, f)
		}
	}
	return out
}

// outcomes are the decisions this file may end in, the positive one first.
func (x fileFacts) outcomes() []decision.Outcome {
	if change, proposed := decision.ChangeOf(x.File.Kind); proposed {
		return []decision.Outcome{change.Outcome, decision.Refused}
	}
	switch x.File.Kind {
	case "initial":
		return []decision.Outcome{decision.Granted, decision.Refused}
	case "recertification":
		return []decision.Outcome{decision.Renewed, decision.Refused}
	}
	return []decision.Outcome{decision.Maintained}
}

// issue is what a yes today would put on the certificate.
type issue struct {
	Decision  domain.Date
	Effective domain.Date
	Expiry    domain.Date
	Original  domain.Date
	Finding   domain.Finding // of the rule that gives the dates
}

func (x fileFacts) issue() issue {
	out := issue{Decision: x.Today, Effective: x.Today, Original: x.Today}
	if x.File.Kind == "initial" {
		cycle := programme.First(x.Today, x.Scheme.Programme)
		out.Expiry = cycle.Expiry
		out.Finding = programme.InitialRule.Met("Decided on %s, the certification runs until %s.", x.Today.Long(), out.Expiry.Long())
		return out
	}
	if x.Certificate != nil {
		out.Original, out.Expiry = x.Certificate.OriginalDecision, x.Certificate.Expiry
	}
	if x.File.Proposal != nil && x.Certificate != nil {
		out.Decision = x.Certificate.Decision // of the cycle, which a change does not move
	}
	if x.File.Kind != "recertification" {
		return out
	}
	r := programme.Recertify(programme.RecertFacts{
		OldExpiry: x.Programme.Expiry, Decision: x.Today, Today: x.Today, OutstandingDone: len(x.blockers()) == 0,
	}, x.Scheme.Programme)
	out.Finding, out.Effective, out.Expiry = r.Finding(), r.Effective, r.Expiry
	return out
}

// blockers stand against a positive decision (9.5.2).
func (x fileFacts) blockers() []string {
	var ncs []decision.NC
	for _, f := range x.ncs() {
		ncs = append(ncs, decision.NC{Grade: string(f.Grade), State: string(f.State)})
	}
	return decision.Blockers(ncs, x.reported(), x.recommendation())
}

// reported tells whether every audit of the file has its report.
func (x fileFacts) reported() bool {
	for _, a := range x.Audits {
		if !a.Held() {
			return false
		}
	}
	return len(x.Audits) > 0
}

// document is the certificate that a yes would issue, all but what only the
// issue itself gives: number, revision, check code, signatory, ledger head.
func (x fileFacts) document(i issue) certificate.Document {
	mark, _ := x.Settings.Accredited(x.Scheme.ID, x.Today)
	d := certificate.Document{
		Issuer:   certificate.Issuer{Name: x.Settings.Name, Address: x.Settings.Address, Accreditation: mark},
		Client:   x.Client.LegalName,
		Standard: x.Scheme.Name, System: strings.ToLower(x.Scheme.Subject) + " management system",
		Scope: x.Contract.Scope, SoA: x.Contract.SoAVersion,
		OriginalOn: i.Original, DecidedOn: i.Decision, EffectiveOn: i.Effective, ExpiresOn: i.Expiry, IssuedOn: x.Today,
	}
	for n, s := range x.Sites {
		address := siteAddress(s)
		if n == 0 {
			d.Address = address
		}
		d.Sites = append(d.Sites, certificate.Site{Name: s.Name, Address: address})
	}
	return d
}

// siteAddress is where a site lies, as certificates and calendars print it.
func siteAddress(s client.Site) string {
	return place(s.Street, s.Postcode+" "+s.City, country.Name(s.Country))
}
