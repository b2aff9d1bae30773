package planning

// DefaultWeights are the prices a body starts with; docs/planning.md says what
// each stands for.
func DefaultWeights() Weights {
	return Weights{LatePerDay: 10, LateBuffer: 21, PreferredPerDay: 4, PreferredCap: 60, SplitPerDay: 100, OverTarget: 40,
		FarOverTarget: 60, Continuity: 120, RotationNear: 100, LeadChange: 200, Unplanned: 10_000,
		Moved: 300, MovedPerDay: 10, Reassigned: 200, NoticeDays: 28}
}

// DefaultTravel is the price list of journeys a body starts with.
func DefaultTravel() Travel {
	return Travel{RoadFactor: 1.25, PerKm: 0.42, DayTripKm: 120, DriveKm: 600, FlightBase: 220, FlightPerKm: 0.06,
		Hotel: 130, BlockKm: 250, BlockKm2: 1500, BlockCost: 100}
}

// DefaultPolicy is the policy a body starts with: six cycles of one lead, load
// levelled by quarter.
func DefaultPolicy() Policy { return Policy{LeadRunMax: 6, LoadPeriodDays: 91} }
