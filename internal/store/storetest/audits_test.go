package storetest

import (
	"testing"
	"time"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
)

// days is a stretch of whole days.
func days(from, to string) domain.Stretch {
	return domain.Stretch{From: domain.MustDate(from), FromHalf: domain.AM, To: domain.MustDate(to), ToHalf: domain.PM}
}

// engagement is an audit of an agreed programme, booked with one lead.
func engagement(a Agreed, id string, lead domain.ID, when domain.Stretch) audit.Audit {
	return audit.Audit{
		ID: domain.ID(id), No: "N-" + id, ClientID: a.Client.ID, ContractID: a.Contract.ID, ProgrammeIDs: []domain.ID{a.Programme.ID},
		SchemeID: a.Scheme.ID, Type: audit.Surveillance, Number: 1, SiteID: a.Site.ID, Due: when.To, State: audit.Owed,
		Dates: audit.Proposed, Stretch: when, Seats: []audit.Seat{{PositionID: "lead", Role: "lead", PersonID: lead, Stretch: when}},
		ChangedAt: time.Date(2026, 5, 12, 8, 30, 0, 0, time.UTC),
	}
}

func keep(zone *time.Location) func(app.Tx, *audit.Audit) error {
	return func(tx app.Tx, a *audit.Audit) error { return tx.SaveAudit(a, zone) }
}

func TestAuditsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		second := Seed(t, s, "b").Auditor.ID
		seat := func(who domain.ID, position string) audit.Seat {
			return audit.Seat{PositionID: position, Role: "auditor", PersonID: who, Stretch: domain.Stretch{
				From: domain.MustDate("2027-05-04"), FromHalf: domain.PM, To: domain.MustDate("2027-05-05"), ToHalf: domain.AM}}
		}
		var full audit.Audit
		Fill(t, &full, map[string]any{
			"ID": "a1", "Version": 0, "ClientID": a.Client.ID, "ContractID": a.Contract.ID, "SiteID": a.Site.ID,
			"ProgrammeIDs": []domain.ID{a.Programme.ID}, "Seats": []audit.Seat{seat(a.Auditor.ID, "p1"), seat(second, "p2")},
			"Stretch": days("2027-05-03", "2027-05-05"), "Dates": "confirmed", "State": "owed", "Imported": false,
			"Visits": []audit.Visit{{SiteID: a.Site.ID, Stretch: days("2027-05-03", "2027-05-05"), Positions: []string{"p1"}}},
		})
		load := func(tx app.Tx) (audit.Audit, error) { return tx.Audit("a1") }
		RoundTrip(t, s, &full, keep(a.Site.Zone()), load)
		full.Seats, full.Imported, full.Cover = full.Seats[:1], true, nil
		RoundTrip(t, s, &full, keep(a.Site.Zone()), load)
		full.Dates, full.Stretch, full.Seats = audit.Open, domain.Stretch{}, nil
		RoundTrip(t, s, &full, keep(a.Site.Zone()), func(tx app.Tx) (audit.Audit, error) { return tx.AuditByNo(full.No) })

		early := engagement(a, "a0", a.Auditor.ID, days("2025-05-03", "2025-05-03"))
		Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&early, a.Site.Zone()) })
		for name, list := range map[string]func(tx app.Tx) ([]audit.Audit, error){
			"programme": func(tx app.Tx) ([]audit.Audit, error) { return tx.AuditsOfProgramme(a.Programme.ID) },
			"scheme":    func(tx app.Tx) ([]audit.Audit, error) { return tx.AuditsOfOpenProgrammes(a.Scheme.ID) },
			"contract":  func(tx app.Tx) ([]audit.Audit, error) { return tx.AuditsOfContract(a.Contract.ID) },
			"client":    func(tx app.Tx) ([]audit.Audit, error) { return tx.AuditsOfClient(a.Client.ID) },
		} {
			t.Run(name, func(t *testing.T) {
				Read(t, s, func(tx app.Tx) error {
					got, err := list(tx)
					Same(t, got, []audit.Audit{early, full})
					return err
				})
			})
		}
	})
}

