package storetest

import (
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/programme"
	"github.com/certwright/certwright/domain/scheme"
)

func TestSchemesKeepEveryVersion(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		for _, x := range scheme.Seed() {
			Write(t, s, func(tx app.Tx) error { return tx.SaveScheme(x) })
			Read(t, s, func(tx app.Tx) error {
				got, err := tx.ActiveScheme(x.ID)
				Same(t, got, x)
				return err
			})
		}
		first := scheme.Seed()[0]
		next := first
		next.Version, next.Stage2.MaxWeeks = first.Version+1, first.Stage2.MaxWeeks+1
		Write(t, s, func(tx app.Tx) error { return tx.SaveScheme(next) })
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveScheme(next) })
		Read(t, s, func(tx app.Tx) error {
			active, err := tx.ActiveScheme(first.ID)
			Same(t, active, next)
			if err != nil {
				return err
			}
			old, err := tx.Scheme(first.ID, first.Version)
			Same(t, old, first)
			if err != nil {
				return err
			}
			versions, err := tx.SchemeVersions(first.ID)
			Same(t, versions, []scheme.Scheme{next, first})
			if err != nil {
				return err
			}
			ids, err := tx.Objects("scheme", domain.ID(first.ID), 2)
			Same(t, ids, []domain.ID{domain.ID(first.ID + "@1"), domain.ID(first.ID + "@2")})
			if err != nil {
				return err
			}
			inForce, err := tx.ActiveSchemes()
			if len(inForce) != len(scheme.Seed()) {
				t.Errorf("%d schemes are in force, want %d", len(inForce), len(scheme.Seed()))
			}
			return err
		})
	})
}

func TestApplicationsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		var a client.Application
		Fill(t, &a, map[string]any{"ID": "a1", "Version": 0, "ClientID": base.Client.ID})
		load := func(tx app.Tx) (client.Application, error) { return tx.Application("a1") }
		RoundTrip(t, s, &a, app.Tx.SaveApplication, load)
		a.IdenticalGroups, a.State, a.SubmittedBy = nil, client.AppDraft, ""
		RoundTrip(t, s, &a, app.Tx.SaveApplication, load)
		Read(t, s, func(tx app.Tx) error {
			page, err := tx.ApplicationList(app.List{Query: "organisation", Filter: map[string]string{"state": "draft"}, Sort: "client"})
			if page.Total != 1 || len(page.Rows) != 1 || page.Rows[0].ClientName != base.Client.LegalName {
				t.Errorf("the list shows %+v", page)
			}
			return err
		})
		for name, l := range map[string]app.List{"another client's": {Only: "x"}, "an auditor's": {Persons: base.Auditor.ID}} {
			Read(t, s, func(tx app.Tx) error {
				page, err := tx.ApplicationList(l)
				if page.Total != 0 {
					t.Errorf("%s list shows %+v", name, page)
				}
				return err
			})
		}
		Refused(t, s, domain.Invalid, func(tx app.Tx) error {
			_, err := tx.ApplicationList(app.List{Filter: map[string]string{"colour": "red"}})
			return err
		})
	})
}

func TestContractsAndProgrammesRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		agreed := SeedAgreed(t, s, "a")
		var application client.Application
		Fill(t, &application, map[string]any{"ID": "a1", "Version": 0, "ClientID": agreed.Client.ID})
		Write(t, s, func(tx app.Tx) error { return tx.SaveApplication(&application) })
		var c client.Contract
		Fill(t, &c, map[string]any{"ID": "k1", "Version": 0, "ClientID": agreed.Client.ID, "ApplicationID": "a1",
			"SchemeID": agreed.Scheme.ID, "SchemeVersion": agreed.Scheme.Version, "State": "active"})
		RoundTrip(t, s, &c, app.Tx.SaveContract, func(tx app.Tx) (client.Contract, error) { return tx.Contract("k1") })
		Read(t, s, func(tx app.Tx) error {
			without, err := tx.ContractsWithout()
			Same(t, without, []domain.ID{"k1"})
			return err
		})
		var p programme.Programme
		Fill(t, &p, map[string]any{"ID": "g1", "Version": 0, "ContractID": "k1", "ClientID": agreed.Client.ID})
		RoundTrip(t, s, &p, app.Tx.SaveProgramme, func(tx app.Tx) (programme.Programme, error) { return tx.Programme("g1") })
		p.Anchor, p.Expiry, p.OriginalDecision = 0, 0, 0
		RoundTrip(t, s, &p, app.Tx.SaveProgramme, func(tx app.Tx) (programme.Programme, error) {
			list, err := tx.ProgrammesOfContract("k1")
			return only(t, list), err
		})
		Read(t, s, func(tx app.Tx) error {
			of, err := tx.ContractsOf(agreed.Client.ID)
			Same(t, of, []client.Contract{agreed.Contract, c})
			if err != nil {
				return err
			}
			byNo, err := tx.ContractByNo(c.No)
			Same(t, byNo, c)
			if err != nil {
				return err
			}
			for filter, want := range map[[2]string]int64{
				{"state", "active"}: 2, {"client", string(agreed.Client.ID)}: 2, {"client", "none"}: 0,
				{"valid_before", c.ValidUntil.AddDays(1).String()}: 0, // both are signed
			} {
				list, err := tx.ContractList(app.List{Filter: map[string]string{filter[0]: filter[1]}})
				if err != nil || list.Total != want {
					t.Errorf("%v lists %d contracts, want %d (%v)", filter, list.Total, want, err)
				}
			}
			cycles, err := tx.ProgrammesOfClient(agreed.Client.ID)
			Same(t, cycles, []programme.Programme{agreed.Programme, p})
			return err
		})
		offer := c
		offer.State = client.ContractOffered
		Write(t, s, func(tx app.Tx) error { return tx.SaveContract(&offer) })
		Read(t, s, func(tx app.Tx) error {
			for before, want := range map[string]int64{c.ValidUntil.String(): 0, c.ValidUntil.AddDays(1).String(): 1} {
				list, err := tx.ContractList(app.List{Filter: map[string]string{"valid_before": before}})
				if err != nil || list.Total != want {
					t.Errorf("%d offers end before %s, want %d (%v)", list.Total, before, want, err)
				}
			}
			return nil
		})
		ended := agreed.Programme
		ended.State = programme.Completed
		Write(t, s, func(tx app.Tx) error { return tx.SaveProgramme(&ended) })
		p.State = programme.Planned
		Write(t, s, func(tx app.Tx) error { return tx.SaveProgramme(&p) })
		Read(t, s, func(tx app.Tx) error {
			open, err := tx.OpenProgrammes(p.SchemeID)
			Same(t, open, []programme.Programme{p})
			return err
		})
		second := agreed.Programme
		second.ID, second.Version = "again", 0
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveProgramme(&second) }) // one first cycle a contract
	})
}

func TestAmendmentsRoundTrip(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		agreed := SeedAgreed(t, s, "a")
		var n client.Notice
		Fill(t, &n, map[string]any{"ID": "n1", "Version": 0, "ClientID": agreed.Client.ID, "SiteID": agreed.Site.ID, "AuditID": ""})
		RoundTrip(t, s, &n, app.Tx.SaveNotice, func(tx app.Tx) (client.Notice, error) { return tx.Notice("n1") })
		var x client.Amendment
		Fill(t, &x, map[string]any{"ID": "m1", "Version": 0, "ClientID": agreed.Client.ID, "ContractID": agreed.Contract.ID, "NoticeID": "n1", "State": "offered"})
		RoundTrip(t, s, &x, app.Tx.SaveAmendment, func(tx app.Tx) (client.Amendment, error) { return tx.Amendment("m1") })
		second := x
		second.ID, second.Version, second.Revision = "m2", 0, x.Revision+1
		Refused(t, s, domain.Conflict, func(tx app.Tx) error { return tx.SaveAmendment(&second) }) // one under way at a time
		x.State, x.NoticeID, x.Audits = client.AmendmentDeclined, "", nil
		RoundTrip(t, s, &x, app.Tx.SaveAmendment, func(tx app.Tx) (client.Amendment, error) {
			list, err := tx.AmendmentsOf(agreed.Contract.ID)
			return only(t, list), err
		})
		Write(t, s, func(tx app.Tx) error { return tx.SaveAmendment(&second) })
	})
}

func TestNoticesAreListed(t *testing.T) {
	Engines(t, func(t *testing.T, s app.Store) {
		base := Seed(t, s, "a")
		told := client.Notice{ID: "n1", No: "N00001", ClientID: base.Client.ID, Kind: client.NoticeLegal, Text: "A stock company now", ToldAt: base.Client.CreatedAt}
		Write(t, s, func(tx app.Tx) error { return tx.SaveNotice(&told) })
		for name, c := range map[string]struct {
			list app.List
			want int64
		}{
			"open":             {app.List{Query: "stock", Filter: map[string]string{"state": "open"}, Sort: "client"}, 1},
			"resolved":         {app.List{Filter: map[string]string{"state": "resolved"}}, 0},
			"the client's":     {app.List{Only: base.Client.ID}, 1},
			"another client's": {app.List{Only: "x"}, 0},
			"an auditor's":     {app.List{Persons: base.Auditor.ID}, 0},
		} {
			Read(t, s, func(tx app.Tx) error {
				page, err := tx.NoticeList(c.list)
				if page.Total != c.want || c.want == 1 && (page.Rows[0].ClientName != base.Client.LegalName || page.Rows[0].No != "N00001") {
					t.Errorf("%s: %+v", name, page)
				}
				return err
			})
		}
		Refused(t, s, domain.Invalid, func(tx app.Tx) error {
			_, err := tx.NoticeList(app.List{Filter: map[string]string{"colour": "red"}})
			return err
		})
	})
}
