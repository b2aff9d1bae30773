package proof

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
)

// inProcesses runs this test binary several times at once as children of one
// part, lets them go at the same moment and gives what each of them counted.
func inProcesses[C any](t *testing.T, n int, part string, args ...string) []C {
	t.Helper()
	type child struct {
		cmd *exec.Cmd
		in  io.WriteCloser
		out *bufio.Reader
	}
	var all []child
	for i := range n {
		cmd := exec.Command(os.Args[0], append([]string{fmt.Sprint(i)}, args...)...)
		cmd.Env = append(os.Environ(), childEnv+"="+part)
		cmd.Stderr = os.Stderr
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
		all = append(all, child{cmd, in, bufio.NewReader(out)})
	}
	for _, c := range all { // all are ready before one is let go
		if line, err := c.out.ReadString('\n'); line != "ready\n" {
			t.Fatalf("a child of part %s said %q: %v", part, line, err)
		}
	}
	for _, c := range all {
		_ = c.in.Close()
	}
	counts := make([]C, n)
	for i, c := range all {
		if err := json.NewDecoder(c.out).Decode(&counts[i]); err != nil {
			t.Fatalf("a child of part %s gave no count: %v", part, err)
		}
		if err := c.cmd.Wait(); err != nil {
			t.Fatalf("a child of part %s: %v", part, err)
		}
	}
	return counts
}

// asChild is the other end: it says that it is ready, waits to be let go, and
// writes what work counted.
func asChild(work func() (any, error)) int {
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	counted, err := work()
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(counted)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
