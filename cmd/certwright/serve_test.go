package main

import (
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/certwright/certwright/internal/testenv"
)

// TestAnAddressInUse starts the program where something else serves: it says
// which address, how to choose another, and leaves the data alone.
func TestAnAddressInUse(t *testing.T) {
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	taken := other.Addr().String()
	cases := map[string]struct {
		command  string
		set      map[string]string
		says     []string
		saysNone string
	}{
		"serve":   {"serve", map[string]string{"CERTWRIGHT_LISTEN": taken}, []string{taken, "--listen", "CERTWRIGHT_LISTEN="}, "metrics"},
		"demo":    {"demo", map[string]string{"CERTWRIGHT_LISTEN": taken}, []string{taken, "--listen", "CERTWRIGHT_LISTEN="}, "metrics"},
		"metrics": {"serve", map[string]string{"CERTWRIGHT_LISTEN": testenv.FreeAddress(t), "CERTWRIGHT_METRICS_LISTEN": taken}, []string{taken, "--metrics-listen", "CERTWRIGHT_METRICS_LISTEN="}, "bind"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			c.set["CERTWRIGHT_DATA"] = data
			p := testenv.Start(t, testenv.Program(t), c.set, c.command)
			if code := p.Wait(time.Minute); code != 1 {
				t.Errorf("exit code %d", code)
			}
			for _, words := range c.says {
				if !strings.Contains(p.Log(), words) {
					t.Errorf("does not say %q: %s", words, p.Log())
				}
			}
			if strings.Contains(p.Log(), c.saysNone) {
				t.Errorf("says %q: %s", c.saysNone, p.Log())
			}
			if left, err := os.ReadDir(data); err != nil || len(left) > 0 {
				t.Errorf("left %v in the data folder (%v)", left, err)
			}
		})
	}
}
