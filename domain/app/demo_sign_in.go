package app

import (
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
)

// DemoSignIn is a one-click sign-in of a demo.
type DemoSignIn struct {
	Role  domain.Role
	Name  string
	Email string
	What  string // what to try as this person
}

// demoRoles is what a visitor is offered, in this order.
var demoRoles = []struct {
	role domain.Role
	what string
}{
	{domain.Planner, "See what is due, find auditors with the reasons for and against, book an audit."},
	{domain.Auditor, "See your audits, raise findings, hand in a report, subscribe to your calendar."},
	{domain.Reviewer, "Open a decision file, see what is missing, decide and issue a certificate."},
	{domain.Client, "Follow your certification, answer findings, download the certificate."},
	{domain.Admin, "Manage accounts, settings and imports, look at the jobs and the ledger."},
}

// DemoSignIns lists the one-click sign-ins: of each role the account made
// first. It is empty unless this is a demo.
func (a *App) DemoSignIns(ctx context.Context) (out []DemoSignIn, err error) {
	if !a.Demo {
		return nil, nil
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		taken := map[domain.ID]bool{}
		for _, d := range demoRoles {
			users, err := tx.UsersWithRole(d.role)
			if err != nil {
				return err
			}
			slices.SortStableFunc(users, func(x, y User) int { return x.CreatedAt.Compare(y.CreatedAt) })
			for _, u := range users {
				if !u.Disabled && !taken[u.ID] {
					taken[u.ID] = true
					out = append(out, DemoSignIn{Role: d.role, Name: u.Name, Email: u.Email, What: d.what})
					break
				}
			}
		}
		return nil
	})
	return out, err
}

// SignInToDemo opens a session for one of the listed accounts without a
// password. Where this is no demo, there is no such thing.
func (a *App) SignInToDemo(ctx context.Context, email, userAgent string) (token string, err error) {
	offered, err := a.DemoSignIns(ctx)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(offered, func(d DemoSignIn) bool { return d.Email == plainAddress(email) }) {
		return "", domain.NotFound("demo sign-in")
	}
	err = a.Store.Write(ctx, func(tx Tx) error {
		u, err := tx.UserByEmail(email)
		if err != nil {
			return err
		}
		token, err = a.openSession(tx, u.ID, userAgent, a.now())
		return err
	})
	return token, err
}
