package planning

// PriceList are all prices, as a planner goes through them.
func PriceList() []Price {
	weight := func(field, name, unit, means string, most float64, at func(*Weights) *int) Price {
		return Price{Field: "weights." + field, Name: name, Unit: unit, Means: means, Most: most, whole: func(p *Prices) *int { return at(&p.Weights) }}
	}
	journey := func(field, name, unit, means string, most float64, at func(*Travel) *int) Price {
		return Price{Field: "travel." + field, Name: name, Unit: unit, Means: means, Most: most, whole: func(p *Prices) *int { return at(&p.Travel) }}
	}
	rate := func(field, name, unit, means string, most float64, at func(*Travel) *float64) Price {
		return Price{Field: "travel." + field, Name: name, Unit: unit, Means: means, Most: most, part: func(p *Prices) *float64 { return at(&p.Travel) }}
	}
	return []Price{
		{Field: "notice", Name: "Shortest notice", Unit: "days", Means: "No plan proposes a start sooner than this many days from today, unless it is asked for as urgent.",
			Most: 366, whole: func(p *Prices) *int { return &p.Notice }},
		weight("unplanned", "An audit left out", "€ × priority", "Priority is 1; 2 where the certificate hangs on it, 3 where it is late. Keep it far above all other prices, or plans leave audits out to save money.",
			maxCount, func(w *Weights) *int { return &w.Unplanned }),
		weight("latePerDay", "A day late in the window", "€ a day", "For each day an audit ends inside the last days of its window: room for an illness is worth something.", maxWeight, func(w *Weights) *int { return &w.LatePerDay }),
		weight("lateBuffer", "The last days of the window", "days", "How many days before its end an audit begins to count as late in its window.", maxDays, func(w *Weights) *int { return &w.LateBuffer }),
		weight("preferPerDay", "A day away from the preferred start", "€ a day", "Stage 1 prefers its first day, since a client waits; what is overdue prefers the first day there is.", maxWeight, func(w *Weights) *int { return &w.PreferredPerDay }),
		weight("preferCap", "Away from the preferred start, at most", "days", "Farther away costs no more.", maxDays, func(w *Weights) *int { return &w.PreferredCap }),
		weight("splitPerDay", "A free day inside an audit", "€ a day", "A weekend or holiday between two days of one audit.", maxWeight, func(w *Weights) *int { return &w.SplitPerDay }),
		weight("overTarget", "Over somebody's target", "€ a half-day", "Each half-day of a quarter over six tenths of the person's working time; the rest is for reports, training and holidays.", maxWeight, func(w *Weights) *int { return &w.OverTarget }),
		weight("farOver", "Far over the target", "€ a half-day", "In addition, each half-day over 120 % of the target.", maxWeight, func(w *Weights) *int { return &w.FarOverTarget }),
		weight("continuity", "A lead who is new to the client", "€", "The lead was not on the team of the last audit there.", maxWeight, func(w *Weights) *int { return &w.Continuity }),
		weight("rotationNear", "A lead's last year in a row", "€", "One more, and the rule on rotation keeps them away.", maxWeight, func(w *Weights) *int { return &w.RotationNear }),
		weight("leadChange", "Another lead for Stage 2", "€", "Stage 1 and Stage 2 led by two people.", maxWeight, func(w *Weights) *int { return &w.LeadChange }),
		weight("moved", "A booked audit moved", "€", "Its people and its client have planned by the days they know.", maxWeight, func(w *Weights) *int { return &w.Moved }),
		weight("movedPerDay", "… for each day it is moved", "€ a day", "A day or two disturb less than a month.", maxWeight, func(w *Weights) *int { return &w.MovedPerDay }),
		weight("reassigned", "A booked person replaced", "€", "Somebody else takes a seat that was booked.", maxWeight, func(w *Weights) *int { return &w.Reassigned }),
		weight("noticeDays", "Moved or replaced so soon counts double", "days", "A change to what begins within this many days costs twice.", maxDays, func(w *Weights) *int { return &w.NoticeDays }),
		rate("roadFactor", "Road for a kilometre as the crow flies", "km", "Distances are great circles times this.", 5, func(t *Travel) *float64 { return &t.RoadFactor }),
		rate("perKm", "A kilometre by car", "€", "There and back.", 10, func(t *Travel) *float64 { return &t.PerKm }),
		journey("dayTripKm", "Home every evening up to", "km", "So near, people drive each day and need no hotel.", 5000, func(t *Travel) *int { return &t.DayTripKm }),
		journey("driveKm", "By car up to", "km", "Farther, they fly.", maxCount, func(t *Travel) *int { return &t.DriveKm }),
		rate("flightBase", "A flight", "€", "There and back, whatever the distance.", maxWeight, func(t *Travel) *float64 { return &t.FlightBase }),
		rate("flightPerKm", "A kilometre by plane", "€", "On top, there and back.", 10, func(t *Travel) *float64 { return &t.FlightPerKm }),
		journey("hotel", "A night away", "€", "Hotel and allowance.", maxWeight, func(t *Travel) *int { return &t.Hotel }),
		journey("blockKm", "A half-day of journey each way above", "km", "Nobody is elsewhere in that half-day: this is a rule of every booking, not only a price.", maxCount, func(t *Travel) *int { return &t.BlockKm }),
		journey("blockKm2", "Two half-days each way above", "km", "Likewise a rule of every booking.", maxCount, func(t *Travel) *int { return &t.BlockKm2 }),
		journey("blockCost", "A half-day on the way", "€", "What the half-days of a journey are worth.", maxWeight, func(t *Travel) *int { return &t.BlockCost }),
	}
}
