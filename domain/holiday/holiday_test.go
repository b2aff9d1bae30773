package holiday

import (
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestEaster(t *testing.T) {
	for year, want := range map[int][2]string{
		2000: {"2000-04-23", "2000-04-30"}, 2024: {"2024-03-31", "2024-05-05"}, 2025: {"2025-04-20", "2025-04-20"},
		2026: {"2026-04-05", "2026-04-12"}, 2027: {"2027-03-28", "2027-05-02"}, 2030: {"2030-04-21", "2030-04-28"},
		2038: {"2038-04-25", "2038-04-25"},
	} {
		if got := Easter(year).String(); got != want[0] {
			t.Errorf("Easter %d = %s, want %s", year, got, want[0])
		}
		if got := OrthodoxEaster(year).String(); got != want[1] {
			t.Errorf("Orthodox Easter %d = %s, want %s", year, got, want[1])
		}
	}
}

func TestHolidays(t *testing.T) {
	for _, c := range []struct {
		country, day string
		want         bool
	}{
		{"DE", "2027-05-06", true},  // Ascension
		{"DE", "2027-05-17", true},  // Whit Monday
		{"DE", "2027-05-18", false}, // the day after
		{"DE", "2027-10-31", false}, // Reformation Day is regional
		{"AT", "2027-05-27", true},  // Corpus Christi
		{"GB", "2027-05-03", true},  // early May, a Monday
		{"GB", "2027-05-31", true},  // spring, the last Monday of May
		{"GB", "2027-12-27", true},  // Christmas on a Saturday is kept on Monday
		{"GB", "2027-12-28", true},  // and Boxing Day, a Sunday, on Tuesday
		{"GB", "2028-01-03", true},  // New Year on a Saturday
		{"GB", "2026-12-28", true},  // Boxing Day on a Saturday
		{"GB", "2026-12-29", false}, // Christmas was a Friday
		{"BG", "2026-04-10", true},  // Orthodox Good Friday
		{"BG", "2026-05-25", true},  // 24 May is a Sunday
		{"NL", "2025-04-26", true},  // King's Day on the Saturday before
		{"NL", "2025-04-27", false},
		{"DK", "2024-04-26", false}, // Great Prayer Day was abolished
		{"PL", "2024-12-24", false}, {"PL", "2025-12-24", true},
		{"IE", "2030-02-01", true}, // a Friday
		{"IE", "2027-02-01", true}, // a Monday
		{"IE", "2026-02-02", true}, // the first Monday
		{"SE", "2026-06-19", true}, // Midsummer Eve, a Friday
		{"LV", "2025-05-05", true}, // 4 May is a Sunday
	} {
		d := domain.MustDate(c.day)
		found := false
		for _, h := range Of(c.country, d.Year()) {
			found = found || h.Day == d
		}
		if found != c.want {
			t.Errorf("%s %s is a holiday: %t, want %t", c.country, c.day, found, c.want)
		}
	}
}

// TestHolidaysAreInOrder looks at every table and year that is seeded.
func TestHolidaysAreInOrder(t *testing.T) {
	for _, country := range Countries() {
		for year := 2024; year <= 2035; year++ {
			last := domain.Date(0)
			for _, h := range Of(country, year) {
				if h.Day <= last || h.Day.Year() != year || h.Name == "" {
					t.Errorf("%s %d: %s %q after %s", country, year, h.Day, h.Name, last)
				}
				last = h.Day
			}
		}
	}
	if len(Of("XX", 2027)) != 0 {
		t.Error("a country without a table has holidays")
	}
}
