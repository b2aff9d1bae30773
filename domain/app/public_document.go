package app

import (
	"context"
	"fmt"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/certificate"
	"github.com/certwright/certwright/domain/ledger"
)

// PublicDocument is the sealed file of the document whose number and check code
// somebody holds, its name and its SHA-256 (hex). Numbers can be guessed and
// check codes cannot, so a wrong code is told from an unknown number by nobody.
// The file of what is not in force is no longer handed out.
func (a *App) PublicDocument(ctx context.Context, number, code string) (name, hash string, content []byte, err error) {
	at := a.now()
	err = a.Store.Read(ctx, func(tx Tx) error {
		found, err := a.find(tx, Question{Number: number, Code: code})
		if err != nil {
			return err
		}
		if code == "" || found.revision == nil {
			return domain.NotFound("document with this number and check code")
		}
		settings, _, err := SettingsIn(tx)
		if err != nil {
			return err
		}
		r := *found.revision
		switch verdict := verdictOn(*found.certificate, &r, domain.DateOf(at, settings.Zone())); {
		case verdict != Genuine && verdict != NotYet:
			return domain.E(domain.Conflict, "not_in_force", "This document is genuine and no longer in force (%s); its file is not handed out any more.", verdict)
		case r.FileHash == "":
			return domain.E(domain.Unavailable, "not_made_yet", "The document is being made; try again in a moment.")
		}
		name, hash = documentName(*found.certificate, r), r.FileHash
		_, content, err = tx.GetFile(r.FileHash)
		return err
	})
	return name, hash, content, err
}

func documentName(c certificate.Certificate, r certificate.Revision) string {
	return fmt.Sprintf("certificate-%s-revision-%d.pdf", c.No, r.Number)
}

// proofOfIssue proves that the entry about the issue of a document stands in the
// ledger of a signed head. Until the sequencer has taken it in there is none.
func (a *App) proofOfIssue(tx Tx, revision domain.ID, head ledger.Head) (string, error) {
	entries, err := tx.Entries("certificate_revision", revision, 1000)
	if err != nil || len(entries) == 0 {
		return "", err
	}
	first := entries[len(entries)-1] // newest first: the last one is the issue
	leaf, err := tx.LeafOf(first.ID)
	if err != nil && domain.KindOf(err) != domain.Unknown {
		return "", err
	}
	if err != nil || leaf >= head.Size {
		return "", nil
	}
	stored, err := tx.Leaves(leaf, 1)
	if err != nil || len(stored) == 0 {
		return "", err
	}
	return a.Tree.Proof(stored[0].Text, leaf, head.Size, head.Signed, tx.TreeHashes)
}
