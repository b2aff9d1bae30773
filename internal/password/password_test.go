package password

import (
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"github.com/certwright/certwright/domain"
)

func TestHashAndVerify(t *testing.T) {
	const pw = "żółty rower pod wierzbą"
	hash, err := Hash(pw)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the cost is part of the promise, got %s", hash)
	}
	if ok, stale, err := Verify(pw, hash); !ok || stale || err != nil {
		t.Errorf("right password: %v %v %v", ok, stale, err)
	}
	decomposed := strings.ReplaceAll(pw, "ó", "o\u0301")
	if ok, _, _ := Verify(decomposed, hash); !ok {
		t.Error("the same letters typed decomposed must be the same password")
	}
	if ok, _, err := Verify(pw+" ", hash); ok || err != nil {
		t.Errorf("wrong password: %v %v", ok, err)
	}
	if other, _ := Hash(pw); other == hash {
		t.Error("two hashes of one password must differ by their salt")
	}
}

func TestVerifyAsksForARehashAtAnotherCost(t *testing.T) {
	old, err := argon2id.CreateHash("four words in a row", &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	if ok, stale, _ := Verify("four words in a row", old); !ok || !stale {
		t.Errorf("ok %v stale %v, want both", ok, stale)
	}
	if _, stale, _ := Verify("wrong", old); stale {
		t.Error("a wrong password is no reason to rehash")
	}
}

func TestVerifyOfADamagedHash(t *testing.T) {
	for _, hash := range []string{"", "x", "$argon2id$v=19$m=19456,t=2,p=1$", "$argon2i$v=19$m=1,t=1,p=1$AA$AA"} {
		if ok, _, err := Verify("whatever it is", hash); ok || domain.KindOf(err) != domain.Internal || err == nil {
			t.Errorf("%q: ok %v, err %v", hash, ok, err)
		}
	}
}

func TestCheck(t *testing.T) {
	for pw, good := range map[string]bool{
		"":                            false,
		"elevenchars":                 false,
		"twelve chars":                true,
		"żółćżółćżó":                  false, // ten characters, though twenty bytes
		"four words in a row":         true,
		strings.Repeat("ab cdé ", 18): true,  // 126 characters
		strings.Repeat("x1 y2 ", 22):  false, // 132
		"Administrator":               false,
		"Password-2031!":              false, // password with things hung on
		"certwright 4711":             false,
		"aaaaaaaaaaaaaaaa":            false,
		"12341234123412":              false,
		"QwErTyUiOpAsDf":              false,
		"bad \xff utf-8 text":         false,
	} {
		err := Check(pw)
		if (err == nil) != good {
			t.Errorf("%q: %v, want good=%v", pw, err, good)
		}
		if err != nil && domain.KindOf(err) != domain.Invalid {
			t.Errorf("%q: kind %s", pw, domain.KindOf(err))
		}
	}
}

func TestWasteTakesAnyInput(t *testing.T) {
	Waste("")
	if ok, _, err := Verify("the password of no account at all", decoy()); !ok || err != nil {
		t.Errorf("the decoy must be a real hash, or it costs no time: %v %v", ok, err)
	}
}
