package rulebook

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// equivalent are mutations that change nothing, by file and expression, with
// the reason.
var equivalent = map[string]string{
	"state/state.go: len(next) > 0": "it chooses between two wordings of a remedy",
}

// TestEveryComparisonMatters changes each comparison, each and and or, and each
// step by a number in the rules, one at a time (< to <=, == to !=, && to ||, + to
// -), and wants a case to fail. All changes are built into one copy of the domain and switched
// by number, so that it costs one build.
func TestEveryComparisonMatters(t *testing.T) {
	dir := t.TempDir()
	mutants := copyMutated(t, dir)
	if len(mutants) < 100 {
		t.Fatalf("only %d comparisons found: the search is broken", len(mutants))
	}
	write(t, filepath.Join(dir, "go.mod"), "module github.com/certwright/certwright\n\ngo 1.26.0\n")
	write(t, filepath.Join(dir, "domain/mutant/mutant.go"), mutantSource)
	write(t, filepath.Join(dir, "domain/rulebook/mutants_test.go"), fmt.Sprintf(mutantTest, len(mutants)))
	cmd := exec.Command("go", "test", "-run", "TestMutants", "-v", "./domain/rulebook")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "RULE_VECTORS=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(string(out), "\n") {
		var id int
		if n, _ := fmt.Sscanf(line, "survived %d", &id); n == 0 {
			continue
		}
		m := mutants[id-1]
		if seen[m] = true; equivalent[m] == "" {
			t.Errorf("no case notices a change of the comparison in %s", m)
		}
	}
	for m := range equivalent {
		if !seen[m] {
			t.Errorf("%s is noticed now: take it off the list of equivalents", m)
		}
	}
}

// copyMutated copies the domain without its tests, with every comparison of the
// rule files made switchable, and lists them; number 1 is the first.
func copyMutated(t *testing.T, dir string) []string {
	var mutants []string
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel("..", path)
		if err != nil || e.IsDir() || strings.HasSuffix(path, "_test.go") && rel != "rulebook/vectors_test.go" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".go") && judges(rel, src) {
			src, mutants = mutate(t, rel, src, mutants)
		}
		write(t, filepath.Join(dir, "domain", rel), string(src))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return mutants
}

// judges tells whether a file holds rules that the cases speak of. Planning has
// its own cases and its own checker.
func judges(rel string, src []byte) bool {
	return !strings.HasPrefix(rel, "rulebook") && !strings.HasPrefix(rel, "planning") && !strings.HasPrefix(rel, "app") &&
		bytes.Contains(src, []byte("domain.Rule{\n"))
}

// switches are the functions that stand in for an operator.
var switches = map[token.Token]string{
	token.LSS: "Lt", token.LEQ: "Le", token.GTR: "Gt", token.GEQ: "Ge", token.EQL: "Eq", token.NEQ: "Ne",
	token.ADD: "Add", token.SUB: "Sub", token.LAND: "And", token.LOR: "Or",
}

type insert struct {
	at, cut int // where, and how many bytes it replaces
	text    string
}

func mutate(t *testing.T, rel string, src []byte, mutants []string) ([]byte, []string) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, rel, src, 0)
	if err != nil {
		t.Fatal(err)
	}
	offset := func(p token.Pos) int { return fset.Position(p).Offset }
	var before, after []insert
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Name.Name == "Validate" {
			continue // reading of data, with tests of its own
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			b, ok := n.(*ast.BinaryExpr)
			if !ok || switches[b.Op] == "" || isNil(b.X) || isNil(b.Y) || (b.Op == token.ADD || b.Op == token.SUB) && !isNumber(b.Y) {
				return true
			}
			x, y, end := offset(b.X.Pos()), offset(b.Y.Pos()), offset(b.Y.End())
			mutants = append(mutants, rel+": "+strings.Join(strings.Fields(string(src[x:end])), " "))
			between, closing := ", ", ")"
			if b.Op == token.LAND || b.Op == token.LOR {
				between, closing = ", func() bool { return ", " })" // the right side only when it is needed
			}
			before = append(before, insert{at: x, text: fmt.Sprintf("mutant.%s(%d, ", switches[b.Op], len(mutants))},
				insert{at: offset(b.X.End()), cut: y - offset(b.X.End()), text: between})
			after = append([]insert{{at: end, text: closing}}, after...)
			return true
		})
	}
	if len(before) == 0 {
		return src, mutants
	}
	name := offset(file.Name.End())
	edits := append(append(after, before...), insert{at: name, text: `; import "github.com/certwright/certwright/domain/mutant"`})
	slices.SortStableFunc(edits, func(a, b insert) int { return a.at - b.at })
	var out bytes.Buffer
	from := 0
	for _, e := range edits {
		out.Write(src[from:e.at])
		out.WriteString(e.text)
		from = e.at + e.cut
	}
	out.Write(src[from:])
	return out.Bytes(), mutants
}

func isNil(e ast.Expr) bool    { id, ok := e.(*ast.Ident); return ok && id.Name == "nil" }
func isNumber(e ast.Expr) bool { l, ok := e.(*ast.BasicLit); return ok && l.Kind == token.INT }

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// mutantSource is the switch: the operator numbered Active answers wrongly. Steps
// are counted, because a wrong answer may make a loop endless.
const mutantSource = `package mutant

import "cmp"

var Active, Steps int

func on(id int) bool {
	if Steps++; Steps > 5_000 {
		panic("endless")
	}
	return id == Active
}

type number interface{ ~int | ~int32 | ~int64 }

func Lt[T cmp.Ordered](id int, a, b T) bool { return on(id) && a <= b || id != Active && a < b }
func Le[T cmp.Ordered](id int, a, b T) bool { return on(id) && a < b || id != Active && a <= b }
func Gt[T cmp.Ordered](id int, a, b T) bool { return on(id) && a >= b || id != Active && a > b }
func Ge[T cmp.Ordered](id int, a, b T) bool { return on(id) && a > b || id != Active && a >= b }
func Eq[T comparable](id int, a, b T) bool  { return on(id) != (a == b) }
func Ne[T comparable](id int, a, b T) bool  { return on(id) != (a != b) }

func And(id int, a bool, b func() bool) bool {
	if on(id) {
		return a || b()
	}
	return a && b()
}

func Or(id int, a bool, b func() bool) bool {
	if on(id) {
		return a && b()
	}
	return a || b()
}

func Add[T number](id int, a, b T) T {
	if on(id) {
		return a - b
	}
	return a + b
}

func Sub[T number](id int, a, b T) T {
	if on(id) {
		return a + b
	}
	return a - b
}
`

const mutantTest = `package rulebook

import (
	"fmt"
	"testing"

	"github.com/certwright/certwright/domain/mutant"
)

func TestMutants(t *testing.T) {
	cases := append(readVectors(t, "testdata/vectors.json"), readVectors(t, "testdata/own.json")...)
	holds := func() bool {
		for _, v := range cases {
			mutant.Steps = 0
			if judge(v) != nil {
				return false
			}
		}
		return true
	}
	if !holds() {
		t.Fatal("the unchanged copy does not answer the cases")
	}
	for mutant.Active = 1; mutant.Active <= %d; mutant.Active++ {
		if holds() {
			fmt.Println("survived", mutant.Active)
		}
	}
}
`
