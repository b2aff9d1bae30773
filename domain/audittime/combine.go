package audittime

import (
	"fmt"

	"github.com/certwright/certwright/domain"
)

var (
	// IntegratedRule is judged by Policy.Integrate.
	IntegratedRule = domain.Rule{
		ID: "at.integrated", Title: "Time of an integrated audit", Clause: "2.2", Edition: md11,
		Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "Each standard's time is computed and added up; what the systems and the team have in common may save at most 20 %.",
	}
	// CombinedReductionRule is computed by CombinedReduction.
	CombinedReductionRule = domain.Rule{
		ID: "at.combined_reduction", Title: "Two reductions multiply", Clause: "IAF MD 5 and MD 11; EA FAQ 38", Edition: md11,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "30 % and then 20 % leave 56 % of the tables' time: 44 % are saved, never 50.",
	}
	// MatrixRule is computed by ISMSMatrix.
	MatrixRule = domain.Rule{
		ID: "at.isms_matrix", Title: "Range of the ISMS adjustment", Clause: "Table C.4", Edition: isms2015,
		Kind: domain.Value, Basis: domain.Recalled,
		Why: "Three scores for the business and three for its IT say how far audit time may move; the scores are classes, not percentages.",
	}
)

// Integrated is the time of an audit of several standards together.
type Integrated struct {
	Total   Days    // the standards' times added up
	Applied Percent // the reduction after the cap
	Days    Days    // rounded to half days
	Within  bool    // the reduction asked for was within the cap
}

// Integrate adds the standards' times and takes the reduction off.
func (p Policy) Integrate(parts []Days, reduction Percent) Integrated {
	i := Integrated{Applied: min(reduction, p.MaxIntegration), Within: reduction <= p.MaxIntegration}
	for _, d := range parts {
		i.Total += d
	}
	i.Days = roundHalf(int64(i.Total)*(100*unit-int64(i.Applied)), 100*unit)
	return i
}

// Finding is the integration as a verdict of at.integrated.
func (i Integrated) Finding() domain.Finding {
	if !i.Within {
		return IntegratedRule.Broken("Lower the reduction to "+i.Applied.String()+" %.", "The reduction goes beyond the cap; the least is %s days.", i.Days)
	}
	return IntegratedRule.Met("%s days in all, %s after integration.", i.Total, i.Days)
}

// CombinedReduction is what two reductions, one after the other, save together.
func CombinedReduction(first, second Percent) Percent {
	const all = 100 * unit
	return all - (all-first)*(all-second)/all
}

// Matrix is what the scores of business and IT come to.
type Matrix struct {
	BusinessSum, ITSum     int
	BusinessClass, ITClass string // low, medium or high
	From, To               Percent
}

var classes = []string{"low", "medium", "high"}

// ranges by business class, then IT class, in percent.
var ranges = [3][3][2]int{
	{{-30, -10}, {-10, -5}, {5, 20}},
	{{-10, -5}, {0, 0}, {10, 50}},
	{{5, 20}, {10, 50}, {20, 100}},
}

// ISMSMatrix reads the range from three scores of 1 to 3 for the business and
// three for its IT.
func ISMSMatrix(business, it []int) (Matrix, error) {
	b, err := scores("business", business)
	if err != nil {
		return Matrix{}, err
	}
	i, err := scores("it", it)
	if err != nil {
		return Matrix{}, err
	}
	bc, ic := class(b), class(i)
	r := ranges[bc][ic]
	return Matrix{BusinessSum: b, ITSum: i, BusinessClass: classes[bc], ITClass: classes[ic], From: Pct(r[0]), To: Pct(r[1])}, nil
}

// class of a sum of scores: 3 and 4 low, 5 and 6 medium, 7 to 9 high.
func class(sum int) int {
	switch {
	case sum <= 4:
		return 0
	case sum <= 6:
		return 1
	}
	return 2
}

func scores(field string, values []int) (int, error) {
	var f domain.Fault
	if len(values) != 3 {
		f.Add(field, "has %d scores; it needs three", len(values))
	}
	sum := 0
	for i, v := range values {
		if v < 1 || v > 3 {
			f.Add(fmt.Sprintf("%s[%d]", field, i), "is %d; a score is 1, 2 or 3", v)
		}
		sum += v
	}
	return sum, f.Err()
}
