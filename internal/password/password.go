// Package password keeps sign-in secrets: the rule for a good one, its argon2id
// hash, and the comparison.
package password

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"github.com/certwright/certwright/domain"
)

// Lengths in characters. Long pass phrases are welcome; the upper end only
// keeps one request from hashing a book.
const (
	MinLength = 12
	MaxLength = 128
)

// cost is the second of the two settings OWASP recommends for argon2id: 19 MiB,
// two passes, one lane; some 20 ms. Raising it makes Verify ask for a rehash.
var cost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

//go:embed common.txt
var commonList string

var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(commonList) {
		m[w] = true
	}
	return m
}()

// Check says what is wrong with a new password, as a fault of the field
// "password", or nil. There are no rules about kinds of characters: length and
// not being everybody's first idea are what count.
func Check(pw string) error {
	var fault domain.Fault
	n := utf8.RuneCountInString(norm.NFC.String(pw))
	switch {
	case !utf8.ValidString(pw):
		fault.Add("password", "is not valid UTF-8 text")
	case n < MinLength:
		fault.Add("password", "needs at least %d characters; a few words in a row are easy to keep in mind", MinLength)
	case n > MaxLength:
		fault.Add("password", "may have at most %d characters", MaxLength)
	case obvious(pw):
		fault.Add("password", "is among the first that anybody would try; choose words that only you would put together")
	}
	return fault.Err()
}

// obvious tells whether the password is on the list, in whatever case and with
// whatever digits and signs hung on either end or put between, or is short
// stuff repeated.
func obvious(pw string) bool {
	plain := strings.ToLower(pw)
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, plain)
	if common[plain] || common[letters] {
		return true
	}
	for size := 1; size <= 4 && size < len(plain); size++ {
		if strings.HasPrefix(strings.Repeat(plain[:size], len(plain)/size+1), plain) {
			return true
		}
	}
	return false
}

// Hash is the salted hash to keep, in the usual "$argon2id$v=19$…" form. The
// same characters typed on another keyboard (composed or not) hash alike.
func Hash(pw string) (string, error) {
	return argon2id.CreateHash(norm.NFC.String(pw), &cost)
}

// Verify compares in constant time. stale says that the hash was made at another
// cost and should be made anew now that the password is at hand. An unreadable
// hash is an error: the row is damaged, the person is not to blame.
func Verify(pw, hash string) (ok, stale bool, err error) {
	ok, used, err := argon2id.CheckHash(norm.NFC.String(pw), hash)
	if err != nil {
		return false, false, domain.E(domain.Internal, "password_hash", "The stored password cannot be read.").Because(err)
	}
	return ok, ok && *used != cost, nil
}

// decoy is the hash of a password that nobody has, made once when first needed.
var decoy = sync.OnceValue(func() string {
	h, _ := Hash("the password of no account at all") // on failure Waste just wastes less
	return h
})

// Waste spends the time a comparison takes. Call it where there is no account,
// so that the answer's time does not tell.
func Waste(pw string) { _, _, _ = Verify(pw, decoy()) }
