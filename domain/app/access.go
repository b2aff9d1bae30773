package app

import (
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// allow refuses whoever holds none of the roles. The system itself may do
// whatever a use case offers.
func allow(actor domain.Actor, what string, roles ...domain.Role) error {
	if actor.Is(roles...) || actor.Is(domain.System) {
		return nil
	}
	return domain.MayNot("You may not %s.", what)
}

// ReadsOnly is the refusal of every change to somebody who may only read.
func ReadsOnly() error {
	return domain.E(domain.Forbidden, "read_only",
		"You may read everything of your organisation and change nothing. Who leads for it in Certwright can let you act: see Colleagues.")
}

// seeClient answers "there is no such client" to whoever may not see it: staff
// see all, client users their own organisation, auditors those whose audits
// they are on.
func seeClient(tx Tx, actor domain.Actor, client domain.ID) error {
	switch {
	case actor.Staff():
		return nil
	case actor.Is(domain.Client) && actor.ClientID == client && client != "":
		return nil
	case actor.Is(domain.Auditor):
		audits, err := tx.AuditsOfClient(client)
		if err != nil {
			return err
		}
		for _, a := range audits {
			if a.On(actor.PersonID) && a.Dates != audit.Hold {
				return nil
			}
		}
	}
	return domain.NotFound("client")
}

// seePerson answers "there is no such auditor" to whoever may not see them:
// staff see all, everybody sees themselves.
func seePerson(actor domain.Actor, person domain.ID) error {
	if actor.Staff() || (person != "" && actor.PersonID == person) {
		return nil
	}
	return domain.NotFound("auditor")
}

// scope narrows a list to what the actor may see.
func scope(actor domain.Actor, l List) (List, error) {
	switch {
	case actor.Staff():
		l.Only, l.Persons = "", ""
	case actor.Is(domain.Client) && actor.ClientID != "":
		l.Only, l.Persons = actor.ClientID, ""
	case actor.Is(domain.Auditor) && actor.PersonID != "":
		l.Only, l.Persons = "", actor.PersonID
	default:
		return l, domain.MayNot("You may not see this list.")
	}
	return l, nil
}
