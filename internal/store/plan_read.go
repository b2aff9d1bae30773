package store

import (
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
)

func (t *tx) OwedAudits() ([]audit.Audit, error) {
	return t.auditsWhere(`state = ? AND id IN (SELECT audit_id FROM audit_programmes JOIN programmes ON programmes.id = programme_id
		WHERE programmes.state IN ('planned', 'active'))`, string(audit.Owed))
}

func (t *tx) AuditsOf(clients []domain.ID) ([]audit.Audit, error) {
	return inParts(clients, func(part []domain.ID) ([]audit.Audit, error) { return t.auditsWhere("client_id IN ?", part) })
}

func (t *tx) ClientsOf(ids []domain.ID) ([]client.Client, error) {
	return inParts(ids, func(part []domain.ID) ([]client.Client, error) {
		return all[clientRow](t.db.Where("id IN ?", part).Order("no"), "client")
	})
}

func (t *tx) SitesOf(clients []domain.ID) ([]client.Site, error) {
	return inParts(clients, func(part []domain.ID) ([]client.Site, error) {
		return all[siteRow](t.db.Where("client_id IN ?", part).Order("no"), "site")
	})
}

// inParts asks for a few hundred IDs at a time, because engines limit the values
// of one statement.
func inParts[T any](ids []domain.ID, ask func(part []domain.ID) ([]T, error)) (out []T, err error) {
	for part := range slices.Chunk(ids, 500) {
		rows, err := ask(part)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}
