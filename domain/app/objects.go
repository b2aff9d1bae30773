package app

import (
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
)

// objects says for each kind of the ledger how an object is loaded again and by
// which number people know it. What is loaded must be the very type that the use
// cases hand to record as the state.
var objects = map[string]func(tx Tx, id domain.ID) (state any, no string, err error){
	"client":      func(tx Tx, id domain.ID) (any, string, error) { c, err := tx.Client(id); return c, c.No, err },
	"contact":     func(tx Tx, id domain.ID) (any, string, error) { c, err := tx.Contact(id); return c, c.Name, err },
	"site":        func(tx Tx, id domain.ID) (any, string, error) { s, err := tx.Site(id); return s, s.No, err },
	"application": func(tx Tx, id domain.ID) (any, string, error) { x, err := tx.Application(id); return x, x.No, err },
	"contract":    func(tx Tx, id domain.ID) (any, string, error) { c, err := tx.Contract(id); return c, c.No, err },
	"notice":      func(tx Tx, id domain.ID) (any, string, error) { n, err := tx.Notice(id); return n, n.No, err },
	"amendment": func(tx Tx, id domain.ID) (any, string, error) {
		x, err := tx.Amendment(id)
		return x, fmt.Sprintf("revision %d", x.Revision), err
	},
	"programme":     func(tx Tx, id domain.ID) (any, string, error) { p, err := tx.Programme(id); return p, p.SchemeID, err },
	"audit":         func(tx Tx, id domain.ID) (any, string, error) { x, err := tx.Audit(id); return x, x.No, err },
	"finding":       func(tx Tx, id domain.ID) (any, string, error) { f, err := tx.Finding(id); return f, f.No, err },
	"decision_file": func(tx Tx, id domain.ID) (any, string, error) { f, err := tx.File(id); return f, f.No, err },
	"decision": func(tx Tx, id domain.ID) (any, string, error) {
		d, err := tx.Decision(id)
		return d, string(d.Outcome), err
	},
	"certificate": func(tx Tx, id domain.ID) (any, string, error) { c, err := tx.Certificate(id); return c, c.No, err },
	"certificate_revision": func(tx Tx, id domain.ID) (any, string, error) {
		r, err := tx.Revision(id)
		return r, fmt.Sprint(r.Number), err
	},
	"auditor": func(tx Tx, id domain.ID) (any, string, error) { x, err := tx.Auditor(id); return x, x.No, err },
	"user": func(tx Tx, id domain.ID) (any, string, error) {
		u, err := tx.User(id)
		return u.withoutSecret(), u.Email, err
	},
	"scheme": func(tx Tx, id domain.ID) (any, string, error) {
		s, err := schemeNamed(tx, id)
		return s, fmt.Sprintf("%s version %d", s.Name, s.Version), err
	},
	"authorisation": func(tx Tx, id domain.ID) (any, string, error) {
		x, err := tx.Authorisation(id)
		return x, x.SchemeID + " " + x.Role + " " + x.Code, err
	},
	"plan_run": func(tx Tx, id domain.ID) (any, string, error) {
		r, err := tx.PlanRun(id)
		return r, string(r.Kind), err
	},
	"plan_prices": func(tx Tx, _ domain.ID) (any, string, error) { p, err := tx.PlanPrices(); return p, "", err },
	"risk":        func(tx Tx, id domain.ID) (any, string, error) { r, err := tx.Risk(id); return r, r.No, err },
	"declaration": func(tx Tx, id domain.ID) (any, string, error) {
		d, err := tx.Declaration(id)
		return d, d.SignedBy + " " + d.On.String(), err
	},
	"observation": func(tx Tx, id domain.ID) (any, string, error) {
		o, err := tx.Observation(id)
		return o, o.On.String(), err
	},
	"interest": func(tx Tx, id domain.ID) (any, string, error) {
		i, err := tx.Interest(id)
		return i, string(i.Kind), err
	},
}

// proofs checks what an object proves beside its row: signatures, the hashes of
// what was decided and issued, the hours of a booking.
func (v *verification) proofs(tx Tx, kind, no string, state any) error {
	switch o := state.(type) {
	case decision.File:
		return v.sides(tx, kind, no, o)
	case decision.Decision:
		v.counts.Decisions++
		for _, what := range v.decisionFaults(o) {
			v.report(Fault{Kind: kind, Object: o.ID, No: no, What: what})
		}
	case certificate.Revision:
		v.counts.Documents++
		if hashOf(o.Document) != o.ContentHash {
			v.report(Fault{Kind: kind, Object: o.ID, No: no, What: "the document is not the one whose hash was recorded"})
		}
		return v.file(tx, kind, no, o)
	case audit.Audit:
		site, err := tx.Site(o.SiteID)
		if err != nil {
			return err
		}
		agree, err := tx.SlotsAgree(o, site.Zone())
		if err == nil && !agree {
			v.report(Fault{Kind: kind, Object: o.ID, No: no, What: "the hours kept against double booking are not those of its seats"})
		}
		return err
	}
	return nil
}

func (v *verification) file(tx Tx, kind, no string, r certificate.Revision) error {
	if r.FileHash == "" {
		return nil // not made yet
	}
	_, content, err := tx.GetFile(r.FileHash)
	if err != nil && domain.KindOf(err) != domain.Unknown {
		return err
	}
	if err != nil || hashOf(content) != r.FileHash {
		v.report(Fault{Kind: kind, Object: r.ID, No: no, What: "the file is gone or altered"})
	}
	return nil
}

// decisionFaults says what about a decision is not as it was signed.
func (a *App) decisionFaults(d decision.Decision) (faults []string) {
	if hashOf(d.FileBytes) != d.FileHash {
		faults = append(faults, "the frozen file is not the one that was decided on")
	}
	if !a.Seals.TextIs(d.Canonical(), d.Signature, d.KeyID) {
		faults = append(faults, "its signature does not fit it")
	}
	return faults
}
