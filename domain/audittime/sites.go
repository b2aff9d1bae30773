package audittime

import (
	"math/rand/v2"
	"slices"

	"github.com/certwright/certwright/domain"
)

var (
	// SampleRule is computed by SampleSites.
	SampleRule = domain.Rule{
		ID: "ms.sample", Title: "How many sites are visited", Clause: "6.1.3; EA FAQ 46.5", Edition: md1,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "The root of the sites beside the central function, 0.6 of it at a surveillance and 0.8 at a recertification, rounded up; the central function is visited every time.",
	}
	// NoSamplingRule is computed by AllSites.
	NoSamplingRule = domain.Rule{
		ID: "ms.no_sampling", Title: "Sites that cannot be sampled", Clause: "6.2.1; EA FAQ 46.5", Edition: md1,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "Where the sites differ too much all are visited at the initial audit and the recertification, and 30 % at each surveillance.",
	}
	// RandomRule is computed by RandomPart.
	RandomRule = domain.Rule{
		ID: "ms.random", Title: "A quarter of the sample is random", Clause: "6.1.2", Edition: md1,
		Kind: domain.Value, Basis: domain.Confirmed,
		Why: "Sites that know they are never drawn would not be looked at.",
	}
	// MergeRule is judged by MergedSites.
	MergeRule = domain.Rule{
		ID: "ms.merge_forbidden", Title: "Sites are not merged before sampling", Clause: "EA FAQ 42.6", Edition: md1,
		Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "Counting several sites as one would make the sample smaller than the rule.",
	}
	// SiteCapRule is judged by Policy.SiteReduction.
	SiteCapRule = domain.Rule{
		ID: "at.site_cap", Title: "Reduction for one sampled site", Clause: "7.3.1; EA FAQ 37.5", Edition: md1,
		Kind: domain.Hard, Basis: domain.Confirmed,
		Why: "What the central function covers may save at most half of a site's time.",
	}
)

// Sample is how many sites beside the central function are visited each time.
type Sample struct{ Initial, Surveillance, Recert int }

// SampleSites is the sample of so many sites.
func SampleSites(sites int) Sample {
	return Sample{
		Initial:      scaledRootUp(sites, 1, 1),
		Surveillance: scaledRootUp(sites, 3, 5),
		Recert:       scaledRootUp(sites, 4, 5),
	}
}

// AllSites is how many are visited where sampling is not appropriate.
func AllSites(sites int) Sample {
	return Sample{Initial: sites, Surveillance: (3*sites + 9) / 10, Recert: sites}
}

// RandomPart is how many sites of a sample are drawn at random at least.
func RandomPart(sample int) int { return (sample + 3) / 4 }

// MergedSites judges a count of sites after merging; merged 0 is no merging.
func MergedSites(sites, merged int) domain.Finding {
	if merged != 0 && merged < sites {
		return MergeRule.Broken("Sample from all sites.", "%d sites were merged to %d; the sample stays %d.", sites, merged, SampleSites(sites).Initial)
	}
	return MergeRule.Met("All %d sites stand for themselves.", sites)
}

// SiteReduction judges the reduction of one sampled site's time.
func (p Policy) SiteReduction(reduction Percent) domain.Finding {
	if reduction > p.MaxSiteReduction {
		return SiteCapRule.Broken("Lower it to "+p.MaxSiteReduction.String()+" %.", "A site's time is cut by %s %%.", reduction)
	}
	return SiteCapRule.Met("A site's time is cut by %s %%, at most %s %% is allowed.", reduction, p.MaxSiteReduction)
}

// Draw is the random part of a sample: n of the sites, by a kept seed. The same
// sites, in any order, and the same seed give the same draw on every machine.
func Draw(sites []domain.ID, n int, seed uint64) []domain.ID {
	pool := slices.Clone(sites)
	slices.Sort(pool)
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	drawn := pool[:min(max(n, 0), len(pool))]
	slices.Sort(drawn)
	return drawn
}
