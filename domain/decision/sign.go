package decision

import (
	"encoding/json"
	"time"

	"github.com/certwright/certwright/domain"
)

// Canonical is the text that is signed: the whole decision but its signature,
// with the hash of the file it was made on instead of the file. It holds the
// printed name, the time and the meaning, so that the signature cannot be lifted
// to another record.
func (d Decision) Canonical() string {
	b, _ := json.Marshal(struct { // strings, numbers and dates only: it cannot fail
		Record        string           `json:"record"`
		ID            domain.ID        `json:"id"`
		FileID        domain.ID        `json:"file_id"`
		FileVersion   domain.Version   `json:"file_version"`
		FileHash      string           `json:"file_hash"`
		ClientID      domain.ID        `json:"client_id"`
		ProgrammeID   domain.ID        `json:"programme_id"`
		Outcome       Outcome          `json:"outcome"`
		Meaning       string           `json:"meaning"`
		DecidedBy     domain.ID        `json:"decided_by"`
		DecidedByName string           `json:"decided_by_name"`
		DecidedOn     domain.Date      `json:"decided_on"`
		DecidedAt     string           `json:"decided_at"`
		Reasons       string           `json:"reasons"`
		Justification string           `json:"justification"`
		Findings      []domain.Finding `json:"findings"`
	}{
		"decision 1", d.ID, d.FileID, d.FileVersion, d.FileHash, d.ClientID, d.ProgrammeID, d.Outcome, d.Meaning, d.DecidedBy,
		d.DecidedByName, d.DecidedOn, d.DecidedAt.UTC().Format(time.RFC3339Nano), d.Reasons, d.Justification, d.Findings,
	})
	return string(b)
}

// meanings say in whole sentences what a signature under a decision means.
var meanings = map[Outcome]string{
	Granted:    "I decide to grant certification.",
	Refused:    "I decide to refuse certification.",
	Renewed:    "I decide to renew certification.",
	Maintained: "I decide to maintain certification.",
	Extended:   "I decide to extend the scope of certification.",
	Reduced:    "I decide to reduce the scope of certification.",
	Suspended:  "I decide to suspend certification.",
	Restored:   "I decide to restore certification.",
	Withdrawn:  "I decide to withdraw certification.",
	Cancelled:  "I decide to end certification at the client's request.",
}

// Meaning is the sentence that stands above the signature.
func (o Outcome) Meaning() string { return meanings[o] }
