package store

import (
	"strings"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/importer"
	"github.com/certwright/certwright/domain/programme"
)

// Known reads all that an import has to be held against, in one state. The
// caller adds what is not in the database: today and a source of IDs.
func (t *tx) Known() (importer.Known, error) {
	k := importer.Known{
		Clients: map[string]client.Client{}, Sites: map[string]client.Site{}, Auditors: map[string]auditor.Auditor{},
		Contracts: map[string]client.Contract{}, Certificates: map[string]certificate.Certificate{},
		Programmes: map[domain.ID][]programme.Programme{}, Audits: map[string]audit.Audit{},
	}
	auditors, err := t.Auditors()
	if err != nil {
		return k, err
	}
	for _, a := range auditors {
		k.Auditors[a.No] = a
	}
	k.People = map[string]domain.ID{}
	if err := eachRow(t, func(r personRow) { k.People[strings.ToLower(r.Email)] = domain.ID(r.ID) }); err != nil {
		return k, err
	}
	if k.Authorisations, err = t.Authorisations(); err != nil {
		return k, err
	}
	if k.Absences, err = t.Absences(); err != nil {
		return k, err
	}
	if k.Interests, err = t.Interests(); err != nil {
		return k, err
	}
	if k.Schemes, err = t.ActiveSchemes(); err != nil {
		return k, err
	}
	audits, err := t.auditsWhere("1 = 1")
	if err != nil {
		return k, err
	}
	for _, a := range audits {
		k.Audits[a.No] = a
	}
	return k, t.knownClients(&k)
}

func (t *tx) knownClients(k *importer.Known) error {
	if err := eachRow(t, func(r clientRow) { k.Clients[r.No] = r.domain() }); err != nil {
		return err
	}
	if err := eachRow(t, func(r siteRow) { k.Sites[r.No] = r.domain() }); err != nil {
		return err
	}
	if err := eachRow(t, func(r contactRow) { k.Contacts = append(k.Contacts, r.domain()) }); err != nil {
		return err
	}
	if err := eachRow(t, func(r contractRow) { k.Contracts[r.No] = r.domain() }); err != nil {
		return err
	}
	if err := eachRow(t, func(r certificateRow) { k.Certificates[r.No] = r.domain() }); err != nil {
		return err
	}
	return eachRow(t, func(r programmeRow) {
		p := r.domain()
		k.Programmes[p.ContractID] = append(k.Programmes[p.ContractID], p)
	})
}

// eachRow reads a whole table.
func eachRow[R any](t *tx, take func(R)) error {
	var rows []R
	if err := t.db.Find(&rows).Error; err != nil {
		return translate(err, "record")
	}
	for _, r := range rows {
		take(r)
	}
	return nil
}
