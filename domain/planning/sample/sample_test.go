package sample

import "testing"

// Few people chosen at random may have no three alike; there are audits all the same.
func TestThereAreAsManyAuditsAsAskedFor(t *testing.T) {
	for seed := uint64(1); seed <= 60; seed++ {
		in := Make(Options{Audits: 30, Auditors: 8, Days: 110, Seed: seed})
		if err := in.Check(); err != nil || len(in.Audits) != 30 {
			t.Errorf("seed %d: %d audits, %v", seed, len(in.Audits), err)
		}
	}
	if in := Make(Options{Audits: 30, Auditors: 2, Days: 110, Seed: 1}); len(in.Audits) != 0 {
		t.Errorf("two people: %d audits that three could lead", len(in.Audits))
	}
}
