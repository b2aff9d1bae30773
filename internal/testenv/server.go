package testenv

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// startLimit bounds the wait for a server to answer after its start.
const startLimit = 60 * time.Second

// server is one process of ours in its folder, on a port that stays the same
// over stops and starts.
type server struct {
	name   string
	folder *folder
	port   int
	argv   []string
	// environment is the whole environment; nil means that of the tests.
	environment []string
	answer      func() error // nil when the server answers
	stop        syscall.Signal

	process *exec.Cmd
	ended   chan struct{}
}

func (s *server) start() error {
	log, err := os.OpenFile(s.log(), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	s.process = s.folder.command(s.argv[0], s.argv[1:]...)
	s.process.Env = s.environment
	s.process.Stdout, s.process.Stderr = log, log
	if err := s.process.Start(); err != nil {
		return err
	}
	if err := s.folder.notePID(s.process.Process.Pid); err != nil {
		return err
	}
	s.ended = make(chan struct{})
	go func(p *exec.Cmd, ended chan struct{}) {
		_ = p.Wait()
		close(ended)
	}(s.process, s.ended)
	return s.waitUntilItAnswers()
}

func (s *server) waitUntilItAnswers() error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(startLimit)
	for {
		err := s.answer()
		if err == nil {
			return nil
		}
		select {
		case <-tick.C:
		case <-s.ended:
			return fmt.Errorf("%s ended at its start: %s", s.name, s.logTail())
		case <-limit:
			return fmt.Errorf("%s does not answer after %s (%v): %s", s.name, startLimit, err, s.logTail())
		}
	}
}

// end sends the signal and waits until the process is gone.
func (s *server) end(signal syscall.Signal) {
	if s.process == nil {
		return
	}
	_ = s.process.Process.Signal(signal)
	<-s.ended
	s.process = nil
	s.folder.forgetPID()
}

func (s *server) close() {
	s.end(s.stop)
	s.folder.close()
}

func (s *server) log() string { return filepath.Join(s.folder.path, "log") }

func (s *server) logTail() string {
	const most = 2000
	b, err := os.ReadFile(s.log())
	if err != nil {
		return err.Error()
	}
	if len(b) > most {
		b = b[len(b)-most:]
	}
	return string(b)
}

// freePort asks the system for a port that nobody listens on.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
