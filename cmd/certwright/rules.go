package main

import (
	"fmt"

	"github.com/certwright/certwright/domain/rulebook"
)

// RulesCmd prints the rule page, as docs/rules.md holds it.
type RulesCmd struct{}

func (RulesCmd) Run() error {
	fmt.Print(rulebook.Markdown())
	return nil
}
