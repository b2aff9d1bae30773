package importer

import "github.com/certwright/certwright/domain"

// fact is how records that have no number of their own are kept: authorisations,
// absences and interests, which people know by what they say.
type fact[T comparable] struct {
	known *[]T
	out   *[]T    // of the plan
	use   func(T) // lets the records that follow see it
	id    func(*T) *domain.ID
	// over gives a record put over a known fact, and whether the two are the same
	// fact, perhaps with another end or evidence.
	over func(x, old T) (T, bool)
}

// keepFact settles a good record: unchanged, changed, or new.
func keepFact[T comparable](w *work, r *record, x T, f fact[T]) {
	for i, old := range *f.known {
		y, same := f.over(x, old)
		if !same {
			continue
		}
		(*f.known)[i] = y
		f.use(y)
		if y == old {
			w.keep(r, *f.id(&y), isUnchanged)
			return
		}
		*f.out = append(*f.out, y)
		w.keep(r, *f.id(&y), isChanged)
		return
	}
	*f.id(&x) = w.known.NewID()
	*f.known = append(*f.known, x)
	f.use(x)
	*f.out = append(*f.out, x)
	w.keep(r, *f.id(&x), isNew)
}
