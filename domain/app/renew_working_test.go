package app_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audittime"
	"github.com/certwright/certwright/domain/client"
)

// twoMoreDays puts a version of the scheme in force whose table gives two days
// more for bodies of the size of a contract's.
func (r *road) twoMoreDays(c client.Contract) {
	r.t.Helper()
	proposal := r.activeScheme()
	i := slices.IndexFunc(proposal.AuditTimeTable.Rows, func(x audittime.Row) bool { return x.From <= c.Receipt.Effective && c.Receipt.Effective <= x.To })
	proposal.AuditTimeTable.Rows[i].Days[0] += audittime.Whole(2)
	_, err := r.ActivateScheme(r.t.Context(), head, proposal.Version, proposal, "Two more days for bodies of this size.")
	r.ok(err)
}

// TestARenewedOfferSaysWhichWorkingHolds: with the same scheme data nobody is
// asked; with others, the new working is taken or the offered one kept with a reason.
func TestARenewedOfferSaysWhichWorkingHolds(t *testing.T) {
	for name, take := range map[string]bool{"the new": true, "the offered": false} {
		t.Run(name, func(t *testing.T) {
			m := newRoom(t)
			ctx := t.Context()
			c, err := m.offered(app.Offer{})
			m.ok(err)
			was := c.Receipt.Initial
			m.on("2027-01-20")
			if d, err := m.Contract(ctx, m.planner, c.ID); err != nil || d.Working != nil {
				t.Errorf("nothing changed, yet %+v, %v", d.Working, err)
			}
			c, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, app.Renewal{})
			m.ok(err)
			m.twoMoreDays(c)
			m.on("2027-02-01")
			d, err := m.Contract(ctx, m.planner, c.ID)
			m.ok(err)
			if d.Working == nil || d.Working.Version != 2 || d.Working.Receipt.Initial != was+audittime.Whole(2) || d.Working.Blocked != "" || d.Receipt.Initial != was {
				t.Fatalf("side by side: %+v", d.Working)
			}
			if d, err := m.Contract(ctx, m.customer, c.ID); err != nil || d.Working != nil {
				t.Errorf("the client sees what nobody offered: %+v, %v", d.Working, err)
			}
			for _, said := range []app.Renewal{{}, {WhyKept: "  "}} {
				_, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, said)
				m.brokenOnly(err, "rule_violated", client.OfferWorkingRule.ID)
			}
			_, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, app.Renewal{TakeNew: true, WhyKept: "both"})
			m.refused(err, "invalid_input")
			said := app.Renewal{TakeNew: take}
			if !take {
				said.WhyKept = " Agreed with the client before the change. "
			}
			c, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, said)
			m.ok(err)
			m.work()
			k := c.Receipt.Kept
			if take && (c.Receipt.Initial != was+audittime.Whole(2) || c.SchemeVersion != 2 || c.Receipt.SchemeVersion != 2 || k != nil || m.texts("worked out anew with version 2") != 1) {
				t.Errorf("taken: %s days, version %d, kept %+v", c.Receipt.Initial, c.SchemeVersion, k)
			}
			if !take && (c.Receipt.Initial != was || c.SchemeVersion != 1 || k == nil || k.Version != 2 || k.Initial != was+audittime.Whole(2) ||
				k.Reason != "Agreed with the client before the change." || k.ByName != m.planner.Name || m.texts("stands, "+was.String()+" days") != 1) {
				t.Errorf("kept: %s days, version %d, %+v", c.Receipt.Initial, c.SchemeVersion, k)
			}
			entries, err := m.History(ctx, m.rita, "contract", c.ID)
			m.ok(err)
			if e := entries[0]; !strings.Contains(e.Summary, "version 2 of the scheme's data") && !strings.Contains(e.Summary, "by version 2, in force") {
				t.Errorf("the ledger says %q", e.Summary)
			}
			c, err = m.AcceptContract(ctx, m.customer, c.ID, c.Version, "Carla")
			m.ok(err)
			m.sound()
		})
	}
}

// TestAWorkingThatCannotBeTakenIsKept: where the data in force give no value, the
// offered one is kept with a reason or the offer withdrawn.
func TestAWorkingThatCannotBeTakenIsKept(t *testing.T) {
	m := newRoom(t)
	ctx := t.Context()
	c, err := m.offered(app.Offer{})
	m.ok(err)
	proposal := m.activeScheme()
	proposal.AuditTimeTable.Columns = []string{"high"}
	_, err = m.ActivateScheme(ctx, head, 1, proposal, "Classes from now on.")
	m.ok(err)
	m.on("2027-01-20")
	d, err := m.Contract(ctx, m.planner, c.ID)
	m.ok(err)
	if d.Working == nil || d.Working.Blocked == "" {
		t.Fatalf("its class is gone, yet %+v", d.Working)
	}
	_, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, app.Renewal{TakeNew: true})
	m.refused(err, "no_new_working")
	c, err = m.RenewOffer(ctx, m.planner, c.ID, c.Version, app.Renewal{WhyKept: "Offered before there were classes."})
	m.ok(err)
	if c.Receipt.Kept == nil || c.Receipt.Kept.Initial != 0 {
		t.Errorf("kept: %+v", c.Receipt.Kept)
	}
	_, paper, err := m.ReceiptPDF(ctx, m.customer, c.ID, 0)
	m.ok(err)
	if text := strings.Join(strings.Fields(m.printed(paper)), " "); !strings.Contains(text, "Kept when the offer was renewed") || !strings.Contains(text, "Offered before there were classes.") {
		t.Errorf("the paper says\n%s", text)
	}
}
