package api

import (
	"context"

	"github.com/certwright/certwright/api/gen"
	"github.com/certwright/certwright/domain/rulebook"
)

// ListRules gives every rule's card; nothing about them is secret.
func (s *Server) ListRules(context.Context, gen.ListRulesRequestObject) (gen.ListRulesResponseObject, error) {
	return gen.ListRules200JSONResponse(rulebook.All()), nil
}
