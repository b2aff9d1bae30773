package audittime_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/certwright/certwright/domain"
	"github.com/certwright/certwright/domain/audittime"
)

func sites(n int) []domain.ID {
	var out []domain.ID
	for i := range n {
		out = append(out, domain.ID(fmt.Sprintf("S%02d", i+1)))
	}
	return out
}

func TestSampleOfSites(t *testing.T) {
	r := audittime.SiteRequest{Sites: sites(26), Alike: true, Chosen: []domain.ID{"S04", "S09"}, Why: "Data centres.", Occasion: audittime.AtInitial, Seed: 7}
	c, err := audittime.DrawSites(r)
	if err != nil {
		t.Fatal(err)
	}
	if c.Needed != 6 || c.Random != 2 || len(c.Drawn) != 4 || len(c.Visits) != 6 || !slices.IsSorted(c.Visits) {
		t.Errorf("26 sites give a sample of 6, 2 of them at random at least: %+v", c)
	}
	for _, id := range r.Chosen {
		if !slices.Contains(c.Visits, id) || slices.Contains(c.Drawn, id) {
			t.Errorf("%s was chosen and must be visited, not drawn: %+v", id, c)
		}
	}
	again, err := audittime.DrawSites(c.Request)
	if err != nil || !reflect.DeepEqual(c, again) {
		t.Errorf("the kept request draws another sample: %v", err)
	}
	for occasion, n := range map[audittime.Occasion]int{audittime.AtSurveillance: 3, audittime.AtRecert: 7} {
		c, err := audittime.DrawSites(audittime.SiteRequest{Sites: sites(7), Occasion: occasion})
		if err != nil || len(c.Visits) != n {
			t.Errorf("7 sites that are not alike: %d at a %s audit, got %+v, %v", n, occasion, c, err)
		}
	}
}

func TestWrongSamplesNameTheField(t *testing.T) {
	good := audittime.SiteRequest{Sites: sites(9), Alike: true, Occasion: audittime.AtInitial}
	for _, c := range []struct {
		field  string
		change func(*audittime.SiteRequest)
	}{
		{"sites", func(r *audittime.SiteRequest) { r.Sites = nil }},
		{"sites", func(r *audittime.SiteRequest) { r.Sites = append(r.Sites, "S01") }},
		{"occasion", func(r *audittime.SiteRequest) { r.Occasion = "stage1" }},
		{"chosen", func(r *audittime.SiteRequest) { r.Chosen, r.Why = []domain.ID{"S99"}, "Risk." }},
		{"chosen", func(r *audittime.SiteRequest) { r.Chosen, r.Why = sites(3), "Risk." }}, // 3 of 3 leaves none at random
		{"why", func(r *audittime.SiteRequest) { r.Chosen = sites(2) }},
	} {
		bad := good
		c.change(&bad)
		if _, err := audittime.DrawSites(bad); domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), c.field+":") {
			t.Errorf("want an error at %s, got %v", c.field, err)
		}
	}
	good.Chosen, good.Why = sites(2), "Risk."
	if _, err := audittime.DrawSites(good); err != nil {
		t.Errorf("2 of 3 may be chosen: %v", err)
	}
}
