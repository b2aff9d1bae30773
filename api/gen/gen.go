// Package gen holds what is generated from api/openapi.yaml: types, routes and
// the strict interface that the handlers of package api fulfil.
package gen

//go:generate go tool -modfile=../../tools/go.mod oapi-codegen -config config.yaml ../openapi.yaml