func TestBookedBetweenKnowsTheEdges(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		other := Seed(t, s, "b").Auditor.ID
		x := engagement(a, "x", a.Auditor.ID, days("2027-05-03", "2027-05-05"))
		off := engagement(a, "off", a.Auditor.ID, days("2027-05-03", "2027-05-05"))
		off.State = audit.Cancelled
		Write(t, s, func(tx app.Tx) error {
			if err := tx.SaveAudit(&x, a.Site.Zone()); err != nil {
				return err
			}
			return tx.SaveAudit(&off, a.Site.Zone())
		})
		for _, c := range []struct {
			from, to string
			who      []domain.ID
			want     int
		}{
			{"2027-05-05", "2027-05-09", nil, 1},
			{"2027-05-06", "2027-05-09", nil, 0},
			{"2027-04-01", "2027-05-03", []domain.ID{other, a.Auditor.ID}, 1},
			{"2027-04-01", "2027-05-02", nil, 0},
			{"2027-05-04", "2027-05-04", []domain.ID{other}, 0},
		} {
			Read(t, s, func(tx app.Tx) error {
				got, err := tx.BookedBetween(domain.Period{From: domain.MustDate(c.from), To: domain.MustDate(c.to)}, c.who...)
				if len(got) != c.want {
					t.Errorf("%s to %s of %v: %d audits, want %d", c.from, c.to, c.who, len(got), c.want)
				}
				return err
			})
		}
	})
}

func TestDueListFilters(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a, b := SeedAgreed(t, s, "a"), SeedAgreed(t, s, "b")
		may := engagement(a, "may", a.Auditor.ID, days("2027-05-03", "2027-05-05"))
		june := engagement(b, "june", b.Auditor.ID, days("2027-06-07", "2027-06-07"))
		hold := engagement(b, "hold", a.Auditor.ID, days("2027-07-07", "2027-07-07"))
		hold.Dates = audit.Hold
		may.Window = audit.Window{Earliest: domain.MustDate("2027-04-01"), Latest: domain.MustDate("2027-06-06")}
		june.Window, june.Dates = audit.Window{Earliest: domain.MustDate("2027-06-01"), Latest: domain.MustDate("2027-06-30")}, audit.Confirmed
		free := engagement(b, "free", b.Auditor.ID, days("2027-08-01", "2027-08-01"))
		free.Dates, free.Stretch, free.Seats = audit.Open, domain.Stretch{}, nil
		free.Window.Earliest = domain.MustDate("2027-07-10")
		done := engagement(b, "done", b.Auditor.ID, days("2026-07-07", "2026-07-07"))
		done.State = audit.Concluded
		for _, x := range []audit.Audit{may, june, hold, done, free} {
			Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
		}
		for name, c := range map[string]struct {
			l    app.List
			want []domain.ID
		}{
			"by due date":  {app.List{}, []domain.ID{"done", "may", "june", "hold", "free"}},
			"page 2":       {app.List{Size: 3, Page: 2}, []domain.ID{"hold", "free"}},
			"backwards":    {app.List{Sort: "-due", Size: 1}, []domain.ID{"free"}},
			"by client":    {app.List{Sort: "client", Size: 1}, []domain.ID{"may"}},
			"late":         {app.List{Filter: map[string]string{"late": "2027-06-07"}}, []domain.ID{"may"}},
			"not late":     {app.List{Filter: map[string]string{"late": "2027-06-06"}}, nil},
			"at risk":      {app.List{Filter: map[string]string{"at_risk": "2027-06-30"}}, []domain.ID{"may"}},
			"unplanned":    {app.List{Filter: map[string]string{"unplanned": "2027-07-10"}}, []domain.ID{"free"}},
			"planned":      {app.List{Filter: map[string]string{"unplanned": "2027-07-09"}}, nil},
			"one":          {app.List{Filter: map[string]string{"id": "june"}}, []domain.ID{"june"}},
			"of a cycle":   {app.List{Filter: map[string]string{"programme": string(a.Programme.ID)}}, []domain.ID{"may"}},
			"of a person":  {app.List{Filter: map[string]string{"auditor": string(a.Auditor.ID)}}, []domain.ID{"may", "hold"}},
			"from, to":     {app.List{Filter: map[string]string{"from": "2027-05-05", "to": "2027-06-07"}}, []domain.ID{"may", "june"}},
			"state":        {app.List{Filter: map[string]string{"state": "concluded"}}, []domain.ID{"done"}},
			"dates, type":  {app.List{Filter: map[string]string{"dates": "hold", "type": "surveillance"}}, []domain.ID{"hold"}},
			"words":        {app.List{Query: "C-a gmbh"}, []domain.ID{"may"}},
			"number":       {app.List{Query: "n-JUNE"}, []domain.ID{"june"}},
			"own client":   {app.List{Only: a.Client.ID}, []domain.ID{"may"}},
			"own audits":   {app.List{Persons: a.Auditor.ID}, []domain.ID{"may"}}, // a hold is the planner's own
			"own and word": {app.List{Persons: b.Auditor.ID, Query: "done"}, []domain.ID{"done"}},
		} {
			Read(t, s, func(tx app.Tx) error {
				page, err := tx.AuditList(c.l)
				var got []domain.ID
				for _, r := range page.Rows {
					got = append(got, r.ID)
				}
				t.Run(name, func(t *testing.T) { Same(t, got, c.want) })
				return err
			})
		}
		Read(t, s, func(tx app.Tx) error {
			page, err := tx.AuditList(app.List{Filter: map[string]string{"client": string(a.Client.ID)}})
			Same(t, page, app.Page[app.AuditRow]{Total: 1, Rows: []app.AuditRow{{Audit: with(may, 1), ClientNo: a.Client.No,
				ClientName: a.Client.LegalName, SiteCity: a.Site.City, LeadName: a.Auditor.Name,
				Names: map[domain.ID]string{a.Auditor.ID: a.Auditor.Name}}}})
			return err
		})
		Refused(t, s, domain.Invalid, func(tx app.Tx) error {
			_, err := tx.AuditList(app.List{Sort: "colour"})
			return err
		})
	})
}

