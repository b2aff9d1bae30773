package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audit"
)

// slotRow is one hour of one person. Its key is the promise against double
// booking.
type slotRow struct {
	PersonID string
	Hour     int64
	AuditID  string
}

func (slotRow) TableName() string { return "booking_slots" }

// slotsOf are the hours an audit takes of its team, each once and in the order
// of the key: two writers that want the same hours then wait in one direction
// and never on each other. Hours are read in the zone of the site they are spent at.
func slotsOf(a audit.Audit, zoneAt func(site domain.ID) *time.Location) []slotRow {
	if a.Dates == audit.Open || a.State == audit.Cancelled || a.Imported && a.ReportOn != 0 {
		return nil
	}
	var out []slotRow
	for _, s := range a.Seats {
		for _, v := range a.PlacesOf(s) {
			for _, h := range v.Stretch.Hours(zoneAt(v.SiteID)) {
				out = append(out, slotRow{string(s.PersonID), int64(h), string(a.ID)})
			}
		}
	}
	slices.SortFunc(out, func(x, y slotRow) int {
		return cmp.Or(strings.Compare(x.PersonID, y.PersonID), cmp.Compare(x.Hour, y.Hour))
	})
	return slices.Compact(out)
}

// zones gives the zone of each place an audit visits; that of its own site is
// known already.
func (t *tx) zones(a audit.Audit, own *time.Location) (func(domain.ID) *time.Location, error) {
	known := map[domain.ID]*time.Location{a.SiteID: own}
	for _, v := range a.Visits {
		if _, ok := known[v.SiteID]; ok {
			continue
		}
		s, err := t.Site(v.SiteID)
		if err != nil {
			return nil, err
		}
		known[s.ID] = s.Zone()
	}
	return func(site domain.ID) *time.Location { return known[site] }, nil
}

// SlotsAgree compares the kept hours with those the seats take.
func (t *tx) SlotsAgree(a audit.Audit, zone *time.Location) (bool, error) {
	zoneAt, err := t.zones(a, zone)
	if err != nil {
		return false, err
	}
	var kept []slotRow
	err = t.db.Where("audit_id = ?", string(a.ID)).Order("person_id, hour").Find(&kept).Error
	return slices.Equal(kept, slotsOf(a, zoneAt)), translate(err, "audit")
}

// takeSlots inserts the hours of an audit. A taken hour is left out by the
// database and missed in the count, so that the transaction is still alive to
// ask who has it.
func (t *tx) takeSlots(a audit.Audit, zone *time.Location) error {
	zoneAt, err := t.zones(a, zone)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(slotsOf(a, zoneAt), 200) {
		values := strings.TrimSuffix(strings.Repeat("(?, ?, ?), ", len(part)), ", ")
		var args []any
		for _, s := range part {
			args = append(args, s.PersonID, s.Hour, s.AuditID)
		}
		done := t.db.Exec("INSERT INTO booking_slots (person_id, hour, audit_id) VALUES "+values+" ON CONFLICT DO NOTHING", args...)
		if done.Error != nil {
			return translate(done.Error, "audit")
		}
		if done.RowsAffected < int64(len(part)) {
			return t.clash(a, part)
		}
	}
	return nil
}

// clash names the first hour that another audit has.
func (t *tx) clash(a audit.Audit, wanted []slotRow) error {
	for _, s := range wanted {
		var taken []struct{ No, Name string }
		err := t.db.Raw(`SELECT o.no AS no, p.name AS name FROM booking_slots s JOIN audits o ON o.id = s.audit_id
			JOIN persons p ON p.id = s.person_id WHERE s.person_id = ? AND s.hour = ? AND s.audit_id <> ?`,
			s.PersonID, s.Hour, string(a.ID)).Scan(&taken).Error
		if err != nil {
			return translate(err, "audit")
		}
		if len(taken) > 0 {
			return doubleBooked(s, taken[0].Name, taken[0].No)
		}
	}
	return fmt.Errorf("audit %s: hours were refused that nobody has", a.No)
}

func doubleBooked(s slotRow, name, auditNo string) error {
	hour := domain.Hour(s.Hour).Time()
	e := domain.E(domain.Conflict, "auditor_double_booked", "%s is already on %s at %s.", name, auditNo, hour.Format("2 January 2006 15:04 UTC"))
	e.Fields = []domain.FieldError{
		{Field: "person", Message: s.PersonID},
		{Field: "hour", Message: hour.Format(time.RFC3339)},
		{Field: "audit", Message: auditNo},
	}
	return e
}
