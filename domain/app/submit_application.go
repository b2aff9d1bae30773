package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/client"
)

// SubmitApplication hands a complete draft to the body for review.
func (a *App) SubmitApplication(ctx context.Context, actor domain.Actor, id domain.ID, seen domain.Version) (client.Application, error) {
	var x client.Application
	err := a.write(ctx, func(tx Tx) (err error) {
		if x, err = applicationFor(tx, actor, id); err != nil {
			return err
		}
		if err := sawLatest("application", seen, x.Version); err != nil {
			return err
		}
		if x.State != client.AppDraft {
			return domain.E(domain.Conflict, "not_a_draft", "Application %s was submitted already.", x.No)
		}
		if err := complete(tx, x); err != nil {
			return err
		}
		at := a.now()
		x.State, x.SubmittedAt, x.SubmittedBy = client.AppSubmitted, at, actor.Name
		if err := tx.SaveApplication(&x); err != nil {
			return err
		}
		return a.record(tx, actor, at, Act{
			Verb: "submit_application", Kind: "application", Object: x.ID, ClientID: x.ClientID,
			Summary: fmt.Sprintf("Application %s was submitted for review.", x.No), State: x,
		})
	})
	return x, err
}

// complete says what keeps an application from review: the data of 9.1.1, and
// what the scheme's certificates must show.
func complete(tx Tx, x client.Application) error {
	if err := x.Check(); err != nil {
		return err
	}
	s, err := tx.ActiveScheme(x.SchemeID)
	if err != nil {
		return err
	}
	var f domain.Fault
	if slices.Contains(s.CertificateContent, "soa_version") && strings.TrimSpace(x.SoAVersion) == "" {
		f.Add("soa_version", "is needed: certificates to %s name the version of the Statement of Applicability", s.Name)
	}
	return f.Err()
}
