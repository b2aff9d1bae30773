package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/decision"
)

// AddObservation records that somebody watched an auditor at work.
func (a *App) AddObservation(ctx context.Context, actor domain.Actor, o auditor.Observation) (auditor.Observation, error) {
	if err := mustKeepRegister(actor); err != nil {
		return o, err
	}
	err := a.write(ctx, func(tx Tx) error {
		now := a.now()
		today, err := a.todayIn(tx, now)
		if err != nil {
			return err
		}
		who, err := tx.Auditor(o.PersonID)
		if err != nil {
			return err
		}
		o.ID, o.Note = a.NewID(), strings.TrimSpace(o.Note)
		if err := o.Check(today); err != nil {
			return err
		}
		by, err := tx.Person(o.ObserverID)
		if err != nil {
			var f domain.Fault
			f.Add("observer_id", "there is no such person")
			return f.Err()
		}
		if err := watched(tx, o); err != nil {
			return err
		}
		if err := tx.InsertObservation(o); err != nil {
			return err
		}
		if err := joinAsWatcher(tx, o); err != nil {
			return err
		}
		return a.record(tx, actor, now, Act{
			Verb: "add_observation", Kind: "observation", Object: o.ID, State: o,
			Summary: who.Name + " was watched by " + by.Name + " on " + o.On.String() + ": " + strings.ReplaceAll(o.Outcome, "_", " ") + ".",
		})
	})
	return o, err
}

// watched refuses an audit on which the person had no seat.
func watched(tx Tx, o auditor.Observation) error {
	if o.AuditID == "" {
		return nil
	}
	var f domain.Fault
	if x, err := tx.Audit(o.AuditID); err != nil {
		f.Add("audit_id", "there is no such audit")
	} else if !x.On(o.PersonID) {
		f.Add("audit_id", "the auditor was not on %s", x.No)
	}
	return f.Err()
}

// joinAsWatcher puts the observer onto the audit side of the files that rest on
// the watched audit; whoever decided one cannot have been there.
func joinAsWatcher(tx Tx, o auditor.Observation) error {
	if o.AuditID == "" {
		return nil
	}
	files, err := tx.FilesOfAudit(o.AuditID)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := tx.TakeSide(f.ID, o.ObserverID, decision.AuditSide, "watched an audit of "+f.No); err != nil {
			return err
		}
	}
	return nil
}

// Watch is when an auditor is to be watched next in a scheme.
type Watch struct {
	PersonID domain.ID
	Name     string
	SchemeID string
	Last     auditor.Observation // zero: never
	Due      domain.Date
	DaysLeft int // negative: late
}

// ListWatches lists every active auditor and scheme with when they are to be
// watched next, the latest first.
func (a *App) ListWatches(ctx context.Context, actor domain.Actor) (out []Watch, err error) {
	if err := mustKeepRegister(actor); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		today, err := a.todayIn(tx, a.now())
		if err != nil {
			return err
		}
		people, err := tx.Auditors()
		if err != nil {
			return err
		}
		permits, err := tx.Authorisations()
		if err != nil {
			return err
		}
		seen, err := tx.Observations()
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.Active {
				out = append(out, watches(p, permits, seen, today)...)
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(x, y Watch) int { return cmp.Compare(x.Due, y.Due) })
	return out, err
}

// watches gives an auditor's schemes. Deciding is not auditing: who may only
// review is not watched on site.
func watches(p auditor.Auditor, permits []auditor.Authorisation, seen []auditor.Observation, today domain.Date) (out []Watch) {
	since := map[string]domain.Date{}
	for _, x := range permits {
		if x.PersonID == p.ID && x.Role != "reviewer" && x.Valid.Contains(today) {
			since[x.SchemeID] = domain.Earlier(since[x.SchemeID], x.Valid.From)
		}
	}
	for schemeID, from := range since {
		w := Watch{PersonID: p.ID, Name: p.Name, SchemeID: schemeID}
		for _, o := range seen {
			if o.PersonID == p.ID && o.SchemeID == schemeID && o.On >= w.Last.On {
				w.Last = o
			}
		}
		w.Due = auditor.ObservationDue(from, w.Last)
		w.DaysLeft = w.Due.DaysSince(today)
		out = append(out, w)
	}
	slices.SortFunc(out, func(x, y Watch) int { return cmp.Compare(x.SchemeID, y.SchemeID) })
	return out
}
