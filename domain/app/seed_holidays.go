package app

import (
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/holiday"
)

// Years whose public holidays are kept; the next program brings later ones.
const (
	holidaysFrom = 2024
	holidaysTo   = 2035
)

// SeedHolidays brings the public holidays that ship with the program into the
// database at its start: calendars it does not know yet, and years that are
// missing. What a body added itself stays.
func (a *App) SeedHolidays(ctx context.Context) error {
	return a.Store.Write(ctx, func(tx Tx) error {
		for _, country := range holiday.Countries() {
			known, err := tx.Holidays(country)
			if err != nil {
				return err
			}
			for year := holidaysFrom; year <= holidaysTo; year++ {
				if slices.ContainsFunc(known, func(d domain.Date) bool { return d.Year() == year }) {
					continue
				}
				for _, h := range holiday.Of(country, year) {
					if err := tx.SaveHoliday(country, h.Day, h.Name); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}
