package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/auditor"
	"github.com/certwright/certwright/internal/sheet"
)

// exportPage is how many rows are read at a time.
const exportPage = 200

// ExportList gives a list as its screen filters it, whole, as a file.
func (s *Server) ExportList(ctx context.Context, r gen.ExportListRequestObject) (gen.ExportListResponseObject, error) {
	var body bytes.Buffer
	if r.List == "body" {
		return s.exportBody(ctx, string(r.Params.As))
	}
	to, err := writerOf(string(r.Params.As), r.List, &body)
	if err != nil {
		return nil, err
	}
	if err := s.export(ctx, r, to); err != nil {
		return nil, err
	}
	if err := to.Close(); err != nil {
		return nil, err
	}
	return s.download(ctx, r.List, string(r.Params.As), &body)
}

// exportBody gives the whole caseload; several sheets need a workbook.
func (s *Server) exportBody(ctx context.Context, as string) (gen.ExportListResponseObject, error) {
	if as != "xlsx" {
		var f domain.Fault
		f.Add("as", "the whole caseload is several sheets: take xlsx")
		return nil, f.Err()
	}
	tables, err := s.App.ExportBody(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	if err := sheet.WriteBook(&body, tables); err != nil {
		return nil, err
	}
	return s.download(ctx, "certwright", as, &body)
}

// download is a file with the day in its name.
func (s *Server) download(ctx context.Context, name, as string, body *bytes.Buffer) (gen.ExportListResponseObject, error) {
	today, err := s.App.Today(ctx)
	if err != nil {
		return nil, err
	}
	h := gen.ExportList200ResponseHeaders{ContentDisposition: fmt.Sprintf(`attachment; filename="%s-%s.%s"`, name, today, as)}
	size := int64(body.Len())
	if as == "xlsx" {
		return gen.ExportList200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: body, Headers: h, ContentLength: size}, nil
	}
	return gen.ExportList200TextcsvResponse{Body: body, Headers: h, ContentLength: size}, nil
}

func writerOf(as, list string, to io.Writer) (sheet.Writer, error) {
	if as == "xlsx" {
		return sheet.NewXLSX(to, list)
	}
	return sheet.NewCSV(to), nil
}

// export writes the asked list. Where a spreadsheet of that kind can be
// imported, its columns have the names the import knows.
func (s *Server) export(ctx context.Context, r gen.ExportListRequestObject, to sheet.Writer) error {
	p, actor := r.Params, actorOf(ctx)
	l := app.List{Query: p.Q, Sort: p.Sort, Filter: filters("state", p.State, "dates", p.Dates, "type", p.Type,
		"from", dateIn(p.From).String(), "to", dateIn(p.To).String())}
	switch r.List {
	case "clients":
		return rows(to, l, clientColumns, func(l app.List) (app.Page[app.ClientRow], error) { return s.App.ListClients(ctx, actor, l) }, clientCells)
	case "audits":
		return rows(to, l, auditColumns, func(l app.List) (app.Page[app.AuditRow], error) {
			page, _, err := s.App.ListAudits(ctx, actor, app.AuditsAsked{List: l, Late: p.Late, AtRisk: p.AtRisk, Unplanned: p.Unplanned})
			return page, err
		}, auditCells)
	case "certificates":
		return rows(to, l, certificateColumns, func(l app.List) (app.Page[app.CertificateRow], error) { return s.App.Certificates(ctx, actor, l) }, certificateCells)
	case "findings":
		return rows(to, l, findingColumns, func(l app.List) (app.Page[app.FindingRow], error) { return s.App.ListFindings(ctx, actor, l) }, findingCells)
	case "auditors":
		return rows(to, l, auditorColumns, func(app.List) (app.Page[auditor.Auditor], error) {
			list, err := s.App.ListAuditors(ctx, actor)
			return app.Page[auditor.Auditor]{Rows: list, Total: int64(len(list))}, err
		}, auditorCells)
	}
	return domain.NotFound("list")
}

// rows writes a head and then all pages of a list.
func rows[R any](to sheet.Writer, l app.List, head []string, page func(app.List) (app.Page[R], error), cells func(R) []any) error {
	titles := make([]any, len(head))
	for i, h := range head {
		titles[i] = h
	}
	if err := to.Row(titles...); err != nil {
		return err
	}
	l.Size = exportPage
	for written := int64(0); ; {
		l.Page++
		got, err := page(l)
		if err != nil {
			return err
		}
		for _, r := range got.Rows {
			if err := to.Row(cells(r)...); err != nil {
				return err
			}
		}
		if written += int64(len(got.Rows)); len(got.Rows) == 0 || written >= got.Total {
			return nil
		}
	}
}

var clientColumns = []string{"client_no", "legal_name", "trading_name", "country", "vat_no", "contact_name", "contact_email", "language",
	"register_consent", "sites", "certificates", "next_due"}

func clientCells(c app.ClientRow) []any {
	return []any{c.No, c.LegalName, c.TradingName, c.Country, c.VATNo, c.ContactName, c.ContactEmail, c.Language,
		yesNo(c.RegisterConsent), c.Sites, c.Certificates, c.NextDue}
}

var auditorColumns = []string{"auditor_no", "name", "email", "employment", "home_city", "home_lat", "home_lon", "time_zone", "languages",
	"day_rate_eur", "days_per_week", "holiday_calendar", "active"}

func auditorCells(p auditor.Auditor) []any {
	return []any{p.No, p.Name, p.Email, p.Employment, p.HomeCity, p.HomeLat, p.HomeLon, p.TimeZone, strings.Join(p.Languages, " "),
		p.DayRate, p.DaysPerWeek, p.HolidayCalendar, yesNo(p.Active)}
}

var auditColumns = []string{"audit_no", "client_no", "client", "scheme", "type", "number", "site", "due", "earliest", "latest", "state",
	"dates", "first_day", "last_day", "lead", "report_on", "majors", "minors"}

func auditCells(a app.AuditRow) []any {
	return []any{a.No, a.ClientNo, a.ClientName, a.SchemeID, string(a.Type), a.Number, a.SiteCity, a.Due, a.Window.Earliest, a.Window.Latest,
		string(a.State), string(a.Dates), a.Stretch.From, a.Stretch.To, a.LeadName, a.ReportOn, a.Majors, a.Minors}
}

var certificateColumns = []string{"certificate_no", "client", "scheme", "original_decision", "decision", "effective", "expiry", "status", "revision"}

func certificateCells(c app.CertificateRow) []any {
	return []any{c.No, c.ClientName, c.SchemeID, c.OriginalDecision, c.Decision, c.Effective, c.Expiry, string(c.State), c.Revision}
}

var findingColumns = []string{"finding_no", "audit", "grade", "requirement", "statement", "state", "raised_on", "answer_due", "close_by"}

func findingCells(f app.FindingRow) []any {
	return []any{f.No, f.AuditTitle, string(f.Grade), f.Requirement, f.Statement, string(f.State), f.RaisedOn, f.AnswerDue, f.CloseBy}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
