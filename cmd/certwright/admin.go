package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

// AdminCmd makes an administrator from the console of the machine, for a first
// start without a browser and for the day the only admin forgot the password.
type AdminCmd struct {
	Email string `required:"" help:"Address to sign in with."`
	Name  string `required:"" help:"Name as printed."`
}

func (a AdminCmd) Run(ctx context.Context, c *Config) error {
	fmt.Fprint(os.Stderr, "Password (read from standard input): ")
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return fmt.Errorf("no password on standard input: %w", err)
	}
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	password := strings.TrimRight(line, "\r\n")
	first, err := h.app.SetupNeeded(ctx)
	if err != nil {
		return err
	}
	// Whoever holds the machine holds the data: this command acts as an administrator.
	console := domain.SystemActor("command")
	if first {
		_, err = h.app.CreateFirstAdmin(ctx, console, app.FirstAdmin{Name: a.Name, Email: a.Email, Password: password})
	} else {
		console.Roles = append(console.Roles, domain.Admin)
		_, err = h.app.CreateUser(ctx, console, app.NewUser{Name: a.Name, Email: a.Email, Password: password, Roles: []domain.Role{domain.Admin}})
	}
	if err != nil {
		return err
	}
	fmt.Printf("%s may now sign in as administrator.\n", a.Email)
	return nil
}

// MigrateCmd brings the schema up to date and stops.
type MigrateCmd struct{}

func (MigrateCmd) Run(ctx context.Context, c *Config) error {
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	fmt.Println("The schema is up to date.")
	return nil
}
