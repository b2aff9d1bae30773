package scheme

import (
	"reflect"
	"testing"

	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/audittime"
)

func TestDiffNamesWhatChanges(t *testing.T) {
	was := Seed()[1] // ISO/IEC 27001:2022
	will := Seed()[1]
	will.Version++
	if d := Diff(was, will); len(d) != 0 {
		t.Errorf("a new number alone changes nothing: %v", d)
	}
	will.Stage2 = audit.StagePresets[2]
	will.AuditTimeTable.Rows[0].Days = []audittime.Days{audittime.Half(11)}
	will.CertificateContent = append(will.CertificateContent, "accreditation_mark")
	will.Factors = will.Factors[1:] // complexity goes; the others stay what they are
	will.Trainees = nil
	want := []Change{
		{"audit_time_table.rows[1].days[0]", "5", "5.5"},
		{"certificate_content[11]", "", "accreditation_mark"},
		{"factors[complexity].code", "complexity", ""},
		{"factors[complexity].title", "Complexity of the management system", ""},
		{"stage2.hard_months", "6", "0"},
		{"stage2.max_weeks", "12", "6"},
		{"stage2.preset", "cb_default", "weeks_4_6"},
		{"trainees.initial_or_recert", "1", ""},
		{"trainees.onsite_days", "10", ""},
		{"trainees.surveillance", "1", ""},
		{"trainees.years", "5", ""},
	}
	if got := Diff(was, will); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}
