package country

import (
	"regexp"
	"testing"

	"github.com/certwright/certwright/domain/holiday"
)

func TestCodesHaveNames(t *testing.T) {
	for code, want := range map[string]string{"DE": "Germany", "PT": "Portugal", "de": "Germany", "CI": "Côte d’Ivoire", "QQ": "QQ", "": "", "Germany": "Germany"} {
		if got := Name(code); got != want {
			t.Errorf("%q is called %q, not %q", code, got, want)
		}
	}
}

func TestEachCountryHasOneNameOfItsOwn(t *testing.T) {
	code := regexp.MustCompile(`^[A-Z]{2}$`)
	of := map[string]string{}
	for c, name := range names {
		if !code.MatchString(c) || len(name) < 3 {
			t.Errorf("%q: %q", c, name)
		}
		if other, twice := of[name]; twice {
			t.Errorf("%s and %s are both %s", c, other, name)
		}
		of[name] = c
	}
	if len(names) < 240 {
		t.Errorf("only %d countries are known", len(names))
	}
}

func TestCountriesWithHolidaysHaveNames(t *testing.T) {
	for _, c := range holiday.Countries() {
		if Name(c) == c {
			t.Errorf("%s has holidays and no name", c)
		}
	}
}
