package domain

import "slices"

// Life says which states may follow a state. A state that nothing follows is
// the end; one that is not in the table at all is no state.
type Life map[string][]string

// May tells whether a state may follow another.
func (l Life) May(from, to string) bool { return slices.Contains(l[from], to) }
