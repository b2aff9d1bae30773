package domain

import "slices"

// Role is what an actor may do in general; what it may do with one file comes
// from the facts of that file.
type Role string

const (
	Admin    Role = "admin"
	Planner  Role = "planner"
	Auditor  Role = "auditor"
	Reviewer Role = "reviewer"
	Client   Role = "client"
	Public   Role = "public" // nobody signed in
	System   Role = "system" // a background job or a command at the console
)

// Roles lists the roles a user account may hold.
var Roles = []Role{Admin, Planner, Auditor, Reviewer, Client}

// Actor is who asks. Every read and every write takes one; nothing is allowed
// that a role or a fact does not allow. Independence is judged by PersonID: one
// human with two accounts is one person.
type Actor struct {
	UserID    ID
	PersonID  ID
	Name      string
	Roles     []Role
	ClientID  ID     // the organisation a client user belongs to
	ReadOnly  bool   // a client user who sees all of it and changes nothing
	Via       string // screen, job, import, command
	RequestID string
}

// Is tells whether the actor holds one of the roles.
func (a Actor) Is(roles ...Role) bool {
	return slices.ContainsFunc(a.Roles, func(r Role) bool { return slices.Contains(roles, r) })
}

// Staff tells whether the actor works for the certification body and may see
// all its files: admins, planners, reviewers and the system itself. Auditors
// see what they are on.
func (a Actor) Staff() bool { return a.Is(Admin, Planner, Reviewer, System) }

// SystemActor acts for a job or a command.
func SystemActor(via string) Actor {
	return Actor{Name: "Certwright", Roles: []Role{System}, Via: via}
}

// PublicActor is a visitor who has not signed in.
func PublicActor(requestID string) Actor {
	return Actor{Name: "visitor", Roles: []Role{Public}, Via: "screen", RequestID: requestID}
}
