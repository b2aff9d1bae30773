package audittime

import (
	"fmt"
	"slices"
	"strings"

	"github.com/certwright/certwright/domain"
)

// Occasion is the audit a sample of sites is for.
type Occasion string

const (
	AtInitial      Occasion = "initial"
	AtSurveillance Occasion = "surveillance"
	AtRecert       Occasion = "recertification"
)

// SiteRequest is what a sample of sites is drawn from.
type SiteRequest struct {
	Audit    string      `json:"audit"`    // number of the audit it is for
	Sites    []domain.ID `json:"sites"`    // all beside the central function, which is visited every time
	Alike    bool        `json:"alike"`    // the sites do much the same and may be sampled
	Chosen   []domain.ID `json:"chosen"`   // named by risk, before the draw
	Why      string      `json:"why"`      // these were chosen
	Occasion Occasion    `json:"occasion"` // which audit it is for
	Seed     uint64      `json:"seed"`     // kept, so that the draw can be repeated
}

// SiteReceipt is the full working of a sample.
type SiteReceipt struct {
	Request SiteRequest `json:"request"`
	Needed  int         `json:"needed"`
	Random  int         `json:"random"` // of them at random at least
	Drawn   []domain.ID `json:"drawn"`  // by the seed, from the sites not chosen
	Visits  []domain.ID `json:"visits"` // chosen and drawn, by ID
	Lines   []Line      `json:"lines"`
}

// sample is how many sites are needed, and by which rule.
func (r SiteRequest) sample() (needed int, rule domain.Rule) {
	s, rule := AllSites(len(r.Sites)), NoSamplingRule
	if r.Alike {
		s, rule = SampleSites(len(r.Sites)), SampleRule
	}
	switch r.Occasion {
	case AtSurveillance:
		return s.Surveillance, rule
	case AtRecert:
		return s.Recert, rule
	}
	return s.Initial, rule
}

// Check says which fields of a request are wrong.
func (r SiteRequest) Check() error {
	var f domain.Fault
	if len(r.Sites) == 0 {
		f.Add("sites", "is empty; a sample needs a site beside the central function")
	}
	if !slices.Contains([]Occasion{AtInitial, AtSurveillance, AtRecert}, r.Occasion) {
		f.Add("occasion", "is %q; it is %s, %s or %s", r.Occasion, AtInitial, AtSurveillance, AtRecert)
	}
	twice("sites", r.Sites, &f)
	twice("chosen", r.Chosen, &f)
	for _, id := range r.Chosen {
		if !slices.Contains(r.Sites, id) {
			f.Add("chosen", "%s is none of the sites", id)
		}
	}
	needed, _ := r.sample()
	if most := needed - RandomPart(needed); r.Alike && len(r.Chosen) > most {
		f.Add("chosen", "names %d sites; of a sample of %d at least %d are drawn at random (rule %s)", len(r.Chosen), needed, RandomPart(needed), RandomRule.ID)
	}
	if len(r.Chosen) > 0 {
		f.Need("why", r.Why)
	}
	return f.Err()
}

func twice(field string, ids []domain.ID, f *domain.Fault) {
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			f.Add(field, "%s stands twice", id)
		}
	}
}

// DrawSites draws a sample: what was chosen by risk, and at random what is
// still needed.
func DrawSites(r SiteRequest) (SiteReceipt, error) {
	if err := r.Check(); err != nil {
		return SiteReceipt{}, err
	}
	needed, rule := r.sample()
	rest := slices.DeleteFunc(slices.Clone(r.Sites), func(id domain.ID) bool { return slices.Contains(r.Chosen, id) })
	c := SiteReceipt{Request: r, Needed: needed, Drawn: Draw(rest, needed-len(r.Chosen), r.Seed)}
	c.Visits = slices.Sorted(slices.Values(slices.Concat(r.Chosen, c.Drawn)))
	c.Lines = []Line{
		{"Sites", fmt.Sprintf("%d beside the central function, %s audit", len(r.Sites), r.Occasion), fmt.Sprint(needed), rule.ID},
	}
	if r.Alike {
		c.Random = RandomPart(needed)
		c.Lines = append(c.Lines, Line{"At random", fmt.Sprintf("a quarter of %d, rounded up, at least", needed), fmt.Sprint(c.Random), RandomRule.ID})
	}
	if len(r.Chosen) > 0 {
		c.Lines = append(c.Lines, Line{"Chosen", r.Why, list(r.Chosen), rule.ID})
	}
	c.Lines = append(c.Lines, Line{"Drawn", fmt.Sprintf("with the seed %d", r.Seed), list(c.Drawn), RandomRule.ID})
	return c, nil
}

func list(ids []domain.ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, ", ")
}
