package importer

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

// layOut gives every contract its programmes: the cycle its certificate stands
// in, the one before it where audits of it were read, and the audits still owed.
func (w *work) layOut() {
	for _, k := range w.contracts {
		s, ok := scheme.ByName(w.known.Schemes, k.SchemeID)
		if !ok {
			continue
		}
		l := &cycles{work: w, contract: k, scheme: s, programmes: map[int]programme.Programme{}}
		for _, p := range w.known.Programmes[k.ID] {
			l.programmes[p.Cycle] = p
		}
		if c, certified := w.certified[k.ID]; certified {
			l.certified(c)
		} else {
			l.initial()
		}
	}
}

// cycles lays out one contract.
type cycles struct {
	*work
	contract   client.Contract
	scheme     scheme.Scheme
	programmes map[int]programme.Programme
}

// initial is a contract on its way to its first certificate: Stage 1 and Stage 2 are owed.
func (l *cycles) initial() {
	l.programme(1, programme.Planned, 0, 0)
	seen := map[audit.Type]bool{}
	for _, h := range l.records[l.contract.ID] {
		seen[h.kind] = true
		l.fromRecord(h, 1, audit.Window{}, 0)
	}
	for _, kind := range []audit.Type{audit.Stage1, audit.Stage2} {
		if !seen[kind] {
			l.owed(kind, 0, 1, audit.Window{}, 0)
		}
	}
}

// certified is a contract with a certificate: its cycle runs from the decision.
func (l *cycles) certified(c certificate.Certificate) {
	policy := l.scheme.Programme
	now := cycleOf(c, policy)
	state := programme.Active
	if !live(c.State) {
		state = programme.Broken
	}
	p := l.programme(now, state, c.Decision, c.Expiry)
	l.hang(c, p.ID)

	held := []programme.Held{}
	var booked []heldAudit
	for _, h := range l.records[l.contract.ID] {
		cycle := l.cycleFor(h, c, now)
		if !h.history() {
			booked = append(booked, h)
			continue
		}
		if cycle == now && (h.kind == audit.Surveillance || h.kind == audit.Recert) {
			held = append(held, programme.Held{Type: string(h.kind), On: judgedOn(h.period, policy)})
		}
		if cycle != now {
			l.earlier(cycle, now, c)
		}
		l.fromRecord(h, cycle, audit.Window{}, 0)
	}
	if state != programme.Active {
		for _, h := range booked {
			l.warnOf(h, "contract_no", "the certificate %s is no longer in force; the audit is kept all the same", c.No)
			l.fromRecord(h, now, audit.Window{}, 0)
		}
		return
	}
	l.runningCycle(c, now, held, booked)
}

// runningCycle lays out what the cycle still owes; booked records take the
// place of the owed audit they are.
func (l *cycles) runningCycle(c certificate.Certificate, now int, held []programme.Held, booked []heldAudit) {
	cycle := programme.Cycle{Decision: c.Decision, Expiry: c.Expiry, Initial: now == 1}
	for _, o := range programme.Owing(cycle, held, l.scheme.Programme) {
		at := slices.IndexFunc(booked, func(h heldAudit) bool {
			return string(h.kind) == o.Type && (h.number == o.Number || h.kind == audit.Recert)
		})
		if at < 0 {
			l.owed(audit.Type(o.Type), o.Number, now, o.Window, o.Due)
			continue
		}
		h := booked[at]
		booked = slices.Delete(booked, at, at+1)
		if h.period.From < o.Window.Earliest || (o.Window.Latest != 0 && h.period.To > o.Window.Latest) {
			l.warnOf(h, "first_day", "outside the window %s to %s (%s)", o.Window.Earliest, o.Window.Latest, o.Window.LatestRule)
		}
		l.fromRecord(h, now, o.Window, o.Due)
	}
	for _, h := range booked {
		l.warnOf(h, "type", "the cycle owes no such audit now; it is kept as booked")
		l.fromRecord(h, now, audit.Window{}, 0)
	}
}

