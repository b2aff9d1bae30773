package main

import (
	"context"
	"fmt"
)

// VerifyCmd proves the ledger and everything it commits to.
type VerifyCmd struct{}

func (VerifyCmd) Run(ctx context.Context, c *Config) error {
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	result, err := h.app.Verify(ctx)
	if err != nil {
		return err
	}
	fmt.Println(result.Summary())
	for _, f := range result.Faults {
		fmt.Println(f)
	}
	if len(result.Faults) > 0 {
		return exitError{code: 1, text: fmt.Sprintf("%d fault(s): what is named above is not what was recorded.", len(result.Faults))}
	}
	return nil
}
