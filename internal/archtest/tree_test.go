package archtest

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// topLevel is what may lie at the top: a new folder there is a decision.
var topLevel = []string{
	".ci", "api", "cmd", "docs", "domain", "frontend", "internal", "jobs", "migrations", "scripts", "tools",
	".dockerignore", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md", "SECURITY.md",
	"docker-compose.yml", "go.mod", "go.sum",
}

// local is what builds, runs and clones leave beside the sources (.gitignore).
var local = []string{".git", "bin", "data", "tmp", "frontend/dist", "frontend/node_modules"}

// longFiles may exceed the limit, each for its reason.
var longFiles = map[string]string{}

const longest = 400 // lines: above it a file is asked whether it is still one idea

func TestTopLevelHoldsOnlyWhatWasDecided(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		ignored := strings.HasSuffix(e.Name(), ".test") || strings.HasSuffix(e.Name(), ".out") || strings.HasSuffix(e.Name(), ".prof")
		if !slices.Contains(topLevel, e.Name()) && !slices.Contains(local, e.Name()) && !ignored {
			t.Errorf("%s lies at the top: find it a place in the layout, or add it to topLevel here", e.Name())
		}
	}
}

func TestNoFileIsTooLong(t *testing.T) {
	for _, file := range sources(t, ".go", ".ts", ".tsx", ".css", ".mjs") {
		if strings.HasSuffix(file, "_test.go") || generated(file) {
			continue
		}
		lines := strings.Count(read(t, file), "\n")
		switch reason, listed := longFiles[file]; {
		case lines > longest && !listed:
			t.Errorf("%s has %d lines, more than %d: is it still one idea? Split it, or list it with a reason", file, lines, longest)
		case lines <= longest && listed:
			t.Errorf("%s has %d lines: take it off the list (%s)", file, lines, reason)
		}
	}
}

// forbidden is text that no file may hold. The patterns are cut in pieces, so
// that this file does not hold it either.
var forbidden = []struct {
	pattern *regexp.Regexp
	in      []string // extensions; none means every text file
	why     string
}{
	{regexp.MustCompile(`(^|[^A-Za-z0-9_./-])/(work|` + `farm)/(main|steering|shared|in/|\.)`), nil, "a path of one machine"},
	{regexp.MustCompile(`(proxy|registry|deb|sum)\.` + `[a-z]+\.org`), nil, "the host of a package registry: clients know their own"},
	{regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`), nil, "finish it or leave it out"},
	{regexp.MustCompile(`(?i)not ` + `implemented`), nil, "finish it or leave it out"},
	{regexp.MustCompile(`\bt\.Skip` + `(Now|f)?\(`), []string{".go"}, "a test that is skipped proves nothing"},
	{regexp.MustCompile(`\b(test|it|describe)\.(skip|only|todo)` + `\b`), []string{".ts", ".tsx", ".mjs"}, "a test that is skipped proves nothing"},
	{regexp.MustCompile(`time\.Sleep` + `\(`), []string{".go"}, "wait for the event itself, with a limit"},
	{regexp.MustCompile(`time\.Now` + `\(`), []string{"domain/"}, "now comes from the injected clock (domain/clock.go)"},
}

func TestForbiddenText(t *testing.T) {
	for _, file := range sources(t) {
		text := read(t, file)
		if strings.ContainsRune(text, 0) {
			continue // not text
		}
		for _, f := range forbidden {
			if !concerns(file, f.in) || file == "domain/clock.go" {
				continue
			}
			for n, line := range strings.Split(text, "\n") {
				if f.pattern.MatchString(line) {
					t.Errorf("%s:%d: %.80q: %s", file, n+1, strings.TrimSpace(line), f.why)
				}
			}
		}
	}
}

// concerns tells whether a file has one of the endings or lies in one of the
// folders (written with a slash at the end).
func concerns(file string, in []string) bool {
	return len(in) == 0 || slices.ContainsFunc(in, func(s string) bool {
		return strings.HasSuffix(file, s) || strings.HasSuffix(s, "/") && strings.HasPrefix(file, s)
	})
}

// generated files are judged at their source.
func generated(file string) bool {
	return strings.Contains(file, ".gen.") || strings.Contains("/"+path.Dir(file)+"/", "/gen/") || file == "frontend/src/api/schema.ts"
}

const root = "../.."

// sources lists the files of the tree with one of the endings, or all, as
// slash paths from its root, leaving out what .gitignore leaves out.
func sources(t *testing.T, endings ...string) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS(root), ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case slices.Contains(local, file) && d.IsDir():
			return fs.SkipDir
		case d.Type().IsRegular() && file != ".git" && concerns(file, endings):
			files = append(files, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(path.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
