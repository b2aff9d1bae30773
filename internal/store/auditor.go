package store

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/auditor"
)

// auditorRow holds what an auditor is beyond a person; name and address stand
// in persons.
type auditorRow struct {
	ID              string
	Version         int64
	No              string
	Employment      string
	HomeCity        string
	HomeLat         float64
	HomeLon         float64
	TimeZone        string
	Languages       asJSON[[]string]
	DayRate         int64
	DaysPerWeek     int64
	HolidayCalendar string
	Active          bool
}

func (auditorRow) TableName() string     { return "auditors" }
func (r *auditorRow) setVersion(v int64) { r.Version = v }

// namedAuditorRow is an auditor read together with the person.
type namedAuditorRow struct {
	Row   auditorRow `gorm:"embedded"`
	Name  string
	Email string
}

func (n namedAuditorRow) domain() auditor.Auditor {
	r := n.Row
	return auditor.Auditor{
		ID: domain.ID(r.ID), Version: domain.Version(r.Version), No: r.No, Name: n.Name, Email: n.Email,
		Employment: r.Employment, HomeCity: r.HomeCity, HomeLat: r.HomeLat, HomeLon: r.HomeLon, TimeZone: r.TimeZone,
		Languages: r.Languages.V, DayRate: int(r.DayRate), DaysPerWeek: int(r.DaysPerWeek),
		HolidayCalendar: r.HolidayCalendar, Active: r.Active,
	}
}

func auditorRowOf(a auditor.Auditor) auditorRow {
	return auditorRow{
		ID: string(a.ID), Version: int64(a.Version), No: a.No, Employment: a.Employment, HomeCity: a.HomeCity,
		HomeLat: a.HomeLat, HomeLon: a.HomeLon, TimeZone: a.TimeZone, Languages: kept(a.Languages),
		DayRate: int64(a.DayRate), DaysPerWeek: int64(a.DaysPerWeek), HolidayCalendar: a.HolidayCalendar, Active: a.Active,
	}
}

// auditors reads auditors with their names.
func (t *tx) auditors() *gorm.DB {
	return t.db.Table("auditors").Select("auditors.*, persons.name, persons.email").
		Joins("JOIN persons ON persons.id = auditors.id")
}

func (t *tx) oneAuditor(column, value string) (auditor.Auditor, error) {
	var r namedAuditorRow
	err := t.auditors().Where(clause.Eq{Column: clause.Column{Name: column}, Value: value}).Take(&r).Error
	if err != nil {
		return auditor.Auditor{}, translate(err, "auditor")
	}
	return r.domain(), nil
}

func (t *tx) Auditor(id domain.ID) (auditor.Auditor, error) {
	return t.oneAuditor("auditors.id", string(id))
}

func (t *tx) AuditorByNo(no string) (auditor.Auditor, error) { return t.oneAuditor("auditors.no", no) }

// Auditors lists all by number.
func (t *tx) Auditors() ([]auditor.Auditor, error) {
	return all[namedAuditorRow](t.auditors().Order("auditors.no"), "auditor")
}

func (t *tx) SaveAuditor(a *auditor.Auditor) error {
	if err := t.SavePerson(&auditor.Person{ID: a.ID, Name: a.Name, Email: a.Email}); err != nil {
		return err
	}
	row := auditorRowOf(*a)
	return save(t, "auditor", &row, a.ID, &a.Version)
}
