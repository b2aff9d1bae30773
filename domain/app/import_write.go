package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/importer"
)

// importChunk is how many things one transaction of an import writes.
const importChunk = 200

// carrying carries an import plan out.
type carrying struct {
	*App
	ctx   context.Context
	actor domain.Actor
	plan  *importer.Plan
	told  func(done int)

	done  int
	zones map[domain.ID]*time.Location // by site
}

// write is one thing to write: what it is, and how.
type write struct {
	id domain.ID
	do func(tx Tx, at time.Time) error
}

// out writes in the order in which things refer to each other.
func (c *carrying) out() error {
	for _, batch := range [][]write{c.masterData(), c.contracts(), c.audits()} {
		for chunk := range slices.Chunk(batch, importChunk) {
			if err := c.chunk(chunk); err != nil {
				return err
			}
			c.done += len(chunk)
			c.told(c.done)
		}
	}
	return nil
}

// chunk writes some things in one transaction. When one of them is refused the
// chunk is written thing by thing, so that only that one stays out.
func (c *carrying) chunk(all []write) error {
	err := c.write(c.ctx, func(tx Tx) error {
		at := c.now()
		for _, w := range all {
			if err := w.do(tx, at); err != nil {
				return err
			}
		}
		return nil
	})
	switch domain.KindOf(err) {
	case domain.Internal, domain.Unavailable:
		return err // none, or our fault: nil stays nil
	}
	for _, w := range all {
		err := c.write(c.ctx, func(tx Tx) error { return w.do(tx, c.now()) })
		if err == nil {
			continue
		}
		if k := domain.KindOf(err); k == domain.Internal || k == domain.Unavailable {
			return err
		}
		c.refuse(w.id, err)
	}
	return nil
}

// refuse names a record that the database would not take: something changed
// since the plan was made.
func (c *carrying) refuse(id domain.ID, err error) {
	s := c.plan.Sources[id]
	c.plan.Faults = append(c.plan.Faults, importer.Fault{File: s.File, Record: s.Record, Message: plainly(err)})
	for i := range c.plan.Counts {
		if c.plan.Counts[i].File == s.File {
			c.plan.Counts[i].Refused++
			c.plan.Counts[i].New--
		}
	}
}

// taken is the ledger entry of a thing taken in.
func (c *carrying) taken(tx Tx, at time.Time, kind string, id, clientID domain.ID, name string, state any) error {
	s := c.plan.Sources[id]
	from := "follows from an imported certificate"
	if s.File != "" {
		from = fmt.Sprintf("%s record %d", s.File, s.Record)
	}
	return c.record(tx, c.actor, at, Act{
		Verb: "import", Kind: kind, Object: id, ClientID: clientID, Summary: fmt.Sprintf("%s taken in (%s).", name, from), State: state,
	})
}

func (c *carrying) masterData() []write {
	var out []write
	p := c.plan
	for i := range p.Clients {
		x := &p.Clients[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := *x
			if y.Version == 0 {
				y.CreatedAt = at
			}
			if err := tx.SaveClient(&y); err != nil {
				return err
			}
			if err := c.touchFilesOfClient(tx, c.actor, at, y.ID, "what is known of the client was imported anew"); err != nil {
				return err
			}
			return c.taken(tx, at, "client", y.ID, y.ID, y.LegalName, y)
		}})
	}
	for i := range p.Sites {
		x := p.Sites[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := x
			if err := tx.SaveSite(&y); err != nil {
				return err
			}
			if err := c.touchFilesOfClient(tx, c.actor, at, y.ClientID, "site "+y.No+" was imported anew"); err != nil {
				return err
			}
			return c.taken(tx, at, "site", y.ID, y.ClientID, y.No, y)
		}})
	}
	for i := range p.Contacts {
		x := p.Contacts[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := x
			if err := tx.SaveContact(&y); err != nil {
				return err
			}
			return c.taken(tx, at, "contact", y.ID, y.ClientID, y.Name, y)
		}})
	}
	return append(out, c.people()...)
}

