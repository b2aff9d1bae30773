package app

import (
	"context"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/importer"
)

// ExportBody gives the whole caseload as the sheets that the import reads,
// of one consistent state.
func (a *App) ExportBody(ctx context.Context, actor domain.Actor) ([]importer.Table, error) {
	if err := mustPlan(actor); err != nil {
		return nil, err
	}
	known, err := a.importKnown(ctx)
	if err != nil {
		return nil, err
	}
	return importer.Export(known), nil
}
