package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/decision"
)

// FileLine is a decision file in the queue, as one person sees it.
type FileLine struct {
	FileRow
	MayDecide bool
	WhyNot    []domain.Finding // the rules that keep this person from deciding
	Met, Of   int              // lines of the gate
}

// NotMine counts open files that a person may not decide, by the rule in the way.
type NotMine struct {
	Rule  string
	Text  string
	Count int
}

// Preview is what a positive decision today would issue.
type Preview struct {
	Effective domain.Date
	Expiry    domain.Date
	NextDue   domain.Date
	Scope     string
	Standard  string
	Number    string // of the certificate there is; a first one gets its number when issued
	Mark      string // of the accreditation it is issued under
	Warning   string // why there is none
}

// FileView is a decision file as its decider sees it.
type FileView struct {
	fileFacts
	Line         FileLine
	Contracted   ContractDetail
	AuditDetails []AuditDetail
	Gate         []GateLine
	Deciders     []Decider
	Outcomes     []decision.Outcome
	Preview      Preview
	Decision     *Decided // once there is one
}

// Recommendation is what the team recommends.
func (v FileView) Recommendation() string { return v.recommendation() }

// FileQueue lists decision files. For a reviewer each says whether they may
// decide it; with mine only those are listed, and the others counted by reason.
func (a *App) FileQueue(ctx context.Context, actor domain.Actor, l List, mine bool) (out Page[FileLine], notMine []NotMine, err error) {
	if !actor.Staff() {
		return out, nil, domain.MayNot("The decision files are for the body's staff.")
	}
	if mine {
		if l.Filter == nil {
			l.Filter = map[string]string{}
		}
		l.Filter["state"] = string(decision.FileOpen)
		l.Page, l.Size = 1, 200
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		page, err := tx.FileList(l)
		if err != nil {
			return err
		}
		out.Total = page.Total
		for _, row := range page.Rows {
			line, err := a.fileLine(tx, actor, row)
			if err != nil {
				return err
			}
			if mine && !line.MayDecide {
				notMine = countReasons(notMine, line.WhyNot)
				out.Total--
				continue
			}
			out.Rows = append(out.Rows, line)
		}
		return nil
	})
	return out, notMine, err
}

// countReasons counts a file by its first reason, and so once.
func countReasons(counts []NotMine, why []domain.Finding) []NotMine {
	if len(why) == 0 {
		return counts
	}
	f := why[0]
	i := slices.IndexFunc(counts, func(n NotMine) bool { return n.Rule == f.Rule })
	if i < 0 {
		counts, i = append(counts, NotMine{Rule: f.Rule, Text: f.Text}), len(counts)
	}
	counts[i].Count++
	return counts
}

func (a *App) fileLine(tx Tx, actor domain.Actor, row FileRow) (FileLine, error) {
	x, err := a.factsOf(tx, row.File, a.now())
	if err != nil {
		return FileLine{}, err
	}
	return a.lineOf(tx, actor, x, row)
}

func (a *App) lineOf(tx Tx, actor domain.Actor, x fileFacts, row FileRow) (FileLine, error) {
	line := FileLine{FileRow: row}
	gate := x.gate()
	line.Met, line.Of = metLines(gate), len(gate)
	if row.State != decision.FileOpen || !actor.Is(domain.Reviewer) {
		return line, nil
	}
	me, err := a.decider(tx, x, auditor.Person{ID: actor.PersonID, Name: actor.Name})
	line.MayDecide = me.May
	for _, f := range me.Findings {
		if !f.Met {
			line.WhyNot = append(line.WhyNot, f)
		}
	}
	return line, err
}

// DecisionFile is one file with its gate, its evidence and who may decide it.
func (a *App) DecisionFile(ctx context.Context, actor domain.Actor, id domain.ID) (v FileView, err error) {
	if !actor.Staff() {
		return v, domain.NotFound("decision file")
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		f, err := tx.File(id)
		if err != nil {
			return err
		}
		if v.fileFacts, err = a.factsOf(tx, f, a.now()); err != nil {
			return err
		}
		row := FileRow{File: f, ClientNo: v.Client.No, ClientName: v.Client.LegalName, SchemeID: v.Scheme.ID}
		if v.Line, err = a.lineOf(tx, actor, v.fileFacts, row); err != nil {
			return err
		}
		v.Gate, v.Outcomes, v.Preview = v.gate(), v.outcomes(), v.preview()
		if v.Deciders, err = a.deciders(tx, v.fileFacts); err != nil {
			return err
		}
		if v.Contracted, err = contractDetail(tx, actor, f.ContractID); err != nil {
			return err
		}
		for _, id := range f.AuditIDs {
			d, err := a.auditDetail(tx, actor, id)
			if err != nil {
				return err
			}
			v.AuditDetails = append(v.AuditDetails, d)
		}
		if f.State == decision.FileDecided {
			v.Decision, err = decidedOn(tx, id)
			return err
		}
		return nil
	})
	return v, err
}

// deciders judges everybody with reviewer work, those who may decide first.
func (a *App) deciders(tx Tx, x fileFacts) ([]Decider, error) {
	users, err := tx.UsersWithRole(domain.Reviewer)
	if err != nil {
		return nil, err
	}
	var out []Decider
	for _, u := range users {
		if u.Disabled || slices.ContainsFunc(out, func(d Decider) bool { return d.PersonID == u.PersonID }) {
			continue
		}
		d, err := a.decider(tx, x, auditor.Person{ID: u.PersonID, Name: u.Name})
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b Decider) int {
		if a.May != b.May {
			if a.May {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return out, nil
}

func (x fileFacts) preview() Preview {
	i := x.issue()
	p := Preview{Effective: i.Effective, Expiry: i.Expiry, Scope: x.Contract.Scope, Standard: x.Scheme.Name}
	p.Mark, p.Warning = x.Settings.Accredited(x.Scheme.ID, x.Today)
	if x.Certificate != nil {
		p.Number = x.Certificate.No
	}
	if x.File.Kind != "surveillance" && x.File.Proposal == nil && i.Expiry != 0 {
		p.NextDue = i.Decision.AddMonths(x.Scheme.Programme.SurveillanceMonths)
	}
	return p
}

func decidedOn(tx Tx, file domain.ID) (*Decided, error) {
	d, err := tx.DecisionOfFile(file)
	if err != nil {
		return nil, err
	}
	certificate, err := issuedBy(tx, d)
	return &Decided{d, certificate}, err
}
