package app

import (
	"context"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Feeds lists the actor's own calendar addresses that still work, the newest
// first. Nobody sees another person's.
func (a *App) Feeds(ctx context.Context, actor domain.Actor) (list []Feed, err error) {
	if actor.PersonID == "" {
		return nil, domain.MayNot("Calendar addresses belong to people; sign in.")
	}
	err = a.Store.Read(ctx, func(tx Tx) (err error) { list, err = tx.FeedsOf(actor.PersonID); return err })
	return slices.DeleteFunc(list, func(f Feed) bool { return !f.RevokedAt.IsZero() }), err
}

// CreateFeed makes a calendar address for the actor. Its secret token is given
// this once and kept as a hash.
func (a *App) CreateFeed(ctx context.Context, actor domain.Actor, label, privacy string) (f Feed, token string, err error) {
	if actor.PersonID == "" || actor.Is(domain.Client) {
		return f, "", domain.MayNot("Calendar addresses are for people of the certification body.")
	}
	var fault domain.Fault
	fault.Need("label", label)
	if !slices.Contains([]string{PrivacyFull, PrivacyPlace, PrivacyBusy}, privacy) {
		fault.Add("privacy", "is full, place or busy")
	}
	if err := fault.Err(); err != nil {
		return f, "", err
	}
	err = a.write(ctx, func(tx Tx) error {
		f, token, err = a.makeFeed(tx, actor, strings.TrimSpace(label), privacy)
		return err
	})
	return f, token, err
}

func (a *App) makeFeed(tx Tx, actor domain.Actor, label, privacy string) (Feed, string, error) {
	now, token := a.now(), a.newToken()
	f := Feed{
		ID: a.NewID(), PersonID: actor.PersonID, Label: label, Privacy: privacy,
		TokenHash: TokenHash(token), CreatedAt: now, ChangedAt: now,
	}
	if err := tx.InsertFeed(f); err != nil {
		return f, "", err
	}
	return f, token, a.recordFeed(tx, actor, "create_feed", "made", f)
}

// RevokeFeed makes one of the actor's calendar addresses die at once.
func (a *App) RevokeFeed(ctx context.Context, actor domain.Actor, id domain.ID) error {
	return a.write(ctx, func(tx Tx) error {
		_, err := a.endFeed(tx, actor, id)
		return err
	})
}

// RotateFeed gives a new address for an old one, which dies at once.
func (a *App) RotateFeed(ctx context.Context, actor domain.Actor, id domain.ID) (f Feed, token string, err error) {
	err = a.write(ctx, func(tx Tx) error {
		old, err := a.endFeed(tx, actor, id)
		if err != nil {
			return err
		}
		f, token, err = a.makeFeed(tx, actor, old.Label, old.Privacy)
		return err
	})
	return f, token, err
}

func (a *App) endFeed(tx Tx, actor domain.Actor, id domain.ID) (Feed, error) {
	f, err := tx.Feed(id)
	if err != nil {
		return f, err
	}
	if f.PersonID != actor.PersonID || actor.PersonID == "" || !f.RevokedAt.IsZero() {
		return f, domain.NotFound("calendar feed")
	}
	f.RevokedAt = a.now()
	if err := tx.RevokeFeed(id, f.RevokedAt); err != nil {
		return f, err
	}
	return f, a.recordFeed(tx, actor, "revoke_feed", "revoked", f)
}

// recordFeed leaves the token and the fetches out of the state: a hash of a secret
// needs no copy, and that somebody looked is no act.
func (a *App) recordFeed(tx Tx, actor domain.Actor, verb, did string, f Feed) error {
	return a.record(tx, actor, a.now(), Act{
		Verb: verb, Kind: "feed", Object: f.ID, Summary: "Calendar address “" + f.Label + "” was " + did + ".",
		State: struct {
			ID, Person     domain.ID
			Label, Privacy string
			Revoked        bool
		}{f.ID, f.PersonID, f.Label, f.Privacy, !f.RevokedAt.IsZero()},
	})
}
