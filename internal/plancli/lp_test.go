package plancli

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/compact"
)

// values gives each variable of the model what a plan says of it.
func values(p *compact.Problem, plan *planning.Plan) map[string]int {
	out, at := map[string]int{}, map[string]planning.Planned{}
	for _, pl := range plan.Audits {
		at[pl.ID] = pl
	}
	load, lead := map[[2]int32]int32{}, make([]int32, len(p.Audits))
	for a := range p.Audits {
		au, pl := &p.Audits[a], at[p.In.Audits[a].ID]
		lead[a] = -1
		if pl.Team == nil {
			out[u(int32(a))] = 1
			continue
		}
		for i := range au.Starts {
			st := &p.Starts[au.Start0+i]
			if day, half := p.In.When(int(st.Slot)); day != pl.Start || half != pl.Half {
				continue
			}
			out[z(int32(a), i)] = 1
			for j := range au.Seats {
				seat := &p.Seats[au.Seat0+j]
				for c := seat.Cand0; c < seat.Cand0+seat.Cands; c++ {
					if who := p.Cands[c].Who; p.In.Auditors[who].ID == pl.Team[p.In.Audits[a].Positions[j].ID] && p.CanStart(&p.Cands[c], i) {
						out[x(au.Seat0+j, c, i)] = 1
						load[[2]int32{who, st.Period}] += seat.Len
						if j == au.LeadSeat {
							lead[a] = who
						}
					}
				}
			}
		}
	}
	for a := range p.Audits {
		for i := range p.Audits[a].Ties {
			if t := &p.Ties[p.Audits[a].Tie0+i]; t.First && lead[a] >= 0 && lead[t.Other] >= 0 && lead[a] != lead[t.Other] {
				out[fmt.Sprintf("d%d_%d", a, t.Other)] = 1
			}
		}
	}
	for k, n := range load {
		out[fmt.Sprintf("o%d_%d", k[0], k[1])] = int(max(0, n-p.People[k[0]].Target))
		out[fmt.Sprintf("f%d_%d", k[0], k[1])] = int(max(0, n-p.People[k[0]].Far))
	}
	return out
}

// The proved optimum satisfies every row of the model and costs in it what the
// judge says.
func TestTheExactModelIsTheProblem(t *testing.T) {
	in, plan, err := both("../../domain/planning/testdata/s40t.json", "../../domain/planning/testdata/s40t.optimum.json")
	if err != nil {
		t.Fatal(err)
	}
	p := compact.Compile(in)
	var model bytes.Buffer
	if err := writeLP(&model, p); err != nil {
		t.Fatal(err)
	}
	value := values(p, plan)
	body, _, _ := strings.Cut(model.String(), "Binaries")
	cost, rows, _ := strings.Cut(body, "Subject To")
	if got, want := sum(t, strings.Fields(cost)[2:], value), check.Judge(in, plan).Cost; got != want {
		t.Errorf("the model's cost is %d, the judge's %d", got, want)
	}
	words, from := strings.Fields(rows), 0
	for i, w := range words {
		if w != "=" && w != "<=" && w != ">=" {
			continue
		}
		left, right := sum(t, words[from:i], value), number(t, words[i+1])
		if w == "=" && left != right || w == "<=" && left > right || w == ">=" && left < right {
			t.Errorf("%v: %d", words[from:i+2], left)
		}
		from = i + 2
	}
}

func sum(t *testing.T, words []string, value map[string]int) (total int) {
	for i := 0; i < len(words); i += 2 {
		total += number(t, words[i]) * value[words[i+1]]
	}
	return total
}

func number(t *testing.T, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
