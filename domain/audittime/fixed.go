package audittime

import (
	"fmt"
	"strconv"
	"strings"
)

// unit is one day, or one percent, in the ten-thousandths both are kept in, so
// that a receipt is exact and free of floating point.
const unit = 10_000

// Days is audit time in ten-thousandths of an auditor day of eight hours. In
// JSON and text it is a decimal, "8.5".
type Days int64

// Percent is a share in ten-thousandths of a percent. In JSON and text it is a
// decimal, "-12.5".
type Percent int64

// Whole makes days of a whole number.
func Whole(n int) Days { return Days(n) * unit }

// Half makes days of half-days.
func Half(n int) Days { return Days(n) * unit / 2 }

// Pct makes a whole percentage.
func Pct(n int) Percent { return Percent(n) * unit }

// ParseDays reads a decimal with at most four digits behind the point.
func ParseDays(s string) (Days, error) { v, err := parseFixed(s); return Days(v), err }

// ParsePercent reads a decimal with at most four digits behind the point.
func ParsePercent(s string) (Percent, error) { v, err := parseFixed(s); return Percent(v), err }

func (d Days) String() string    { return formatFixed(int64(d)) }
func (p Percent) String() string { return formatFixed(int64(p)) }

// MarshalJSON and UnmarshalJSON write and read plain decimal numbers.
func (d Days) MarshalJSON() ([]byte, error)    { return []byte(d.String()), nil }
func (p Percent) MarshalJSON() ([]byte, error) { return []byte(p.String()), nil }

func (d *Days) UnmarshalJSON(b []byte) error    { return readFixed(b, (*int64)(d)) }
func (p *Percent) UnmarshalJSON(b []byte) error { return readFixed(b, (*int64)(p)) }

func readFixed(b []byte, into *int64) error {
	if string(b) == "null" {
		return nil
	}
	v, err := parseFixed(string(b))
	if err == nil {
		*into = v
	}
	return err
}

// HalfDays counts whole half-days, rounding up what is left over.
func (d Days) HalfDays() int { return int((d + unit/2 - 1) / (unit / 2)) }

func parseFixed(s string) (int64, error) {
	whole, frac, dotted := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if len(whole) == 0 || len(whole) > 9 || len(frac) > 4 || dotted && frac == "" || strings.Trim(whole+frac, "0123456789") != "" {
		return 0, fmt.Errorf("%q is no decimal with at most four places, such as 8.5", s)
	}
	v, err := strconv.ParseInt(whole+frac+strings.Repeat("0", 4-len(frac)), 10, 64)
	if strings.HasPrefix(s, "-") {
		v = -v
	}
	return v, err
}

func formatFixed(v int64) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	s := fmt.Sprintf("%s%d.%04d", sign, v/unit, v%unit)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Share is a fraction such as one third, "1/3" in JSON.
type Share struct{ Num, Den int64 }

// Of is the share of some days, to the nearest half day.
func (s Share) Of(d Days) Days { return roundHalf(int64(d)*s.Num, s.Den) }

func (s Share) String() string { return fmt.Sprintf("%d/%d", s.Num, s.Den) }

// MarshalText and UnmarshalText write and read "1/3".
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *Share) UnmarshalText(b []byte) error {
	num, den, ok := strings.Cut(string(b), "/")
	n, err1 := strconv.ParseInt(num, 10, 32)
	d, err2 := strconv.ParseInt(den, 10, 32)
	if !ok || err1 != nil || err2 != nil || n < 0 || d < 1 {
		return fmt.Errorf("%q is no share such as 1/3", b)
	}
	*s = Share{n, d}
	return nil
}
