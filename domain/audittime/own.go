package audittime

import (
	"fmt"

	"github.com/certwright/certwright/domain"
)

// Own is the working of one audit's own time: what the contract sets for it,
// what today's data ask for, and for an audit of several standards how their
// times were put together.
type Own struct {
	Kind     string      `json:"kind,omitempty"`     // stage1, stage2, surveillance or recertification
	On       domain.Date `json:"on,omitempty"`       // of the working
	Imported bool        `json:"imported,omitempty"` // the contract has no receipt to work from
	Agreed   int         `json:"agreed,omitempty"`   // persons of the contract
	Persons  int         `json:"persons,omitempty"`  // persons now, at the contract's sites
	Contract Days        `json:"contract,omitempty"` // what the contract's receipt sets
	Days     Days        `json:"days,omitempty"`     // what this audit takes
	Receipt  *Receipt    `json:"receipt,omitempty"`  // on today's data, where it is worked out anew
	Joint    *Joint      `json:"joint,omitempty"`    // of an audit of several standards
	Lines    []Line      `json:"lines,omitempty"`
}

// Difference is what today's data add to the contract's time, or take off.
func (o Own) Difference() Days { return o.Days - o.Contract }

// Own works out one audit's time from its contract's receipt. The stages take
// what was agreed; a surveillance and a recertification are counted from today's
// persons (C.4, C.5), in the proportions the contract was agreed with. Without a
// receipt there is nothing to work from, and it says so.
func (b Book) Own(kind string, agreed Receipt, persons int, day domain.Date) (Own, error) {
	o := Own{Kind: kind, On: day, Agreed: agreed.Heads, Persons: persons}
	if len(agreed.Lines) == 0 {
		o.Imported, o.Days = true, Whole(1)
		o.Lines = []Line{{"No receipt: imported", "the contract came without the working of its audit time; a day is set aside until it is worked out", days(o.Days), RecertCurrentRule.ID}}
		return o, nil
	}
	rule := RoundHalfRule.ID
	switch kind {
	case "stage1":
		o.Contract = agreed.Stage1
	case "stage2":
		o.Contract = agreed.Stage2
	case "surveillance":
		o.Contract, rule = agreed.Surveillance, SurveillanceRule.ID
	case "recertification":
		o.Contract, rule = agreed.Recert, RecertCurrentRule.ID
	}
	o.Days = o.Contract
	if kind != "surveillance" && kind != "recertification" {
		o.Lines = []Line{{"Of the contract", "agreed with the client", days(o.Days), rule}}
		return o, nil
	}
	c, err := b.today(agreed, persons, day)
	if err != nil {
		return o, err
	}
	o.Receipt = &c
	switch {
	case o.Receipt.Initial == 0: // beyond the table: what was agreed by hand stands
	case kind == "surveillance":
		o.Days = o.Receipt.Surveillance
	default:
		o.Days = o.Receipt.Recert
	}
	worked := o.Days
	o.Days, o.Contract = max(o.Days, Whole(1)), max(o.Contract, Whole(1))
	o.Lines = []Line{
		{"Persons now", fmt.Sprintf("%d at the contract's sites; %d when it was agreed", persons, agreed.Heads), fmt.Sprint(o.Receipt.Heads), RecertCurrentRule.ID},
		{"Initial audit today", fmt.Sprintf("%s of %s, %s effective", o.Receipt.Table, o.Receipt.TableEdition, fmt.Sprint(o.Receipt.Effective)), days(o.Receipt.Initial), b.BaseRule()},
		{"This audit", o.share(b.Policy), days(worked), rule},
		{"At least", "a day on site", days(o.Days), rule},
		{"Against the contract", "the contract sets " + days(o.Contract), difference(o.Difference()), RecertCurrentRule.ID},
	}
	return o, nil
}

func (o Own) share(p Policy) string {
	if o.Receipt.Initial == 0 {
		return "the table has no value; what was agreed stands"
	}
	share := p.Surveil
	if o.Kind == "recertification" {
		share = p.Recertify
	}
	return fmt.Sprintf("%s of %s, to the nearest half day", share, o.Receipt.Initial)
}

func difference(d Days) string {
	switch {
	case d > 0:
		return "+ " + days(d)
	case d < 0:
		return "− " + days(-d)
	}
	return "none"
}

// today computes a contract's receipt anew for the persons there are now. Groups
// with identical work stay as agreed while there are people for them; what was
// added or taken off by an approved override stays so, down to the cap.
func (b Book) today(agreed Receipt, persons int, day domain.Date) (Receipt, error) {
	r := agreed.Request
	r.Groups = nil
	left := persons
	for _, g := range agreed.Request.Groups {
		if g.Persons = min(g.Persons, left); g.Persons > 0 {
			r.Groups = append(r.Groups, g)
			left -= g.Persons
		}
	}
	r.Others = left
	c, err := b.Compute(r, day)
	if err != nil || agreed.Override == nil {
		return c, err
	}
	if c.Heads == agreed.Heads && c.Base == agreed.Base {
		c.Override = agreed.Override
		return b.finish(c, agreed.Override.Days), nil
	}
	if c.Computed == 0 || agreed.Computed == 0 {
		return c, nil
	}
	o := *agreed.Override
	o.Days = max(c.Computed+agreed.Override.Days-agreed.Computed, b.Policy.Adjust(c.Base, -b.Policy.MaxReduction).Days)
	o.Reason = fmt.Sprintf("%s; the difference of %s to the computed time stays", o.Reason, difference(agreed.Override.Days-agreed.Computed))
	c.Override = &o
	return b.finish(c, o.Days), nil
}
