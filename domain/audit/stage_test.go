package audit

import (
	"testing"

	"github.com/certwright/certwright/domain"
)

func TestStageWindowSaysWhereItsEndsComeFrom(t *testing.T) {
	day := domain.MustDate
	got := StagePresets[0].Window(day("2025-03-14")).Window()
	want := Window{
		Earliest: day("2025-04-11"), Latest: day("2025-06-06"), HardLimit: day("2025-09-14"),
		EarliestRule: "stage.window", LatestRule: "stage.window", HardRule: "stage.check",
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestBeyondTheHardLimitAReasonIsNotEnough(t *testing.T) {
	p, last := StagePresets[0], domain.MustDate("2025-03-14")
	for first, kind := range map[string]domain.RuleKind{"2025-09-14": domain.Soft, "2025-09-15": domain.Hard} {
		if f := p.Check(last, domain.MustDate(first)).Finding(); f.Met || f.Kind != kind {
			t.Errorf("Stage 2 on %s: %+v, want a %s refusal", first, f, kind)
		}
	}
}
