package planning

import (
	"fmt"
	"math"

	"github.com/certwright/certwright/domain"
)

// Prices are what a body weighs its plans by, and how soon it lets them begin.
type Prices struct {
	Weights Weights `json:"weights"`
	Travel  Travel  `json:"travel"`
	Notice  int     `json:"notice"` // days between today and the first start a plan may propose
}

// DefaultNotice is the shortest notice in days that a body starts with: two
// weeks in which a client can still say no.
const DefaultNotice = 14

// DefaultPrices are those a body starts with.
func DefaultPrices() Prices {
	return Prices{DefaultWeights(), DefaultTravel(), DefaultNotice}
}

// Price is one of the prices as people read and change it.
type Price struct {
	Field string // "weights.latePerDay", as the file format has it
	Name  string
	Unit  string
	Means string  // in the planner's words
	Most  float64 // it lies between 0 and this
	whole func(*Prices) *int
	part  func(*Prices) *float64 // where it need not be whole
}

// Whole tells whether only whole numbers make sense.
func (x Price) Whole() bool { return x.whole != nil }

// Of is the price's value.
func (x Price) Of(p Prices) float64 {
	if x.Whole() {
		return float64(*x.whole(&p))
	}
	return *x.part(&p)
}

// Set changes the price, or says why that is no value for it.
func (x Price) Set(p *Prices, v float64, f *domain.Fault) {
	switch {
	case math.IsNaN(v) || v < 0 || v > x.Most:
		f.Add(x.Field, "is %s; it must be 0 to %s", plain(v), plain(x.Most))
	case !x.Whole():
		*x.part(p) = v
	case v != math.Trunc(v):
		f.Add(x.Field, "is %s; it must be a whole number", plain(v))
	default:
		*x.whole(p) = int(v)
	}
}

func plain(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%g", v)
}

// check names every price outside its limits, and journeys that contradict each other.
func (p Prices) check(f *domain.Fault) {
	for _, x := range PriceList() {
		if v := x.Of(p); math.IsNaN(v) || v < 0 || v > x.Most {
			f.Add(x.Field, "is %s; it must be 0 to %s", plain(v), plain(x.Most))
		}
	}
}

// Check says which prices a body cannot plan by.
func (p Prices) Check() error {
	var f domain.Fault
	p.check(&f)
	if p.Travel.BlockKm2 < p.Travel.BlockKm {
		f.Add("travel.blockKm2", "is %d; two half-days of journey cannot begin before one does, at %d km", p.Travel.BlockKm2, p.Travel.BlockKm)
	}
	if p.Travel.DriveKm < p.Travel.DayTripKm {
		f.Add("travel.driveKm", "is %d; who is home every evening drives, so that it cannot lie below %d km", p.Travel.DriveKm, p.Travel.DayTripKm)
	}
	return f.Err()
}
