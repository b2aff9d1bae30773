package planning

import "math"

// Travel prices a journey between an auditor's home and a site. The sums are
// made in floating point and rounded to whole kilometres and euro at once;
// each product is rounded by itself, so that every processor gets the same.
type Travel struct {
	RoadFactor  float64 `json:"roadFactor"` // road km per great-circle km
	PerKm       float64 `json:"perKm"`      // euro
	DayTripKm   int     `json:"dayTripKm"`  // up to here: home every evening
	DriveKm     int     `json:"driveKm"`    // up to here by car, else by plane
	FlightBase  float64 `json:"flightBase"`
	FlightPerKm float64 `json:"flightPerKm"`
	Hotel       int     `json:"hotel"`     // euro a night
	BlockKm     int     `json:"blockKm"`   // above this one half-day before and after is blocked
	BlockKm2    int     `json:"blockKm2"`  // above this two half-days each way
	BlockCost   int     `json:"blockCost"` // euro a blocked half-day
}

// Km is the road distance between a home and a site, in whole kilometres.
func (t *Travel) Km(k *Auditor, s *Site) int {
	const earth, rad = 6371.0, math.Pi / 180
	sinLat := math.Sin(float64((s.Lat-k.Lat)*rad) / 2)
	sinLon := math.Sin(float64((s.Lon-k.Lon)*rad) / 2)
	across := float64(math.Cos(k.Lat*rad) * math.Cos(s.Lat*rad))
	h := float64(sinLat*sinLat) + float64(float64(across*sinLon)*sinLon)
	return int(math.Round(float64(2*earth*math.Asin(math.Sqrt(min(h, 1)))) * t.RoadFactor))
}

// Block is the number of half-days the journey blocks each way.
func (t *Travel) Block(km int) int {
	switch {
	case km > t.BlockKm2:
		return 2
	case km > t.BlockKm:
		return 1
	}
	return 0
}

// Nights is how many nights a stay takes away from home, given those between
// its first and its last day. Whoever is home every evening has none; whoever
// arrives the evening before needs one more.
func (t *Travel) Nights(km, between int) int {
	switch {
	case km <= t.DayTripKm:
		return 0
	case t.Block(km) > 0:
		return between + 1
	}
	return between
}

// Trip is the price of one stay: the days worked and the nights between the
// first and the last of them.
func (t *Travel) Trip(km, days, nights int) int {
	drive := float64(t.PerKm * 2 * float64(km))
	if km <= t.DayTripKm {
		return int(math.Round(drive * float64(days)))
	}
	if km > t.DriveKm {
		drive = t.FlightBase + float64(t.FlightPerKm*2*float64(km))
	}
	return int(math.Round(drive)) + t.Hotel*t.Nights(km, nights) + t.BlockCost*2*t.Block(km)
}
