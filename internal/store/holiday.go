package store

import (
	"fmt"
	"strings"

	"gorm.io/gorm/clause"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type holidayRow struct {
	Calendar string
	Day      string
	Name     string
}

func (holidayRow) TableName() string { return "holidays" }

func (t *tx) Holidays(calendar string) ([]domain.Date, error) {
	var days []string
	country, _, _ := strings.Cut(calendar, "-")
	err := t.db.Model(&holidayRow{}).Distinct("day").Where("calendar IN ?", []string{calendar, country}).Order("day").Pluck("day", &days).Error
	if err != nil {
		return nil, translate(err, "holiday")
	}
	out := make([]domain.Date, len(days))
	for i, d := range days {
		out[i] = toDay(d)
	}
	return out, nil
}

func (t *tx) SaveHoliday(calendar string, on domain.Date, name string) error {
	row := holidayRow{Calendar: calendar, Day: day(on), Name: name}
	return translate(t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error, "holiday")
}

func (t *tx) HolidayList(calendar string, year int) ([]app.Holiday, error) {
	var rows []holidayRow
	err := t.db.Where("calendar = ? AND day >= ? AND day <= ?", calendar, fmt.Sprintf("%04d-01-01", year), fmt.Sprintf("%04d-12-31", year)).
		Order("day").Find(&rows).Error
	out := make([]app.Holiday, len(rows))
	for i, r := range rows {
		out[i] = app.Holiday{Calendar: r.Calendar, Day: toDay(r.Day), Name: r.Name}
	}
	return out, translate(err, "holiday")
}

func (t *tx) DeleteHoliday(calendar string, on domain.Date) error {
	return mustHit(t.db.Where("calendar = ? AND day = ?", calendar, day(on)).Delete(&holidayRow{}), "holiday")
}
