package storetest

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/impartiality"
)

func TestRisksRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		var r impartiality.Risk
		Fill(t, &r, map[string]any{"ID": "r1", "Version": 0, "ClientID": base.Client.ID, "PersonID": base.Auditor.ID, "Level": "high", "State": "open"})
		load := func(tx app.Tx) (impartiality.Risk, error) { return tx.Risk("r1") }
		RoundTrip(t, s, &r, app.Tx.SaveRisk, load)
		r.ClientID, r.PersonID, r.ReviewDue, r.State = "", "", 0, impartiality.Closed
		RoundTrip(t, s, &r, app.Tx.SaveRisk, load)
		Read(t, s, func(tx app.Tx) error {
			page, err := tx.RiskList(app.List{Filter: map[string]string{"state": "closed"}, Sort: "-no"})
			Same(t, page, app.Page[app.RiskRow]{Rows: []app.RiskRow{{Risk: r}}, Total: 1})
			return err
		})
	})
}

func TestObservationsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		by := Seed(t, s, "b").Auditor.ID
		x := engagement(a, "x", a.Auditor.ID, days("2027-05-03", "2027-05-05"))
		Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
		var o auditor.Observation
		Fill(t, &o, map[string]any{"ID": "o1", "PersonID": a.Auditor.ID, "AuditID": x.ID, "ObserverID": by, "Outcome": "competent"})
		RoundTrip(t, s, &o, func(tx app.Tx, o *auditor.Observation) error { return tx.InsertObservation(*o) },
			func(tx app.Tx) (auditor.Observation, error) { return tx.Observation("o1") })
		Read(t, s, func(tx app.Tx) error {
			list, err := tx.Observations(a.Auditor.ID)
			Same(t, list, []auditor.Observation{o})
			return err
		})
		o.ID, o.ObserverID = "o2", a.Auditor.ID
		Refused(t, s, domain.Invalid, func(tx app.Tx) error { return tx.InsertObservation(o) })
	})
}

func TestDeclarationsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		var d auditor.Declaration
		Fill(t, &d, map[string]any{"ID": "d1", "PersonID": a.Auditor.ID})
		RoundTrip(t, s, &d, func(tx app.Tx, d *auditor.Declaration) error { return tx.InsertDeclaration(*d) },
			func(tx app.Tx) (auditor.Declaration, error) { return tx.Declaration("d1") })
		Read(t, s, func(tx app.Tx) error {
			list, err := tx.Declarations(a.Auditor.ID)
			Same(t, list, []auditor.Declaration{d})
			return err
		})
		d.ID, d.PersonID = "d2", "nobody"
		Refused(t, s, domain.Invalid, func(tx app.Tx) error { return tx.InsertDeclaration(d) })
	})
}

func TestARegionKeepsItsCountrysHolidays(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		both, own := domain.MustDate("2027-10-03"), domain.MustDate("2027-08-15")
		Write(t, s, func(tx app.Tx) error {
			for _, h := range []app.Holiday{{Calendar: "DE", Day: both, Name: "Unity Day"}, {Calendar: "DE-BY", Day: both, Name: "twice"}, {Calendar: "DE-BY", Day: own, Name: "Assumption"}} {
				if err := tx.SaveHoliday(h.Calendar, h.Day, h.Name); err != nil {
					return err
				}
			}
			return nil
		})
		Read(t, s, func(tx app.Tx) error {
			days, err := tx.Holidays("DE-BY")
			Same(t, days, []domain.Date{own, both})
			if err != nil {
				return err
			}
			days, err = tx.Holidays("DE")
			Same(t, days, []domain.Date{both})
			if err != nil {
				return err
			}
			list, err := tx.HolidayList("DE-BY", 2027)
			Same(t, list, []app.Holiday{{Calendar: "DE-BY", Day: own, Name: "Assumption"}, {Calendar: "DE-BY", Day: both, Name: "twice"}})
			return err
		})
	})
}
