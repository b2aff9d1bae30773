package app_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/audit"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/store/storetest"
)

// TestAnAcceptanceIsTakenBack: what a plan booked goes back to what it was, with
// letters of correction; what was confirmed since, or cannot stand again, stays and
// says why; the preview tells all of it before.
func TestAnAcceptanceIsTakenBack(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s app.Store) {
		h := demoBody(t, s)
		p := h.searched(t, app.PlanAsked{Moves: 20_000, Keep: app.KeepBegun})
		before := map[domain.ID]audit.Audit{}
		for _, l := range p.Lines {
			before[l.Audit.ID] = l.Audit
		}
		tell, err := h.PlanLetters(t.Context(), planner, p.Run.ID, app.PlanAccepted{})
		if err != nil || len(tell) < len(p.Lines) || tell[0].Email == "" || tell[0].Subject == "" || tell[0].Title == string(tell[0].Kind) {
			t.Fatalf("%d letters for %d lines, %v: %+v", len(tell), len(p.Lines), err, tell[:min(1, len(tell))])
		}
		mails := h.mails(t)
		p, err = h.AcceptPlan(t.Context(), planner, p.Run.ID, app.PlanAccepted{Reason: "The plan."})
		if err != nil {
			t.Fatal(err)
		}
		sent, foretold := h.mails(t)-mails, 0
		taken := map[string]app.PlanTaken{}
		for _, l := range p.Lines {
			taken[l.Audit.No] = *l.Taken
		}
		for _, l := range tell {
			if taken[l.AuditNo].Booked {
				foretold++
			}
		}
		if sent != foretold {
			t.Errorf("%d letters went out, %d were foretold", sent, foretold)
		}
		// One is confirmed by the client; somebody falls ill on the days another had before.
		confirmed := lineOf(p, func(l app.PlanLine) bool { return l.Taken.Booked && l.Taken.Now.Dates == audit.Proposed })
		if _, err := h.ConfirmDates(t.Context(), planner, confirmed.Audit.ID, confirmed.Audit.Version); err != nil {
			t.Fatal(err)
		}
		moved := lineOf(p, func(l app.PlanLine) bool {
			return l.Taken.Booked && l.Taken.Was != nil && l.Audit.ID != confirmed.Audit.ID && l.Taken.Was.Stretch != l.Taken.Now.Stretch
		})
		ill := auditor.Absence{PersonID: moved.Taken.Was.Seats[0].PersonID, Period: moved.Taken.Was.Stretch.Period(), Why: "surgery"}
		if _, _, err := h.AddAbsence(t.Context(), planner, ill); err != nil {
			t.Fatal(err)
		}
		u, err := h.ReadUndo(t.Context(), planner, p.Run.ID, 1)
		if err != nil || strings.Contains(asText(t, u), "surgery") {
			t.Fatal(err)
		}
		stays := map[domain.ID]string{}
		for _, l := range u.Lines {
			if l.Stays != "" {
				stays[l.Audit.ID] = l.Stays
			}
		}
		if !strings.Contains(stays[confirmed.Audit.ID], "confirmed since") || !strings.Contains(stays[moved.Audit.ID], "rule") || len(stays) == len(u.Lines) {
			t.Errorf("%d of %d stay: %v", len(stays), len(u.Lines), stays)
		}
		mails = h.mails(t)
		if p, err = h.UndoPlan(t.Context(), planner, p.Run.ID, 1, "The client council objects."); err != nil {
			t.Fatal(err)
		}
		if sent := h.mails(t) - mails; sent != len(u.Letters) {
			t.Errorf("%d letters of correction, %d were foretold", sent, len(u.Letters))
		}
		for _, l := range p.Lines {
			was := before[l.Audit.ID]
			switch {
			case !taken[l.Audit.No].Booked:
			case stays[l.Audit.ID] != "":
				if !l.Taken.Booked || l.Taken.Why == "" {
					t.Errorf("%s was to stay: %+v", l.Audit.No, l.Taken)
				}
			case l.Taken.Undone == nil || l.Taken.Booked || l.Audit.Dates != was.Dates || l.Audit.Stretch != was.Stretch || !slices.Equal(l.Audit.Seats, was.Seats):
				t.Errorf("%s is not back where it was: %+v, it was %+v", l.Audit.No, l, was)
			case l.Overtaken:
				t.Errorf("%s cannot be booked again", l.Audit.No)
			}
		}
		h.sound(t)
		// What was taken back may be booked again, as another acceptance.
		if p, err = h.AcceptPlan(t.Context(), planner, p.Run.ID, app.PlanAccepted{Reason: "After all."}); err != nil {
			t.Fatal(err)
		}
		again := lineOf(p, func(l app.PlanLine) bool { return l.Taken.Acceptance == 2 })
		if again.Audit.No == "" || !again.Taken.Booked {
			t.Error("nothing was booked again")
		}
	})
}

func lineOf(p app.PlanProposal, is func(l app.PlanLine) bool) app.PlanLine {
	i := slices.IndexFunc(p.Lines, func(l app.PlanLine) bool { return l.Taken != nil && is(l) })
	if i < 0 {
		return app.PlanLine{Taken: &app.PlanTaken{}}
	}
	return p.Lines[i]
}

// mails counts the letters written.
func (h house) mails(t *testing.T) (n int) {
	t.Helper()
	storetest.Read(t, h.Store, func(tx app.Tx) error {
		page, err := tx.MailList(app.List{})
		n = int(page.Total)
		return err
	})
	return n
}

// sound wants the ledger and every object to agree.
func (h house) sound(t *testing.T) {
	t.Helper()
	h.Tree = merkle.Tree{}
	if err := h.Sequence(t.Context()); err != nil {
		t.Fatal(err)
	}
	if v, err := h.Verify(t.Context()); err != nil || len(v.Faults) > 0 {
		t.Errorf("verify: %v %+v", err, v.Faults)
	}
}
