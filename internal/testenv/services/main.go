// Command services runs a command with PostgreSQL and Redis beside it:
//
//	services COMMAND [ARGUMENT ...]
//
// The servers are those of package testenv. When the command has ended, or
// was interrupted, nothing of them is left. The exit code is the command's.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/certwright/certwright/internal/testenv"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: services COMMAND [ARGUMENT ...]")
		os.Exit(2)
	}
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "services:", err)
	}
	os.Exit(code)
}

func run(argv []string) (code int, err error) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)

	servers, err := testenv.StartServices()
	if err != nil {
		return 1, err
	}
	defer func() {
		if e := servers.Close(); e != nil {
			code, err = 1, errors.Join(err, e)
		}
	}()
	fmt.Fprintln(os.Stderr, "services:", servers)

	command := exec.Command(argv[0], argv[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		return 127, err
	}
	go func() {
		for s := range signals {
			// Ctrl-C has reached the command already; the others have not.
			if s != os.Interrupt {
				_ = command.Process.Signal(s)
			}
		}
	}()
	if err := command.Wait(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return max(exit.ExitCode(), 1), nil
		}
		return 1, err
	}
	return 0, nil
}
