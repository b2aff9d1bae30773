package app_test

import (
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/client"
	"github.com/certwright/certwright/domain/decision"
	"github.com/certwright/certwright/domain/importer"
)

// sheetOf makes a sheet of comma-separated lines, the header first.
func sheetOf(name string, lines ...string) importer.Table {
	cells := func(line string) []string { return strings.Split(line, ",") }
	table := importer.Table{Name: name, File: name + ".csv", Header: cells(lines[0])}
	for i, l := range lines[1:] {
		table.Rows = append(table.Rows, importer.Row{Record: i + 1, Cells: cells(l)})
	}
	return table
}

func (m *room) takenIn(who domain.Actor, tables ...importer.Table) app.Imported {
	m.t.Helper()
	got, err := m.Import(m.t.Context(), who, tables, false, nil)
	m.ok(err)
	return got
}

// contractSheet is the room's contract as a sheet tells it.
func (m *room) contractSheet(scope, codes string) importer.Table {
	return sheetOf("contracts", "contract_no,client_no,scheme,scope,codes,persons,signed_on",
		m.contractV.No+","+m.client.No+",ISO/IEC 27001:2022,"+scope+","+codes+",40,2027-01-11")
}

// refusedRecord wants the only record refused for a reason that says why.
func (m *room) refusedRecord(got app.Imported, why string) {
	m.t.Helper()
	if len(got.Faults) != 1 || !strings.Contains(got.Faults[0].Message, why) {
		m.t.Errorf("faults are %+v, want one that says %q", got.Faults, why)
	}
}

// TestNoCertificateWithoutItsDecision: an import brings what other records say,
// never what is to be decided here.
func TestNoCertificateWithoutItsDecision(t *testing.T) {
	m := newRoom(t)
	f := m.audited("grant")
	no := m.contractV.No
	got := m.takenIn(m.planner, m.contractSheet("Hosting of payroll software", "IAF 33"), sheetOf("certificates",
		"certificate_no,contract_no,scheme,status,original_decision,decision,expiry,revision",
		"OLD-1,"+no+",ISO/IEC 27001:2022,valid,2027-01-04,2027-01-04,2030-01-03,1"))
	m.refusedRecord(got, "decision")
	all := stored(m, func(tx app.Tx) ([]certificate.Certificate, error) { return tx.CertificatesOfClient(m.client.ID) })
	if len(all) != 0 {
		t.Errorf("an import certified the client: %+v", all)
	}
	m.ok(func() error { _, err := m.decide(m.rita, f, decision.Granted); return err }())
}

// TestAgreedTermsAreNotImportedOver: the scope a client signed is changed by an
// amendment that the client signs.
func TestAgreedTermsAreNotImportedOver(t *testing.T) {
	m := newRoom(t)
	m.audited("grant")
	was := stored(m, func(tx app.Tx) (client.Contract, error) { return tx.Contract(m.contractV.ID) })
	got := m.takenIn(m.planner, m.contractSheet("Everything we do", "IAF 35"))
	is := stored(m, func(tx app.Tx) (client.Contract, error) { return tx.Contract(m.contractV.ID) })
	if is.Scope != was.Scope || is.Codes[0] != was.Codes[0] || is.Persons != was.Persons {
		t.Errorf("the import made the contract %q, %v, %d persons: %+v", is.Scope, is.Codes, is.Persons, got)
	}
	if len(got.Warnings) != 1 || !strings.Contains(got.Warnings[0].Message, "amendment") {
		t.Errorf("warnings are %+v", got.Warnings)
	}
}

// TestAnImportIsNoWayAroundADeclaration: what a person may not change about
// themselves on the screen, they may not import either.
func TestAnImportIsNoWayAroundADeclaration(t *testing.T) {
	m := newRoom(t)
	m.write(func(tx app.Tx) error {
		return tx.SaveInterest(&auditor.Interest{ID: m.NewID(), PersonID: m.ann.PersonID, ClientID: m.client.ID, Kind: auditor.Consultancy,
			Period: domain.Period{From: day("2026-01-01")}})
	})
	ann := stored(m, func(tx app.Tx) (auditor.Auditor, error) { return tx.Auditor(m.ann.PersonID) })
	self := m.planner
	self.PersonID = m.ann.PersonID
	interest := sheetOf("interests", "auditor_no,client_no,kind,from,to", ann.No+","+m.client.No+",consultancy,2026-01-01,2026-02-01")
	m.refusedRecord(m.takenIn(self, interest), "somebody else")
	permit := sheetOf("authorisations", "auditor_no,scheme,role,code,valid_from,valid_to,evidence", ann.No+",ISO/IEC 27001:2022,reviewer,IAF 33,2020-01-01,,my word")
	m.refusedRecord(m.takenIn(self, permit), "somebody else")
	if got := m.takenIn(m.planner, interest, permit); len(got.Faults) != 0 {
		t.Errorf("by another: %+v", got.Faults)
	}
}

// TestOneHumanIsOnePersonHoweverWritten: the address of an account, in capitals,
// does not make a second person of its auditor.
func TestOneHumanIsOnePersonHoweverWritten(t *testing.T) {
	m := newRoom(t)
	got := m.takenIn(m.planner, sheetOf("auditors",
		"auditor_no,name,email,employment,home_city,home_lat,home_lon,time_zone,languages,day_rate_eur,days_per_week,holiday_calendar",
		"AU900,Rita Reviewer,RITA@Body.example,staff,Berlin,52.5,13.4,Europe/Berlin,de,0,5,DE"))
	if len(got.Faults) != 0 {
		t.Fatalf("faults are %+v", got.Faults)
	}
	kept := stored(m, func(tx app.Tx) (auditor.Auditor, error) { return tx.AuditorByNo("AU900") })
	if kept.ID != m.rita.PersonID || kept.Email != "rita@body.example" {
		t.Errorf("imported as person %s, %s; her account is of %s", kept.ID, kept.Email, m.rita.PersonID)
	}
}

// TestHistoryLiesInThePast: an audit of tomorrow is booked by the rules, whatever
// report a sheet gives it.
func TestHistoryLiesInThePast(t *testing.T) {
	m := newRoom(t)
	m.contracted()
	ann := stored(m, func(tx app.Tx) (auditor.Auditor, error) { return tx.Auditor(m.ann.PersonID) })
	got := m.takenIn(m.planner, m.contractSheet("Hosting of payroll software", "IAF 33"), sheetOf("audits",
		"contract_no,type,first_day,last_day,lead,team,report_on,majors,minors",
		m.contractV.No+",stage1,2027-02-01,2027-02-02,"+ann.No+",,2027-02-03,0,0"))
	m.refusedRecord(got, "after today")
}
