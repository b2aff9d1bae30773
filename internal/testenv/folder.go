package testenv

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
)

// janitor waits until its standard input ends, which happens when the process
// that started it ends in any way (done, Ctrl-C, kill -9), then stops the
// server whose number stands in the file pid and removes the folder.
const janitor = `cat >/dev/null
if [ -s "$1/pid" ]; then
	pid=$(cat "$1/pid")
	kill -s "$2" "$pid" 2>/dev/null
	n=0
	while kill -0 "$pid" 2>/dev/null && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
	kill -9 "$pid" 2>/dev/null
fi
rm -rf "$1"`

// folder is a temporary folder for one server, removed when we are gone.
type folder struct {
	path string
	// owner runs the server; nil means whoever runs the tests.
	owner   *syscall.Credential
	janitor *exec.Cmd
	leash   io.Closer
}

// held keeps the leashes of servers that nobody else holds on to: the garbage
// collector would close them, and so stop the server under the tests.
var held sync.Map

// newFolder makes a folder. With unprivileged set it belongs to an ordinary
// user when root runs the tests, because PostgreSQL refuses to run as root.
func newFolder(name, stopSignal string, unprivileged bool) (*folder, error) {
	path, err := os.MkdirTemp("", "certwright-"+name+"-")
	if err != nil {
		return nil, err
	}
	f := &folder{path: path}
	if unprivileged && os.Geteuid() == 0 {
		if f.owner, err = ordinaryUser(); err == nil {
			err = os.Chown(path, int(f.owner.Uid), int(f.owner.Gid))
		}
	}
	if err == nil {
		err = f.startJanitor(stopSignal)
	}
	if err != nil {
		_ = os.RemoveAll(path)
		return nil, err
	}
	return f, nil
}

func (f *folder) startJanitor(stopSignal string) error {
	f.janitor = f.command("sh", "-c", janitor, "janitor", f.path, stopSignal)
	leash, err := f.janitor.StdinPipe()
	if err != nil {
		return err
	}
	f.leash = leash
	held.Store(f, true)
	return f.janitor.Start()
}

// command prepares a process of the folder's owner in a group of its own, so
// that Ctrl-C reaches the tests first and the janitor ends the rest in order.
func (f *folder) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = f.path
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: f.owner}
	return cmd
}

func (f *folder) notePID(pid int) error {
	return os.WriteFile(filepath.Join(f.path, "pid"), []byte(strconv.Itoa(pid)), 0o644)
}

func (f *folder) forgetPID() { _ = os.Remove(filepath.Join(f.path, "pid")) }

// close lets the janitor do its work and waits for it.
func (f *folder) close() {
	held.Delete(f)
	_ = f.leash.Close()
	_ = f.janitor.Wait()
	_ = os.RemoveAll(f.path) // what the janitor's user could not
}

// ordinaryUser is the user postgres, or nobody where there is none.
func ordinaryUser() (*syscall.Credential, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("no user postgres or nobody to run PostgreSQL as")
}
