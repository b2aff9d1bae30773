package certificate

import (
	"strings"
	"testing"
)

func TestRegisterCountsCharactersNotBytes(t *testing.T) {
	name := strings.Repeat("ż", 300)
	if f := FieldLimits(map[string]string{"entity_legal_name": name}); !f.Met {
		t.Errorf("300 characters fit: %+v", f)
	}
	if f := FieldLimits(map[string]string{"entity_legal_name": name + "a", "notes": strings.Repeat("a", 9999)}); f.Met || !strings.Contains(f.Text, "entity_legal_name") {
		t.Errorf("301 characters do not fit, and a field without a limit always does: %+v", f)
	}
}
