package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/internal/store/storetest"
)

var planner = domain.Actor{UserID: "u-planner", PersonID: "p-planner", Name: "Pia", Roles: []domain.Role{domain.Planner}}

// booked keeps a confirmed audit of whole days with the lead in its one seat.
func booked(t *testing.T, h house, g storetest.Agreed, id string, lead domain.ID, from, to string, cover ...string) audit.Audit {
	t.Helper()
	when := domain.Stretch{From: day(from), FromHalf: domain.AM, To: day(to), ToHalf: domain.PM}
	x := audit.Audit{
		ID: domain.ID(id), No: "N-" + id, ClientID: g.Client.ID, ContractID: g.Contract.ID, ProgrammeIDs: []domain.ID{g.Programme.ID},
		SchemeID: g.Scheme.ID, Type: audit.Surveillance, Number: 1, SiteID: g.Site.ID, Due: when.To, State: audit.Owed,
		Dates: audit.Confirmed, Stretch: when, Positions: audit.TeamOf(1, g.Scheme.ID), Cover: cover, ChangedAt: h.clock.At,
	}
	x.Seats = []audit.Seat{{PositionID: x.Positions[0].ID, Role: "lead", PersonID: lead, Stretch: when}}
	storetest.Write(t, h.Store, func(tx app.Tx) error { return tx.SaveAudit(&x, g.Site.Zone()) })
	return x
}

func permit(t *testing.T, h house, g storetest.Agreed, role, code, from, to string) auditor.Authorisation {
	t.Helper()
	p := auditor.Authorisation{PersonID: g.Auditor.ID, SchemeID: g.Scheme.ID, Role: role, Code: code, Evidence: "file", Valid: domain.Period{From: day(from)}}
	if to != "" {
		p.Valid.To = day(to)
	}
	p, err := h.AddAuthorisation(t.Context(), planner, p)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestExpiringAuthorisations: today is 12 May 2026. Each line is an
// authorisation with the booked audits that would miss it on their own days.
func TestExpiringAuthorisations(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		g := storetest.SeedAgreed(t, h.Store, "a")
		area := func(code string) string { return audit.Area(g.Scheme.ID, code) }
		permit(t, h, g, "lead", "IAF 33", "2020-01-01", "2026-06-30")    // ends in 49 days
		permit(t, h, g, "lead", "IAF 34", "2020-01-01", "2026-05-31")    // is followed by the next
		permit(t, h, g, "lead", "IAF 34", "2026-06-01", "2027-05-31")    // far away, and leads go on with it
		permit(t, h, g, "auditor", "IAF 35", "2020-01-01", "2026-04-30") // ended, and one audit misses it
		permit(t, h, g, "auditor", "IAF 36", "2020-01-01", "2026-04-30") // ended, and nobody misses it
		booked(t, h, g, "before", g.Auditor.ID, "2026-06-29", "2026-06-30", area("IAF 33"))
		booked(t, h, g, "across", g.Auditor.ID, "2026-07-01", "2026-07-01", area("IAF 33"))
		booked(t, h, g, "other", g.Auditor.ID, "2026-07-06", "2026-07-06", area("IAF 34"))
		booked(t, h, g, "missing", g.Auditor.ID, "2026-07-08", "2026-07-08", area("IAF 35"))
		held := booked(t, h, g, "held", g.Auditor.ID, "2026-07-09", "2026-07-09", area("IAF 33"))
		held.State = audit.Reported
		storetest.Write(t, h.Store, func(tx app.Tx) error { return tx.SaveAudit(&held, g.Site.Zone()) })

		for _, c := range []struct {
			within int
			want   string
		}{
			{90, "IAF 35 -12 [N-missing]; IAF 33 49 [N-across]"},
			{49, "IAF 35 -12 [N-missing]; IAF 33 49 [N-across]"},
			{48, "IAF 35 -12 [N-missing]"},
			{400, "IAF 35 -12 [N-missing]; IAF 33 49 [N-across]; IAF 34 384 []"},
		} {
			list, err := h.ExpiringAuthorisations(t.Context(), planner, c.within)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range list {
				nos := []string{}
				for _, x := range e.Audits {
					nos = append(nos, x.Audit.No)
				}
				got = append(got, fmt.Sprintf("%s %d %v", e.Authorisation.Code, e.DaysLeft, nos))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("within %d days: %s, want %s", c.within, s, c.want)
			}
		}
		_, err := h.ExpiringAuthorisations(t.Context(), domain.Actor{Roles: []domain.Role{domain.Auditor}}, 90)
		want(t, err, domain.Forbidden, "forbidden")
	})
}

func TestTheRoleOfALeadExpiresToo(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		g := storetest.SeedAgreed(t, h.Store, "a")
		permit(t, h, g, "lead", "IAF 33", "2020-01-01", "2026-06-30")
		permit(t, h, g, "auditor", "IAF 33", "2020-01-01", "")
		booked(t, h, g, "x", g.Auditor.ID, "2026-07-01", "2026-07-01", audit.Area(g.Scheme.ID, "IAF 33"))
		list, err := h.ExpiringAuthorisations(t.Context(), planner, 90)
		if err != nil || len(list) != 1 || len(list[0].Audits) != 1 {
			t.Errorf("the area is still covered, but nobody may lead: %+v, %v", list, err)
		}
	})
}

