package domain

import (
	"testing"
	"time"
)

func TestAddMonthsClampsToMonthEnd(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2025-08-31", 6, "2026-02-28"}, {"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"}, {"2025-03-31", -1, "2025-02-28"},
		{"2025-12-15", 1, "2026-01-15"}, {"2025-01-15", -1, "2024-12-15"},
	} {
		if got := MustDate(c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s %+d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestDateRoundTrip(t *testing.T) {
	for _, s := range []string{"0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2026-11-22", "9999-12-31"} {
		if got := MustDate(s).String(); got != s {
			t.Errorf("%s came back as %s", s, got)
		}
	}
	if _, err := ParseDate("2027-02-31"); err == nil {
		t.Error("2027-02-31 was taken for a date")
	}
	if MustDate("0001-01-01") != 1 {
		t.Error("0001-01-01 must be day 1, so that 0 can mean no date")
	}
}

func TestHoursMeetAcrossZones(t *testing.T) {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	kathmandu, _ := time.LoadLocation("Asia/Kathmandu")
	day := MustDate("2027-05-12")
	pm := Stretch{From: day, FromHalf: PM, To: day, ToHalf: PM}.Hours(kathmandu) // 07:15–11:15 UTC, outwards 07–12
	am := Stretch{From: day, FromHalf: AM, To: day, ToHalf: AM}.Hours(berlin)    // 07–11 UTC
	if len(pm) != 5 || len(am) != 4 || pm[0] != am[0] {
		t.Errorf("afternoon in Kathmandu %v and morning in Berlin %v must share hours", pm, am)
	}
	two := Stretch{From: day, FromHalf: PM, To: day.AddDays(1), ToHalf: AM}
	if n := len(two.Hours(berlin)); n != 8 || two.HalfDays() != 2 {
		t.Errorf("an afternoon and the next morning take 8 hours, got %d", n)
	}
}

func TestHoursOnTheDayTheClockMoves(t *testing.T) {
	berlin, _ := time.LoadLocation("Europe/Berlin")
	day := MustDate("2026-10-25")
	h := Stretch{From: day, FromHalf: AM, To: day, ToHalf: PM}.Hours(berlin)
	if got := h[0].Time().In(berlin).Hour(); got != 9 || len(h) != 8 {
		t.Errorf("09:00 on the wall must stay 09:00, got %d:00 and %d hours", got, len(h))
	}
}
