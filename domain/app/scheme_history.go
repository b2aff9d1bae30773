package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/scheme"
)

// SchemeVersion is one version of a scheme's data with its story.
type SchemeVersion struct {
	Scheme     scheme.Scheme
	Active     bool
	Since      time.Time
	By         string
	Why        string
	Changes    []scheme.Change // from the version before; none for the first
	Programmes int             // open programmes that keep this version
}

// SchemeHistory lists the versions of a scheme, newest first.
func (a *App) SchemeHistory(ctx context.Context, actor domain.Actor, id string) (out []SchemeVersion, err error) {
	if err := allow(actor, "see the versions of a scheme", domain.Admin, domain.Planner, domain.Reviewer); err != nil {
		return nil, err
	}
	err = a.Store.Read(ctx, func(tx Tx) error {
		active, err := tx.ActiveScheme(id)
		if err != nil {
			return err
		}
		versions, err := tx.SchemeVersions(id)
		if err != nil {
			return err
		}
		open, err := tx.OpenProgrammes(id)
		if err != nil {
			return err
		}
		keep := map[int]int{}
		for _, p := range open {
			keep[p.SchemeVersion]++
		}
		for i, s := range versions {
			v := SchemeVersion{Scheme: s, Active: s.Version == active.Version, Programmes: keep[s.Version]}
			if i+1 < len(versions) {
				v.Changes = scheme.Diff(versions[i+1], s)
			}
			entries, err := tx.Entries("scheme", schemeObject(s), 1)
			if err != nil {
				return err
			}
			for _, e := range entries {
				v.Since, v.By, v.Why = e.At, e.Name, e.Why
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// schemeObject names one version of a scheme in the ledger: "27001-2022@2".
func schemeObject(s scheme.Scheme) domain.ID {
	return domain.ID(fmt.Sprintf("%s@%d", s.ID, s.Version))
}

// schemeNamed loads the version that schemeObject named.
func schemeNamed(tx Tx, object domain.ID) (scheme.Scheme, error) {
	id, number, _ := strings.Cut(string(object), "@")
	version, err := strconv.Atoi(number)
	if err != nil {
		return scheme.Scheme{}, domain.NotFound("scheme")
	}
	return tx.Scheme(id, version)
}
