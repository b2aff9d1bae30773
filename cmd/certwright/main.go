// Command certwright is the whole product: web server, background workers,
// importer, verifier and the planning commands in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the same zones on every host

	"github.com/alecthomas/kong"
)

// version is set by the linker in a release.
var version = "dev"

type cli struct {
	Config

	Serve   ServeCmd   `cmd:"" default:"withargs" help:"Serve the screens and the API. Without a Redis address it does the background work too, in this one process."`
	Work    WorkCmd    `cmd:"" help:"Do background work only: any number of these beside any number of serve, on Postgres and Redis."`
	Demo    DemoCmd    `cmd:"" help:"Serve a believable certification body with invented people on this machine, one click to sign in as each role."`
	Migrate MigrateCmd `cmd:"" help:"Bring the database schema up to date and seed the schemes, then stop."`
	Import  ImportCmd  `cmd:"" help:"Read a certification body's old spreadsheets: CSV files or one XLSX workbook."`
	Export  ExportCmd  `cmd:"" help:"Write the caseload as the CSV files or the XLSX workbook that import reads."`
	Verify  VerifyCmd  `cmd:"" help:"Prove that the ledger is whole and that every record still is what it says. Exit code 1 names what was changed by hand."`
	Admin   AdminCmd   `cmd:"" help:"Create an administrator."`
	Rules   RulesCmd   `cmd:"" help:"Print every rule with its clause, or write the rule page."`
	Show    ConfigCmd  `cmd:"" name:"config" help:"Print every option with its value and where it came from; secrets are not shown."`
	Plan    PlanCmd    `cmd:"" help:"The planning engine on files: year, solve, repair, check, explain, suggest, whatif, bound, sample."`
	Version VersionCmd `cmd:"" help:"Print the version."`
}

// exitError carries an exit code that says something: verify ends with 1 when
// it found a fault.
type exitError struct {
	code int
	text string
}

func (e exitError) Error() string { return e.text }

func main() {
	var c cli
	parser := kong.Must(&c,
		kong.Name("certwright"),
		kong.Description("Runs the caseload of a certification body. Every option can be given as a flag or in the environment."),
		kong.UsageOnError(),
		kong.Vars{"version": version},
	)
	command, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	command.BindTo(ctx, (*context.Context)(nil))
	err = command.Run(&c.Config)
	var exit exitError
	switch {
	case err == nil:
	case errors.As(err, &exit):
		if exit.text != "" {
			fmt.Fprintln(os.Stderr, exit.text)
		}
		os.Exit(exit.code)
	default:
		fmt.Fprintln(os.Stderr, "certwright:", err)
		os.Exit(1)
	}
}

// VersionCmd prints the version.
type VersionCmd struct{}

func (VersionCmd) Run() error {
	fmt.Println("certwright", version)
	return nil
}