func with(a audit.Audit, v domain.Version) audit.Audit { a.Version = v; return a }

func TestFindingsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		x := engagement(a, "x", a.Auditor.ID, days("2027-05-03", "2027-05-05"))
		Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
		var f audit.Finding
		Fill(t, &f, map[string]any{"ID": "f1", "Version": 0, "AuditID": "x", "ClientID": a.Client.ID, "RaisedBy": a.Auditor.ID, "Grade": "major"})
		RoundTrip(t, s, &f, app.Tx.SaveFinding, func(tx app.Tx) (audit.Finding, error) { return tx.Finding("f1") })
		f.CloseBy, f.State = 0, audit.Verified
		RoundTrip(t, s, &f, app.Tx.SaveFinding, func(tx app.Tx) (audit.Finding, error) {
			list, err := tx.FindingsOfAudit("x")
			return only(t, list), err
		})
		open := f
		open.ID, open.No, open.Version, open.State = "f2", "F-2", 0, audit.Answered
		Write(t, s, func(tx app.Tx) error { return tx.SaveFinding(&open) })
		for name, c := range map[string]struct {
			l    app.List
			want int64
		}{
			"all": {app.List{}, 2}, "open": {app.List{Filter: map[string]string{"open": "yes"}}, 1},
			"audit":   {app.List{Filter: map[string]string{"audit": "x", "client": string(a.Client.ID)}, Sort: "due"}, 2},
			"own":     {app.List{Persons: a.Auditor.ID, Only: a.Client.ID}, 2},
			"foreign": {app.List{Persons: "nobody"}, 0}, "other client": {app.List{Only: "x"}, 0}, "words": {app.List{Query: "f-2"}, 1},
		} {
			Read(t, s, func(tx app.Tx) error {
				page, err := tx.FindingList(c.l)
				if page.Total != c.want {
					t.Errorf("%s: %d findings, want %d", name, page.Total, c.want)
				}
				return err
			})
		}
	})
}

func TestBlocksKeepTheirUID(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		a := SeedAgreed(t, s, "a")
		x := engagement(a, "x", a.Auditor.ID, days("2027-05-03", "2027-05-05"))
		Write(t, s, func(tx app.Tx) error { return tx.SaveAudit(&x, a.Site.Zone()) })
		var b audit.Block
		Fill(t, &b, map[string]any{"UID": "u1", "AuditID": "x", "Ordinal": 1})
		save := func(tx app.Tx, b *audit.Block) error { return tx.SaveBlocks([]audit.Block{*b}) }
		load := func(tx app.Tx) (audit.Block, error) { list, err := tx.Blocks("x"); return only(t, list), err }
		RoundTrip(t, s, &b, save, load)
		b.Sequence, b.CancelledAt = b.Sequence+1, time.Time{}
		RoundTrip(t, s, &b, save, load)
		other := b
		other.UID = "u2"
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return save(tx, &other) }) // one entry a day of the audit
	})
}
