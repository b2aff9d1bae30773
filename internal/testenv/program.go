package testenv

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Program builds the product from the sources and gives the binary's path. It
// is built once in a test binary, with the flags of the build around it.
func Program(t testing.TB) string {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var program = sync.OnceValues(func() (string, error) {
	f, err := newFolder("program", "TERM", false)
	if err != nil {
		return "", err
	}
	path := filepath.Join(f.path, "certwright")
	out, err := exec.Command("go", "build", "-o", path, "github.com/certwright/certwright/cmd/certwright").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the program: %w: %s", err, out)
	}
	return path, nil
})

// Process is a running program of ours that a test may signal and kill. It
// goes with the test, and with the test process should that be killed.
type Process struct {
	t      testing.TB
	server *server
}

// Start runs the program with only the given environment (NAME to value)
// beside PATH, HOME and TMPDIR, so that no setting of the machine leaks in.
func Start(t testing.TB, program string, environment map[string]string, args ...string) *Process {
	t.Helper()
	f, err := newFolder("process", "KILL", false)
	if err != nil {
		t.Fatal(err)
	}
	s := &server{name: filepath.Base(program), folder: f, argv: append([]string{program}, args...), stop: syscall.SIGTERM}
	s.environment = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TMPDIR=" + os.TempDir()}
	for name, value := range environment {
		s.environment = append(s.environment, name+"="+value)
	}
	s.answer = func() error { return nil }
	if err := s.start(); err != nil {
		f.close()
		t.Fatal(err)
	}
	p := &Process{t: t, server: s}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s %v said:\n%s", s.name, args, s.logTail())
		}
		s.close()
	})
	return p
}

// WaitHealthy waits until the address answers 200.
func (p *Process) WaitHealthy(url string) {
	p.t.Helper()
	client := &http.Client{Timeout: dialLimit}
	p.server.answer = func() error {
		response, err := client.Get(url)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return fmt.Errorf("%s answers %s", url, response.Status)
		}
		return nil
	}
	if err := p.server.waitUntilItAnswers(); err != nil {
		p.t.Fatal(err)
	}
}

// Wait waits for the process to end by itself and gives its exit code.
func (p *Process) Wait(limit time.Duration) int {
	p.t.Helper()
	select {
	case <-p.server.ended:
	case <-time.After(limit):
		p.t.Fatalf("%v still runs after %s: %s", p.server.argv, limit, p.server.logTail())
	}
	return p.server.process.ProcessState.ExitCode()
}

// Kill ends the process as kill -9 does.
func (p *Process) Kill() { p.server.end(syscall.SIGKILL) }

// Terminate sends SIGTERM and waits until the process has drained and ended.
func (p *Process) Terminate() { p.server.end(syscall.SIGTERM) }

// Log is all that the process wrote so far, both streams.
func (p *Process) Log() string {
	p.t.Helper()
	b, err := os.ReadFile(p.server.log())
	if err != nil {
		p.t.Fatal(err)
	}
	return string(b)
}

// FreeAddress is a local address that nobody listens on.
func FreeAddress(t testing.TB) string {
	t.Helper()
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("localhost:%d", port)
}