// warnOf warns of a record that says something new.
func (l *cycles) warnOf(h heldAudit, column, format string, args ...any) {
	if h.stands == "" {
		l.warn(h.record, column, format, args...)
	}
}

// judgedOn is the day of an audit that counts, as the scheme sets it.
func judgedOn(p domain.Period, policy programme.Policy) domain.Date {
	if policy.JudgedBy == programme.FirstDay {
		return p.From
	}
	return p.To
}

// cycleOf is the number of the cycle a certificate stands in: 1 from the
// original decision, one more for each renewal since.
func cycleOf(c certificate.Certificate, p programme.Policy) int {
	months := (c.Decision.Year()-c.OriginalDecision.Year())*12 + int(c.Decision.Month()) - int(c.OriginalDecision.Month())
	return 1 + (months+p.CycleMonths/2)/p.CycleMonths
}

// cycleFor is the cycle an audit belongs to; a recertification belongs to the
// cycle it ends.
func (l *cycles) cycleFor(h heldAudit, c certificate.Certificate, now int) int {
	if h.period.To <= c.Decision && now > 1 {
		return now - 1
	}
	return now
}

// earlier makes the programme of a cycle that is over.
func (l *cycles) earlier(cycle, now int, c certificate.Certificate) {
	policy := l.scheme.Programme
	anchor := c.OriginalDecision
	if cycle > 1 {
		anchor = c.Decision.AddMonths(-policy.CycleMonths * (now - cycle))
	}
	l.programme(cycle, programme.Completed, anchor, policy.ExpiryFrom(anchor))
}

// programme is the programme of a cycle, made when there is none.
func (l *cycles) programme(cycle int, state programme.State, anchor, expiry domain.Date) programme.Programme {
	if p, known := l.programmes[cycle]; known {
		return p
	}
	p := programme.Programme{
		ID: l.known.NewID(), ContractID: l.contract.ID, ClientID: l.contract.ClientID, SchemeID: l.scheme.ID,
		SchemeVersion: l.contract.SchemeVersion, Cycle: cycle, State: state, Anchor: anchor, Expiry: expiry,
	}
	if c, certified := l.work.certified[l.contract.ID]; certified {
		p.OriginalDecision = c.OriginalDecision
	}
	l.programmes[cycle] = p
	l.plan.Programmes = append(l.plan.Programmes, p)
	return p
}

// hang tells a certificate of this plan its programme.
func (l *cycles) hang(c certificate.Certificate, p domain.ID) {
	for i := range l.plan.Certificates {
		if l.plan.Certificates[i].ID == c.ID {
			l.plan.Certificates[i].ProgrammeID = p
		}
	}
}

// owed is an audit nobody has booked yet.
func (l *cycles) owed(kind audit.Type, number, cycle int, window audit.Window, due domain.Date) {
	a := l.base(kind, number, cycle, window, due)
	if _, known := l.known.Audits[a.No]; known {
		return
	}
	a.State, a.Dates = audit.Owed, audit.Open
	a.Positions = audit.TeamFor(a.HalfDays, l.scheme.ID)
	l.plan.Audits = append(l.plan.Audits, a)
}

