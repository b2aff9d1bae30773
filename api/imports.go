package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"path/filepath"
	"strings"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/app"
	"github.com/certwright/certwright/domain/importer"
	"github.com/certwright/certwright/internal/sheet"
)

// importParts bounds how many files one upload may hold.
const importParts = 20

// StartImport reads the uploaded files and begins the import in the background.
func (s *Server) StartImport(ctx context.Context, r gen.StartImportRequestObject) (gen.StartImportResponseObject, error) {
	if r.Body == nil {
		return nil, uploadFault("is a multipart upload of CSV files or one XLSX workbook")
	}
	tables, dry, err := readUpload(r.Body)
	if err != nil {
		return nil, err
	}
	run, err := s.App.StartImport(ctx, actorOf(ctx), sheet.ForImport(tables), dry)
	if err != nil {
		return nil, err
	}
	out, err := importOut(run)
	return gen.StartImport202JSONResponse(out), err
}

func uploadFault(message string) error {
	var f domain.Fault
	f.Add("files", "%s", message)
	return f.Err()
}

// readUpload reads the parts as they come; none is kept on disk.
func readUpload(parts *multipart.Reader) (tables []sheet.Table, dry bool, err error) {
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || n >= importParts {
			return nil, false, uploadFault("cannot be read: a broken upload, or too many files")
		}
		switch part.FormName() {
		case "dry_run":
			value, err := io.ReadAll(io.LimitReader(part, 16))
			if err != nil {
				return nil, false, uploadFault("cannot be read")
			}
			dry = strings.TrimSpace(string(value)) == "true"
		case "files":
			read, err := sheet.ReadFile(filepath.Base(part.FileName()), part, sheet.Default)
			if err != nil {
				return nil, false, uploadFault(err.Error())
			}
			tables = append(tables, read...)
		}
	}
	if len(tables) == 0 {
		return nil, false, uploadFault("name at least one CSV file or XLSX workbook")
	}
	return tables, dry, nil
}

// GetImport gives one import with its report.
func (s *Server) GetImport(ctx context.Context, r gen.GetImportRequestObject) (gen.GetImportResponseObject, error) {
	run, mayFollow, err := s.App.ImportRunOf(ctx, actorOf(ctx), domain.ID(r.Id))
	if err != nil {
		return nil, err
	}
	out, err := importOut(run)
	out.MayImportNow = mayFollow
	return gen.GetImport200JSONResponse(out), err
}

// ImportNow imports what a dry run has read.
func (s *Server) ImportNow(ctx context.Context, r gen.ImportNowRequestObject) (gen.ImportNowResponseObject, error) {
	run, err := s.App.ImportNow(ctx, actorOf(ctx), domain.ID(r.Id))
	if err != nil {
		return nil, err
	}
	out, err := importOut(run)
	return gen.ImportNow202JSONResponse(out), err
}

// ListImports lists imports, newest first.
func (s *Server) ListImports(ctx context.Context, r gen.ListImportsRequestObject) (gen.ListImportsResponseObject, error) {
	p := r.Params
	page, err := s.App.ImportRuns(ctx, actorOf(ctx), app.List{Query: p.Q, Sort: p.Sort, Page: p.Page, Size: p.Size})
	if err != nil {
		return nil, err
	}
	out := gen.ListImports200JSONResponse{Total: page.Total, Rows: []gen.Import{}}
	for _, run := range page.Rows {
		row, err := importOut(run)
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

func importOut(run app.ImportRun) (gen.Import, error) {
	out := gen.Import{
		Id: string(run.ID), DryRun: run.DryRun, State: gen.ImportState(run.State), Done: run.Done, Total: run.Total, Hash: run.Hash,
		StartedBy: run.StartedBy, StartedAt: run.StartedAt, EndedAt: run.EndedAt,
	}
	var faults, warnings []importer.Fault
	for _, part := range []struct {
		text json.RawMessage
		into any
	}{{run.Report, &faults}, {run.Warnings, &warnings}, {run.Counts, &out.Counts}} {
		if len(part.text) == 0 {
			continue
		}
		if err := json.Unmarshal(part.text, part.into); err != nil {
			return out, err
		}
	}
	out.Report, out.Warnings = each(faults, faultOut), each(warnings, faultOut)
	if out.Counts == nil {
		if err := json.Unmarshal([]byte("[]"), &out.Counts); err != nil {
			return out, err
		}
	}
	return out, nil
}

func faultOut(f importer.Fault) gen.ImportFault {
	return gen.ImportFault{File: f.File, Record: f.Record, Column: f.Column, Value: f.Value, Message: f.Message, Because: f.Because}
}
