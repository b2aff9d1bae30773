package store

import (
	"slices"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
)

type auditRow struct {
	ID           string
	Version      int64
	No           string
	ClientID     string
	ContractID   string
	SchemeID     string
	Type         string
	Number       int
	SiteID       string
	Due          string
	Earliest     string
	Latest       string
	HardLimit    string
	EarliestRule string
	LatestRule   string
	HardRule     string
	HalfDays     int
	Cover        asJSON[[]string]
	Positions    asJSON[[]audit.Position]
	State        string
	Dates        string
	FromDay      string
	FromHalf     string
	ToDay        string
	ToHalf       string
	Reason       string
	Justified    asJSON[[]string]
	StartedOn    string
	ReportOn     string
	Report       asJSON[audit.Report]
	Majors       int
	Minors       int
	Imported     bool
	Visits       asJSON[[]audit.Visit]
	TimeWorking  asJSON[*audittime.Own]
	Parts        asJSON[[]audit.Part]
	JoinedInto   string
	ChangedAt    time.Time
	Search       string
}

func (auditRow) TableName() string     { return "audits" }
func (r *auditRow) setVersion(v int64) { r.Version = v }
func (r auditRow) domain() audit.Audit {
	return audit.Audit{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, ClientID: domain.ID(r.ClientID),
		ContractID: domain.ID(r.ContractID), SchemeID: r.SchemeID, Type: audit.Type(r.Type), Number: r.Number,
		SiteID: domain.ID(r.SiteID), Due: toDay(r.Due),
		Window: audit.Window{Earliest: toDay(r.Earliest), Latest: toDay(r.Latest), HardLimit: toDay(r.HardLimit),
			EarliestRule: r.EarliestRule, LatestRule: r.LatestRule, HardRule: r.HardRule},
		HalfDays: r.HalfDays, Cover: r.Cover.V, Positions: r.Positions.V, State: audit.State(r.State),
		Dates: audit.Dates(r.Dates), Stretch: stretch(r.FromDay, r.FromHalf, r.ToDay, r.ToHalf), Reason: r.Reason,
		Justified: r.Justified.V, StartedOn: toDay(r.StartedOn), ReportOn: toDay(r.ReportOn), Report: r.Report.V,
		Majors: r.Majors, Minors: r.Minors, Imported: r.Imported, Visits: r.Visits.V, Time: r.TimeWorking.V,
		Parts: r.Parts.V, JoinedInto: domain.ID(r.JoinedInto), ChangedAt: r.ChangedAt.UTC(),
	}
}

func auditRowOf(a audit.Audit) auditRow {
	numbers := []string{a.No}
	for _, p := range a.Parts {
		numbers = append(numbers, p.No)
	}
	return auditRow{
		ID: string(a.ID), Version: int64(a.Version), No: a.No, ClientID: string(a.ClientID), ContractID: string(a.ContractID),
		SchemeID: a.SchemeID, Type: string(a.Type), Number: a.Number, SiteID: string(a.SiteID), Due: day(a.Due),
		Earliest: day(a.Window.Earliest), Latest: day(a.Window.Latest), HardLimit: day(a.Window.HardLimit),
		EarliestRule: a.Window.EarliestRule, LatestRule: a.Window.LatestRule, HardRule: a.Window.HardRule,
		HalfDays: a.HalfDays, Cover: kept(a.Cover), Positions: kept(a.Positions), State: string(a.State), Dates: string(a.Dates),
		FromDay: day(a.Stretch.From), FromHalf: string(a.Stretch.FromHalf), ToDay: day(a.Stretch.To), ToHalf: string(a.Stretch.ToHalf),
		Reason: a.Reason, Justified: kept(a.Justified), StartedOn: day(a.StartedOn), ReportOn: day(a.ReportOn),
		Report: kept(a.Report), Majors: a.Majors, Minors: a.Minors, Imported: a.Imported,
		Visits: kept(a.Visits), TimeWorking: kept(a.Time), Parts: kept(a.Parts), JoinedInto: string(a.JoinedInto),
		ChangedAt: a.ChangedAt.UTC().Truncate(time.Millisecond), Search: fold(numbers...),
	}
}

func stretch(from, fromHalf, to, toHalf string) domain.Stretch {
	return domain.Stretch{From: toDay(from), FromHalf: domain.Half(fromHalf), To: toDay(to), ToHalf: domain.Half(toHalf)}
}

type bookingRow struct {
	AuditID    string
	PositionID string
	Role       string
	PersonID   string
	FromDay    string
	FromHalf   string
	ToDay      string
	ToHalf     string
}

func (bookingRow) TableName() string { return "bookings" }

type auditProgrammeRow struct {
	AuditID     string
	ProgrammeID string
}

func (auditProgrammeRow) TableName() string { return "audit_programmes" }

func (t *tx) Audit(id domain.ID) (audit.Audit, error)  { return t.oneAudit("id", string(id)) }
func (t *tx) AuditByNo(no string) (audit.Audit, error) { return t.oneAudit("no", no) }

