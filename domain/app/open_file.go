package app

import (
	"fmt"
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/programme"
)

// fileKinds says which audits call for a decision. A surveillance does only when
// the leader's word is not enough (rule surveillance.major_route).
var fileKinds = map[audit.Type]string{
	audit.Stage2: "initial", audit.Recert: "recertification", audit.Surveillance: "surveillance",
}

// openFile opens the decision file that a reported audit calls for, in each of
// its programmes, and puts everyone of the audits it rests on onto the audit
// side for good. A file that is open already is brought up to date instead.
func (a *App) openFile(tx Tx, actor domain.Actor, at time.Time, x audit.Audit) error {
	kind, calls := fileKinds[x.Type]
	if !calls || !x.Held() {
		return nil
	}
	for _, id := range x.ProgrammeIDs {
		p, err := tx.Programme(id)
		if err != nil {
			return err
		}
		if x.Type == audit.Surveillance {
			route, err := routeOf(tx, x, p.SchemeID)
			if err != nil {
				return err
			}
			if route == audit.MaintainOnLeader {
				continue
			}
		}
		if err := a.openFileFor(tx, actor, at, p, x, kind); err != nil {
			return err
		}
	}
	return nil
}

// majorsOf counts the majors of an audit that concern a scheme.
func majorsOf(tx Tx, x audit.Audit, schemeID string) (int, error) {
	if x.Imported {
		return x.Majors, nil
	}
	found, err := tx.FindingsOfAudit(x.ID)
	majors := 0
	for _, f := range found {
		if f.Grade == audit.Major && f.Concerns(schemeID) {
			majors++
		}
	}
	return majors, err
}

func (a *App) openFileFor(tx Tx, actor domain.Actor, at time.Time, p programme.Programme, x audit.Audit, kind string) error {
	f, decided, err := fileOn(tx, p.ID, x.ID)
	if err != nil || decided {
		return err
	}
	rests, err := restsOn(tx, p, x, kind)
	if err != nil {
		return err
	}
	verb, summary := "update_file", "was brought up to date"
	if f.ID == "" {
		verb, summary = "open_file", "was opened on "+x.Title()+" "+x.No
		n, err := tx.Next("decision_file")
		if err != nil {
			return err
		}
		f = decision.File{
			ID: a.NewID(), No: fmt.Sprintf("F%05d", n), Kind: kind, ProgrammeID: p.ID, ClientID: p.ClientID, ContractID: p.ContractID,
			State: decision.FileOpen, DueOn: p.Expiry, OpenedAt: at,
		}
		if f.CertificateID, err = liveCertificate(tx, p.ID); err != nil {
			return err
		}
	}
	f.AuditIDs = rests
	if err := tx.SaveFile(&f); err != nil {
		return err
	}
	if err := keepSides(tx, f); err != nil {
		return err
	}
	return a.record(tx, actor, at, Act{
		Verb: verb, Kind: "decision_file", Object: f.ID, ClientID: f.ClientID,
		Summary: fmt.Sprintf("Decision file %s %s.", f.No, summary), State: f,
	})
}

// fileOn is the open file of a programme that rests on an audit; decided says
// that a decision was already taken on that audit.
func fileOn(tx Tx, programme, x domain.ID) (open decision.File, decided bool, err error) {
	files, err := tx.FilesOfProgramme(programme)
	for _, f := range files {
		if f.Proposal == nil && len(f.AuditIDs) > 0 && f.AuditIDs[len(f.AuditIDs)-1] == x {
			if f.State == decision.FileDecided {
				return decision.File{}, true, err
			}
			open = f
		}
	}
	return open, false, err
}

// restsOn are the audits a decision rests on, the calling one last: both stages
// of an initial certification, all of the cycle for a recertification.
func restsOn(tx Tx, p programme.Programme, x audit.Audit, kind string) ([]domain.ID, error) {
	all, err := tx.AuditsOfProgramme(p.ID)
	var out []domain.ID
	for _, o := range all {
		rests := kind == "recertification" && o.Held() || kind == "initial" && o.Type == audit.Stage1 && o.State != audit.Cancelled
		if rests && o.ID != x.ID {
			out = append(out, o.ID)
		}
	}
	return append(out, x.ID), err
}

func liveCertificate(tx Tx, programme domain.ID) (domain.ID, error) {
	all, err := tx.CertificatesOfProgramme(programme)
	i := slices.IndexFunc(all, func(c certificate.Certificate) bool {
		return c.State == certificate.Valid || c.State == certificate.Suspended || c.State == certificate.Expired
	})
	if err != nil || i < 0 {
		return "", err
	}
	return all[i].ID, nil
}

// keepSides puts everyone in any role on the audits of a file onto its audit
// side. It fails, and with it whatever brought it about, when one of them has
// decided already.
func keepSides(tx Tx, f decision.File) error {
	for _, id := range f.AuditIDs {
		x, err := tx.Audit(id)
		if err != nil {
			return err
		}
		for _, s := range x.Seats {
			if err := tx.TakeSide(f.ID, s.PersonID, decision.AuditSide, s.Role+" on "+x.No); err != nil {
				return err
			}
		}
		if by := x.Report.SubmittedBy; by != "" {
			if err := tx.TakeSide(f.ID, by, decision.AuditSide, "reported "+x.No); err != nil {
				return err
			}
		}
		if err := keepWatchers(tx, f, x); err != nil {
			return err
		}
	}
	return nil
}

// keepWatchers puts who watched the team of an audit at work onto the audit side
// of a file: they were there, though in no seat.
func keepWatchers(tx Tx, f decision.File, x audit.Audit) error {
	if len(x.Seats) == 0 {
		return nil
	}
	seen, err := tx.Observations(x.Team()...)
	if err != nil {
		return err
	}
	for _, o := range seen {
		if o.AuditID != x.ID {
			continue
		}
		if err := tx.TakeSide(f.ID, o.ObserverID, decision.AuditSide, "watched "+x.No); err != nil {
			return err
		}
	}
	return nil
}

// touchFiles raises the version of the open files that rest on an audit, because
// something a decider looks at changed: a decision made on the version before
// falls.
func (a *App) touchFiles(tx Tx, actor domain.Actor, at time.Time, x domain.ID, why string) error {
	files, err := tx.FilesOfAudit(x)
	if err != nil {
		return err
	}
	return a.touch(tx, actor, at, files, why)
}

// touchFilesOfClient does so for all of a client, when what its certificate would
// say changed.
func (a *App) touchFilesOfClient(tx Tx, actor domain.Actor, at time.Time, of domain.ID, why string) error {
	programmes, err := tx.ProgrammesOfClient(of)
	if err != nil {
		return err
	}
	for _, p := range programmes {
		files, err := tx.FilesOfProgramme(p.ID)
		if err != nil {
			return err
		}
		if err := a.touch(tx, actor, at, files, why); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) touch(tx Tx, actor domain.Actor, at time.Time, files []decision.File, why string) error {
	for _, f := range files {
		if f.State != decision.FileOpen {
			continue
		}
		if err := tx.SaveFile(&f); err != nil {
			return err
		}
		if err := keepSides(tx, f); err != nil {
			return err
		}
		if err := a.record(tx, actor, at, Act{
			Verb: "update_file", Kind: "decision_file", Object: f.ID, ClientID: f.ClientID,
			Summary: fmt.Sprintf("Decision file %s changed: %s.", f.No, why), State: f,
		}); err != nil {
			return err
		}
	}
	return nil
}