// fromRecord is an audit that was read: history, or booked.
func (l *cycles) fromRecord(h heldAudit, cycle int, window audit.Window, due domain.Date) {
	if h.stands != "" {
		l.settle(h.record, h.stands, isUnchanged)
		return
	}
	l.programme(cycle, programme.Completed, 0, 0)
	a := l.base(h.kind, h.number, cycle, window, due)
	a.Positions = audit.TeamOf(len(h.people), l.scheme.ID)
	a.Dates, a.Stretch = audit.Confirmed, h.stretch()
	for i, p := range h.people {
		a.Seats = append(a.Seats, audit.Seat{PositionID: a.Positions[i].ID, Role: a.Positions[i].Role, PersonID: p, Stretch: a.Stretch})
	}
	slices.SortFunc(a.Seats, func(s, t audit.Seat) int { return cmp.Compare(s.PositionID, t.PositionID) }) // as bookings are kept
	a.State = audit.Owed
	if h.history() {
		a.State, a.Imported, a.ReportOn, a.StartedOn = audit.Concluded, true, h.reportOn, h.period.From
		a.Majors, a.Minors = h.majors, h.minors
	}
	old, known := l.known.Audits[a.No]
	switch {
	case !known:
		l.plan.Audits = append(l.plan.Audits, a)
		l.known.Audits[a.No] = a
		l.settle(h.record, a.ID, isNew)
	case old.Version == 0:
		h.record.fault("type", "given twice: this cycle has its %s already", a.Title())
		l.settleRefused(h.record)
	case old.Version == 1 && old.Dates == audit.Open:
		a.ID, a.Version = old.ID, old.Version
		l.plan.Audits = append(l.plan.Audits, a)
		l.settle(h.record, a.ID, isChanged)
	default:
		if old.Stretch != a.Stretch || old.ReportOn != a.ReportOn || fmt.Sprint(old.Team()) != fmt.Sprint(a.Team()) {
			l.warn(h.record, "first_day", "changed in Certwright since the last import: left as it is")
		}
		l.settle(h.record, old.ID, isUnchanged)
	}
}

// base is what every audit of the contract has.
func (l *cycles) base(kind audit.Type, number, cycle int, window audit.Window, due domain.Date) audit.Audit {
	return audit.Audit{
		ID: l.known.NewID(), No: audit.NumberFor(l.contract.No, cycle, kind, number), ClientID: l.contract.ClientID,
		ContractID: l.contract.ID, ProgrammeIDs: []domain.ID{l.programmes[cycle].ID}, SchemeID: l.scheme.ID, Type: kind, Number: number,
		SiteID: l.contract.SiteIDs[0], Due: due, Window: window, HalfDays: l.halfDays(kind), Cover: l.areas(),
	}
}

// areas are the contract's codes as the team is to cover them.
func (l *cycles) areas() []string {
	var out []string
	for _, code := range l.contract.Codes {
		out = append(out, audit.Area(l.scheme.ID, code))
	}
	return out
}

// halfDays is the audit time of an audit by the scheme's table and today's head
// count, at medium complexity where the table asks: the old body's own working
// did not come along, so no receipt is kept for it.
func (l *cycles) halfDays(kind audit.Type) int {
	request := audittime.Request{Others: l.contract.Persons}
	if len(l.scheme.AuditTimeTable.Columns) > 1 {
		request.Class = "medium"
	}
	r, err := l.scheme.AuditTimeBook().Compute(request, l.known.Today)
	if err != nil {
		return 2 // beyond the table: a day, until a person decides
	}
	switch kind {
	case audit.Stage1:
		return r.Stage1.HalfDays()
	case audit.Stage2:
		return r.Stage2.HalfDays()
	case audit.Recert:
		return r.Recert.HalfDays()
	}
	return r.Surveillance.HalfDays()
}

// settle and settleRefused count an audit record once its cycle is laid out:
// the sheet's own count was closed before.
func (l *cycles) settle(r *record, id domain.ID, o outcome) {
	l.plan.Sources[id] = Source{r.file, r.number}
	l.recount(r.file, func(c *Count) {
		switch o {
		case isNew:
			c.New++
		case isChanged:
			c.Changed++
		case isUnchanged:
			c.Unchanged++
		}
	})
}

func (l *cycles) settleRefused(r *record) {
	l.plan.Faults = append(l.plan.Faults, r.settled()...)
	l.recount(r.file, func(c *Count) { c.Refused++ })
}

func (w *work) recount(file string, change func(*Count)) {
	for i := range w.plan.Counts {
		if w.plan.Counts[i].File == file {
			change(&w.plan.Counts[i])
			return
		}
	}
}