func (t *tx) oneAudit(column, value string) (audit.Audit, error) {
	r, err := first[auditRow](t, "audit", column, value)
	if err != nil {
		return audit.Audit{}, err
	}
	a := []audit.Audit{r.domain()}
	err = t.complete(a)
	return a[0], err
}

func (t *tx) AuditsOfProgramme(programme domain.ID) ([]audit.Audit, error) {
	return t.auditsWhere("id IN (SELECT audit_id FROM audit_programmes WHERE programme_id = ?)", string(programme))
}

func (t *tx) AuditsOfOpenProgrammes(scheme string) ([]audit.Audit, error) {
	return t.auditsWhere(`id IN (SELECT audit_id FROM audit_programmes JOIN programmes ON programmes.id = programme_id
		WHERE programmes.scheme_id = ? AND programmes.state IN ('planned', 'active'))`, scheme)
}

func (t *tx) AuditsOfContract(contract domain.ID) ([]audit.Audit, error) {
	return t.auditsWhere(`contract_id = ? OR id IN (SELECT audit_id FROM audit_programmes JOIN programmes ON programmes.id = programme_id
		WHERE programmes.contract_id = ?)`, string(contract), string(contract))
}

func (t *tx) AuditsOfClient(client domain.ID) ([]audit.Audit, error) {
	return t.auditsWhere("client_id = ?", string(client))
}

func (t *tx) BookedBetween(period domain.Period, people ...domain.ID) ([]audit.Audit, error) {
	seat := "SELECT audit_id FROM bookings WHERE from_day <= ? AND to_day >= ?"
	to := day(period.To)
	if to == "" {
		to = "9999-12-31"
	}
	args := []any{string(audit.Cancelled), to, day(period.From)}
	if len(people) > 0 {
		seat += " AND person_id IN ?"
		args = append(args, people)
	}
	return t.auditsWhere("state <> ? AND id IN ("+seat+")", args...)
}

// auditsWhere loads audits by due date.
func (t *tx) auditsWhere(condition string, args ...any) ([]audit.Audit, error) {
	audits, err := all[auditRow](t.db.Where(condition, args...).Order("due, no"), "audit")
	if err != nil {
		return nil, err
	}
	return audits, t.complete(audits)
}

// complete gives audits their programmes and seats, a few hundred at a time,
// because engines limit the values of one statement.
func (t *tx) complete(audits []audit.Audit) error {
	at := make(map[string]*audit.Audit, len(audits))
	ids := make([]string, len(audits))
	for i := range audits {
		ids[i] = string(audits[i].ID)
		at[ids[i]] = &audits[i]
	}
	for part := range slices.Chunk(ids, 500) {
		var programmes []auditProgrammeRow
		if err := t.db.Where("audit_id IN ?", part).Order("audit_id, programme_id").Find(&programmes).Error; err != nil {
			return translate(err, "audit")
		}
		for _, p := range programmes {
			at[p.AuditID].ProgrammeIDs = append(at[p.AuditID].ProgrammeIDs, domain.ID(p.ProgrammeID))
		}
		var seats []bookingRow
		if err := t.db.Where("audit_id IN ?", part).Order("audit_id, position_id").Find(&seats).Error; err != nil {
			return translate(err, "audit")
		}
		for _, s := range seats {
			at[s.AuditID].Seats = append(at[s.AuditID].Seats, audit.Seat{PositionID: s.PositionID, Role: s.Role,
				PersonID: domain.ID(s.PersonID), Stretch: stretch(s.FromDay, s.FromHalf, s.ToDay, s.ToHalf)})
		}
	}
	return nil
}

func (t *tx) SaveAudit(a *audit.Audit, zone *time.Location) error {
	fresh := a.Version == 0
	row := auditRowOf(*a)
	if err := save(t, "audit", &row, a.ID, &a.Version); err != nil {
		return err
	}
	if !fresh {
		for _, table := range []string{"audit_programmes", "bookings", "booking_slots"} {
			if err := t.db.Exec("DELETE FROM "+table+" WHERE audit_id = ?", string(a.ID)).Error; err != nil {
				return translate(err, "audit")
			}
		}
	}
	var programmes []auditProgrammeRow
	for _, p := range a.ProgrammeIDs {
		programmes = append(programmes, auditProgrammeRow{string(a.ID), string(p)})
	}
	var seats []bookingRow
	for _, s := range a.Seats {
		seats = append(seats, bookingRow{AuditID: string(a.ID), PositionID: s.PositionID, Role: s.Role,
			PersonID: string(s.PersonID), FromDay: day(s.Stretch.From), FromHalf: string(s.Stretch.FromHalf),
			ToDay: day(s.Stretch.To), ToHalf: string(s.Stretch.ToHalf)})
	}
	if err := insertAll(t, "audit", programmes); err != nil {
		return err
	}
	if err := insertAll(t, "audit", seats); err != nil {
		return err
	}
	return t.takeSlots(*a, zone)
}

// insertAll inserts rows, if there are any.
func insertAll[R any](t *tx, what string, rows []R) error {
	if len(rows) == 0 {
		return nil
	}
	return translate(t.db.CreateInBatches(rows, 200).Error, what)
}