func TestTimeOffIsNeverRefused(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		g := storetest.SeedAgreed(t, h.Store, "a")
		booked(t, h, g, "x", g.Auditor.ID, "2026-06-08", "2026-06-09")
		self := domain.Actor{UserID: "u", PersonID: g.Auditor.ID, Name: "A", Roles: []domain.Role{domain.Auditor}}
		for _, c := range []struct {
			from, to string
			half     domain.Half
			clashes  int
		}{
			{"2026-06-01", "2026-06-07", "", 0}, {"2026-06-01", "2026-06-08", "", 1},
			{"2026-06-09", "2026-06-30", domain.PM, 1}, {"2026-06-10", "2026-06-30", "", 0},
		} {
			away := auditor.Absence{PersonID: g.Auditor.ID, Period: domain.Period{From: day(c.from), To: day(c.to)}, Half: c.half, Why: "leave"}
			_, clashes, err := h.AddAbsence(t.Context(), self, away)
			if err != nil || len(clashes) != c.clashes {
				t.Errorf("%s to %s %s: %v, %v", c.from, c.to, c.half, clashes, err)
			}
			for _, f := range clashes {
				if f.Rule != "planning.availability" || f.Met || f.Remedy == "" || !strings.Contains(f.Text, "N-x") {
					t.Errorf("the clash says %+v", f)
				}
			}
		}
		_, _, err := h.AddAbsence(t.Context(), self, auditor.Absence{PersonID: g.Auditor.ID, Period: domain.Period{From: day("2026-06-09"), To: day("2026-06-08")}})
		want(t, err, domain.Invalid, "invalid_input")
	})
}

// TestEveryChangeIsInTheLedger: who did what is kept, with the state of after.
func TestEveryChangeIsInTheLedger(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		c, err := h.CreateClient(t.Context(), planner, client.Client{LegalName: " Borealis ", Country: "de", ContactName: "Bo", ContactEmail: "bo@borealis.example"})
		if err != nil {
			t.Fatal(err)
		}
		c.LegalName = "Borealis AG"
		if c, err = h.ChangeClient(t.Context(), planner, c); err != nil {
			t.Fatal(err)
		}
		site, err := h.CreateSite(t.Context(), planner, client.Site{ClientID: c.ID, Name: "Works", City: "Linz", Country: "AT", TimeZone: "Europe/Vienna"})
		if err != nil {
			t.Fatal(err)
		}
		storetest.Read(t, h.Store, func(tx app.Tx) error {
			for kind, o := range map[string]struct {
				id    domain.ID
				verbs []string
			}{"client": {c.ID, []string{"change_client", "create_client"}}, "site": {site.ID, []string{"create_site"}}} {
				entries, err := tx.Entries(kind, o.id, 10)
				if err != nil {
					return err
				}
				var verbs []string
				for _, e := range entries {
					verbs = append(verbs, e.Verb)
					if e.Actor != planner.UserID || e.ClientID != c.ID || e.StateHash == "" {
						t.Errorf("%s: %+v", e.Verb, e)
					}
				}
				slices.Sort(verbs)
				if !slices.Equal(verbs, o.verbs) {
					t.Errorf("%s: the ledger holds %v, want %v", kind, verbs, o.verbs)
				}
			}
			return nil
		})
	})
}

func TestNumbersSkipWhatWasBroughtIn(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		in := client.Client{LegalName: "A", Country: "DE", ContactName: "B", ContactEmail: "b@organisation.example"}
		in.No = "C0002"
		if _, err := h.CreateClient(t.Context(), planner, in); err != nil {
			t.Fatal(err)
		}
		var nos []string
		for range 2 {
			in.No = ""
			c, err := h.CreateClient(t.Context(), planner, in)
			if err != nil {
				t.Fatal(err)
			}
			nos = append(nos, c.No)
		}
		if !slices.Equal(nos, []string{"C0001", "C0003"}) {
			t.Errorf("numbers %v", nos)
		}
	})
}

func TestAuditorsSeeTheClientsOfTheirAudits(t *testing.T) {
	onEngines(t, func(t *testing.T, h house) {
		g := storetest.SeedAgreed(t, h.Store, "a")
		other := storetest.SeedAgreed(t, h.Store, "b")
		x := booked(t, h, g, "x", g.Auditor.ID, "2026-06-08", "2026-06-09")
		self := domain.Actor{UserID: "u", PersonID: g.Auditor.ID, Roles: []domain.Role{domain.Auditor}}
		page, err := h.ListClients(t.Context(), self, app.List{Only: other.Client.ID})
		if err != nil || page.Total != 1 || page.Rows[0].ID != g.Client.ID {
			t.Errorf("the list holds %+v, %v", page.Rows, err)
		}
		hits, err := h.Search(t.Context(), self, "organisation")
		if err != nil || len(hits) != 2 { // the client and its audit
			t.Errorf("found %+v, %v", hits, err)
		}
		_, err = h.Client(t.Context(), self, other.Client.ID)
		want(t, err, domain.Unknown, "not_found")
		if _, err = h.Client(t.Context(), self, g.Client.ID); err != nil {
			t.Error(err)
		}
		x.Dates = audit.Hold
		storetest.Write(t, h.Store, func(tx app.Tx) error { return tx.SaveAudit(&x, g.Site.Zone()) })
		_, err = h.Client(t.Context(), self, g.Client.ID)
		want(t, err, domain.Unknown, "not_found")
		if page, err = h.ListClients(t.Context(), self, app.List{}); err != nil || page.Total != 0 {
			t.Errorf("a hold shows its client: %+v, %v", page.Rows, err)
		}
	})
}

func TestHolidaysAreSeededOnce(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		a, _ := storetest.App(s)
		count := func() (n int) {
			storetest.Read(t, s, func(tx app.Tx) error {
				days, err := tx.Holidays("DE")
				n = len(days)
				return err
			})
			return n
		}
		for range 2 {
			if err := a.SeedHolidays(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := count(); n != 9*12 {
				t.Errorf("%d holidays of DE in twelve years, want 108", n)
			}
		}
	})
}
