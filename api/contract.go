package api

import (
	_ "embed"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/certwright/certwright/domain"
)

//go:embed openapi.yaml
var contractYAML []byte

// Operation is one line of the contract: a route and who may call it.
type Operation struct {
	ID     string
	Method string
	Path   string // as Echo writes it: /api/v1/clients/:id
	Roles  []domain.Role
	Reads  bool // it changes nothing that is not the caller's own: GET, or x-readers
}

// contract is the parsed openapi.yaml.
type contract struct {
	doc        *openapi3.T
	router     routers.Router
	operations map[string]Operation // by "METHOD path"
}

// A date of the contract is one of the calendar: 30 February has the form of a date.
func init() {
	openapi3.DefineStringFormatValidator("date", openapi3.NewCallbackValidator(func(s string) error {
		_, err := domain.ParseDate(s)
		return err
	}))
}

var braces = regexp.MustCompile(`\{([^}]+)\}`)

func loadContract() (*contract, error) {
	doc, err := openapi3.NewLoader().LoadFromData(contractYAML)
	if err != nil {
		return nil, fmt.Errorf("openapi.yaml: %w", err)
	}
	doc.Servers = nil
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("openapi.yaml: %w", err)
	}
	c := &contract{doc: doc, router: router, operations: map[string]Operation{}}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			o := Operation{ID: op.OperationID, Method: method, Path: braces.ReplaceAllString(path, ":$1")}
			roles, _ := op.Extensions["x-roles"].([]any)
			for _, r := range roles {
				o.Roles = append(o.Roles, domain.Role(fmt.Sprint(r)))
			}
			readers, _ := op.Extensions["x-readers"].(bool)
			o.Reads = method == http.MethodGet || readers
			if len(o.Roles) == 0 {
				return nil, fmt.Errorf("openapi.yaml: %s %s names no x-roles", method, path)
			}
			c.operations[method+" "+o.Path] = o
		}
	}
	return c, nil
}

// Operations lists the contract, sorted by path and method.
func Operations() ([]Operation, error) {
	c, err := loadContract()
	if err != nil {
		return nil, err
	}
	out := make([]Operation, 0, len(c.operations))
	for _, o := range c.operations {
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b Operation) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	return out, nil
}

// ContractYAML is the contract as written, for those who want to generate a client.
func ContractYAML() []byte { return contractYAML }

// find is the operation of a route; HEAD is answered as GET.
func (c *contract) find(method, path string) (Operation, bool) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	o, ok := c.operations[method+" "+path]
	return o, ok
}

// public tells whether anybody may call the operation.
func (o Operation) public() bool { return slices.Contains(o.Roles, domain.Public) }
