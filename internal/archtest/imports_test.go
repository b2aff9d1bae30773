package archtest

import (
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/certwright/certwright"

// rule forbids packages under From to depend on packages under To, directly or
// through other packages of ours. Unless names packages under From that may.
type rule struct {
	From, To string
	Unless   []string
	Why      string
}

const (
	gorm = "gorm.io"
	echo = "github.com/labstack/echo"
)

var rules = []rule{
	{From: "domain", To: "internal", Why: "a rule must be readable and testable without any technology; what a use case needs from outside is a port in domain/app"},
	{From: "domain", To: "api", Why: "the domain serves the API, not the reverse"},
	{From: "domain", To: "jobs", Why: "the domain serves the jobs, not the reverse"},
	{From: "domain", To: "migrations", Why: "tables are the store's business"},
	{From: "api", To: "jobs", Why: "both call the same use cases; what they share belongs in domain/app"},
	{From: "jobs", To: "api", Why: "both call the same use cases; what they share belongs in domain/app"},
	{From: "api", To: "internal/store", Why: "a handler decodes, calls a use case, encodes; storage is behind the ports of domain/app, wired in cmd"},
	{From: "jobs", To: "internal/store", Why: "a job calls a use case; storage is behind the ports of domain/app, wired in cmd"},
	{From: "internal", To: "api", Why: "a technology package serves the API, not the reverse"},
	{From: "internal", To: "jobs", Why: "a technology package serves the jobs, not the reverse"},
	{From: "internal", To: "cmd", Why: "only main wires"},
	{From: "api", To: "cmd", Why: "only main wires"},
	{From: "jobs", To: "cmd", Why: "only main wires"},
	{From: "", To: gorm, Unless: []string{"internal/store", "cmd"}, Why: "zero-value updates, hooks and associations of the ORM must not be reachable from a rule"},
	{From: "", To: echo, Unless: []string{"api", "cmd"}, Why: "handlers sit behind the generated strict interface, so that the next major version touches one package"},
	{From: "", To: "internal/testenv", Unless: []string{"internal/testenv", "internal/store/storetest"}, Why: "servers for tests do not belong in the product"},
	{From: "", To: "internal/store/storetest", Unless: []string{"internal/store/storetest"}, Why: "what tests need does not belong in the product"},
}

func TestImportDirection(t *testing.T) {
	deps := dependencies(t)
	for pkg, imports := range deps {
		for _, broken := range violations(pkg, deps) {
			t.Error(broken)
		}
		if !under(pkg, "domain") {
			continue
		}
		for imported := range imports {
			if strings.Contains(strings.Split(imported, "/")[0], ".") {
				t.Errorf("%s imports %s: the domain knows the standard library and itself, nothing else", pkg, imported)
			}
		}
	}
}

// violations names every rule that the package breaks, with the way it took.
func violations(pkg string, deps map[string]map[string]bool) []string {
	var broken []string
	for _, r := range rules {
		if !under(pkg, r.From) || slices.ContainsFunc(r.Unless, func(u string) bool { return under(pkg, u) }) {
			continue
		}
		if way := wayTo(pkg, r.To, r.Unless, deps); way != nil {
			broken = append(broken, strings.Join(way, " → ")+": "+r.Why)
		}
	}
	return broken
}

// wayTo finds a chain of imports from pkg to a package under target. It does
// not look behind packages that may import the target: cmd wires them all.
func wayTo(pkg, target string, unless []string, deps map[string]map[string]bool) []string {
	seen := map[string]bool{}
	var walk func(string) []string
	walk = func(at string) []string {
		seen[at] = true
		for imported := range deps[at] {
			if under(imported, target) {
				return []string{at, imported}
			}
			behindDoor := slices.ContainsFunc(unless, func(u string) bool { return under(imported, u) })
			if seen[imported] || behindDoor {
				continue
			}
			if rest := walk(imported); rest != nil {
				return append([]string{at}, rest...)
			}
		}
		return nil
	}
	return walk(pkg)
}

// TestRulesBite feeds the check a house with every fault, and one without.
func TestRulesBite(t *testing.T) {
	set := func(imports ...string) map[string]bool {
		m := map[string]bool{}
		for _, i := range imports {
			m[i] = true
		}
		return m
	}
	for _, r := range rules {
		from := r.From
		if from == "" {
			from = "domain/app"
		}
		target := r.To + "/x"
		if r.To == echo {
			target = echo + "/v4"
		}
		deps := map[string]map[string]bool{from: set("frontend"), "frontend": set(target)}
		if len(violations(from, deps)) == 0 {
			t.Errorf("%s → frontend → %s passes unseen", from, target)
		}
	}
	sound := map[string]map[string]bool{
		"cmd/certwright": set("api", "jobs", "internal/store"), "api": set("domain/app", echo+"/v4"),
		"jobs": set("domain/app"), "internal/store": set("domain/app", gorm+"/gorm"), "domain/app": set("domain"),
	}
	for pkg := range sound {
		for _, broken := range violations(pkg, sound) {
			t.Errorf("a sound house is refused: %s", broken)
		}
	}
}

// dependencies maps each package of ours to what its product files import;
// packages of ours are named by their folder, others by their import path.
func dependencies(t *testing.T) map[string]map[string]bool {
	t.Helper()
	deps := map[string]map[string]bool{}
	for _, file := range sources(t, ".go") {
		if strings.HasSuffix(file, "_test.go") || under(file, "tools") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, read(t, file), parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		pkg := path.Dir(file)
		if deps[pkg] == nil {
			deps[pkg] = map[string]bool{}
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			deps[pkg][strings.TrimPrefix(imported, module+"/")] = true
		}
	}
	if len(deps) < 5 {
		t.Fatalf("only %d packages found: the walk is broken", len(deps))
	}
	return deps
}

// under tells whether a slash path is folder or lies in it; "" holds all.
func under(p, folder string) bool {
	return folder == "" || p == folder || strings.HasPrefix(p, folder+"/")
}
