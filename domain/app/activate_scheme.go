package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/scheme"
)

// ActivateScheme makes a changed version of a scheme the one that new contracts
// are made with. What runs keeps the version it was contracted with. seen is
// the active version the change was made from.
func (a *App) ActivateScheme(ctx context.Context, actor domain.Actor, seen int, will scheme.Scheme, why string) (scheme.Scheme, error) {
	if err := allow(actor, "put a version of a scheme in force", domain.Admin); err != nil {
		return will, err
	}
	var f domain.Fault
	f.Need("why", why)
	if err := f.Err(); err != nil {
		return will, err
	}
	err := a.write(ctx, func(tx Tx) error {
		active, err := tx.ActiveScheme(will.ID)
		if err != nil {
			return err
		}
		if active.Version != seen {
			return domain.E(domain.Stale, "stale", "Version %d of %s is in force by now; look at it again.", active.Version, active.Name)
		}
		if err := succeeds(active, &will); err != nil {
			return err
		}
		changes := scheme.Diff(active, will)
		if len(changes) == 0 {
			return domain.E(domain.Conflict, "nothing_changed", "The proposal says what version %d says.", active.Version)
		}
		if err := tx.SaveScheme(will); err != nil {
			return err
		}
		return a.record(tx, actor, a.now(), Act{
			Verb: "activate_scheme", Kind: "scheme", Object: schemeObject(will), Why: strings.TrimSpace(why), State: will,
			Summary: fmt.Sprintf("%s, data version %d, is in use for new contracts: %s.", will.Name, will.Version, changesText(changes)),
		})
	})
	return will, err
}

// succeeds checks a proposal and numbers it as the next version of what is
// active. A version changes numbers, not which standard the scheme is.
func succeeds(active scheme.Scheme, will *scheme.Scheme) error {
	will.Version = active.Version + 1
	var f domain.Fault
	for _, fixed := range []struct{ field, was, will string }{
		{"short", active.Short, will.Short}, {"name", active.Name, will.Name}, {"edition", active.Edition, will.Edition},
	} {
		if fixed.was != fixed.will {
			f.Add(fixed.field, "is %q in every version; another standard or edition is another scheme", fixed.was)
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	return will.Check()
}

func changesText(changes []scheme.Change) string {
	var out []string
	for _, c := range changes[:min(len(changes), 5)] {
		out = append(out, fmt.Sprintf("%s from %s to %s", c.Field, orAbsent(c.Was), orAbsent(c.Will)))
	}
	if more := len(changes) - len(out); more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(out, ", ")
}

func orAbsent(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
