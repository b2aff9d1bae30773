package auditor

import (
	"strings"

	"github.com/certwright/certwright/domain"
)

// Declaration is a person's signed word that every link to an organisation they
// may audit is known, and that they keep what they see to themselves (ISO/IEC
// 17021-1 7.3, 5.2.13). It is never changed: the next one follows it.
type Declaration struct {
	ID       domain.ID
	PersonID domain.ID
	On       domain.Date
	SignedBy string // the name typed below the text
	Text     string // what was signed, word for word
	Links    string // the interests on record on that day, one a line; empty if none
	Evidence string // where the paper is, for one that staff enter
}

// DeclareEvery is how many months a declaration holds. The standard asks for
// one and gives no number; a year is the body's own.
const DeclareEvery = 12

// DeclarationText is what a person signs.
const DeclarationText = "I have told the certification body of every link, past and present, that I or those close to me have " +
	"with an organisation I may be asked to audit or decide on: consultancy, employment, internal audits, ownership, family. " +
	"The list below is complete. I tell of a new one before I take the next step for that organisation. " +
	"I keep what I learn to myself, and I work by the body's rules and policies."

// Check says which fields of a declaration are wrong. Who signs here types the
// name on record, in capitals or not; what was signed on paper is entered as it
// stands there, with where the paper is.
func (d Declaration) Check(name string, today domain.Date, onPaper bool) error {
	var f domain.Fault
	if d.On == 0 || d.On > today {
		f.Add("on", "is the day it was signed, today at the latest")
	}
	if onPaper {
		f.Need("signed_by", d.SignedBy)
		f.Need("evidence", d.Evidence)
	} else if !strings.EqualFold(strings.Join(strings.Fields(d.SignedBy), " "), name) {
		f.Add("signed_by", "is not the name on record, %q", name)
	}
	return f.Err()
}

// DeclarationDue is when a person is to declare next: at once when they never did.
func DeclarationDue(last Declaration, today domain.Date) domain.Date {
	if last.On == 0 {
		return today
	}
	return last.On.AddMonths(DeclareEvery)
}
