package solve

import (
	"os"
	"testing"

	"github.com/certwright/certwright/domain/planning"
)

// file reads an instance of ../testdata.
func file(t *testing.T, name string) *planning.Instance {
	t.Helper()
	f, err := os.Open("../testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := planning.ReadInstance(f)
	if err != nil {
		t.Fatal(err)
	}
	return in
}
