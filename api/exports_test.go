package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/internal/sheet"
	"github.com/certwright/certwright/internal/store/storetest"
)

func TestExportsHoldTheWholeList(t *testing.T) {
	b := newBench(t)
	planner := b.as("paula", "", domain.Planner)
	for i := range exportPage + 3 {
		in := clientInput()
		in["legal_name"] = fmt.Sprintf("=Client %d", i)
		planner.send("POST", "/api/v1/clients", in).want(201)
	}
	storetest.SeedAgreed(t, b.app.Store, "x")
	for list, least := range map[string]int{"clients": exportPage + 4, "auditors": 1, "audits": 0, "certificates": 0, "findings": 0} {
		for _, as := range []string{"csv", "xlsx"} {
			a := planner.send("GET", "/api/v1/exports/"+list+"?as="+as, nil).want(200)
			if got, want := a.Header.Get("Content-Disposition"), `attachment; filename="`+list+`-2026-05-12.`+as+`"`; got != want {
				t.Errorf("%s: %q, want %q", list, got, want)
			}
			tables, err := sheet.ReadFile(list+"."+as, strings.NewReader(a.Body), sheet.Default)
			if err != nil || len(tables) != 1 || len(tables[0].Rows) != least || len(tables[0].Faults) != 0 {
				t.Errorf("%s as %s: %d tables, %v", list, as, len(tables), err)
			}
		}
	}
	planner.send("GET", "/api/v1/exports/clients?as=csv&q=organisation&sort=-name", nil).want(200, "Organisation x GmbH").without("Client 1")
	planner.send("GET", "/api/v1/exports/clients?as=csv&q=100", nil).want(200, "'=Client 100")
	planner.send("GET", "/api/v1/exports/users?as=csv", nil).want(400)
	book := planner.send("GET", "/api/v1/exports/body?as=xlsx", nil).want(200)
	if tables, err := sheet.ReadFile("certwright.xlsx", strings.NewReader(book.Body), sheet.Default); err != nil || len(tables) != 10 {
		t.Errorf("the workbook holds %d sheets, %v", len(tables), err)
	}
	planner.send("GET", "/api/v1/exports/body?as=csv", nil).want(400, `"field":"as"`)
	b.as("rita", "", domain.Reviewer).send("GET", "/api/v1/exports/body?as=xlsx", nil).want(403)
	planner.send("GET", "/api/v1/exports/clients?as=pdf", nil).want(400)
	planner.send("GET", "/api/v1/exports/clients?as=csv&state=perhaps", nil).want(400)
	b.as("anton", "", domain.Auditor).send("GET", "/api/v1/exports/clients?as=csv", nil).want(403)
}
