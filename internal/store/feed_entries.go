package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/client"
)

func (t *tx) FeedEntries(person domain.ID, period domain.Period, cancelledSince time.Time) ([]app.FeedEntry, error) {
	seated := "id IN (SELECT audit_id FROM bookings WHERE person_id = ? AND from_day <= ? AND to_day >= ?)"
	heard := "id IN (SELECT audit_id FROM blocks WHERE cancelled_at >= ? AND team LIKE ? ESCAPE '!')"
	audits, err := t.auditsWhere(seated+" OR "+heard, string(person), day(period.To), day(period.From),
		cancelledSince.UTC(), pattern(`"`+string(person)+`"`))
	if err != nil {
		return nil, err
	}
	byID := map[domain.ID]audit.Audit{}
	var ids, sites, clients []domain.ID
	for _, a := range audits {
		byID[a.ID] = a
		ids, clients = append(ids, a.ID), append(clients, a.ClientID)
	}
	var blocks []audit.Block
	for part := range slices.Chunk(ids, 500) {
		some, err := all[blockRow](t.db.Where("audit_id IN ? AND (cancelled_at IS NULL OR cancelled_at >= ?)", part, cancelledSince.UTC()), "calendar entry")
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, some...)
	}
	place := func(b audit.Block) domain.ID { return cmp.Or(b.SiteID, byID[b.AuditID].SiteID) }
	for _, b := range blocks {
		sites = append(sites, place(b))
	}
	siteOf, err := someByID(t, "site", sites, siteRow.domain, func(s client.Site) domain.ID { return s.ID })
	if err != nil {
		return nil, err
	}
	clientOf, err := someByID(t, "client", clients, clientRow.domain, func(c client.Client) domain.ID { return c.ID })
	if err != nil {
		return nil, err
	}
	var out []app.FeedEntry
	for _, b := range blocks {
		a := byID[b.AuditID]
		out = append(out, app.FeedEntry{Block: b, Audit: a, Site: siteOf[place(b)], ClientName: clientOf[a.ClientID].LegalName})
	}
	slices.SortFunc(out, func(x, y app.FeedEntry) int { return strings.Compare(x.Block.UID, y.Block.UID) })
	return out, nil
}

// someByID loads the things of the given IDs, each once.
func someByID[R, D any](t *tx, what string, ids []domain.ID, toDomain func(R) D, id func(D) domain.ID) (map[domain.ID]D, error) {
	slices.Sort(ids)
	out := map[domain.ID]D{}
	for part := range slices.Chunk(slices.Compact(ids), 500) {
		var rows []R
		if err := t.db.Where("id IN ?", part).Find(&rows).Error; err != nil {
			return nil, translate(err, what)
		}
		for _, r := range rows {
			d := toDomain(r)
			out[id(d)] = d
		}
	}
	return out, nil
}
