package app

import (
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

// Rehearsal says what a proposed version of a scheme would change.
type Rehearsal struct {
	Changes []scheme.Change // of the data, from the active version
	Open    int             // running programmes of the scheme; they keep their version
	Moves   []SchemeMove    // what would move in them if they did not
	Times   []TimeMove      // whose audit time would be another if they did not
}

// SchemeMove is an audit of a running programme that would have other days by
// the proposed version.
type SchemeMove struct {
	scheme.Move
	AuditNo     string
	Title       string
	ProgrammeID domain.ID
	ClientID    domain.ID
	ClientName  string
	Keeps       int // the version the programme keeps
}

// RehearseScheme compares a proposed version of a scheme with what runs today
// and keeps nothing. Each programme is compared with the version it keeps, by
// the same rules that lay its audits out.
func (a *App) RehearseScheme(ctx context.Context, actor domain.Actor, will scheme.Scheme) (out Rehearsal, err error) {
	if err := allow(actor, "rehearse a change of a scheme", domain.Admin, domain.Planner, domain.Reviewer); err != nil {
		return out, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		active, err := tx.ActiveScheme(will.ID)
		if err != nil {
			return err
		}
		if err := succeeds(active, &will); err != nil {
			return err
		}
		out.Changes = scheme.Diff(active, will)
		open, err := tx.OpenProgrammes(will.ID)
		if err != nil {
			return err
		}
		out.Open = len(open)
		if out.Moves, err = movesOf(tx, will, open); err != nil {
			return err
		}
		out.Times, err = a.timesOf(tx, will, open)
		return err
	})
	return out, err
}

func movesOf(tx Tx, will scheme.Scheme, open []programme.Programme) (out []SchemeMove, err error) {
	versions, err := tx.SchemeVersions(will.ID)
	if err != nil {
		return nil, err
	}
	audits, err := tx.AuditsOfOpenProgrammes(will.ID)
	if err != nil {
		return nil, err
	}
	of := map[domain.ID][]audit.Audit{}
	for _, x := range audits {
		for _, p := range x.ProgrammeIDs {
			of[p] = append(of[p], x.For(p))
		}
	}
	for _, p := range open {
		i := slices.IndexFunc(versions, func(s scheme.Scheme) bool { return s.Version == p.SchemeVersion })
		if i < 0 {
			return nil, domain.E(domain.Internal, "version_gone", "A programme keeps a version of its scheme that is not there.")
		}
		moves := scheme.Moves(versions[i], will, p, of[p.ID])
		if len(moves) == 0 {
			continue
		}
		c, err := tx.Client(p.ClientID)
		if err != nil {
			return nil, err
		}
		for _, m := range moves {
			x := audit.Audit{Type: m.Type, Number: m.Number}
			if i := slices.IndexFunc(of[p.ID], func(x audit.Audit) bool { return x.ID == m.AuditID }); i >= 0 {
				x = of[p.ID][i]
			}
			out = append(out, SchemeMove{Move: m, AuditNo: x.No, Title: x.Title(), ProgrammeID: p.ID,
				ClientID: c.ID, ClientName: c.LegalName, Keeps: p.SchemeVersion})
		}
	}
	return out, nil
}
