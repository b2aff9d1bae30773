package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/certwright/certwright/domain/ledger"
	"github.com/certwright/certwright/internal/merkle"
	"github.com/certwright/certwright/internal/seal"
)

// VerifyCmd proves the ledger and everything it commits to, or checks one proof
// that was handed out.
type VerifyCmd struct {
	Proof     string `placeholder:"FILE" type:"path" help:"Check this proof from the public check instead. It needs no database and no network, only the ledger's public key."`
	LedgerKey string `placeholder:"KEY" help:"Public key of the ledger for --proof, as /api/v1/public/ledger-head shows it; get it from the certification body itself."`
}

func (v VerifyCmd) Run(ctx context.Context, c *Config) error {
	if v.Proof != "" {
		return v.proof()
	}
	h, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	if h.app.Seals, err = seal.Read(c.keysDir()); err != nil {
		return fmt.Errorf("%w; --keys names the folder of the keys that signed", err)
	}
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

// proof checks a proof offline and prints what it proves.
func (v VerifyCmd) proof() error {
	if v.LedgerKey == "" {
		return errors.New("--proof needs the ledger's public key: --ledger-key, as the certification body publishes it")
	}
	text, err := os.ReadFile(v.Proof)
	if err != nil {
		return err
	}
	p, err := merkle.ParseProof(string(text))
	if err != nil {
		return exitError{code: 1, text: err.Error()}
	}
	head, err := p.Check(v.LedgerKey)
	if err != nil {
		return exitError{code: 1, text: "The proof does not hold: " + err.Error()}
	}
	var e ledger.Entry
	if err := json.Unmarshal(p.Entry, &e); err != nil {
		return exitError{code: 1, text: "The entry is in the ledger, but cannot be read: " + err.Error()}
	}
	fmt.Printf("The proof holds: entry %d of the ledger %s, under its signed head of %s.\n", p.Index, head.Origin, head.Line())
	fmt.Printf("%s, %s: %s\n", e.At.UTC().Format("2006-01-02 15:04:05 MST"), e.Name, e.Summary)
	return nil
}
