package main

import "github.com/certwright/certwright/internal/password"

// passwords fulfils app.Passwords.
type passwords struct{}

func (passwords) Acceptable(pw string) error     { return password.Check(pw) }
func (passwords) Hash(pw string) (string, error) { return password.Hash(pw) }
func (passwords) Waste(pw string)                { password.Waste(pw) }
func (passwords) Matches(pw, hash string) (bool, error) {
	ok, _, err := password.Verify(pw, hash)
	return ok, err
}
