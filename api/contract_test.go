package api

import (
	"slices"
	"testing"

	"github.com/certwright/certwright/internal/store/storetest"
)

// besideTheContract are routes that are no operations: the screens, the
// contract itself, and the nets under both.
var besideTheContract = []string{"GET /", "HEAD /", "GET /*", "HEAD /*", "GET /api/openapi.yaml", "HEAD /feeds/:file"}

// TestEveryRouteIsInTheContract and the reverse.
func TestEveryRouteIsInTheContract(t *testing.T) {
	a, _ := storetest.App(storetest.SQLite(t))
	e, err := (&Server{App: a, Log: a.Log}).routes()
	if err != nil {
		t.Fatal(err)
	}
	operations, err := Operations()
	if err != nil {
		t.Fatal(err)
	}
	var contract, served []string
	for _, o := range operations {
		contract = append(contract, o.Method+" "+o.Path)
	}
	for _, r := range e.Routes() {
		route := r.Method + " " + r.Path
		if r.Path == "/api/*" || r.Method == "echo_route_not_found" {
			continue
		}
		served = append(served, route)
		if !slices.Contains(contract, route) && !slices.Contains(besideTheContract, route) {
			t.Errorf("%s is served and not in the contract", route)
		}
	}
	for _, route := range contract {
		if !slices.Contains(served, route) {
			t.Errorf("%s is in the contract and not served", route)
		}
	}
	if len(contract) < 50 {
		t.Errorf("only %d operations: the list is broken", len(contract))
	}
}
