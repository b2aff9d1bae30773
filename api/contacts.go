package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/letter"
)

// ListContacts lists whom to write to at a client.
func (s *Server) ListContacts(ctx context.Context, r gen.ListContactsRequestObject) (gen.ListContactsResponseObject, error) {
	list, err := s.App.ListContacts(ctx, actorOf(ctx), domain.ID(r.Id))
	return gen.ListContacts200JSONResponse(each(list, contactOut)), err
}

// AddContact keeps one more.
func (s *Server) AddContact(ctx context.Context, r gen.AddContactRequestObject) (gen.AddContactResponseObject, error) {
	c := contactIn(*r.Body)
	c.ClientID = domain.ID(r.Id)
	c, err := s.App.AddContact(ctx, actorOf(ctx), c)
	return gen.AddContact201JSONResponse(contactOut(c)), err
}

// ChangeContact changes or ends one.
func (s *Server) ChangeContact(ctx context.Context, r gen.ChangeContactRequestObject) (gen.ChangeContactResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	c := contactIn(*r.Body)
	c.ID, c.Version = domain.ID(r.Id), seen
	c, err = s.App.ChangeContact(ctx, actorOf(ctx), c)
	return gen.ChangeContact200JSONResponse(contactOut(c)), err
}

// GetLetterChoices lists the kinds of letters one gets.
func (s *Server) GetLetterChoices(ctx context.Context, _ gen.GetLetterChoicesRequestObject) (gen.GetLetterChoicesResponseObject, error) {
	list, version, err := s.App.LetterChoices(ctx, actorOf(ctx))
	return gen.GetLetterChoices200JSONResponse(choicesOut(list, version)), err
}

// ChooseLetters switches kinds on and off.
func (s *Server) ChooseLetters(ctx context.Context, r gen.ChooseLettersRequestObject) (gen.ChooseLettersResponseObject, error) {
	seen, err := seenVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	list, version, err := s.App.ChooseLetters(ctx, actorOf(ctx), words[letter.Kind](r.Body.Unwanted), seen)
	return gen.ChooseLetters200JSONResponse(choicesOut(list, version)), err
}

func choicesOut(list []app.LetterChoice, version domain.Version) gen.LetterChoices {
	return gen.LetterChoices{Version: int64(version), Rows: each(list, func(c app.LetterChoice) gen.LetterChoice {
		return gen.LetterChoice{Kind: string(c.Kind), Title: c.Title, Wanted: c.Wanted, Must: c.Must}
	})}
}

func contactIn(in gen.ContactInput) client.Contact {
	return client.Contact{Name: in.Name, Role: client.ContactRole(in.Role), Email: in.Email, Phone: in.Phone,
		SiteID: domain.ID(in.SiteId), Language: in.Language, Ended: in.Ended}
}

func contactOut(c client.Contact) gen.Contact {
	return gen.Contact{Id: string(c.ID), Version: int64(c.Version), ClientId: string(c.ClientID), First: c.ID == c.ClientID,
		SiteId: string(c.SiteID), Name: c.Name, Role: gen.ContactRole(c.Role), Email: c.Email, Phone: c.Phone, Language: c.Language, Ended: c.Ended}
}