func (c *carrying) people() []write {
	var out []write
	p := c.plan
	for i := range p.Auditors {
		x := p.Auditors[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := x
			if err := tx.SaveAuditor(&y); err != nil {
				return err
			}
			return c.taken(tx, at, "auditor", y.ID, "", y.Name, y)
		}})
	}
	for i := range p.Authorisations {
		x := p.Authorisations[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := x
			if err := notOneself(c.actor, y.PersonID); err != nil {
				return err
			}
			if err := tx.SaveAuthorisation(&y); err != nil {
				return err
			}
			return c.taken(tx, at, "authorisation", y.ID, "", y.Role+" "+y.Code, y)
		}})
	}
	for i := range p.Absences {
		x := p.Absences[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := x
			if err := tx.SaveAbsence(&y); err != nil {
				return err
			}
			return c.taken(tx, at, "absence", y.ID, "", "Absence "+y.Period.String(), y)
		}})
	}
	for i := range p.Interests {
		x := p.Interests[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := x
			if err := notOnesOwn(c.actor, y.PersonID); y.Version > 0 && err != nil {
				return err
			}
			if err := tx.SaveInterest(&y); err != nil {
				return err
			}
			return c.taken(tx, at, "interest", y.ID, y.ClientID, string(y.Kind), y)
		}})
	}
	return out
}

func (c *carrying) contracts() []write {
	var out []write
	p := c.plan
	for i := range p.Contracts {
		x := p.Contracts[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := x
			if err := tx.SaveContract(&y); err != nil {
				return err
			}
			if err := c.touchFilesOfClient(tx, c.actor, at, y.ClientID, "contract "+y.No+" was imported anew"); err != nil {
				return err
			}
			return c.taken(tx, at, "contract", y.ID, y.ClientID, y.No, y)
		}})
	}
	for i := range p.Programmes {
		x := p.Programmes[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error {
			y := x
			if err := tx.SaveProgramme(&y); err != nil {
				return err
			}
			return c.taken(tx, at, "programme", y.ID, y.ClientID, fmt.Sprintf("Cycle %d", y.Cycle), y)
		}})
	}
	for i := range p.Certificates {
		x := p.Certificates[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error { return c.certificate(tx, at, x) }})
	}
	return out
}

func (c *carrying) certificate(tx Tx, at time.Time, y certificate.Certificate) error {
	fresh := y.Version == 0
	if err := tx.SaveCertificate(&y); err != nil {
		return err
	}
	if fresh {
		if err := c.firstChange(tx, at, y); err != nil {
			return err
		}
	}
	if err := c.unresolvedLater(tx, at, y); err != nil {
		return err
	}
	return c.taken(tx, at, "certificate", y.ID, y.ClientID, y.No, y)
}

// firstChange begins the history of a certificate taken in. Where the records do
// not say since when it stands as it does, it begins today.
func (c *carrying) firstChange(tx Tx, at time.Time, y certificate.Certificate) error {
	on, why := y.StateSince, "taken over from the records before Certwright"
	if on == 0 {
		today, err := c.todayIn(tx, at)
		if err != nil {
			return err
		}
		on, why = today, why+", which do not say since when"
	}
	return tx.InsertChange(certificate.Change{ID: c.NewID(), CertificateID: y.ID, From: certificate.Draft, To: y.State, On: on, At: at, Why: why})
}

func (c *carrying) audits() []write {
	var out []write
	for i := range c.plan.Audits {
		x := c.plan.Audits[i]
		out = append(out, write{x.ID, func(tx Tx, at time.Time) error { return c.audit(tx, at, x) }})
	}
	return out
}

// audit keeps an audit; a booked one takes its hours and gets its calendar entries.
func (c *carrying) audit(tx Tx, at time.Time, y audit.Audit) error {
	zone, err := c.zone(tx, y.SiteID)
	if err != nil {
		return err
	}
	y.ChangedAt = at
	if err := tx.SaveAudit(&y, zone); err != nil {
		return err
	}
	if err := c.joinAuditSide(tx, y); err != nil {
		return err
	}
	if y.Told() && !y.Imported {
		have, err := tx.Blocks(y.ID)
		if err != nil {
			return err
		}
		if err := tx.SaveBlocks(y.Entries(audit.Audit{Dates: audit.Open}, have, at, func() string { return string(c.NewID()) })); err != nil {
			return err
		}
		if err := tx.TouchFeeds(at, y.Team()...); err != nil {
			return err
		}
	}
	return c.taken(tx, at, "audit", y.ID, y.ClientID, y.Title()+" "+y.No, y)
}

func (c *carrying) zone(tx Tx, site domain.ID) (*time.Location, error) {
	if z, ok := c.zones[site]; ok {
		return z, nil
	}
	s, err := tx.Site(site)
	if err != nil {
		return nil, err
	}
	if c.zones == nil {
		c.zones = map[domain.ID]*time.Location{}
	}
	c.zones[site] = s.Zone()
	return c.zones[site], nil
}
