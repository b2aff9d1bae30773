package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/certwright/certwright/internal/demo"
)

// DemoCmd serves a demo body. It keeps to a folder of its own, so that it never
// meets real data.
type DemoCmd struct {
	Fill bool `help:"Fill the demo body and stop."`
}

func (d DemoCmd) Run(ctx context.Context, c *Config) error {
	if c.Database == "" {
		c.DataDir = filepath.Join(c.DataDir, "demo")
	}
	if !d.Fill {
		if err := c.addressesFree(); err != nil {
			return err
		}
	}
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	if err := (OlderLedger{}).stand(ctx, h); err != nil {
		return err
	}
	h.app.Demo = true
	err = demo.Fill(ctx, h.app, func(done, total int) {
		fmt.Fprintf(os.Stderr, "\rMaking the demo body: %d of %d clients", done, total)
		if done == total {
			fmt.Fprintln(os.Stderr)
		}
	})
	if err != nil {
		return err
	}
	if d.Fill {
		return h.app.Sequence(ctx) // a ledger that can be verified at once
	}
	return c.run(ctx, h, roles{web: true, work: c.embedded(), told: func(url string) {
		fmt.Printf("\nCertwright is running on %s\n\n", url)
		signIns, err := h.app.DemoSignIns(ctx)
		if err != nil {
			h.log.Warn("demo sign-ins", "error", err.Error())
		}
		fmt.Printf("Sign in with one click on the first page, or with the password %q as:\n", demo.Password)
		for _, s := range signIns {
			fmt.Printf("  %-9s %-18s %s\n", s.Role, s.Name, s.Email)
		}
		fmt.Println("\nStop it with Ctrl-C; the data stays in " + c.DataDir + ".")
	}})
}
