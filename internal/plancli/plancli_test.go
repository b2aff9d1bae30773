package plancli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/planning"
	"github.com/certwright/certwright/domain/planning/check"
	"github.com/certwright/certwright/domain/planning/sample"
)

const testdata = "../../domain/planning/testdata"

// judge answers whether a plan file is legal and states its cost, by our own
// judge and, where ../shared is beside the checkout, by that one too.
type judge struct{ shared string }

func newJudge(t *testing.T) *judge {
	t.Helper()
	source, err := filepath.Abs("../../../shared/planning")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(source, "check.go")); err != nil {
		return &judge{}
	}
	j := &judge{filepath.Join(t.TempDir(), "judge")}
	cmd := exec.Command("go", "build", "-o", j.shared, ".")
	cmd.Dir = source
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the shared judge does not build: %v: %s", err, out)
	}
	return j
}

func (j *judge) accept(t *testing.T, inst, plan string) {
	t.Helper()
	in, p, err := both(inst, plan)
	if err != nil {
		t.Fatal(err)
	}
	if v := check.Judge(in, p); !v.Feasible {
		t.Errorf("%s: %v", plan, v.Findings)
	}
	if j.shared != "" {
		if out, err := exec.Command(j.shared, "check", "-i", inst, "-p", plan).CombinedOutput(); err != nil {
			t.Errorf("%s: the shared judge says %s", plan, out)
		}
	}
}

func TestEveryPlanOfEveryCommandIsAccepted(t *testing.T) {
	j, dir := newJudge(t), t.TempDir()
	at := func(name string, n int) string { return filepath.Join(dir, fmt.Sprintf("%s%d.json", name, n)) }
	instances := []string{testdata + "/s20.json", testdata + "/s40t.json"}
	for seed := range uint64(4) {
		path := at("sample", int(seed))
		if err := (&Sample{Out: path, Audits: 40, Auditors: 12, Days: 200, Seed: seed}).Run(); err != nil {
			t.Fatal(err)
		}
		instances = append(instances, path)
	}
	for n, inst := range instances {
		plan := at("plan", n)
		if err := (&Solve{In: inst, Out: plan, Seed: 1, Threads: 1 + n%2, Iterations: 12_000, Quiet: true}).Run(); err != nil {
			t.Fatal(err)
		}
		j.accept(t, inst, plan)
		in, p, err := both(inst, plan)
		if err != nil {
			t.Fatal(err)
		}
		who := busiest(p)
		plan2, inst2 := at("repaired", n), at("patched", n)
		from := in.Start.AddDays(20)
		if err := (&Repair{In: inst, Plan: plan, Away: []string{who + ":" + from.String() + ".." + from.AddDays(20).String()},
			Out: plan2, Patched: inst2, Iterations: 500, Seconds: 5, Seed: 1}).Run(); err != nil {
			t.Fatal(err)
		}
		j.accept(t, inst2, plan2)
	}
}

// busiest is the person with most seats.
func busiest(p *planning.Plan) (who string) {
	count := map[string]int{}
	for _, pl := range p.Audits {
		for _, seat := range planning.Seats(pl.Team) {
			k := pl.Team[seat]
			if count[k]++; count[k] > count[who] {
				who = k
			}
		}
	}
	return who
}

// Both judges refuse the same spoiled plans.
func TestJudgesAgreeOnSpoiledPlans(t *testing.T) {
	j, dir := newJudge(t), t.TempDir()
	inst := testdata + "/s20.json"
	for n := range 60 {
		in, p, err := both(inst, testdata+"/s20.optimum.json")
		if err != nil {
			t.Fatal(err)
		}
		spoil(in, p, n)
		p.Cost = 0
		v := check.Judge(in, p)
		p.Cost = v.Cost
		file := filepath.Join(dir, "spoiled.json")
		if err := write(output{file, p}); err != nil {
			t.Fatal(err)
		}
		ours := check.Judge(in, p).Feasible
		if j.shared == "" {
			continue
		}
		out, err := exec.Command(j.shared, "check", "-i", inst, "-p", file).CombinedOutput()
		if theirs := err == nil; ours != theirs {
			t.Errorf("spoiled plan %d: we say legal %v, the shared judge %v: %s", n, ours, theirs, out)
		}
	}
}

func spoil(in *planning.Instance, p *planning.Plan, n int) {
	pl := &p.Audits[n%len(p.Audits)]
	switch n % 5 {
	case 0:
		pl.Start = pl.Start.AddDays(1 + n%9)
	case 1:
		pl.Team["p1"] = in.Auditors[n%len(in.Auditors)].ID
	case 2:
		p.Audits = p.Audits[:len(p.Audits)-1-n%7]
	case 3:
		pl.Half = domain.PM
	case 4:
		pl.Start, pl.Team["p1"] = pl.Start.AddDays(-n%12), in.Auditors[(n/3)%len(in.Auditors)].ID
	}
}

func TestExplainNeverContradictsCheck(t *testing.T) {
	in, plan, err := both(testdata+"/s40t.json", testdata+"/s40t.optimum.json")
	if err != nil {
		t.Fatal(err)
	}
	for i := range in.Audits {
		a, err := ask(testdata+"/s40t.json", testdata+"/s40t.optimum.json", in.Audits[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		head(&text, a)
		for _, p := range a.Positions {
			position(&text, p, 100)
		}
		places(&text, a)
		if text.Len() == 0 {
			t.Errorf("nothing is said of %s", a.Audit)
		}
	}
	if len(plan.Audits) != len(in.Audits)-1 {
		t.Error("the optimum leaves one audit out")
	}
}

// A spoiled file gives an error or a legal plan, never a panic.
func FuzzSolve(f *testing.F) {
	var b bytes.Buffer
	if err := planning.Write(&b, sample.Make(sample.Options{Audits: 5, Auditors: 6, Days: 70, Seed: 2})); err != nil {
		f.Fatal(err)
	}
	good := b.Bytes()
	f.Add(good)
	for i := 0; i < len(good); i += 97 { // a byte changed here and there
		for _, x := range []byte{'0', '9', '-', '"', '}'} {
			bad := bytes.Clone(good)
			bad[i] = x
			f.Add(bad)
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		in, err := planning.ReadInstance(bytes.NewReader(file))
		if err != nil {
			return
		}
		if len(in.Audits)*in.Days() > 100_000 || len(in.Auditors)*in.Days() > 1_000_000 {
			return // legal, and too large for a fuzzer's patience
		}
		dir := t.TempDir()
		inst, plan := filepath.Join(dir, "i.json"), filepath.Join(dir, "p.json")
		if err := os.WriteFile(inst, file, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := (&Solve{In: inst, Out: plan, Seed: 1, Threads: 1, Iterations: 200, Quiet: true}).Run(); err != nil {
			t.Fatal(err)
		}
		(&judge{}).accept(t, inst, plan)
	})
}
