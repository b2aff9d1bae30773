// Package audittime computes how long audits take: the tables, the factors and
// their caps, the shares for surveillance and recertification, integration,
// several sites, and the receipt that lets anybody rebuild a figure by hand.
package audittime

import (
	"fmt"
	"slices"

	"github.com/certwright/certwright/domain"
)

const (
	isms2024 = "ISO/IEC 27006-1:2024"
	isms2015 = "ISO/IEC 27006:2015"
	md5      = "IAF MD 5:2023"
	md11     = "IAF MD 11:2023"
	md1      = "IAF MD 1:2018"
	iso17021 = "ISO/IEC 17021-1:2015"
)

var (
	// ISMSBaseRule, QMSBaseRule, EMSBaseRule and OHSBaseRule are computed by
	// Table.Base with the scheme's table.
	ISMSBaseRule = baseRule("at.isms_base", "Audit time for information security", "Table C.1", isms2024)
	QMSBaseRule  = baseRule("at.qms_base", "Audit time for quality", "Table QMS 1", md5)
	EMSBaseRule  = baseRule("at.ems_base", "Audit time for environment", "Table EMS 1", md5)
	OHSBaseRule  = baseRule("at.ohs_base", "Audit time for health and safety at work", "Table OH&SMS 1", md5)

	// EffectivePersonsRule is computed by EffectivePersons.
	EffectivePersonsRule = domain.Rule{
		ID: "at.isms_effective_persons", Title: "Identical work counts by its root", Clause: "C.3.4; EA FAQ 48.6", Edition: isms2024,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "People who all do the same simple, directed task need less audit time; the root is taken of each group by itself and rounded up, and is the largest reduction allowed.",
	}
	// EditionRule is judged by Policy.EditionAllowed.
	EditionRule = domain.Rule{
		ID: "transition.27006_1", Title: "Which edition audit time is computed with", Clause: "transition to ISO/IEC 27006-1:2024", Edition: isms2024,
		Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "After the transition ended every client's audit time is computed with the new edition.",
	}
)

func baseRule(id, title, clause, edition string) domain.Rule {
	return domain.Rule{ID: id, Title: title, Clause: clause, Edition: edition, Kind: domain.Value, Basis: domain.Confirmed,
		Why: "The table gives the days for Stage 1 and Stage 2 together by the number of persons who count. Beyond its last row, and for nobody, there is no value: one is set by hand and justified."}
}

// Table is an audit-time table. Columns name the classes of complexity or risk;
// a table without classes has one column named "".
type Table struct {
	Name    string   `json:"name"`    // "Table C.1"
	Edition string   `json:"edition"` // "ISO/IEC 27006-1:2024"
	Columns []string `json:"columns"`
	Rows    []Row    `json:"rows"`
}

// Row is a band of persons, both ends included, and the days in each column.
type Row struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Days []Days `json:"days"`
}

func (r Row) String() string { return fmt.Sprintf("%d–%d", r.From, r.To) }

// Row is the band a number of persons falls into.
func (t Table) Row(persons int) (Row, bool) {
	for _, r := range t.Rows {
		if r.From <= persons && persons <= r.To {
			return r, true
		}
	}
	return Row{}, false
}

// Base is the days for a number of persons in a column. No value means that a
// documented manual value is needed.
func (t Table) Base(persons int, column string) (Days, bool) {
	row, ok := t.Row(persons)
	i := slices.Index(t.Columns, column)
	if !ok || i < 0 {
		return 0, false
	}
	return row.Days[i], true
}

// Validate says what is wrong with a table; path names where it stands. Rows
// join without a gap, from 1 person on.
func (t Table) Validate(path string, f *domain.Fault) {
	f.Need(path+".name", t.Name)
	f.Need(path+".edition", t.Edition)
	if len(t.Columns) == 0 {
		f.Add(path+".columns", `is empty; a table without classes has the one column ""`)
	}
	if len(t.Rows) == 0 {
		f.Add(path+".rows", "is empty; a table has at least one row")
	}
	next := 1
	for i, r := range t.Rows {
		at := fmt.Sprintf("%s.rows[%d]", path, i)
		if r.From != next {
			f.Add(at+".from", "is %d; it must be %d, so that no number of persons is left out", r.From, next)
		}
		if r.To < r.From {
			f.Add(at+".to", "is %d; it cannot be less than from (%d)", r.To, r.From)
		}
		if len(r.Days) != len(t.Columns) {
			f.Add(at+".days", "has %d value(s); it needs one for each of the %d column(s)", len(r.Days), len(t.Columns))
		}
		for _, d := range r.Days {
			if d <= 0 || d%(unit/2) != 0 {
				f.Add(at+".days", "has %s; audit time is a positive number of half days", d)
			}
		}
		next = r.To + 1
	}
}

// EffectivePersons counts the people of groups with identical work by the root
// of each group, rounded up, and all others one by one.
func EffectivePersons(groups []int, others int) int {
	for _, g := range groups {
		others += rootUp(g)
	}
	return others
}

// rootUp is the square root of n, rounded up to a whole number.
func rootUp(n int) int { return scaledRootUp(n, 1, 1) }

// scaledRootUp is num/den times the square root of n, rounded up, in integers.
func scaledRootUp(n, num, den int) int {
	k := 0
	for den*den*k*k < num*num*n {
		k++
	}
	return k
}

// EditionChange says from when on a newer edition is needed.
type EditionChange struct {
	Old      string      `json:"old"`      // "27006:2015"
	New      string      `json:"new"`      // "27006-1:2024"
	Required domain.Date `json:"required"` // first day on which only the new one counts
}

// Allows judges a calculation of a day with an edition.
func (c EditionChange) Allows(day domain.Date, edition string) domain.Finding {
	if c.Requires(day) && edition == c.Old {
		return EditionRule.Broken("Compute it with "+c.New+".", "From %s on the edition %s no longer counts.", c.Required.Long(), c.Old).
			With("required_edition", c.New)
	}
	return EditionRule.Met("The edition %s counts on %s.", edition, day.Long())
}

// Requires tells whether only the new edition counts on a day.
func (c EditionChange) Requires(day domain.Date) bool { return day >= c.Required }
