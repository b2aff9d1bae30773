package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"net/netip"
	"strings"
	"time"

	"github.com/certwright/certwright/domain"
)

// budget is how many guesses at a password a subject may make: burst at once,
// then one each so often. Each guess is a debt that time pays off, so that
// nobody is locked out for longer than the wait for the next one.
type budget struct {
	burst int
	each  time.Duration
}

// An account takes guesses on two accounts: those from addresses its owner
// signed in from, and those from everywhere else. A stranger who guesses
// without pause spends the second only, and the owner still gets in. Both
// together stay below 100 in any hour.
var (
	fromUsual    = budget{burst: 5, each: 3 * time.Minute}   // 25 in any hour
	fromAnywhere = budget{burst: 10, each: time.Minute}      // 70 in any hour
	fromAddress  = budget{burst: 30, each: 20 * time.Second} // of one address, whatever the account
)

// usualFor is how long an address stays usual after a sign-in from it.
const usualFor = 60 * 24 * time.Hour

// guess is one attempt at a password and what it was charged to, in the order
// the subjects are locked.
type guess struct {
	charges []charge
}

type charge struct {
	subject string
	budget  budget
}

// spend charges the guess, or refuses it when one of its budgets is used up.
// Call it before the password is compared: guesses at once must count each other.
func (g guess) spend(tx Tx, now time.Time) error {
	for _, c := range g.charges {
		owed, err := tx.Owed(c.subject)
		if err != nil {
			return err
		}
		if owed.Before(now) {
			owed = now
		}
		owed = owed.Add(c.budget.each)
		if wait := owed.Sub(now) - time.Duration(c.budget.burst)*c.budget.each; wait > 0 {
			e := domain.E(domain.TooMany, "too_many_attempts", "Too many attempts. Wait %s and try again.", inWords(wait))
			e.After = wait
			return e
		}
		if err := tx.SetOwed(c.subject, owed); err != nil {
			return err
		}
	}
	return nil
}

// refund takes back the charge of a guess that was right.
func (g guess) refund(tx Tx, now time.Time) error {
	for _, c := range g.charges {
		owed, err := tx.Owed(c.subject)
		if err != nil {
			return err
		}
		if owed = owed.Add(-c.budget.each); owed.Before(now) {
			owed = time.Time{}
		}
		if err := tx.SetOwed(c.subject, owed); err != nil {
			return err
		}
	}
	return nil
}

// guessAt is a guess at an account's password from an address.
func guessAt(email, address string, usual bool) guess {
	sum := sha256.Sum256([]byte(email))
	account := charge{"account " + hex.EncodeToString(sum[:]), fromAnywhere}
	if usual {
		account = charge{"owner " + hex.EncodeToString(sum[:]), fromUsual}
	}
	return guess{[]charge{{"address " + address, fromAddress}, account}}
}

// whence is the address as it is counted: an IPv6 network is one subscriber.
func whence(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown"
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	return netip.PrefixFrom(a, 64).Masked().String()
}

// plainAddress is an e-mail address as accounts are found by it.
func plainAddress(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// inWords is a wait as people say it, rounded up.
func inWords(wait time.Duration) string {
	minutes := int(math.Ceil(wait.Minutes()))
	if minutes <= 1 {
		return "a minute"
	}
	return fmt.Sprintf("%d minutes", minutes)
}
