package app

import (
	"context"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/letter"
)

// LetterChoice is a kind of letter with what its reader chose.
type LetterChoice struct {
	letter.Card
	Wanted bool
	Must   string // why it cannot be switched off; "" when it can
}

// LetterChoices lists the kinds of letters the actor gets.
func (a *App) LetterChoices(ctx context.Context, actor domain.Actor) (list []LetterChoice, version domain.Version, err error) {
	err = a.Store.Read(ctx, func(tx Tx) error {
		u, err := tx.User(actor.UserID)
		list, version = choices(u), u.Version
		return err
	})
	return list, version, err
}

func choices(u User) (list []LetterChoice) {
	for _, c := range letter.Of(u.Roles) {
		list = append(list, LetterChoice{Card: c, Must: letter.Obliged(c.Kind, u.Roles), Wanted: u.wants(c.Kind)})
	}
	return list
}

// ChooseLetters says which kinds of letters the actor does not want; seen is
// the version of the account they were read at.
func (a *App) ChooseLetters(ctx context.Context, actor domain.Actor, unwanted []letter.Kind, seen domain.Version) (list []LetterChoice, version domain.Version, err error) {
	err = a.write(ctx, func(tx Tx) error {
		u, err := tx.User(actor.UserID)
		if err != nil {
			return err
		}
		var f domain.Fault
		for _, k := range unwanted {
			if why := letter.Obliged(k, u.Roles); why != "" {
				f.Add("unwanted", "%s cannot be switched off: %s", k, why)
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		slices.Sort(unwanted)
		u.Version, u.Muted = seen, slices.Compact(unwanted)
		if err := tx.SaveUser(&u); err != nil {
			return err
		}
		list, version = choices(u), u.Version
		return a.record(tx, actor, a.now(), Act{
			Verb: "choose_letters", Kind: "user", Object: u.ID, ClientID: u.ClientID,
			Summary: u.Name + " chose which letters to get.", State: u.withoutSecret(),
		})
	})
	return list, version, err
}
