package app

import (
	"maps"
	"slices"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/ledger"
)

// keptHeads reads the heads kept outside the database, which the tree must meet.
func (v *verification) keptHeads() error {
	heads, err := v.bindingHeads()
	if domain.KindOf(err) == domain.Conflict {
		v.ledgerFault("%s", plainly(err))
		return nil
	}
	v.kept = map[int64][]ledger.Head{}
	for _, h := range heads {
		v.kept[h.Size] = append(v.kept[h.Size], h)
		v.counts.Kept++
	}
	return err
}

func (v *verification) keptHead(size int64, root func() string) {
	for _, h := range v.kept[size] {
		if h.Root != root() {
			v.ledgerFault("the first %d entries are not those whose head, kept outside the database, was signed on %s", size, h.At.UTC().Format("2006-01-02 15:04 MST"))
		}
	}
	delete(v.kept, size)
}

// keptBeyond names the newest kept head that the ledger does not reach any more.
func (v *verification) keptBeyond(size int64) {
	newest := newestOf(slices.Concat(slices.Collect(maps.Values(v.kept))...))
	if newest.Size > size {
		v.ledgerFault("it ends at %d entries; a head of %d, kept outside the database, was signed on %s: an older database was put back, or the end was cut off",
			size, newest.Size, newest.At.UTC().Format("2006-01-02 15:04 MST"))
	}
}
