package store

import (
	"strings"

	"gorm.io/gorm"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
)

type hitRow struct {
	Kind  string
	ID    string
	Title string
	Text  string
}

func (r hitRow) domain() app.Hit {
	return app.Hit{Kind: r.Kind, ID: domain.ID(r.ID), Title: r.Title, Text: r.Text}
}

// searchMost is how many finds of one kind are ever given.
const searchMost = 50

// Search looks through clients, audits, certificates and auditors, in that
// order. With only, nothing of another client is found; with person, nothing
// but what hangs on that person's audits, and of auditors that person alone.
func (t *tx) Search(query string, limit int, only, person domain.ID) ([]app.Hit, error) {
	if strings.TrimSpace(fold(query)) == "" {
		return nil, nil
	}
	limit = min(max(limit, 1), searchMost)
	var out []app.Hit
	for _, find := range []func(string, domain.ID, domain.ID) *gorm.DB{t.findClients, t.findAudits, t.findCertificates, t.findAuditors} {
		hits, err := all[hitRow](find(query, only, person).Limit(limit), "search")
		if err != nil {
			return nil, err
		}
		out = append(out, hits...)
	}
	return out, nil
}

func (t *tx) findClients(query string, only, person domain.ID) *gorm.DB {
	q := t.db.Table("clients").Select("'client' AS kind, clients.id, clients.legal_name AS title, clients.no AS text")
	q = holding(q, query, "clients.search").Order("clients.search, clients.id")
	return ofAudits(ofClient(q, only, "clients.id"), person, "a.client_id = clients.id")
}

func (t *tx) findAudits(query string, only, person domain.ID) *gorm.DB {
	q := t.db.Table("audits").Joins("JOIN clients ON clients.id = audits.client_id").
		Select("'audit' AS kind, audits.id, audits.no AS title, clients.legal_name AS text")
	q = holding(q, query, "clients.search", "audits.no").Order("audits.no")
	return ofAudits(ofClient(q, only, "audits.client_id"), person, "a.id = audits.id")
}

func (t *tx) findCertificates(query string, only, person domain.ID) *gorm.DB {
	q := t.db.Table("certificates").Joins("JOIN clients ON clients.id = certificates.client_id").
		Select("'certificate' AS kind, certificates.id, certificates.no AS title, clients.legal_name AS text")
	q = holding(q, query, "clients.search", "certificates.no").Order("certificates.no")
	return ofAudits(ofClient(q, only, "certificates.client_id"), person, "a.client_id = certificates.client_id")
}

func (t *tx) findAuditors(query string, only, person domain.ID) *gorm.DB {
	q := t.db.Table("auditors").Joins("JOIN persons ON persons.id = auditors.id").
		Select("'auditor' AS kind, auditors.id, persons.name AS title, auditors.no AS text")
	q = holding(q, query, "persons.search", "auditors.no").Order("persons.search, auditors.id")
	switch {
	case only != "":
		return q.Where("1 = 0") // clients look for no auditors
	case person != "":
		return q.Where("auditors.id = ?", string(person))
	}
	return q
}
