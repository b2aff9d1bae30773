package certificate

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/certwright/certwright/domain"
)

const md28 = "IAF MD 28:2023"

// MapStatusRule is computed by RegisterStatus.
var MapStatusRule = domain.Rule{
	ID: "register.map_status", Title: "Status words of the public register", Clause: "field glossary", Edition: md28,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "The register knows seven words; ours map to them one by one.",
}

// UploadRule is computed by NextUpload.
var UploadRule = domain.Rule{
	ID: "register.upload_due", Title: "The register is refreshed every month", Clause: "monthly update", Edition: md28,
	Kind: domain.Value, Basis: domain.Confirmed,
	Why: "A reader of the register must not see a certificate that was withdrawn months ago.",
}

// FieldLimitsRule is judged by FieldLimits.
var FieldLimitsRule = domain.Rule{
	ID: "register.field_limits", Title: "Field lengths of the register", Clause: "field glossary", Edition: md28,
	Kind: domain.Hard, Basis: domain.Confirmed,
	Why: "A longer value is refused by the register, and the certificate would be missing from it.",
}

// RetainRule is computed by RetainUntil.
var RetainRule = domain.Rule{
	ID: "records.retain_until", Title: "How long records are kept", Clause: "9.9.4", Edition: iso17021,
	Kind: domain.Value, Basis: domain.Recalled,
	Why: "Records of a cycle are kept for that cycle and one full cycle more.",
}

var registerWords = map[string]string{
	"draft": "Draft", "valid": "Active", "suspended": "Suspended", "withdrawn": "Withdrawn",
	"expired": "Expired", "cancelled": "Cancelled", "superseded": "Inactive",
}

// RegisterStatus is the register's word for a state of ours; none for a state
// the register does not know.
func RegisterStatus(state string) string { return registerWords[state] }

// RegisterPolicy holds the register's clock.
type RegisterPolicy struct {
	EveryMonths  int `json:"every_months"`
	ReminderDays int `json:"reminder_days"` // before the due day
}

// RegisterDefaults is the clock of the register.
func RegisterDefaults() RegisterPolicy { return RegisterPolicy{EveryMonths: 1, ReminderDays: 7} }

// Upload is when the register is next due, and when to be reminded of it.
type Upload struct{ Due, Reminder domain.Date }

// NextUpload counts from the last one.
func (p RegisterPolicy) NextUpload(last domain.Date) Upload {
	due := last.AddMonths(p.EveryMonths)
	return Upload{Due: due, Reminder: due.AddDays(-p.ReminderDays)}
}

// RegisterLimits are the longest values the register takes, in characters.
var RegisterLimits = map[string]int{
	"certification_identity_number": 60, "certificate_number": 60, "certification_status": 45,
	"entity_unique_id": 45, "entity_legal_name": 300, "entity_trading_name": 500,
}

// TooLong lists the fields longer than the register takes, by name.
func TooLong(lengths map[string]int) []string {
	var out []string
	for _, field := range slices.Sorted(maps.Keys(lengths)) {
		if limit, known := RegisterLimits[field]; known && lengths[field] > limit {
			out = append(out, field)
		}
	}
	return out
}

// FieldLimits judges the values of a register entry.
func FieldLimits(values map[string]string) domain.Finding {
	lengths := map[string]int{}
	for field, v := range values {
		lengths[field] = utf8.RuneCountInString(v)
	}
	return FieldLengths(lengths)
}

// FieldLengths judges them by their lengths in characters.
func FieldLengths(lengths map[string]int) domain.Finding {
	if refused := TooLong(lengths); len(refused) > 0 {
		return FieldLimitsRule.Broken("Shorten "+strings.Join(refused, ", ")+".", "The register would refuse %s.", strings.Join(refused, ", ")).
			With("refused", strings.Join(refused, ", "))
	}
	return FieldLimitsRule.Met("Every value fits the register.")
}

// RetainUntil is the last day to keep the records of a cycle.
func RetainUntil(cycleExpiry domain.Date, cycleMonths int) domain.Date {
	return cycleExpiry.AddMonths(cycleMonths)
}
